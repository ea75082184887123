import fc from 'fast-check';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { SignalData } from '../../shared/domain/signals/types';
import { sourceId, type SourceKey, type SourceState } from '../../shared/domain/sources/types';
import type { DeclaredMaintenance } from '../../shared/domain/status/types';
import { alarmsKey, signalKey, type Gathered } from '../../shared/domain/status/gathered';
import { allSources } from '../../shared/domain/status/required';
import type { Signal, Site, Workspace } from '../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE } from '../../shared/lib/time';
import { anAlarm } from './alarms';
import { anEntity, anEvent } from './health';
import { NOW } from './instants';
import { aSignal, absolute, buckets, ofSameHour, steadyHours } from './signals';
import { aSite, aWorkspace } from './sites';
import { aFailure, aSource } from './sources';

/** Instants around noon, and those that no clock shows. */
const instants = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: NOW - 3 * DAY, max: NOW + HOUR }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, -8.64e15, 8.64e15, NOW + 100 * 365 * DAY) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

const limits = orNull(fc.oneof(fc.constantFrom(800, 2_000).map(absolute), fc.constantFrom(50, 300).map(ofSameHour)));

const signals: fc.Arbitrary<Signal> = fc
  .record({
    id: fc.constantFrom('p95', 'orders', 'errors'),
    missing: fc.constantFrom('unknown' as const, 'ok' as const, 'breaching' as const),
    worse: fc.constantFrom('lower' as const, 'higher' as const),
    periodSeconds: fc.constantFrom(60, 300, 3_600),
    region: fc.constantFrom('sa-east-1', 'sa-east-1', 'us-east-1'),
    warning: limits,
    critical: limits,
    recover: fc.integer({ min: 1, max: 6 }),
    impact: fc.constantFrom(null, 'orders' as const),
  })
  .map(aSignal);

const sites: fc.Arbitrary<Site> = fc
  .record({
    id: fc.constantFrom('br-prod', 'us-prod', 'in-dev'),
    tier: fc.constantFrom('production' as const, 'pre-production' as const, 'development' as const),
    account: fc.constantFrom('prod', 'prod', 'lower'),
    signals: fc.uniqueArray(signals, { selector: ({ id }) => id, maxLength: 3 }),
    healthRequired: fc.boolean(),
    aws: fc.constantFrom(null, new Set(['EC2', 'RDS']), new Set<string>()),
    alarms: fc.record({
      include: fc.constantFrom(null, ['*'], ['a*'], ['nothing-*'], []),
      ignore: fc.constant(['TargetTracking-*']),
      critical: fc.constantFrom([], ['*-page']),
    }),
  })
  .map(aSite);

const workspaces: fc.Arbitrary<Workspace> = fc
  .uniqueArray(sites, { selector: ({ id }) => id, minLength: 1, maxLength: 3 })
  .map((list) => aWorkspace({ sites: list }));

/** Mostly answered lately, at times never, long ago, or by a clock that is wrong. */
const sourcesOf = (key: SourceKey, calm: boolean): fc.Arbitrary<SourceState | null> =>
  fc.oneof(
    { weight: calm ? 100 : 3, arbitrary: fc.constant(aSource(key)) },
    {
      weight: 4,
      arbitrary: fc
        .record({
          intervalSeconds: fc.constantFrom(30, 60, 300),
          lastGoodAt: orNull(
            fc.oneof(
              fc.integer({ min: 0, max: 2_000 }).map((age) => NOW - age * 1_000),
              instants,
            ),
          ),
          lastGoodAwsAt: orNull(fc.integer({ min: NOW - HOUR, max: NOW + 10 * MINUTE })),
          failure: orNull(fc.constantFrom('offline' as const, 'denied' as const).map((kind) => aFailure({ kind }))),
        })
        .map((over) =>
          aSource({ ...key, ...over, lastGoodAwsAt: over.lastGoodAt === null ? null : over.lastGoodAwsAt }),
        ),
    },
    { weight: 1, arbitrary: fc.constant(null) },
  );

const dataOf = (signal: Signal, calm: boolean): fc.Arbitrary<SignalData | null> =>
  fc.oneof(
    {
      weight: calm ? 20 : 1,
      arbitrary: fc.constant({ ...buckets(signal, '..........'), hours: steadyHours('UTC', 100, NOW, 3) }),
    },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 4, arbitrary: oddData(signal) },
  );

const oddData = (signal: Signal): fc.Arbitrary<SignalData> =>
  fc
    .record({
      marks: fc.string({ unit: fc.constantFrom('C', 'W', '.', '.', '.', '-', '/'), minLength: 1, maxLength: 30 }),
      asOf: fc.constantFrom(NOW, NOW, NOW - 10 * MINUTE, NOW - DAY),
      problem: fc.constantFrom(null, null, null, 'partial' as const, 'misconfigured' as const, 'denied' as const),
      usual: fc.constantFrom(null, 0, 500, Number.NaN, Number.POSITIVE_INFINITY),
      seenIn14Days: fc.constantFrom(null, true, false),
      odd: fc.constantFrom(null, null, null, 0, 1e300, -1e300),
    })
    .map(({ marks, asOf, problem, usual, seenIn14Days, odd }) => {
      const data = buckets(signal, marks, asOf);
      return {
        ...data,
        points: data.points.map(([at, value], index) => [at, odd !== null && index % 3 === 0 ? odd : value] as const),
        problem: problem === null ? null : { kind: problem, text: 'AWS says so' },
        hours: usual === null ? [] : steadyHours('UTC', usual, NOW, 3),
        seenIn14Days: data.points.length > 0 ? true : seenIn14Days,
      };
    });

const alarmLists: fc.Arbitrary<readonly Alarm[]> = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom('a', 'a-page', 'b', 'b-page', 'TargetTracking-x'),
      kind: fc.constantFrom('metric' as const, 'composite' as const, 'log' as const),
      state: fc.constantFrom(
        'OK' as const,
        'OK' as const,
        'ALARM' as const,
        'INSUFFICIENT_DATA' as const,
        'UNKNOWN' as const,
      ),
      since: instants,
      evaluationState: fc.constantFrom(null, null, null, 'PARTIAL_DATA', 'EVALUATION_ERROR'),
      children: fc.subarray(['a', 'a-page', 'b', 'b-page']),
      badge: fc.constantFrom(null, 'suppressed' as const),
    })
    .map((over) => anAlarm({ ...over, children: over.kind === 'composite' ? over.children : [] })),
  { selector: ({ name }) => name, maxLength: 5 },
);

const eventLists: fc.Arbitrary<readonly HealthEvent[]> = fc.array(
  fc
    .record({
      arn: fc.constantFrom('arn:1', 'arn:2', 'arn:3'),
      service: fc.constantFrom('EC2', 'rds', 'LAMBDA', null),
      category: fc.constantFrom('issue', 'issue', 'scheduledChange', 'accountNotification', 'new', null),
      region: fc.constantFrom('sa-east-1', 'sa-east-1', 'global', 'us-east-1', null),
      start: orNull(fc.oneof(instants, fc.constant(NOW - HOUR))),
      end: orNull(fc.oneof(instants, fc.constant(NOW + HOUR))),
      lastUpdated: orNull(instants),
      status: fc.constantFrom('open', 'open', 'closed', 'upcoming', null),
      scope: fc.constantFrom('PUBLIC', 'ACCOUNT_SPECIFIC', null),
      typeCode: fc.constantFrom('AWS_EC2_ISSUE', '', null),
      entities: fc.constantFrom(
        null,
        [],
        [anEntity()],
        [anEntity({ status: null })],
        [anEntity({ status: 'RESOLVED' })],
      ),
    })
    .map(anEvent),
  { maxLength: 3 },
);

/** A workspace and anything that may be known of it, sense or not. */
export const situations: fc.Arbitrary<{ readonly workspace: Workspace; readonly gathered: Gathered }> = fc
  .tuple(workspaces, fc.boolean())
  .chain(([workspace, calm]) => {
    const keyed = <T>(
      entries: readonly (readonly [string, fc.Arbitrary<T | null>])[],
    ): fc.Arbitrary<ReadonlyMap<string, T>> =>
      fc
        .tuple(...entries.map(([, arbitrary]) => arbitrary))
        .map(
          (values) =>
            new Map(entries.flatMap(([key], index) => (values[index] == null ? [] : [[key, values[index]] as const]))),
        );
    const accounts = [...new Set(workspace.sites.map(({ account }) => account))];
    return fc.record({
      workspace: fc.constant(workspace),
      gathered: fc.record({
        sources: keyed(allSources(workspace).map((key) => [sourceId(key), sourcesOf(key, calm)])),
        signals: keyed(
          workspace.sites.flatMap((site) =>
            site.signals.map((signal) => [signalKey(site.id, signal.id), dataOf(signal, calm)] as const),
          ),
        ),
        alarms: keyed(
          accounts.map((account) => [
            alarmsKey(account, 'sa-east-1'),
            calm ? fc.constant([anAlarm({ name: 'a' })]) : alarmLists,
          ]),
        ),
        events: keyed(accounts.map((account) => [account, eventLists])),
        acknowledged: fc.constant(new Map<string, number>()),
      }),
    });
  });

/** Changes that declare impact, in their window and out of it. */
export const declarations: fc.Arbitrary<readonly DeclaredMaintenance[]> = fc.array(
  fc.record({
    change: fc.constantFrom('c1', 'c2'),
    number: fc.constant('CHG-1-K7QD'),
    title: fc.constant('upgrade'),
    sites: fc.subarray(['br-prod', 'us-prod', 'in-dev']),
    from: fc.constantFrom(NOW - HOUR, NOW, NOW + 1),
    to: fc.constantFrom(NOW, NOW + 1, NOW + DAY),
    warnings: fc.subarray(['signal:p95', 'signal:*', 'alarm:*', '*', 'orders']),
  }),
  { maxLength: 3 },
);
