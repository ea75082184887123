import { describe, expect, it } from 'vitest';
import { whole } from '../../../../../renderer/stores/steps';
import { ownerOf, queueSteps } from '../../../../../renderer/features/live/queue/view-model';
import { seeNow } from '../../../../../renderer/stores/derive/sight';
import { clocksFor } from '../../../../../renderer/ui/clocks';
import { labelSites } from '../../../../../renderer/ui/labels';
import type { Snapshot } from '../../../../../shared/domain/snapshot/types';
import { blind, calm, critical, troubles } from '../../../builders/retail';
import { aSite, aSource, aTeam, fourTeams, NOW } from '../../../builders/snapshot';

const MINUTE = 60_000;
const queue = (snapshot: Snapshot, minutes = 0, connection: 'connected' | 'disconnected' = 'connected') => {
  const now = NOW + minutes * MINUTE;
  return whole(
    queueSteps({
      ...snapshot,
      sight: seeNow(snapshot, connection, now),
      labels: labelSites(snapshot.sites),
      clocks: clocksFor('site', 'UTC', now),
      now,
    }),
  );
};

describe('the attention queue', () => {
  it('keeps the order of the engine and says who owns what', () => {
    const { items, count } = queue(critical());
    expect(count).toBe(3);
    expect(items.map((item) => item.place)).toEqual([
      'Brazil, Production',
      'India, Pre-production',
      'Canada, Development',
    ]);
    expect(items[0]).toMatchObject({
      big: true,
      age: '12 min',
      time: '22:30 BRT, 01:30 UTC',
      owner: { text: 'Rafael Monteiro', others: 2, on: true },
      rank: 'production, critical, 317 orders a minute under the same hour',
    });
    expect(items[1]).toMatchObject({ age: 'ends 1 h 18', owner: { text: 'India L2, off shift' } });
    expect(items[2]?.owner).toMatchObject({ name: null, text: 'No owner' });
  });

  it('shows an acknowledgement with its time, smaller and still there', () => {
    const item = queue(troubles()).items.at(-1);
    expect(item).toMatchObject({ site: 'us-prod', acknowledged: '20:38 EST, 01:38 UTC', big: false });
  });

  it('an item whose site this window lost becomes unknown in its place, with what was known', () => {
    const [first] = queue(critical(), 25).items;
    expect(first).toMatchObject({ site: 'br-prod', status: 'unknown' });
    expect(first?.title).toMatch(/^No data. Last known: /);
  });

  it('a held item says that it is not seen', () => {
    const [first] = queue(critical(), 6).items;
    expect(first).toMatchObject({ status: 'critical' });
    expect(first?.detail).toMatch(/^Last known, not seen now/);
  });

  it('sites that fall silent without any word of the engine are added', () => {
    const { items } = queue(calm(), 5);
    expect(items.map((item) => item.title)).toEqual(Array(4).fill('No data. Last known state was ok'));
    expect(items.every((item) => item.key.startsWith('window|'))).toBe(true);
  });

  it('one cause that blinds all is said once, the sites under it in one line each', () => {
    const view = queue(blind());
    expect(view.blind).toMatchObject({
      title: 'Meridian cannot see AWS',
      place: 'AWS, all 4 regions',
      age: '7 min',
      retry: true,
    });
    expect(view.blind?.detail).toContain('Sign-in for account prod ended.');
    expect(view.items).toHaveLength(12);
    expect(view.items.every((item) => item.compact)).toBe(true);
    expect(view.count).toBe(12);
  });

  it('S2: that changes from outside may not be seen is no cause of blindness', () => {
    const snapshot = blind();
    const denied = Array.from({ length: 60 }, (_, index) =>
      aSource({ region: `r${index}`, api: 'CodePipeline', condition: 'denied', reason: 'not allowed' }),
    );
    const { detail } = queue({ ...snapshot, sources: [...snapshot.sources, ...denied] }).blind ?? {};
    expect(detail).toBe(queue(snapshot).blind?.detail);
  });

  it('a window that hears nothing any more says so, and does not call its sources live', () => {
    const view = queue(calm(), 40);
    expect(view.blind?.detail).toMatch(/^No newer answer has come\./);
  });

  it('a lost engine is such a cause, and cannot be asked to retry', () => {
    const view = queue(critical(), 0, 'disconnected');
    expect(view.blind).toMatchObject({ title: 'Meridian does not answer', retry: false });
    expect(view.items[0]?.status).toBe('critical');
  });

  it('empty says since when nothing needs anybody, and only if that is known', () => {
    expect(queue(calm()).empty).toEqual({
      title: 'Nothing needs you.',
      text: 'Every site is ok since Tue 20:24 UTC, for 5 h 18.',
    });
    expect(queue({ ...calm(), restoring: true }).empty?.title).toBe('Nothing needed you then.');
    expect(queue({ ...calm(), sites: [] }).empty?.title).toBe('Nothing is watched.');
  });
});

describe('owners', () => {
  it('are the people on duty, the team, or nobody', () => {
    const site = aSite();
    expect(ownerOf(site, fourTeams(), NOW).text).toBe('Rafael Monteiro');
    expect(ownerOf(site, [aTeam({ rota: [], people: [] })], NOW).text).toBe('Brazil L2');
    expect(ownerOf(site, [], NOW).text).toBe('Brazil L2');
    expect(ownerOf(aSite({ owner: null }), fourTeams(), NOW)).toEqual({
      name: null,
      text: 'No owner',
      others: 0,
      on: false,
    });
    expect(ownerOf(site, fourTeams(), NOW + 3 * 3_600_000).text).toBe('Brazil L2, off shift');
  });
});
