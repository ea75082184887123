import { describe, expect, it } from 'vitest';
import { chartOf, gridLines, placeFlags, ticksOf } from '../../../../../renderer/features/live/drawer/chart-model';
import { alarmsOf, eventRows, siblings, sourceRows } from '../../../../../renderer/features/live/drawer/side-model';
import { headerOf, orderInTime, reasonRows, whyTitle } from '../../../../../renderer/features/live/drawer/view-model';
import { seeNow } from '../../../../../renderer/stores/derive/sight';
import type { Condition } from '../../../../../shared/domain/sources/types';
import { clocksFor } from '../../../../../renderer/ui/clocks';
import { critical, historyOf } from '../../../builders/retail';
import { aSignal, aSite, aSource, anAlarm, anEvent, anItem, NOW } from '../../../builders/snapshot';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clocks = clocksFor('site', 'UTC', NOW);
const snapshot = critical();
const sight = seeNow(snapshot, 'connected', NOW);
const brazil = sight.sites.find((one) => one.site.id === 'br-prod')!;
const sources = new Map(snapshot.sources.map((source) => [source.id, source]));

describe('the header', () => {
  it('says state, since when in both clocks, and who acknowledged when', () => {
    const header = headerOf(
      brazil,
      undefined,
      'Rafael Monteiro +2',
      anItem({ acknowledgedAt: NOW - 9 * MINUTE }),
      clocks,
      NOW,
    );
    expect(header).toMatchObject({ word: 'Critical for 12 min', since: 'since 22:30 BRT, 01:30 UTC', lost: null });
    expect(header.facts.map((fact) => [fact.name, fact.value])).toEqual([
      ['Local', '22:42 Tue'],
      ['Region', 'sa-east-1'],
      ['Owner', 'Rafael Monteiro +2, ack 22:33'],
      ['Data', '12 s'],
    ]);
  });
});

describe('reasons', () => {
  it('stand in the order of time, with both clocks and their source', () => {
    const rows = reasonRows(brazil.site, sources, clocks, NOW);
    expect(rows.map((row) => [row.local, row.utc, row.source])).toEqual([
      ['21:58', '00:58', 'AWS Health'],
      ['22:11', '01:11', 'Alarms'],
      ['22:30', '01:30', 'CloudWatch'],
      ['22:31', '01:31', 'CloudWatch'],
      ['22:31', '01:31', 'Alarms'],
      ['22:34', '01:34', 'CloudWatch'],
    ]);
  });
  it('of another day carry it', () => {
    const site = aSite({ reasons: [{ ...aSite().reasons[0]!, since: NOW - 50 * HOUR }] });
    expect(reasonRows(site, sources, clocks, NOW)[0]?.local).toBe('Sun 15 Nov 20:42');
  });
  it('say only the order in time, never a cause', () => {
    expect(orderInTime(brazil.site, snapshot.events)).toBe(
      'The AWS EC2 issue began 12 minutes before the first breach.',
    );
    expect(orderInTime(brazil.site, [anEvent({ start: NOW })])).toBe(
      'The AWS EC2 issue began 31 minutes after the first breach.',
    );
    expect(orderInTime(brazil.site, [])).toBeNull();
    expect(orderInTime(aSite(), snapshot.events)).toBeNull();
  });
  it('have a head that fits the state', () => {
    expect(whyTitle('ok')).toBe('How we know it is ok');
    expect(whyTitle('unknown')).toBe('Why it is unknown');
  });
});

describe('alarms', () => {
  it('fire first, a composite with its children, quiet ones counted', () => {
    const view = alarmsOf(brazil.site, sources, false, clocks, NOW);
    expect([view.firing, view.total, view.quiet]).toEqual([4, 13, 6]);
    expect(view.rows.slice(0, 4).map((row) => [row.name, row.status, row.child, row.badge])).toEqual([
      ['retail-br-checkout-page', 'critical', false, null],
      ['retail-br-checkout-p95-high', 'warning', true, null],
      ['retail-br-checkout-5xx-rate', 'warning', true, null],
      ['retail-br-asg-az1-launch', 'warning', false, 'muted'],
    ]);
    expect(alarmsOf(brazil.site, sources, true, clocks, NOW).quiet).toBe(0);
  });
  it('S6: that are muted say until when on the clock of the site, and by which rules', () => {
    const row = (over: Parameters<typeof anAlarm>[0]) =>
      alarmsOf(aSite({ alarms: [anAlarm({ badge: 'muted', ...over })] }), sources, true, clocks, NOW).rows[0];
    const until = NOW + HOUR;
    expect(row({ mute: { until, by: ['nightly'] } })).toMatchObject({
      badge: 'muted',
      note: 'Muted until 23:42 BRT, 02:42 UTC by nightly',
      hint: expect.stringContaining('Muted until 23:42 BRT, 02:42 UTC by nightly') as string,
    });
    expect(row({ mute: { until: null, by: ['a', 'b'] } })?.note).toBe('Muted, no end is known, by a, b');
    expect(row({ badge: 'suppressed', mute: { until, by: ['nightly'] } })).toMatchObject({
      badge: 'suppressed',
      note: null,
    });
    expect(row({ badge: null })).toMatchObject({ badge: null, note: null });
  });
  it('S2: none is told to be not muted while mute rules are not seen', () => {
    const site = aSite();
    const id = 'prod/sa-east-1/ListAlarmMuteRules';
    const unseen = (condition: Condition) =>
      alarmsOf(site, new Map([[id, aSource({ id, condition, lastGoodAt: null })]]), true, clocks, NOW).mutesUnseen;
    expect([unseen('denied'), unseen('error'), unseen('never')]).toEqual([true, true, false]);
    expect(alarmsOf(site, new Map([[id, aSource({ id })]]), true, clocks, NOW).mutesUnseen).toBe(false);
    expect(alarmsOf(site, sources, true, clocks, NOW).mutesUnseen).toBe(false);
  });
  it('that have not enough data are listed as unknown', () =>
    expect(
      alarmsOf(aSite({ alarms: [anAlarm({ state: 'INSUFFICIENT_DATA' })] }), sources, true, clocks, NOW).rows[0],
    ).toMatchObject({
      status: 'unknown',
    }));
});

describe('AWS Health', () => {
  it('counts what is open and planned, and says what only is listed', () => {
    const { rows, sub } = eventRows(brazil.site, snapshot.events, clocks, NOW);
    expect(sub).toBe('1 open, 1 planned');
    expect(rows[0]).toMatchObject({
      status: 'warning',
      age: '44 min',
      text: 'sae1-az1, open. AWS last wrote at 22:29 BRT, 01:29 UTC. 9 resources of ours named.',
    });
    expect(rows[1]).toMatchObject({ status: null, age: 'in 4 d 5 h' });
    expect(rows[1]?.text).toContain('Listed, does not count');
  });
});

describe('sources', () => {
  it('show condition by this window’s clock, reason and next try', () => {
    const denied = new Map([
      [
        'prod/sa-east-1/GetMetricData',
        aSource({ condition: 'denied', reason: 'cloudwatch:GetMetricData is missing', nextTryAt: NOW + 90_000 }),
      ],
    ]);
    expect(sourceRows(aSite(), denied, NOW)).toEqual([
      {
        id: 'prod/sa-east-1/GetMetricData',
        name: 'Metrics of prod, sa-east-1',
        seen: false,
        word: 'Denied',
        age: '12 s',
        text: 'Asked every 1 min, next in 1 min, cloudwatch:GetMetricData is missing',
      },
    ]);
    const silent = new Map([['prod/sa-east-1/GetMetricData', aSource()]]);
    expect(sourceRows(aSite(), silent, NOW + 5 * MINUTE)[0]).toMatchObject({ seen: false, word: 'Stale' });
  });
});

it('sites of the same country are named by tier', () =>
  expect(siblings(brazil, sight.sites, NOW).map((row) => row.name)).toEqual(['Pre-production', 'Development']));

describe('charts', () => {
  const p95 = brazil.site.signals.find((signal) => signal.id === 'p95')!;
  const history = historyOf(snapshot)('br-prod', 'p95', 1);

  it('colour the stretch outside of the limit from the limit on', () => {
    const view = chartOf(p95, history, 1, true, 'America/Sao_Paulo', NOW);
    expect(view).toMatchObject({ unit: 's', limitText: 'limit 2.0 s', state: 'critical', blindFrom: null });
    const [first] = view.points.filter((point) => point.outWarning !== null);
    expect(first?.value).toBeCloseTo(0.8, 5);
    const critical = view.points.filter((point) => point.outCritical !== null);
    expect(critical[0]?.value).toBeCloseTo(2, 5);
    expect(
      view.points
        .filter((point) => point.value !== null && point.value < 0.79)
        .every((point) => point.outCritical === null),
    ).toBe(true);
  });

  it('never bridge a missing bucket', () => {
    const signal = aSignal({
      recent: [
        [NOW - 10 * MINUTE, 700],
        [NOW - 9 * MINUTE, 700],
        [NOW - 5 * MINUTE, 700],
      ],
    });
    const view = chartOf(signal, null, 1, true, 'UTC', NOW);
    const values = view.points.map((point) => point.value);
    expect(values.filter((value) => value === null).length).toBeGreaterThanOrEqual(3);
    expect(values.indexOf(null, 1)).toBeLessThan(values.lastIndexOf(700));
  });

  it('draw the newest bucket hollow while seen, and a hatched tail when blind', () => {
    expect(chartOf(p95, history, 1, true, 'UTC', NOW).hollow).not.toBeNull();
    const blind = chartOf(p95, history, 1, false, 'UTC', NOW + 7 * MINUTE);
    expect(blind.hollow).toBeNull();
    expect(blind.state).toBe('unknown');
    expect(NOW + 7 * MINUTE - (blind.blindFrom ?? 0)).toBeGreaterThan(5 * MINUTE);
  });

  it('show the usual range of the hour and the limits of the history', () => {
    const view = chartOf(p95, history, 1, true, 'UTC', NOW);
    expect(view.hasUsual).toBe(true);
    expect(view.points.find((point) => point.usual !== null)?.usual?.[1]).toBeLessThan(1);
    expect(view.points.at(-2)).toMatchObject({ warning: 0.8, critical: 2 });
  });

  it('say themselves in a sentence', () => {
    expect(chartOf(p95, history, 1, true, 'UTC', NOW).summary).toMatch(
      /^Checkout latency p95: 60 points, lowest 0\.5\d s, highest 2\.\d s/,
    );
    expect(chartOf(aSignal(), null, 1, true, 'UTC', NOW).summary).toContain('no points');
  });

  it('have round times of the local zone, also where it is half an hour off', () => {
    expect(ticksOf(NOW - HOUR, NOW, 1, 'Asia/Kolkata').every((at) => at % (10 * MINUTE) === 0)).toBe(true);
    const day = ticksOf(NOW - 24 * HOUR, NOW, 24, 'Asia/Kolkata');
    expect(day.every((at) => (at + 330 * MINUTE) % (4 * HOUR) === 0)).toBe(true);
  });

  it('have few, round grid lines', () => {
    expect(gridLines(0, 3)).toEqual([0, 1, 2, 3]);
    expect(gridLines(400, 1000)).toEqual([400, 600, 800, 1000]);
    for (const [low, high] of [
      [0, 0.004],
      [0, 17],
      [55, 61],
      [0, 123_456],
    ] as const)
      expect(gridLines(low, high).length).toBeLessThanOrEqual(5);
  });

  it('keep usual range and limits where nothing was measured, and say how far back the points reach', () => {
    const day = {
      ...history!,
      points: history!.points.slice(-60),
      usual: historyOf(snapshot)('br-prod', 'p95', 24)!.usual,
    };
    const view = chartOf(p95, day, 24, true, 'UTC', NOW);
    const silent = view.points.filter((point) => point.value === null);
    expect(silent.length).toBeGreaterThan(20);
    expect(silent.every((point) => point.warning === 0.8)).toBe(true);
    expect(view.reachesBackTo).toBe(history!.points[0]?.[0]);
    expect(chartOf(p95, history, 1, true, 'UTC', NOW).reachesBackTo).toBeNull();
  });

  it('tell a bucket from a mere crossing', () => {
    const view = chartOf(p95, history, 1, true, 'America/Sao_Paulo', NOW);
    expect(view.points.filter((point) => point.isBucket)).toHaveLength(60);
    expect(view.points.some((point) => point.value !== null && !point.isBucket)).toBe(true);
  });

  it('put no flag over another: the later one has its word', () => {
    const flags = [
      { text: 'AWS', x: 100 },
      { text: 'Critical', x: 110 },
    ];
    const place = (right: number) =>
      placeFlags(
        flags,
        (flag) => flag.x,
        () => 40,
        right,
      ).map((one) => one.left);
    expect(place(400)).toEqual([60, 110]);
    expect(place(140)).toEqual([null, 70]);
    expect(
      placeFlags(
        [
          { text: 'a', x: 10 },
          { text: 'b', x: 300 },
        ],
        (flag) => flag.x,
        () => 40,
        400,
      ).map((one) => one.left),
    ).toEqual([10, 300]);
  });
});
