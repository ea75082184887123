import { describe, expect, it } from 'vitest';
import { ifThenItems } from '../../../shared/domain/attention/if-then';
import { rankAttention, type Ranked } from '../../../shared/domain/attention/rank';
import type { WatchedIfThen } from '../../../shared/domain/handover/watching';
import { signalKey } from '../../../shared/domain/status/gathered';
import { sourceId } from '../../../shared/domain/sources/types';
import type { Point, SignalData } from '../../../shared/domain/signals/types';
import { EMPTY_SIGNAL } from '../../../shared/domain/signals/merge';
import { HOUR, MINUTE, floorTo } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import { aSignal } from '../../builders/signals';
import { aSite, aWorkspace } from '../../builders/sites';
import { anAttentionItem } from '../../builders/snapshots';
import { aSourceOfAge } from '../../builders/sources';

const SIGNAL = aSignal();
const SITE = aSite({ id: 'br-prod', signals: [SIGNAL] });
const workspace = aWorkspace({ sites: [SITE] });
const ONE: WatchedIfThen = {
  id: 'if-1',
  handover: 'h1',
  text: 'Latency climbs.',
  watch: { site: 'br-prod', signal: SIGNAL.id, is: 'over', limit: 900, minutes: 3 },
  action: 'Roll back.',
  who: 'somebody else',
  from: NOW - HOUR,
  until: NOW + HOUR,
};
const KEY = { account: SIGNAL.account, region: SIGNAL.region, api: 'GetMetricData' } as const;

/** Complete buckets up to the last answer, oldest first. */
function items(values: readonly (number | null)[], age = 20_000, over: Partial<WatchedIfThen> = {}) {
  const answered = NOW - age;
  const newest = floorTo(answered - 3 * MINUTE, MINUTE);
  const points = values.flatMap((value, index): readonly Point[] =>
    value === null ? [] : [[newest - (values.length - 1 - index) * MINUTE, value]],
  );
  const data: SignalData = { ...EMPTY_SIGNAL, points, covered: [newest - 2 * HOUR, newest + MINUTE] };
  const source = aSourceOfAge(KEY, age / 1_000, { lastGoodAwsAt: answered });
  return ifThenItems(
    [{ ...ONE, ...over }],
    workspace,
    { sources: new Map([[sourceId(KEY), source]]), signals: new Map([[signalKey(SITE.id, SIGNAL.id), data]]) },
    NOW,
  ).map(({ item }) => item);
}

describe('an if-then in the queue', () => {
  it('says the signal, its limit, for how long, the value, and what to do by whom', () => {
    expect(items([1, 950, 950, 1_200])).toMatchObject([
      {
        site: 'br-prod',
        severity: 'warning',
        title: 'Checkout latency p95 is over 0.9 s for 3 min: 1.2 s',
        detail: 'Latency climbs. Then: Roll back (somebody else).',
        then: { action: 'Roll back.', who: 'somebody else', handover: 'h1' },
      },
    ]);
  });

  it('is not there while it is not true, nor out of its time', () => {
    expect(items([1, 950, 950])).toEqual([]);
    expect(items([950, 950, 950], 20_000, { from: NOW + 1 })).toEqual([]);
    expect(items([950, 950, 950], 20_000, { until: NOW })).toEqual([]);
  });

  it('stays with what was known when its source is not seen, and says as of when', () => {
    expect(items([950, 950, 950], 40 * MINUTE)).toMatchObject([
      { detail: expect.stringMatching(/As of \d\d:\d\d UTC\.$/) as unknown },
    ]);
    // Its site says that it is blind: no second line for it.
    expect(items([null, null, null], 40 * MINUTE)).toEqual([]);
  });

  it('says missing buckets: of one that is true, and of one nobody can tell', () => {
    expect(items([950, 950, 950, null])).toMatchObject([
      { detail: expect.stringContaining('At the end 1 bucket is missing.') as unknown },
    ]);
    expect(items([1, null, null, null])).toMatchObject([
      { severity: 'unknown', title: 'Cannot watch Checkout latency p95 of Brazil production: 3 buckets are missing' },
    ]);
    expect(items([1, null, null])).toEqual([]);
  });

  it('without a person or an action says what there is', () => {
    expect(items([950, 950, 950], 20_000, { who: null })[0]?.detail).toBe('Latency climbs. Then: Roll back.');
    expect(items([950, 950, 950], 20_000, { action: '', who: null })[0]?.detail).toBe('Latency climbs.');
    expect(items([950, 950, 950], 20_000, { action: '', who: 'x', text: '' })[0]?.detail).toBe('Then: x.');
  });
});

it('what is no state of a site is ranked among the rest by the same rule, and moves down when it is acknowledged', () => {
  const beside = (key: string, over: Partial<Ranked>): Ranked => ({
    item: anAttentionItem({ key, site: key }),
    tier: 'production',
    status: 'warning',
    began: NOW,
    ...over,
  });
  const all = [
    beside('young', { began: NOW }),
    beside('lower', { tier: 'development', status: 'critical' }),
    beside('old', { began: NOW - HOUR }),
    beside('unknown', { status: 'unknown', began: NOW - HOUR }),
  ];
  const keys = (acknowledged: ReadonlyMap<string, number>) =>
    rankAttention([], acknowledged, all).map(({ key }) => key);
  expect(keys(new Map())).toEqual(['old', 'young', 'unknown', 'lower']);
  expect(keys(new Map([['old', NOW]]))).toEqual(['young', 'unknown', 'lower', 'old']);
});
