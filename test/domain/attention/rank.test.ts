import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankAttention } from '../../../shared/domain/attention/rank';
import { ATTENTION_RULE } from '../../../shared/domain/attention/types';
import { evaluateSite, type SiteEvaluation } from '../../../shared/domain/status/site';
import type { Status } from '../../../shared/domain/status/types';
import { HOUR, MINUTE } from '../../../shared/lib/time';
import { anAlarm } from '../../builders/alarms';
import { aGathered } from '../../builders/gathered';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';
import { aSite, aWorkspace } from '../../builders/sites';
import { aReason } from '../../builders/snapshots';
import { aFailure, aSource, aSourceOfAge } from '../../builders/sources';

interface Sketch {
  readonly id?: string;
  readonly tier?: 'production' | 'pre-production' | 'development';
  readonly status?: Status;
  readonly since?: number;
  readonly lost?: number | null;
  readonly was?: SiteEvaluation['was'];
  readonly reasons?: SiteEvaluation['reasons'];
}

/** A judged site with what ranking reads: production, warning since an hour, one alarm. */
function aJudged({
  id = 'br-prod',
  tier = 'production',
  status = 'warning',
  since = NOW - HOUR,
  lost = null,
  was = null,
  reasons,
}: Sketch = {}): SiteEvaluation {
  return {
    site: aSite({ id, tier }),
    status,
    since,
    blind: was !== null,
    was,
    reasons: reasons ?? [aReason({ kind: 'alarm', severity: status, text: `${id} is ${status}`, since })],
    signals: [],
    alarms: [],
    events: [],
    healthViewMissing: null,
    ordersLostPerMinute: lost,
    dataAt: NOW,
  };
}

const ranked = (
  sketches: readonly Sketch[],
  acknowledged: ReadonlyMap<string, number> = new Map(),
): readonly string[] => rankAttention(sketches.map(aJudged), acknowledged).map(({ site }) => site);

describe('attention is ranked by tier, severity, orders lost, age, then site id', () => {
  test.each<{ what: string; worst: Sketch; next: Sketch }>([
    {
      what: 'production before pre-production',
      worst: { status: 'warning' },
      next: { tier: 'pre-production', status: 'critical' },
    },
    {
      what: 'pre-production before development',
      worst: { tier: 'pre-production' },
      next: { tier: 'development', status: 'critical', lost: 9 },
    },
    { what: 'critical before warning', worst: { status: 'critical' }, next: { status: 'warning', lost: 100 } },
    {
      what: 'warning before unknown',
      worst: { status: 'warning' },
      next: { status: 'unknown', since: NOW - 9 * HOUR },
    },
    { what: 'unknown before maintenance', worst: { status: 'unknown' }, next: { status: 'maintenance' } },
    { what: 'more orders lost first', worst: { lost: 10 }, next: { lost: 9.9, since: NOW - 9 * HOUR } },
    { what: 'some orders lost before none', worst: { lost: 0.1 }, next: { lost: null, since: NOW - 9 * HOUR } },
    { what: 'older first', worst: { since: NOW - 2 * HOUR }, next: { since: NOW - HOUR } },
    {
      what: 'no order lost is as not known',
      worst: { lost: null, since: NOW - 2 * HOUR },
      next: { lost: 0, since: NOW - HOUR },
    },
  ])('$what', ({ worst, next }) => {
    // The ids speak against the expected order, so that they do not decide it.
    const a = { ...next, id: 'a' };
    const z = { ...worst, id: 'z' };
    expect(ranked([a, z])).toEqual(['z', 'a']);
    expect(ranked([z, a])).toEqual(['z', 'a']);
  });

  test('all else equal the site id decides', () => {
    expect(ranked([{ id: 'b' }, { id: 'a' }, { id: 'c' }])).toEqual(['a', 'b', 'c']);
  });

  test('what is ok needs no attention, everything else does', () => {
    const statuses: readonly Status[] = ['ok', 'maintenance', 'unknown', 'warning', 'critical'];
    expect(ranked(statuses.map((status) => ({ id: status, status })))).toEqual([
      'critical',
      'warning',
      'unknown',
      'maintenance',
    ]);
  });

  const sketches = fc.uniqueArray(
    fc.record({
      id: fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 3 }),
      tier: fc.constantFrom('production' as const, 'pre-production' as const, 'development' as const),
      status: fc.constantFrom<Status>('critical', 'warning', 'unknown', 'maintenance', 'ok'),
      since: fc.constantFrom(NOW, NOW - MINUTE, NOW - HOUR),
      lost: fc.constantFrom(null, 0, 5, 50),
      was: fc.constantFrom(
        null,
        { status: 'critical' as const, at: NOW - MINUTE, since: NOW - 2 * HOUR },
        { status: 'ok' as const, at: NOW, since: NOW },
      ),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  const withAcknowledged = sketches.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc
        .subarray(rankAttention(list.map(aJudged), new Map()).map(({ key }) => key))
        .map((keys) => new Map(keys.map((key) => [key, NOW]))),
      fc.shuffledSubarray([...list], { minLength: list.length }),
    ),
  );

  test('is a total order: the order in which sites come does not matter', () => {
    holds(
      fc.property(withAcknowledged, ([list, acknowledged, shuffled]) => {
        expect(ranked(shuffled, acknowledged)).toEqual(ranked(list, acknowledged));
      }),
    );
  });

  test('leaving one out leaves the order of the others', () => {
    holds(
      fc.property(withAcknowledged, fc.nat(7), ([list, acknowledged], index) => {
        const gone = list[index]?.id;
        const fewer = list.filter(({ id }) => id !== gone);
        expect(ranked(fewer, acknowledged)).toEqual(ranked(list, acknowledged).filter((id) => id !== gone));
      }),
    );
  });

  test('acknowledging moves an item down, never away, and moves no other against each other', () => {
    holds(
      fc.property(withAcknowledged, ([list, acknowledged]) => {
        const before = ranked(list);
        const items = rankAttention(list.map(aJudged), acknowledged);
        const after = items.map(({ site }) => site);
        expect([...after].sort()).toEqual([...before].sort());
        const down = new Set(items.filter(({ acknowledgedAt }) => acknowledgedAt !== null).map(({ site }) => site));
        expect(after).toEqual([...before.filter((id) => !down.has(id)), ...before.filter((id) => down.has(id))]);
        expect(down.size).toBe(acknowledged.size);
      }),
    );
  });

  test('the rule is shown', () => {
    expect(ATTENTION_RULE).toBe(
      'Ranked by tier, severity, orders lost per minute, age (older first), then site. Acknowledged items move down, never away.',
    );
  });
});

describe('an item', () => {
  test('says what decides, what else there is, and why it stands where it stands', () => {
    const reasons = [
      aReason({ kind: 'signal', severity: 'critical', text: 'Orders 60', since: NOW - HOUR }),
      aReason({ kind: 'alarm', severity: 'critical', text: 'Alarm x is in ALARM', since: NOW - MINUTE }),
      aReason({ kind: 'alarm', severity: 'warning', text: 'Alarm y is in ALARM' }),
      aReason({ kind: 'health-view', severity: 'info', text: 'AWS view missing' }),
    ];
    expect(rankAttention([aJudged({ status: 'critical', lost: 140.4, reasons })], new Map())).toEqual([
      {
        key: `br-prod|critical|${NOW - HOUR}`,
        site: 'br-prod',
        severity: 'critical',
        title: 'Orders 60',
        detail: 'About 140 orders a minute under the same hour. Alarm x is in ALARM. Alarm y is in ALARM.',
        since: NOW - HOUR,
        ordersLostPerMinute: 140.4,
        acknowledgedAt: null,
        rank: 'production, critical, 140 orders a minute under the same hour',
      },
    ]);
  });

  test('its key is its own: another severity or another beginning is a new item', () => {
    const keyOf = (sketch: Sketch): string | undefined => rankAttention([aJudged(sketch)], new Map())[0]?.key;
    const keys = [{}, { status: 'critical' as const }, { since: NOW }, { id: 'other' }].map(keyOf);
    expect(new Set(keys).size).toBe(4);
    expect(keyOf({})).toBe(keyOf({ lost: 12 }));
  });

  test('an acknowledgement of something else does not count', () => {
    const [item] = rankAttention(
      [aJudged()],
      new Map([
        ['br-prod|warning|1', NOW],
        ['other', NOW],
      ]),
    );
    expect(item?.acknowledgedAt).toBeNull();
  });
});

describe('S2: what was known to be worse keeps its place when it goes blind', () => {
  const METRICS = { account: 'prod', region: 'sa-east-1', api: 'DescribeAlarms' } as const;
  const sites = [
    aSite({ id: 'a-young' }),
    aSite({ id: 'b-blind', region: 'us-east-1' }),
    aSite({ id: 'c-warning', region: 'us-west-2' }),
  ];
  const workspace = aWorkspace({ sites });
  const attention = (ageSeconds: number) => {
    const gathered = aGathered(workspace, {
      alarms: {
        'prod/sa-east-1': [anAlarm({ name: 'x-page', state: 'ALARM', since: NOW - 2 * HOUR })],
        'prod/us-east-1': [anAlarm({ name: 'y-page', state: 'ALARM', since: NOW - 5 * HOUR })],
        'prod/us-west-2': [anAlarm({ name: 'z', state: 'ALARM', since: NOW - 9 * HOUR })],
      },
      sources: [aSourceOfAge({ ...METRICS, region: 'us-east-1' }, ageSeconds)],
    });
    return rankAttention(
      workspace.sites.map((site) => evaluateSite(site, workspace, gathered, NOW)),
      new Map(),
    );
  };

  test.each([20, 600, 3_600])(
    'its last answer %s s ago: still first, before what is younger and what is milder',
    (age) => {
      expect(attention(age).map(({ site }) => site)).toEqual(['b-blind', 'a-young', 'c-warning']);
    },
  );

  test('it says that it is unknown, and what it was', () => {
    const [item] = attention(3_600);
    expect(item).toMatchObject({ severity: 'unknown', rank: 'production, was critical', since: NOW - HOUR });
    expect(attention(600)[0]).toMatchObject({ severity: 'critical', rank: 'production, critical' });
  });

  test('what was ok before has the place of what is unknown', () => {
    const was = { status: 'ok', at: NOW, since: NOW } as const;
    expect(
      ranked([
        { id: 'a', status: 'unknown', was },
        { id: 'z', status: 'warning' },
      ]),
    ).toEqual(['z', 'a']);
  });
});

describe('an acknowledgement lasts while the trouble is the same', () => {
  const site = aSite({ alarms: { include: ['nothing-*'], ignore: [], critical: [] } });
  const keyAt = (one: typeof site, parts: Parameters<typeof aGathered>[1], now = NOW): string | undefined => {
    const workspace = aWorkspace({ sites: [one] });
    return rankAttention([evaluateSite(one, workspace, aGathered(workspace, parts), now)], new Map())[0]?.key;
  };
  const alarmsAt = (age: number) => ({
    sources: [aSource({ account: 'prod', region: 'sa-east-1', api: 'DescribeAlarms', lastGoodAt: NOW - age })],
  });

  test.each([
    { what: 'a pattern that matches nothing', one: site },
    { what: 'nothing watched', one: aSite({ signals: [], alarms: { include: [], ignore: [], critical: [] } }) },
  ])('$what is found anew by every sweep, and is the same item', ({ one }) => {
    expect(keyAt(one, alarmsAt(50_000))).toBe(keyAt(one, alarmsAt(1_000)));
    expect(keyAt(one, alarmsAt(50_000), NOW + 1_000)).toBe(keyAt(one, alarmsAt(50_000)));
  });

  test('another pattern is another item', () => {
    const other = aSite({ alarms: { include: ['other-*'], ignore: [], critical: [] } });
    expect(keyAt(other, alarmsAt(0))).not.toBe(keyAt(site, alarmsAt(0)));
  });

  test('a source that goes on failing is the same item', () => {
    const failing = (tries: number) => ({
      sources: [
        aSource({
          account: 'prod',
          region: 'sa-east-1',
          api: 'GetMetricData',
          lastGoodAt: null,
          failure: aFailure({ at: NOW - HOUR, reason: `try ${tries}` }),
        }),
      ],
    });
    expect(keyAt(aSite(), failing(1))).toBe(keyAt(aSite(), failing(2), NOW + MINUTE));
  });
});
