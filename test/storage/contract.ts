import { describe, expect, it } from 'vitest';
import type { LastKnown, LastKnownStore, SignalRecord } from '../../main/engine/store-port';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { Point } from '../../shared/domain/signals/types';
import type { SourceState } from '../../shared/domain/sources/types';
import type { Result } from '../../shared/lib/result';
import { DAY, HOUR, MINUTE } from '../../shared/lib/time';
import { aMuteRule } from '../builders/mutes';
import { aRun } from '../builders/outside';

export const NOW = Date.UTC(2026, 10, 23, 12, 34, 56);

export const source = (change: Partial<SourceState> = {}): SourceState => ({
  account: 'retail',
  region: 'sa-east-1',
  api: 'GetMetricData',
  intervalSeconds: 60,
  lastGoodAt: NOW,
  lastGoodAwsAt: NOW - 250,
  failure: null,
  nextTryAt: NOW + MINUTE,
  notUnderstood: [],
  ...change,
});

export const alarm = (name: string): Alarm => ({
  name,
  arn: `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${name}`,
  kind: 'metric',
  state: 'ALARM',
  since: NOW - HOUR,
  reason: 'Threshold Crossed: заказы, आदेश',
  description: '',
  evaluationState: null,
  periodSeconds: 60,
  children: [],
  badge: 'muted',
});

const event = (arn: string): HealthEvent => ({
  arn,
  service: 'EC2',
  typeCode: null,
  category: 'issue',
  region: 'sa-east-1',
  availabilityZone: null,
  start: NOW - HOUR,
  end: null,
  lastUpdated: null,
  status: 'open',
  scope: 'ACCOUNT_SPECIFIC',
  description: 'text',
  entities: [{ value: 'i-1', status: null, awsAccountId: null }],
  incomplete: null,
});

/** Points every minute in [from, to). */
const minutes = (from: number, to: number, value: (at: number) => number = (at) => at % 977): Point[] => {
  const points: Point[] = [];
  for (let at = from; at < to; at += MINUTE) points.push([at, value(at)]);
  return points;
};

export const record = (key: string, from: number, to: number, change: Partial<SignalRecord> = {}): SignalRecord => ({
  key,
  from,
  to,
  points: minutes(from, to),
  covered: [from, to],
  noDenominator: [],
  problem: null,
  seenIn14Days: true,
  ...change,
});

export function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** What every store of the last known state does, whatever keeps it. `make` gives an empty one with this clock. */
export function lastKnownContract(name: string, make: (clock: () => number) => LastKnownStore): void {
  const begin = Math.floor(NOW / HOUR) * HOUR - 3 * HOUR;
  const open = (): LastKnownStore => make(() => NOW);
  const load = (store: LastKnownStore, key = 'shop', now = NOW): LastKnown => value(store.load(key, now));
  const points = (store: LastKnownStore, key = 's'): readonly Point[] => load(store).signals.get(key)?.points ?? [];

  describe(`the last known state (${name})`, () => {
    it('knows nothing at first', () => {
      const store = open();
      expect(load(store)).toEqual({
        sources: [],
        alarms: new Map(),
        events: new Map(),
        mutes: new Map(),
        outside: new Map(),
        signals: new Map(),
        acknowledgements: new Map(),
        spend: [],
      });
      expect(store.problem()).toBeNull();
    });

    it('gives back what a sweep brought', () => {
      const store = open();
      const failed = source({
        api: 'DescribeAlarms',
        lastGoodAt: null,
        failure: { kind: 'denied', reason: 'cloudwatch:DescribeAlarms is missing', at: NOW },
        notUnderstood: ['odd'],
      });
      const signal = record('br/orders', begin, begin + HOUR, {
        noDenominator: [begin + MINUTE],
        problem: { kind: 'partial', text: 'some' },
        hours: [{ start: begin - HOUR, median: 12.5, count: 60 }],
      });
      value(store.saveSweep('shop', NOW, { source: source(), signals: [signal] }));
      value(store.saveSweep('shop', NOW, { source: failed, alarms: [alarm('a'), alarm('b')] }));
      value(
        store.saveSweep('shop', NOW, { source: source({ region: 'global', api: 'Health' }), events: [event('e')] }),
      );
      const known = load(store);
      expect([...known.sources].sort((a, b) => (a.api < b.api ? -1 : 1))).toEqual([
        failed,
        source(),
        source({ region: 'global', api: 'Health' }),
      ]);
      expect(known.alarms).toEqual(new Map([['retail/sa-east-1/DescribeAlarms', [alarm('a'), alarm('b')]]]));
      expect(known.events).toEqual(new Map([['retail/global/Health', [event('e')]]]));
      expect(known.signals).toEqual(
        new Map([
          [
            'br/orders',
            {
              points: signal.points,
              covered: signal.covered,
              noDenominator: signal.noDenominator,
              problem: signal.problem,
              hours: signal.hours,
              seenIn14Days: true,
            },
          ],
        ]),
      );
    });

    it('gives back changes from outside, each source its own', () => {
      const store = open();
      const pipelines = source({ api: 'CodePipeline' });
      const stacks = source({ api: 'CloudFormation' });
      const runs = [aRun(), aRun({ id: 'b', state: 'waiting-approval', stage: 'Approve', waitingSince: NOW })];
      const deployed = aRun({ id: 'c', kind: 'stack', progress: { done: 1, of: 2 }, rollback: true, endedAt: NOW });
      value(store.saveSweep('shop', NOW, { source: pipelines, outside: runs }));
      value(store.saveSweep('shop', NOW, { source: stacks, outside: [deployed] }));
      value(store.saveSweep('shop', NOW, { source: { ...pipelines, lastGoodAt: NOW + 1 } }));
      expect(load(store).outside).toEqual(
        new Map([
          ['retail/sa-east-1/CodePipeline', runs],
          ['retail/sa-east-1/CloudFormation', [deployed]],
        ]),
      );
      value(store.saveSweep('shop', NOW, { source: pipelines, outside: [] }));
      expect(load(store).outside.get('retail/sa-east-1/CodePipeline')).toEqual([]);
    });

    it('gives back mute rules', () => {
      const store = open();
      const mutes = [
        aMuteRule({ from: NOW - HOUR, until: NOW + HOUR }),
        aMuteRule({ name: 'odd', active: true, schedule: null, updatedAt: null, alarms: [] }),
      ];
      const from = source({ api: 'ListAlarmMuteRules' });
      value(store.saveSweep('shop', NOW, { source: from, mutes }));
      expect(load(store).mutes).toEqual(new Map([['retail/sa-east-1/ListAlarmMuteRules', mutes]]));
      value(store.keepOnly('shop', { sources: [], signals: [] }));
      expect(load(store).mutes).toEqual(new Map());
    });

    it('keeps the lists of a source when a later sweep brought none', () => {
      const store = open();
      value(store.saveSweep('shop', NOW, { source: source(), alarms: [alarm('a')], events: [event('e')] }));
      value(store.saveSweep('shop', NOW, { source: source({ lastGoodAt: NOW + 1 }) }));
      const known = load(store);
      expect(known.sources[0]?.lastGoodAt).toBe(NOW + 1);
      expect([known.alarms.size, known.events.size]).toEqual([1, 1]);
      value(store.saveSweep('shop', NOW, { source: source(), alarms: [] }));
      expect([...load(store).alarms.values()]).toEqual([[]]);
    });

    it('inside the answered range the answer is the truth, outside nothing changes', () => {
      const store = open();
      const to = begin + 2 * HOUR;
      value(store.saveSweep('shop', NOW, { source: source(), signals: [record('s', begin, to)] }));
      const from = begin + 50 * MINUTE;
      const until = begin + 70 * MINUTE;
      // One bucket of the range is gone, the others have new values.
      const answer = minutes(from, until, () => -1).filter(([at]) => at !== begin + HOUR);
      value(
        store.saveSweep('shop', NOW, {
          source: source(),
          signals: [record('s', from, until, { points: answer, covered: [begin, to] })],
        }),
      );
      expect(points(store)).toEqual([...minutes(begin, from), ...answer, ...minutes(until, to)]);
    });

    it('an answer without points empties its range', () => {
      const store = open();
      value(store.saveSweep('shop', NOW, { source: source(), signals: [record('s', begin, begin + 2 * HOUR)] }));
      value(
        store.saveSweep('shop', NOW, {
          source: source(),
          signals: [record('s', begin, begin + 119 * MINUTE, { points: [], covered: null, seenIn14Days: null })],
        }),
      );
      expect(points(store)).toEqual(minutes(begin + 119 * MINUTE, begin + 2 * HOUR));
      expect(load(store).signals.get('s')).toMatchObject({ covered: null, seenIn14Days: null });
    });

    it('takes the same answer again, and one that grows', () => {
      const store = open();
      for (let step = 0; step < 5; step += 1) {
        const to = begin + 30 * MINUTE + step * MINUTE;
        const signals = [record('s', begin + step * MINUTE, to, { covered: [begin, to] })];
        value(store.saveSweep('shop', NOW, { source: source(), signals }));
        value(store.saveSweep('shop', NOW, { source: source(), signals }));
      }
      expect(points(store)).toEqual(minutes(begin, begin + 34 * MINUTE));
    });

    it('puts points in order and leaves out what is no number or outside the range', () => {
      const store = open();
      const odd: Point[] = [
        [begin + 2 * MINUTE, 2],
        [begin + MINUTE, 1],
        [begin + 3 * MINUTE, Number.NaN],
        [begin + 4 * MINUTE, Number.POSITIVE_INFINITY],
        [begin - MINUTE, 9],
        [begin + HOUR, 9],
      ];
      value(
        store.saveSweep('shop', NOW, {
          source: source(),
          signals: [record('s', begin, begin + HOUR, { points: odd })],
        }),
      );
      expect(points(store)).toEqual([
        [begin + MINUTE, 1],
        [begin + 2 * MINUTE, 2],
      ]);
    });

    it('keeps numbers exactly', () => {
      const store = open();
      const values = [0, -0.1, 1e-300, 1.7976931348623157e308, 0.1 + 0.2, Number.MIN_VALUE];
      const exact = values.map((number, i): Point => [begin + i * MINUTE, number]);
      value(
        store.saveSweep('shop', NOW, {
          source: source(),
          signals: [record('s', begin, begin + HOUR, { points: exact })],
        }),
      );
      expect(points(store)).toEqual(exact);
    });

    it('keeps the medians until new ones come', () => {
      const store = open();
      const hours = [
        { start: begin, median: 1, count: 60 },
        { start: begin + HOUR, median: 2, count: 59 },
      ];
      value(store.saveSweep('shop', NOW, { source: source(), signals: [record('s', begin, begin + HOUR, { hours })] }));
      value(store.saveSweep('shop', NOW, { source: source(), signals: [record('s', begin, begin + HOUR)] }));
      expect(load(store).signals.get('s')?.hours).toEqual(hours);
      value(
        store.saveSweep('shop', NOW, { source: source(), signals: [record('s', begin, begin + HOUR, { hours: [] })] }),
      );
      expect(load(store).signals.get('s')?.hours).toEqual([]);
    });

    it('P9: never shows the state of another workspace', () => {
      const store = open();
      value(
        store.saveSweep('a', NOW, {
          source: source(),
          alarms: [alarm('a')],
          signals: [record('s', begin, begin + HOUR)],
        }),
      );
      value(store.saveAcknowledgement('a', 'key', NOW));
      value(store.saveSpend('a', [{ day: '2026-11-23', api: 'GetMetricData', requests: 1, billedUnits: 500 }]));
      expect(load(store, 'b')).toMatchObject({ sources: [], spend: [] });
      expect(
        load(store, 'b').signals.size + load(store, 'b').alarms.size + load(store, 'b').acknowledgements.size,
      ).toBe(0);
    });

    it('remembers acknowledgements and takes them back', () => {
      const store = open();
      value(store.saveAcknowledgement('shop', 'one', NOW - 5));
      value(store.saveAcknowledgement('shop', 'two', NOW - 4));
      value(store.saveAcknowledgement('shop', 'one', NOW));
      value(store.saveAcknowledgement('shop', 'two', null));
      value(store.saveAcknowledgement('shop', 'never', null));
      expect(load(store).acknowledgements).toEqual(new Map([['one', NOW]]));
    });

    it('counts spend by day and api, the later totals win', () => {
      const store = open();
      const counter = (day: string, api: string, requests: number) => ({
        day,
        api,
        requests,
        billedUnits: requests * 500,
      });
      value(
        store.saveSpend('shop', [counter('2026-11-22', 'GetMetricData', 9), counter('2026-11-23', 'GetMetricData', 1)]),
      );
      value(
        store.saveSpend('shop', [
          counter('2026-11-23', 'DescribeAlarms', 4),
          counter('2026-11-23', 'GetMetricData', 2),
        ]),
      );
      expect(load(store).spend).toEqual([
        counter('2026-11-22', 'GetMetricData', 9),
        counter('2026-11-23', 'DescribeAlarms', 4),
        counter('2026-11-23', 'GetMetricData', 2),
      ]);
    });

    it('forgets what the workspace file no longer names, and learns it anew', () => {
      const store = open();
      const other = source({ region: 'us-east-1' });
      const sweep = {
        source: source(),
        alarms: [alarm('a')],
        signals: [record('s', begin, begin + HOUR), record('t', begin, begin + HOUR)],
      };
      value(store.saveSweep('shop', NOW, sweep));
      value(store.saveSweep('shop', NOW, { source: other, alarms: [alarm('b')] }));
      value(store.keepOnly('shop', { sources: ['retail/us-east-1/GetMetricData'], signals: ['t'] }));
      expect(load(store).sources).toEqual([other]);
      expect([...load(store).alarms.keys()]).toEqual(['retail/us-east-1/GetMetricData']);
      expect([...load(store).signals.keys()]).toEqual(['t']);
      value(
        store.saveSweep('shop', NOW, {
          source: source(),
          signals: [record('u', begin, begin + HOUR), record('s', begin, begin + HOUR)],
        }),
      );
      expect(points(store, 's')).toHaveLength(60);
      expect(points(store, 'u')).toHaveLength(60);
    });

    it('gives no point before what is covered, and all that is in it, however old', () => {
      const store = open();
      const from = NOW - 30 * HOUR - (NOW % MINUTE);
      const covered = [from + 90 * MINUTE, NOW] as const;
      value(store.saveSweep('shop', NOW, { source: source(), signals: [record('s', from, NOW, { covered })] }));
      for (const later of [0, 3 * DAY, 14 * DAY]) {
        value(store.prune(NOW + later));
        const points = load(store, 'shop', NOW + later).signals.get('s')?.points ?? [];
        expect(points).toEqual(minutes(covered[0], NOW));
      }
    });

    it('drops what is too old', () => {
      let now = NOW;
      const store = make(() => now);
      value(store.saveSweep('shop', now, { source: source(), signals: [record('s', begin, begin + HOUR)] }));
      value(store.saveAcknowledgement('shop', 'old', now));
      value(store.saveSpend('shop', [{ day: '2026-11-23', api: 'x', requests: 1, billedUnits: 1 }]));
      now += 16 * DAY;
      value(store.saveAcknowledgement('shop', 'new', now));
      value(store.prune(now));
      expect(load(store, 'shop', now).signals.size).toBe(0);
      expect([load(store, 'shop', now).acknowledgements.size, load(store, 'shop', now).spend.length]).toEqual([2, 1]);
      now = NOW + 63 * DAY;
      value(store.prune(now));
      expect([...load(store, 'shop', now).acknowledgements.keys()]).toEqual(['new']);
      expect(load(store, 'shop', now).spend).toEqual([]);
    });

    it('forgets a workspace unused for 60 days, and more than twelve', () => {
      const store = open();
      const use = (key: string, at: number): unknown => value(store.saveSweep(key, at, { source: source() }));
      const knows = (key: string): boolean => load(store, key).sources.length > 0;
      use('old', NOW - 61 * DAY);
      use('opened', NOW - 61 * DAY);
      value(store.load('opened', NOW - DAY));
      value(store.prune(NOW));
      expect([knows('old'), knows('opened')]).toEqual([false, true]);
      for (let i = 0; i < 12; i += 1) use(`w${i}`, NOW + (i + 1) * HOUR);
      value(store.prune(NOW + 13 * HOUR));
      expect([knows('opened'), knows('w0')]).toEqual([false, true]);
    });
  });
}
