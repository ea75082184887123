import { describe, expect, it } from 'vitest';
import { eventLines, rowSteps, teamRows } from '../../../../renderer/features/live/list/view-model';
import { nextHours } from '../../../../renderer/features/live/next/view-model';
import { whole } from '../../../../renderer/stores/steps';
import { seeNow } from '../../../../renderer/stores/derive/sight';
import { clocksFor } from '../../../../renderer/ui/clocks';
import { labelSites } from '../../../../renderer/ui/labels';
import { blind, critical } from '../../builders/retail';
import { NOW } from '../../builders/snapshot';

const clocks = clocksFor('site', 'UTC', NOW);
const rows = (snapshot = critical()) =>
  whole(
    rowSteps({
      sites: seeNow(snapshot, 'connected', NOW).sites,
      attention: snapshot.attention,
      events: snapshot.events,
      teams: snapshot.teams,
      labels: labelSites(snapshot.sites),
      clocks,
      now: NOW,
    }),
  );

describe('the list has everything of the map', () => {
  it('every site, by attention, with state, reason, owner, failover and age', () => {
    expect(rows()).toHaveLength(12);
    expect(
      rows()
        .slice(0, 3)
        .map((row) => row.site),
    ).toEqual(['br-prod', 'in-pre', 'ca-dev']);
    expect(rows()[0]).toMatchObject({
      word: 'Critical',
      age: '12 min',
      label: 'Brazil, Production',
      aws: 'EC2',
      owner: 'Rafael Monteiro +2',
      failover: 'USA, Production',
      dataAt: NOW - 12_000,
    });
    expect(rows()[2]?.why).toContain('Was ok 20:33 EST.');
  });
  it('says where AWS Health is not seen', () => expect(rows(blind())[0]?.aws).toBe('not seen'));
  it('teams with duty and handover', () => {
    const [brazil, india] = teamRows(critical().teams, clocks, NOW);
    expect(brazil).toMatchObject({
      duty: 'shift',
      people: 'Rafael Monteiro, Thiago Nunes and Beatriz Lima',
      next: 'to India L2 in 1 h 18',
    });
    expect(india).toMatchObject({ duty: 'off', word: 'Off until 08:30 IST' });
  });
  it('events, those that count first', () =>
    expect(eventLines(critical().events, labelSites(critical().sites), NOW)[0]).toMatchObject({
      title: 'EC2 API errors and latency',
      sites: 'Brazil, Production',
      since: '44 min',
    }));
});

describe('the next 12 hours', () => {
  const { teams, events, sites } = critical();
  it('are handovers and what AWS announced, each with both clocks', () =>
    expect(nextHours(teams, events, sites, clocks, NOW)).toMatchObject([
      { local: '08:30 IST', utc: '03:00 UTC', text: 'Handover to India L2' },
      { local: '23:00 EST', utc: '04:00 UTC', text: 'AWS RDS patch, Canada prod' },
    ]));
  it('leave out what is later, and invent nothing', () => {
    expect(nextHours([], events, sites, clocks, NOW).map((row) => row.text)).toEqual(['AWS RDS patch, Canada prod']);
    expect(nextHours([], [], [], clocks, NOW)).toEqual([]);
  });
});
