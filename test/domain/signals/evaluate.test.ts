import { describe, expect, test } from 'vitest';
import {
  evaluateSignal,
  limitSteps,
  provesTraffic,
  type SignalEvaluation,
} from '../../../shared/domain/signals/evaluate';
import type { SignalData } from '../../../shared/domain/signals/types';
import type { Signal } from '../../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import {
  aMetric,
  aSignal,
  absolute,
  anOrdersSignal,
  bucketAt,
  buckets,
  bucketsOf,
  ofSameHour,
  someData,
  steadyHours,
} from '../../builders/signals';

const ZONE = 'America/Sao_Paulo';

const judged = (signal: Signal, data: SignalData, { traffic = false, now = NOW } = {}): SignalEvaluation =>
  evaluateSignal(signal, data, ZONE, now, traffic);

describe('S5: a metric never seen in 14 days is unknown whatever `missing` says', () => {
  const ways = ['unknown', 'ok', 'breaching'] as const;

  test.each(ways)('missing: %s, not seen', (missing) => {
    const signal = aSignal({ missing });
    const data = { ...buckets(signal, '----------'), seenIn14Days: false };
    expect(judged(signal, data, { traffic: true })).toMatchObject({
      state: 'unknown',
      text: 'Checkout latency p95 has not reported in the last 14 days',
      value: null,
    });
  });

  test.each(ways)('missing: %s, not looked for yet', (missing) => {
    const signal = aSignal({ missing });
    expect(judged(signal, buckets(signal, '----------'), { traffic: true })).toMatchObject({
      state: 'unknown',
      text: 'Checkout latency p95 has no data',
    });
  });

  test.each([
    { missing: 'unknown', traffic: true, state: 'unknown' },
    { missing: 'ok', traffic: true, state: 'ok' },
    { missing: 'ok', traffic: false, state: 'unknown' },
    { missing: 'breaching', traffic: true, state: 'critical' },
    { missing: 'breaching', traffic: false, state: 'critical' },
  ] as const)('missing: $missing, seen before, traffic $traffic: $state', ({ missing, traffic, state }) => {
    const signal = aSignal({ missing });
    const data = { ...buckets(signal, '----------'), seenIn14Days: true };
    expect(judged(signal, data, { traffic }).state).toBe(state);
  });

  test('the beginning of "not seen" does not move on with every bucket', () => {
    const signal = aSignal();
    const data = { ...buckets(signal, '----------'), seenIn14Days: false };
    const since = judged(signal, data).since;
    expect(since).toBeLessThanOrEqual(NOW - 14 * DAY);
    expect(judged(signal, data, { now: NOW + 5 * MINUTE }).since).toBe(since);
  });

  test('never answered is unknown', () => {
    expect(judged(aSignal({ missing: 'ok' }), someData(), { traffic: true })).toMatchObject({
      state: 'unknown',
      text: 'Checkout latency p95 was not answered yet',
    });
  });
});

describe('S5: after 3N missing buckets `ok` applies only while another signal of the site proves traffic', () => {
  const signal = aSignal({ missing: 'ok' });
  const silent = (count: number): SignalData => buckets(signal, `.....${'-'.repeat(count)}`);

  test.each([
    { missing: 14, traffic: false, state: 'ok' },
    { missing: 15, traffic: true, state: 'ok' },
    { missing: 15, traffic: false, state: 'unknown' },
    { missing: 60, traffic: true, state: 'ok' },
    { missing: 60, traffic: false, state: 'unknown' },
  ])('$missing missing, traffic $traffic: $state', ({ missing, traffic, state }) => {
    expect(judged(signal, silent(missing), { traffic }).state).toBe(state);
  });

  test('it says how long, since when and why', () => {
    expect(judged(signal, silent(15))).toMatchObject({
      since: bucketAt(signal, 14),
      text: 'Checkout latency p95 is silent for 15 buckets, and no other signal of the site proves traffic',
    });
  });

  test('N counts, not 5', () => {
    const two = aSignal({ missing: 'ok', m: 2, n: 2 });
    expect(judged(two, buckets(two, '.....-----')).state).toBe('ok');
    expect(judged(two, buckets(two, '.....------')).state).toBe('unknown');
  });

  test('a level that such a silence outlived is not forgotten', () => {
    const was = judged(signal, buckets(signal, `...CCC${'-'.repeat(16)}`));
    expect(was).toMatchObject({ state: 'unknown', was: { status: 'critical', at: bucketAt(signal, 16) } });
  });

  test('a level that stands is not softened', () => {
    expect(judged(signal, buckets(signal, `...CCC${'-'.repeat(15)}`)).state).toBe('critical');
  });

  test.each([
    { marks: '-----.', proves: true },
    { marks: '.-----', proves: false },
    { marks: '-.----', proves: true },
    { marks: '------', proves: false },
    { marks: '-----|.', proves: false },
  ])('$marks proves traffic: $proves', ({ marks, proves }) => {
    expect(provesTraffic(signal, buckets(signal, marks), NOW)).toBe(proves);
  });

  test.each([0, -1, Number.NaN])('a value of %s proves nothing', (value) => {
    expect(provesTraffic(signal, bucketsOf(signal, [value, value, value]), NOW)).toBe(false);
  });
});

describe('S5: what AWS refuses or does not answer whole', () => {
  const signal = aSignal({ missing: 'ok' });

  test.each(['misconfigured', 'denied'] as const)(
    '%s is unknown whatever its buckets say, with the words of AWS',
    (kind) => {
      for (const marks of ['......', '...CCC']) {
        const data = { ...buckets(signal, marks), problem: { kind, text: 'AWS refuses it' } };
        expect(judged(signal, data, { traffic: true })).toMatchObject({
          state: 'unknown',
          text: 'Checkout latency p95: AWS refuses it',
          problem: { kind },
        });
      }
    },
  );

  test('partial is judged by what is there, its holes unknown', () => {
    const problem = { kind: 'partial', text: 'AWS sent only a part of it' } as const;
    const state = (marks: string): string =>
      judged(signal, { ...buckets(signal, marks), problem }, { traffic: true }).state;
    expect(state('......')).toBe('ok');
    expect(state('...CCC')).toBe('critical');
    expect(state('...---')).toBe('unknown');
  });
});

describe('S11: limits that are a percentage of the same local hour', () => {
  const usual = { hours: steadyHours(ZONE, 200) };
  const orders = anOrdersSignal();
  const withOrders = (values: readonly (number | null)[], over: Partial<SignalData> = usual): SignalData => ({
    ...bucketsOf(orders, values),
    ...over,
  });
  const five = (value: number): readonly number[] => [value, value, value, value, value];

  test.each([
    { value: 200, state: 'ok' },
    { value: 150, state: 'ok' }, // 75 % itself is inside
    { value: 149, state: 'warning' },
    { value: 110, state: 'warning' },
    { value: 109, state: 'critical' },
    { value: 0, state: 'critical' },
    { value: 2_000, state: 'ok' },
  ])('median 200, 75 % and 55 %: $value is $state', ({ value, state }) => {
    expect(judged(orders, withOrders(five(value))).state).toBe(state);
  });

  test('with no such hour the limit is not known: unknown, never silently without a limit', () => {
    expect(judged(orders, withOrders(five(0), { hours: [] }))).toMatchObject({
      state: 'unknown',
      text: 'Orders: no history of the same hour yet, its limit cannot be told',
      warning: null,
      critical: null,
    });
    const otherHour = steadyHours(ZONE, 200).filter((_hour, index) => index % 24 === 5);
    expect(judged(orders, withOrders(five(0), { hours: otherHour })).state).toBe('unknown');
  });

  test('a bucket whose critical limit is not known is calm for neither level', () => {
    const mixed = anOrdersSignal({ worse: 'higher', warning: absolute(800), critical: ofSameHour(500) });
    expect(judged(mixed, buckets(mixed, '...WWW')).state).toBe('warning');
    expect(judged(mixed, buckets(mixed, '...WWW..........')).state).toBe('warning');
  });

  test('a median that is no number is no median', () => {
    const hours = usual.hours.map((hour) => ({ ...hour, median: Number.NaN }));
    expect(judged(orders, withOrders(five(200), { hours })).state).toBe('unknown');
  });

  test('an absolute limit beside an unknown one still counts', () => {
    const mixed = anOrdersSignal({ critical: absolute(10) });
    const data = { ...bucketsOf(mixed, five(5)), hours: [] };
    expect(judged(mixed, data).state).toBe('critical');
    expect(judged(mixed, { ...bucketsOf(mixed, five(50)), hours: [] }).state).toBe('unknown');
  });

  test.each([
    { floor: 199, state: 'critical' },
    { floor: 200, state: 'ok' }, // it has to be above the floor
    { floor: 1_000, state: 'ok' },
  ])(
    'shops sleep at night: with a floor of $floor and a median of 200, nothing at all is $state',
    ({ floor, state }) => {
      const signal = anOrdersSignal({ floor });
      expect(judged(signal, { ...bucketsOf(signal, five(0)), ...usual }).state).toBe(state);
    },
  );

  test('the floor is for percentages only', () => {
    const signal = anOrdersSignal({ critical: absolute(55), floor: 1_000 });
    expect(judged(signal, { ...bucketsOf(signal, five(0)), ...usual }).state).toBe('critical');
  });

  test('the limits are told as numbers and in words', () => {
    expect(judged(orders, withOrders(five(200)))).toMatchObject({
      warning: 150,
      critical: 110,
      sameHour: 200,
      limitText: '75 % / 55 % of same hour',
    });
    expect(judged(aSignal(), buckets(aSignal(), '.....'))).toMatchObject({
      warning: 800,
      critical: 2_000,
      sameHour: null,
      limitText: null,
    });
    expect(judged(anOrdersSignal({ critical: null }), withOrders(five(200))).limitText).toBe('75 % of same hour');
  });

  test('for a chart, the limits stand where they change', () => {
    const [from, to] = [NOW - 2 * HOUR, NOW];
    const hours = usual.hours.map((hour) => (hour.start % DAY === 11 * HOUR ? { ...hour, median: 100 } : hour));
    expect(limitSteps(orders, withOrders([], { hours }), ZONE, from, to)).toEqual([
      { at: NOW - 2 * HOUR, warning: 150, critical: 110 },
      { at: NOW - HOUR, warning: 75, critical: 55 },
      { at: NOW, warning: 150, critical: 110 },
    ]);
    expect(limitSteps(aSignal({ critical: null }), someData(), ZONE, from, to)).toEqual([
      { at: from, warning: 800, critical: null },
    ]);
  });

  describe('orders lost = max(0, same-hour median - now)', () => {
    test.each([
      { value: 60, lost: 140 },
      { value: 200, lost: 0 },
      { value: 350, lost: 0 },
    ])('median 200, now $value: $lost a minute', ({ value, lost }) => {
      expect(judged(orders, withOrders([1, value])).ordersLostPerMinute).toBe(lost);
    });

    test('sums of longer buckets are brought to a minute, other statistics are not', () => {
      const of = (statistic: string): Signal =>
        anOrdersSignal({
          periodSeconds: 300,
          settleSeconds: 300,
          question: { kind: 'metric', metric: aMetric({ statistic, periodSeconds: 300 }), scale: 1 },
        });
      const lost = (signal: Signal): number | null =>
        judged(signal, { ...bucketsOf(signal, [100]), ...usual }).ordersLostPerMinute;
      expect(lost(of('Sum'))).toBe(20);
      expect(lost(of('SampleCount'))).toBe(20);
      expect(lost(of('Average'))).toBe(100);
    });

    test('only a signal with impact: orders and a history tells it', () => {
      const without = anOrdersSignal({ impact: null });
      expect(judged(without, { ...bucketsOf(without, [1]), ...usual }).ordersLostPerMinute).toBeNull();
      expect(judged(orders, withOrders([1], { hours: [] })).ordersLostPerMinute).toBeNull();
      expect(judged(orders, withOrders([null])).ordersLostPerMinute).toBeNull();
    });

    test('it is of the newest bucket that is there, and of its own hour', () => {
      const hours = usual.hours.map((hour) => (hour.start % DAY === 11 * HOUR ? { ...hour, median: 100 } : hour));
      const early = NOW + 3 * MINUTE; // the newest complete bucket is that of 12:00
      expect(judged(orders, { ...bucketsOf(orders, [60, 60], early), hours }, { now: early }).ordersLostPerMinute).toBe(
        140,
      );
      expect(
        judged(orders, { ...bucketsOf(orders, [60, null], early), hours }, { now: early }).ordersLostPerMinute,
      ).toBe(40);
    });

    test('what was measured longer than N buckets ago is not now', () => {
      expect(judged(orders, withOrders([60, null, null, null, null])).ordersLostPerMinute).toBe(140);
      expect(judged(orders, withOrders([60, null, null, null, null, null])).ordersLostPerMinute).toBeNull();
    });
  });
});

describe('what a signal shows', () => {
  const signal = aSignal();

  test('value and time of the newest complete bucket that is there, the incomplete one apart', () => {
    expect(judged(signal, buckets(signal, '...W.|C'))).toMatchObject({
      value: 100,
      at: bucketAt(signal, 0),
      incomplete: [bucketAt(signal, -1), 3_000],
    });
    expect(judged(signal, buckets(signal, '...W-'))).toMatchObject({
      value: 1_000,
      at: bucketAt(signal, 1),
      incomplete: null,
    });
    expect(judged(signal, buckets(signal, '---|C'))).toMatchObject({
      value: null,
      at: null,
      incomplete: [bucketAt(signal, -1), 3_000],
    });
  });

  test('the complete buckets of the last hour', () => {
    const { recent } = judged(signal, buckets(signal, `${'.'.repeat(90)}|CC`));
    expect(recent).toHaveLength(60);
    expect(recent[0]?.[0]).toBe(bucketAt(signal, 59));
    expect(recent.at(-1)?.[0]).toBe(bucketAt(signal, 0));
  });

  test.each([
    { marks: '...CCC', text: ' 3 s, limit 2 s, beyond it in 3 of the last 5 buckets' },
    { marks: '...WWWW', text: ' 1 s, limit 0.8 s, beyond it in 4 of the last 5 buckets' },
    { marks: '....CCCCC.....', text: ' 0.1 s, limit 0.8 s, 5 buckets inside it are needed' },
    {
      marks: '...CCC--',
      text: ' 3 s, limit 2 s, beyond it in 3 of the last 5 buckets, silent since 2 buckets',
    },
    { marks: '...---', text: ': no data in 3 of the last 5 buckets' },
    { marks: '......', text: ' 0.1 s' },
  ])('$marks says$text', ({ marks, text }) => {
    expect(judged(signal, buckets(signal, marks)).text).toBe(`Checkout latency p95${text}`);
  });

  test('a relative limit that is not known is said, not a missing bucket', () => {
    const relative = aSignal({ warning: ofSameHour(200), critical: null });
    expect(judged(relative, buckets(relative, '.....')).text).toContain('no history of the same hour');
    expect(judged(relative, buckets(relative, '..---')).text).toContain('no data in 3 of the last 5');
  });
});
