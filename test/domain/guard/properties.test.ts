import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../shared/domain/change/types';
import { createGuard } from '../../../shared/domain/guard/guard';
import { GUARD_RULES, GUARD_VERDICTS, type GuardAnswer, type GuardFacts } from '../../../shared/domain/guard/types';
import type { SiteView } from '../../../shared/domain/snapshot/types';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { aChange, aLink, anOverride } from '../../builders/changes';
import { aFreeze, aGuardedSite, someFacts } from '../../builders/guard';
import { ZONES, changes, events, freezes, incidents, runs, situations } from '../../builders/guarded';
import { NOW, at } from '../../builders/instants';
import { holds } from '../../builders/property';

type Situation = { readonly facts: GuardFacts; readonly change: Change };
const judge = ({ facts, change }: Situation): GuardAnswer => createGuard(facts)(change);
const badness = ({ verdict }: GuardAnswer): number => GUARD_VERDICTS.indexOf(verdict);

describe('4 Guard, freezes: no production change may go inside of one', () => {
  /** Instants at which the clocks of the zones shift, and usual ones. */
  const SHIFTS = [
    '2026-03-08T07:00Z',
    '2026-11-01T06:00Z',
    '2026-03-29T01:00Z',
    '2026-10-25T01:00Z',
    '2026-04-04T16:30Z',
    '2026-10-03T16:30Z',
    '2026-04-04T15:00Z',
    '2026-10-03T15:30Z',
    '2026-11-01T04:30Z',
    '2026-12-31T23:00Z',
  ].map(at);
  const instants = fc
    .tuple(fc.constantFrom(...SHIFTS), fc.integer({ min: -4 * 60, max: 4 * 60 }))
    .map(([shift, minutes]) => shift + minutes * MINUTE);
  const faces = new Map(
    ZONES.map((zone) => [
      zone,
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }),
    ]),
  );
  /** What the clock on the wall shows, by the platform itself; and the first instant at which it does. */
  const face = (zone: (typeof ZONES)[number], instant: number): string => faces.get(zone)!.format(instant);
  const first = (zone: (typeof ZONES)[number], instant: number): number =>
    [HOUR, HOUR / 2].map((back) => instant - back).find((one) => face(zone, one) === face(zone, instant)) ?? instant;

  const cases = fc.record({
    zone: fc.constantFrom(...ZONES),
    from: instants,
    minutes: fc.integer({ min: 90, max: 5 * 24 * 60 }),
    yearly: fc.boolean(),
    before: fc.integer({ min: 1, max: 600 }),
  });
  const freezeRuleIn = (zone: string, freeze: readonly [string, string], start: number, end: number): GuardAnswer => {
    const sites: readonly SiteView[] = [aGuardedSite({ timeZone: zone })];
    const facts = someFacts({ now: start - DAY, sites, teams: [] });
    return createGuard({ ...facts, rules: { ...facts.rules, hours: {}, freezes: [aFreeze(...freeze)] } })(
      aChange({ window: { start, end } }),
    );
  };

  test('in any zone, at shifts of its clock too, also where they share one minute only', () => {
    holds(
      fc.property(cases, ({ zone, from, minutes, yearly, before }) => {
        const to = from + minutes * MINUTE;
        const texts = [face(zone, from), face(zone, to)].map((text) => (yearly ? text.slice(5) : text)) as [
          string,
          string,
        ];
        const [start, end] = [first(zone, from), first(zone, to)];
        const length = before * MINUTE;
        const verdict = (a: number, b: number): GuardAnswer['verdict'] => freezeRuleIn(zone, texts, a, b).verdict;
        expect(verdict(start - length, start + MINUTE)).toBe('hold');
        expect(verdict(end - MINUTE, end + length)).toBe('hold');
        expect(verdict(start - length, end + length)).toBe('hold');
        expect(verdict(start, end)).toBe('hold');
        // The end of a window, and of a freeze, is not in it.
        expect(
          freezeRuleIn(zone, texts, start - length, start).findings.filter(({ rule }) => rule === 'freeze'),
        ).toEqual([]);
        expect(freezeRuleIn(zone, texts, end, end + length).findings.filter(({ rule }) => rule === 'freeze')).toEqual(
          [],
        );
      }),
      300,
    );
  });
});

describe('4 Guard, properties', () => {
  test('it is total, says the same when asked again, and changes nothing of what it reads', () => {
    holds(
      fc.property(situations, (situation) => {
        const copy = structuredClone(situation);
        const answer = judge(situation);
        expect(judge(situation)).toEqual(answer);
        expect(situation).toEqual(copy);
        for (const { text, detail, datum, key } of answer.findings) {
          expect(`${text}${detail}${datum.source}${key}`).not.toMatch(/undefined|NaN|null|Invalid|Infinity|\[object/);
        }
        expect(new Set(answer.findings.map(({ key }) => key)).size).toBe(answer.findings.length);
      }),
      500,
    );
  });

  test('it does not depend on the order of what it reads', () => {
    const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
      fc.shuffledSubarray([...list], { minLength: list.length });
    const pairs = situations.chain((situation) => {
      const { facts, change } = situation;
      return fc
        .record({
          sites: shuffled(
            facts.sites.map((site) => ({
              ...site,
              signals: [...site.signals].reverse(),
              sources: [...site.sources].reverse(),
            })),
          ),
          sources: shuffled(facts.sources),
          events: shuffled(facts.events),
          teams: shuffled(facts.teams),
          outside: shuffled(facts.outside),
          changes: shuffled(facts.changes),
          incidents: facts.incidents === null ? fc.constant(null) : shuffled(facts.incidents),
          freezes: shuffled(facts.rules.freezes),
          named: shuffled(change.sites),
          services: shuffled(change.services),
          watched: shuffled(change.watched),
          approvals: shuffled(change.approvals),
          approvers: shuffled(change.approvers),
        })
        .map(({ freezes, named, services, watched, approvals, approvers, ...rest }) => ({
          situation,
          other: {
            facts: { ...facts, ...rest, rules: { ...facts.rules, freezes } },
            change: { ...change, sites: named, services, watched, approvals, approvers },
          },
        }));
    });
    holds(
      fc.property(pairs, ({ situation, other }) => {
        expect(judge(other)).toEqual(judge(situation));
      }),
      300,
    );
  });

  test('the verdict is its worst finding, and the worst stands first', () => {
    holds(
      fc.property(situations, (situation) => {
        const { findings, verdict, passed, gaps } = judge(situation);
        const worst = findings.some(({ severity }) => severity === 'hold')
          ? 'hold'
          : findings.length > 0
            ? 'caution'
            : 'go';
        expect(verdict).toBe(worst);
        const severities = findings.map(({ severity }) => severity);
        expect(severities).toEqual([...severities].sort((a, b) => (a === b ? 0 : a === 'hold' ? -1 : 1)));
        for (const list of [passed, gaps]) {
          const order = list.map(({ rule }) => GUARD_RULES.indexOf(rule));
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
      }),
      300,
    );
  });

  test('it is never go on data that is not live, or with the AWS view missing', () => {
    holds(
      fc.property(situations, (situation) => {
        const { facts, change } = situation;
        const sites = facts.sites.filter(({ id }) => change.sites.includes(id));
        const live = (id: string): boolean => facts.sources.find((source) => source.id === id)?.condition === 'live';
        const named =
          change.watched.length > 0
            ? change.watched
            : sites.flatMap((site) => site.signals.map(({ id }) => ({ site: site.id, signal: id })));
        const views = named.map(({ site, signal }) =>
          facts.sites.find(({ id }) => id === site)?.signals.find(({ id }) => id === signal),
        );
        const isDark =
          views.some((signal) => signal?.condition !== 'live' || signal.state === 'unknown' || !live(signal.source)) ||
          sites.some(
            ({ sources, healthViewMissing, blind, status }) =>
              healthViewMissing !== null || blind || status === 'unknown' || !sources.every(live),
          );
        fc.pre(isDark);
        expect(judge(situation).verdict).not.toBe('go');
      }),
      300,
    );
  });

  test('a rollback is never held, and loses none of what speaks against it', () => {
    holds(
      fc.property(situations, ({ facts, change }) => {
        const plain = judge({ facts, change: { ...change, links: [] } });
        const back = judge({ facts, change: { ...change, links: [aLink({ kind: 'rollback-of', target: 'other' })] } });
        expect(back.verdict).not.toBe('hold');
        expect(back.findings.map(({ key }) => key).sort()).toEqual(plain.findings.map(({ key }) => key).sort());
      }),
      300,
    );
  });

  describe('an override', () => {
    const held = situations.map(({ facts, change }) => ({ facts, change: { ...change, links: [] } }));
    const overridden = ({ facts, change }: Situation, overrides: Change['overrides']): GuardAnswer =>
      judge({ facts, change: { ...change, overrides } });

    test('needs two people or one alone on call, each with a reason, and gives a caution, never go', () => {
      holds(
        fc.property(held, (situation) => {
          const before = judge(situation);
          fc.pre(before.verdict === 'hold');
          const all = before.findings.map(({ key }) => key);
          const by = (person: string, over = {}) => anOverride({ person, findings: all, ...over });
          expect(overridden(situation, [by('ana')]).verdict).toBe('hold');
          expect(overridden(situation, [by('ana'), by('ana')]).verdict).toBe('hold');
          expect(overridden(situation, [by('ana'), by('caio', { reason: ' ' })]).verdict).toBe('hold');
          expect(overridden(situation, [by('ana', { breakGlass: true, reason: '' })]).verdict).toBe('hold');
          for (const enough of [[by('ana'), by('caio')], [by('ana', { breakGlass: true })]]) {
            const after = overridden(situation, enough);
            expect(after.verdict).toBe('caution');
            expect(after.findings.map(({ key }) => key).sort()).toEqual([...all].sort());
            for (const { severity, overridden: is } of after.findings) expect(is).toBe(severity === 'hold');
          }
        }),
        300,
      );
    });

    test('holds for what was read only', () => {
      holds(
        fc.property(held, (situation) => {
          const before = judge(situation);
          const [first, ...rest] = before.findings.filter(({ severity }) => severity === 'hold');
          fc.pre(first !== undefined);
          const read = [first.key];
          const after = overridden(situation, [
            anOverride({ person: 'ana', findings: read }),
            anOverride({ person: 'caio', findings: read }),
          ]);
          expect(after.verdict).toBe(rest.length > 0 ? 'hold' : 'caution');
        }),
        200,
      );
    });
  });
});

describe('4 Guard: what speaks against a change never improves its verdict', () => {
  type Worse = (situation: Situation) => Situation;
  const withFacts =
    (over: (facts: GuardFacts) => Partial<GuardFacts>): Worse =>
    ({ facts, change }) => ({ facts: { ...facts, ...over(facts) }, change });
  const atSite = (id: string, over: (site: SiteView) => Partial<SiteView>): Worse =>
    withFacts((facts) => ({ sites: facts.sites.map((site) => (site.id === id ? { ...site, ...over(site) } : site)) }));
  const withChange =
    (over: Partial<Change>): Worse =>
    ({ facts, change }) => ({ facts, change: { ...change, ...over } });
  const site = fc.constantFrom('br-prod', 'us-prod', 'br-dev');

  const worsenings: fc.Arbitrary<Worse> = fc.oneof(
    incidents.map((one) =>
      withFacts((facts) => ({ incidents: facts.incidents === null ? null : [...facts.incidents, one] })),
    ),
    events.map((one) => withFacts((facts) => ({ events: [...facts.events, one] }))),
    freezes.map((one) => withFacts((facts) => ({ rules: { ...facts.rules, freezes: [...facts.rules.freezes, one] } }))),
    runs.map((one) => withFacts((facts) => ({ outside: [...facts.outside, one] }))),
    // A change that is done may be a rehearsal, and speaks for it.
    changes
      .filter(({ state }) => state !== 'done')
      .map((one) => withFacts((facts) => ({ changes: [...facts.changes, { ...one, links: [] }] }))),
    site.map((id) =>
      atSite(id, ({ signals }) => ({
        signals: signals.map((one) => (one.condition === 'live' ? { ...one, condition: 'partial' as const } : one)),
      })),
    ),
    site.map((id) => atSite(id, () => ({ status: 'unknown' }))),
    site.map((id) => atSite(id, () => ({ blind: true }))),
    site.map((id) =>
      atSite(id, ({ healthViewMissing }) => ({ healthViewMissing: healthViewMissing ?? 'AWS view missing' })),
    ),
    fc.constantFrom('GetMetricData', 'DescribeAlarms', 'Health').map((api) =>
      withFacts((facts) => ({
        sources: facts.sources.map((one) =>
          one.api === api && one.condition === 'live' ? { ...one, condition: 'denied' as const } : one,
        ),
      })),
    ),
    site.map((id) =>
      withFacts((facts) => ({
        rules: {
          ...facts.rules,
          hours: {
            ...facts.rules.hours,
            [id]: { agreed: facts.rules.hours[id]?.agreed ?? [], peak: [[0, 0] as const] },
          },
        },
      })),
    ),
    fc
      .constantFrom<Partial<Change>>(
        { approvals: [] },
        { rollback: { steps: [], command: '', minutes: null, testedAt: null } },
        { risk: null },
      )
      .map(withChange),
  );

  test('added to anything, with any overrides of what was there', () => {
    holds(
      fc.property(
        situations,
        worsenings,
        fc.constantFrom('none', 'one', 'two', 'alone'),
        fc.infiniteStream(fc.boolean()),
        (base, worse, who, picks) => {
          const all = judge(base).findings.map(({ key }) => key);
          const read = all.filter(() => picks.next().value);
          const overrides = {
            none: [],
            one: [anOverride({ findings: read })],
            two: [anOverride({ findings: read }), anOverride({ person: 'caio', findings: read })],
            alone: [anOverride({ findings: read, breakGlass: true })],
          }[who];
          const situation = { facts: base.facts, change: { ...base.change, overrides } };
          expect(badness(judge(worse(situation)))).toBeGreaterThanOrEqual(badness(judge(situation)));
        },
      ),
      1_000,
    );
  });

  test('and the situations tried are of all kinds', () => {
    const seen = { go: 0, caution: 0, hold: 0 };
    for (const situation of fc.sample(situations, { seed: 20_261_123, numRuns: 600 }))
      seen[judge(situation).verdict] += 1;
    expect(seen.go).toBeGreaterThan(3);
    expect(seen.caution).toBeGreaterThan(30);
    expect(seen.hold).toBeGreaterThan(30);
    expect(NOW).toBe(someFacts().now);
  });
});
