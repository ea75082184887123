import fc from 'fast-check';
import { CHANGE_STATES, CHANGE_TYPES, type Change } from '../../shared/domain/change/types';
import type { GuardFacts, GuardIncident } from '../../shared/domain/guard/types';
import { SEVERITIES, STATES } from '../../shared/domain/incident/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import type { HealthEventView, SiteView, SourceView, TeamView } from '../../shared/domain/snapshot/types';
import type { Condition, SignalCondition } from '../../shared/domain/sources/types';
import type { SignalState } from '../../shared/domain/status/types';
import type { Freeze } from '../../shared/domain/freezes/types';
import { DAY, HOUR, MINUTE } from '../../shared/lib/time';
import { aChange, aLink, anApproval } from './changes';
import { aFreeze, aGuardIncident, aGuardedSite, aTeamView, anOutsideRun, someFacts, sourcesOf } from './guard';
import { NOW } from './instants';
import { aSignalView, anEventView } from './snapshots';

/** Zones with and without shifts of daylight saving time, with half and quarter hours, and one that shifts by half an hour. */
export const ZONES = [
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Europe/Kyiv',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'UTC',
] as const;

const PLACES = [
  { id: 'br-prod', name: 'Brazil production', country: 'BR', tier: 'production', account: 'prod', region: 'sa-east-1' },
  { id: 'us-prod', name: 'US production', country: 'US', tier: 'production', account: 'prod', region: 'us-east-1' },
  {
    id: 'br-dev',
    name: 'Brazil development',
    country: 'BR',
    tier: 'development',
    account: 'lower',
    region: 'sa-east-1',
  },
  { id: 'in-pre', name: 'India before', country: 'IN', tier: 'pre-production', account: 'lower', region: 'ap-south-1' },
] as const;
const SITE_IDS = [...PLACES.map(({ id }) => id), 'mars'];
const SERVICES = ['checkout', 'catalog', 'payments', 'search'] as const;

/** The first most of the time. */
const mostly = <const T>(...values: readonly [T, ...(readonly T[])]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(values[0]) }, { weight: 1, arbitrary: fc.constantFrom(...values) });
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const conditions = mostly<Condition>('live', 'late', 'stale', 'denied', 'never');
const near = fc.integer({ min: -40 * 24 * 60, max: 40 * 24 * 60 }).map((minutes) => NOW + minutes * MINUTE);
/** Times that people and broken clocks write. */
const odd = fc.oneof(
  { weight: 10, arbitrary: near },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 8.64e15, -8.64e15, Number.NaN, Number.POSITIVE_INFINITY, NOW + 0.5) },
);
const services = fc.subarray([...SERVICES], { maxLength: 2 });
const siteIds = fc.subarray([...SITE_IDS], { minLength: 0, maxLength: 3 });

const signalsAt = ({ account, region }: { readonly account: string; readonly region: string }) =>
  fc.tuple(
    ...['p95', 'orders'].map((id) =>
      fc
        .tuple(
          mostly<SignalCondition>('live', 'late', 'denied', 'misconfigured', 'partial'),
          mostly<SignalState>('ok', 'unknown', 'critical'),
        )
        .map(([condition, state]) =>
          aSignalView({ id, name: id, condition, state, source: `${account}/${region}/GetMetricData` }),
        ),
    ),
  );

const sitesOf: fc.Arbitrary<readonly SiteView[]> = fc.tuple(
  ...PLACES.map((place) =>
    fc
      .record({
        timeZone: fc.constantFrom(...ZONES),
        signals: signalsAt(place),
        status: mostly<SiteView['status']>('ok', 'warning', 'unknown'),
        blind: mostly<boolean>(false, true),
        healthViewMissing: mostly<string | null>(null, 'AWS view missing since 11:00 UTC: denied'),
        dataAt: orNull(odd),
      })
      .map((over): SiteView => aGuardedSite({ ...place, ...over })),
  ),
);

export const incidents: fc.Arbitrary<GuardIncident> = fc
  .record({
    id: fc.uuid(),
    severity: orNull(fc.constantFrom(...SEVERITIES)),
    state: orNull(fc.constantFrom(...STATES)),
    sites: siteIds,
    services,
    changedAt: odd,
  })
  .map(aGuardIncident);

export const events: fc.Arbitrary<HealthEventView> = fc
  .record({
    arn: fc.uuid(),
    category: fc.constantFrom('issue', 'issue', 'scheduledChange', null),
    open: fc.boolean(),
    start: orNull(odd),
    lastUpdated: orNull(odd),
    service: fc.constantFrom('EC2', null),
    sites: siteIds,
    counts: siteIds,
  })
  .map(anEventView);

const text = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
export const freezes: fc.Arbitrary<Freeze> = fc
  .record({
    id: fc.uuid(),
    from: near,
    length: fc.integer({ min: 1, max: 10 * 24 * 60 }),
    yearly: fc.boolean(),
    countries: fc.constantFrom(null, ['BR'], ['US', 'IN']),
    sites: fc.constantFrom(null, ['br-dev']),
  })
  .map(({ id, from, length, yearly, countries, sites }) => {
    const [begins, ends] = [text(from), text(from + length * MINUTE)].map((moment) =>
      yearly ? moment.slice(5) : moment,
    );
    return aFreeze(begins!, ends!, { id, name: `Freeze ${id.slice(0, 4)}`, countries, sites });
  });

export const runs: fc.Arbitrary<OutsideRun> = fc
  .record({
    id: fc.uuid(),
    runId: fc.uuid(),
    account: fc.constantFrom('prod', 'lower'),
    state: fc.constantFrom('running' as const, 'rolling-back', 'waiting-approval', 'blocked', 'succeeded'),
    startedAt: orNull(odd),
    updatedAt: orNull(odd),
  })
  .map(anOutsideRun);

const windows = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(near, fc.integer({ min: 1, max: 3_000 }))
      .map(([start, minutes]) => ({ start, end: start + minutes * MINUTE })),
  },
  { weight: 8, arbitrary: fc.constant({ start: NOW + 2 * HOUR, end: NOW + 3 * HOUR }) },
  { weight: 1, arbitrary: fc.record({ start: odd, end: odd }) },
);

export const changes: fc.Arbitrary<Change> = fc
  .record({
    id: fc.uuid(),
    type: fc.constantFrom(...CHANGE_TYPES),
    state: fc.oneof(fc.constant('scheduled' as const), fc.constantFrom(...CHANGE_STATES)),
    sites: fc.oneof(fc.constantFrom(['br-prod'], ['br-dev']), siteIds),
    services,
    window: fc.oneof({ weight: 9, arbitrary: windows }, { weight: 1, arbitrary: fc.constant(null) }),
    executor: fc.constantFrom('bia', null),
    approvers: fc.constantFrom<string[]>(['ana'], ['ana', 'caio'], []),
    approvals: fc.constantFrom(
      [anApproval()],
      [anApproval(), anApproval({ person: 'caio', act: 'b' })],
      [anApproval({ person: 'bia' })],
      [],
    ),
    risk: orNull(
      fc.constantFrom(
        { impact: 1, reversibility: 1, novelty: 1 } as const,
        { impact: 3, reversibility: 3, novelty: 3 } as const,
      ),
    ),
    rollback: fc.record({
      steps: fc.constant([]),
      command: mostly<string>('deploy 4.17', ''),
      minutes: fc.constant(null),
      testedAt: mostly<number | null>(NOW - DAY, null, NOW - 100 * DAY, Number.NaN),
    }),
    watched: fc.subarray(
      PLACES.flatMap(({ id }) =>
        ['p95', 'orders', 'gone'].map((signal) => ({ id: `${id} ${signal}`, site: id, signal, tolerance: 0.05 })),
      ),
      { maxLength: 3 },
    ),
    artifact: fc.constantFrom(null, 'checkout 4.18', 'checkout 4.19'),
    times: fc.record({ startedAt: orNull(odd), bakingAt: fc.constant(null), endedAt: orNull(odd) }),
    changedAt: odd,
    links: mostly<Change['links']>(
      [],
      [aLink({ kind: 'pipeline', target: 'x' })],
      [aLink({ kind: 'rollback-of', target: 'y' })],
    ),
  })
  .map((over) => aChange({ ...over, number: `${over.id.slice(0, 3)}-${over.id.slice(-4)}` }));

const teams: fc.Arbitrary<readonly TeamView[]> = fc.tuple(
  ...['br-l2', 'ua-l3'].map((id) =>
    fc
      .record({
        timeZone: fc.constantFrom(...ZONES),
        handsOverTo: fc.constantFrom('in-l2', null),
        shifts: fc.constantFrom<TeamView['shifts']>(
          [],
          [{ days: [0, 1, 2, 3, 4, 5, 6], from: 540, to: 1_080 }],
          [{ days: [6], from: 1_320, to: 360 }],
        ),
      })
      .map((over) => aTeamView({ id, name: id, people: [], ...over })),
  ),
);

const ranges = fc.array(fc.tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 0, max: 1_439 })), {
  maxLength: 2,
});

/** Anything that may be known, sense or not, and a change; `calm` leaves most of the troubles out. */
export const situations: fc.Arbitrary<{ readonly facts: GuardFacts; readonly change: Change }> = fc
  .tuple(fc.boolean(), sitesOf)
  .chain(([calm, sites]) => {
    const few = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
      fc.uniqueArray(arbitrary, {
        maxLength: calm ? 1 : 4,
        selector: (one) => ('id' in one ? one.id : 'arn' in one ? one.arn : one),
      });
    const sources: fc.Arbitrary<readonly SourceView[]> = fc.tuple(
      ...sourcesOf(sites).map((source) =>
        fc
          .record({ condition: calm ? fc.constant('live' as const) : conditions, lastGoodAt: orNull(odd) })
          .map((over) => ({ ...source, ...over })),
      ),
    );
    return fc.record({
      change: changes,
      facts: fc
        .record({
          sources,
          events: few(events),
          teams,
          outside: few(runs),
          changes: few(changes),
          incidents: fc.oneof({ weight: 9, arbitrary: few(incidents) }, { weight: 1, arbitrary: fc.constant(null) }),
          freezes: few(freezes),
          hours: fc.dictionary(
            fc.constantFrom(...SITE_IDS, 'constructor'),
            fc.record({ agreed: ranges, peak: ranges }),
          ),
        })
        .map(({ freezes, hours, ...rest }) =>
          someFacts({ ...rest, sites, rules: { ...someFacts().rules, freezes, hours } }),
        ),
    });
  });
