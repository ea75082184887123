import { iso, SECOND, type Ms } from '../../../shared/lib/time';
import { isRecord, readText, type Json } from '../protocol/json';
import {
  metricKey,
  type AlarmEntry,
  type DeliveryBook,
  type HealthBook,
  type MetricId,
  type SeriesAnswer,
  type World,
} from '../world/types';
import { resolveTimes } from './relative-times';
import type {
  Scenario,
  ScriptedAlarms,
  ScriptedDelivery,
  ScriptedHealth,
  ScriptedMetric,
  ScriptedMutes,
} from './schema';
import { createSampler, readScripted, type Sampler } from './scripted-series';

interface Prepared {
  readonly metric: ScriptedMetric;
  readonly id: MetricId;
  readonly sample: Sampler;
}

/** What a scenario plants, over the world that it stands in (null: nothing else exists). */
export function createScriptedWorld(
  scenario: Scenario,
  base: World | null,
  accounts: readonly string[],
  startedAt: Ms,
): World {
  const metrics = new Map<string, Prepared[]>();
  for (const metric of scenario.metrics ?? []) {
    const dimensions = Object.entries(metric.dimensions ?? {}).map(([name, value]) => ({ name, value }));
    const id = { namespace: metric.namespace, name: metric.name, dimensions };
    const key = `${metric.region}\n${metricKey(id)}`;
    const prepared = { metric, id, sample: createSampler(metric.series, metric.period * SECOND) };
    metrics.set(key, [...(metrics.get(key) ?? []), prepared]);
  }
  const alarms = (scenario.alarms ?? []).map((script) => ({ script, entries: alarmEntries(script, startedAt) }));
  const scripts = scenario.health === undefined ? [] : [scenario.health].flat();
  const health = scripts.map((script) => resolveTimes(script, startedAt) as ScriptedHealth);
  const delivery = resolveTimes(scenario.delivery ?? [], startedAt) as readonly ScriptedDelivery[];
  const mutes = resolveTimes(scenario.mutes ?? [], startedAt) as readonly ScriptedMutes[];
  const mine = (account: string | undefined, asked: string): boolean => account === undefined || account === asked;

  return {
    accounts,
    series: (request) => {
      const found = metrics
        .get(`${request.region}\n${metricKey(request)}`)
        ?.filter(({ metric }) => mine(metric.account, request.account));
      if (found === undefined || found.length === 0) return base?.series(request) ?? null;
      const fitting = found.find(({ metric }) => (metric.statistic ?? request.statistic) === request.statistic);
      if (fitting === undefined) return null;
      return scriptedAnswer(fitting.metric, readScripted(fitting.metric, fitting.sample, request));
    },
    metrics: (account, region) => {
      const planted = [...metrics.values()]
        .flat()
        .filter(({ metric }) => metric.region === region && mine(metric.account, account))
        .map(({ id }) => id);
      const all = [...planted, ...(base?.metrics(account, region) ?? [])];
      return [...new Map(all.map((id) => [metricKey(id), id])).values()];
    },
    alarms: (account, region, now) => {
      const planted = alarms.filter(({ script }) => script.region === region && mine(script.account, account));
      const below = base?.alarms(account, region, now);
      const sizes = planted.flatMap(({ script }) => (script.pageSize === undefined ? [] : [script.pageSize]));
      return {
        entries: [...planted.flatMap(({ entries }) => entries), ...(below?.entries ?? [])],
        pageSize: sizes.length > 0 ? Math.min(...sizes) : (below?.pageSize ?? null),
      };
    },
    mutes: (account, region, now) => {
      const planted = mutes.filter((script) => script.region === region && mine(script.account, account));
      const below = base?.mutes(account, region, now) ?? null;
      return {
        rules: [...planted.flatMap(({ rules }) => rules), ...(below?.rules ?? [])],
        pageSize: planted.map(({ pageSize }) => pageSize).find((size) => size !== undefined) ?? below?.pageSize ?? null,
      };
    },
    health: (account, now) =>
      joinHealth(
        health.filter((script) => mine(script.account, account)),
        base?.health(account, now) ?? null,
      ),
    delivery: (account, region, now) =>
      joinDelivery(
        delivery.filter((script) => script.region === region && mine(script.account, account)),
        base?.delivery(account, region, now) ?? null,
      ),
    truth: (now) => base?.truth(now) ?? { now: iso(now), sites: [], events: [], outside: [], fewestCalls: [] },
  };
}

/** PartialData means the oldest half is still missing, so that it cannot pass for a whole answer. */
function scriptedAnswer(metric: ScriptedMetric, values: Float64Array): SeriesAnswer {
  if (metric.status === 'PartialData') values.fill(NaN, 0, Math.floor(values.length / 2));
  return {
    values,
    pages: metric.pages ?? 1,
    ...(metric.order === undefined ? {} : { order: metric.order }),
    ...(metric.status === undefined ? {} : { status: metric.status }),
  };
}

function alarmEntries(script: ScriptedAlarms, startedAt: Ms): readonly AlarmEntry[] {
  const entries = (type: AlarmEntry['type'], wires: readonly unknown[] | undefined): readonly AlarmEntry[] =>
    (wires ?? []).map((wire) => ({ type, wire: resolveTimes(wire, startedAt) }));
  return [
    ...entries('CompositeAlarm', script.CompositeAlarms),
    ...entries('MetricAlarm', script.MetricAlarms),
    ...entries('LogAlarm', script.LogAlarms),
  ];
}

function joinDelivery(scripts: readonly ScriptedDelivery[], base: DeliveryBook | null): DeliveryBook {
  return {
    pipelines: [
      ...scripts.flatMap((script) =>
        (script.pipelines ?? []).map(({ summary, executions = [], stageStates = [] }) => ({
          name: summary.name,
          summary,
          executions,
          state: { pipelineName: summary.name, pipelineVersion: 1, stageStates },
        })),
      ),
      ...(base?.pipelines ?? []),
    ],
    deployments: [...scripts.flatMap((script) => script.deployments ?? []), ...(base?.deployments ?? [])],
    stacks: [...scripts.flatMap((script) => script.stacks ?? []), ...(base?.stacks ?? [])],
    pageSize: scripts.map((script) => script.pageSize).find((size) => size !== undefined) ?? base?.pageSize ?? null,
  };
}

function joinHealth(scripts: readonly ScriptedHealth[], base: HealthBook | null): HealthBook {
  const flag = (read: (script: ScriptedHealth) => boolean | undefined, otherwise: boolean): boolean =>
    scripts.map(read).find((value) => value !== undefined) ?? otherwise;
  const byArn = (items: readonly Json[], arn: (item: Json) => string | null): readonly (readonly [string, Json])[] =>
    items.map((item) => [arn(item) ?? '', item]);
  const eventArn = (item: Json): string | null => (isRecord(item['event']) ? readText(item['event'], 'arn') : null);
  return {
    plan: flag((script) => script.plan, base?.plan ?? true),
    organization: flag((script) => script.organization, base?.organization ?? true),
    events: [...scripts.flatMap((script) => script.events ?? []), ...(base?.events ?? [])],
    details: new Map([
      ...(base?.details ?? []),
      ...byArn(
        scripts.flatMap((script) => script.details ?? []),
        eventArn,
      ),
    ]),
    entities: [...scripts.flatMap((script) => script.entities ?? []), ...(base?.entities ?? [])],
    failed: new Map([
      ...(base?.failed ?? []),
      ...byArn(
        scripts.flatMap((script) => script.failed ?? []),
        (item) => readText(item, 'eventArn'),
      ),
    ]),
    pageSize: scripts.map((script) => script.pageSize).find((size) => size !== undefined) ?? base?.pageSize ?? null,
    repeatOnPages: flag((script) => script.repeatOnPages, base?.repeatOnPages ?? false),
  };
}
