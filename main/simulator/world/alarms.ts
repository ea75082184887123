import { DAY, iso, MINUTE, type Ms } from '../../../shared/lib/time';
import type { Json } from '../protocol/json';
import {
  evaluatedAt,
  HISTORY,
  metricStates,
  newestEvaluated,
  plainMeasure,
  siteAlarmSpecs,
  type AlarmSpec,
  type CompositeAlarmSpec,
  type MetricAlarmSpec,
  type State,
} from './alarm-specs';
import { quietAlarms } from './metrics';
import { keyOf, unit } from './noise';
import type { SiteModel } from './site-model';
import type { Site } from './sites';
import type { AlarmEntry } from './types';

interface Standing {
  readonly state: State;
  readonly since: Ms;
}

/** All alarms of one account and region. */
export interface RegionAlarms {
  readonly entries: (now: Ms) => readonly AlarmEntry[];
  readonly count: number;
}

const seconds = (at: Ms): number => at / 1000;

/** 23/11/26 07:11:00, as AWS writes the time of a datapoint in a reason. */
function reasonTime(at: Ms): string {
  const text = iso(at);
  return `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(2, 4)} ${text.slice(11, 19)}`;
}

export function createRegionAlarms(models: readonly SiteModel[], seed: number, storyStart: Ms): RegionAlarms {
  const specs = models.flatMap((model) => siteAlarmSpecs(model, seed).map((spec) => ({ spec, site: model.site })));
  const quiet = models.flatMap(({ site }) => quietEntries(site, seed, storyStart));
  const known = new Map<string, { readonly newest: Ms; readonly states: readonly State[] }>();

  /** One evaluation serves every request of the same minute. */
  const statesOf = (spec: AlarmSpec, newest: Ms): readonly State[] => {
    const last = known.get(spec.name);
    if (last?.newest === newest) return last.states;
    const states = spec.kind === 'metric' ? metricStates(spec, newest) : compositeStates(spec, newest);
    known.set(spec.name, { newest, states });
    return states;
  };
  const compositeStates = (spec: CompositeAlarmSpec, newest: Ms): readonly State[] => {
    const children = specs.filter(({ spec: child }) => spec.children.includes(child.name));
    const states = children.map(({ spec: child }) => statesOf(child, newest));
    return Array.from({ length: HISTORY }, (_, i) => (states.every((of) => of[i] === 'ALARM') ? 'ALARM' : 'OK'));
  };
  const standing = (spec: AlarmSpec, newest: Ms): Standing => {
    const states = statesOf(spec, newest);
    const state = states[0] ?? 'OK';
    const change = states.findIndex((other) => other !== state);
    // No change in sight: a moment before the story, the same at every question.
    if (change < 0) return { state, since: longAgo(seed, spec.name, storyStart) };
    return { state, since: evaluatedAt(newest - (change - 1) * MINUTE) };
  };

  return {
    count: specs.length + quiet.length,
    entries: (now) => {
      const newest = newestEvaluated(now);
      const firing = specs.map(({ spec, site }): AlarmEntry => {
        const now_ = standing(spec, newest);
        return spec.kind === 'metric'
          ? { type: 'MetricAlarm', wire: metricWire(spec, site, now_, newest, storyStart) }
          : { type: 'CompositeAlarm', wire: compositeWire(spec, site, now_, storyStart) };
      });
      return [...firing, ...quiet].sort(byTypeAndName);
    },
  };
}

const nameOf = (entry: AlarmEntry): string => (entry.wire as { readonly AlarmName: string }).AlarmName;

const byTypeAndName = (a: AlarmEntry, b: AlarmEntry): number =>
  a.type === b.type ? (nameOf(a) < nameOf(b) ? -1 : 1) : a.type < b.type ? -1 : 1;

const longAgo = (seed: number, name: string, storyStart: Ms): Ms =>
  Math.floor(storyStart - DAY - unit(keyOf(seed, name), 1) * 18 * DAY);

const arn = (site: Site, name: string): string => `arn:aws:cloudwatch:${site.region}:${site.account}:alarm:${name}`;

function actions(site: Site, severity: MetricAlarmSpec['severity']): Json {
  const topic = `arn:aws:sns:${site.region}:${site.account}:retail-${severity}`;
  return {
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: severity === 'none' ? [] : [topic],
    InsufficientDataActions: [],
  };
}

function metricWire(spec: MetricAlarmSpec, site: Site, now: Standing, newest: Ms, storyStart: Ms): Json {
  const words = spec.comparison === 'GreaterThanThreshold' ? 'greater than' : 'less than';
  const points = Array.from({ length: Math.min(spec.periods, 5) }, (_, i) => newest - i * MINUTE)
    .map((at) => [at, spec.read(at)] as const)
    .filter(([, value]) => !Number.isNaN(value));
  const shown = points.map(([at, value]) => `${String(value)} (${reasonTime(at)})`).join(', ');
  const reason =
    now.state === 'INSUFFICIENT_DATA'
      ? `Insufficient Data: ${spec.periods} datapoints were unknown.`
      : now.state === 'ALARM'
        ? `Threshold Crossed: ${spec.breaching} out of the last ${spec.periods} datapoints [${shown}] were ${words} the threshold (${spec.threshold.toFixed(1)}) (minimum ${spec.breaching} datapoints for OK -> ALARM transition).`
        : `Threshold Crossed: 1 out of the last ${spec.periods} datapoints [${shown}] was not ${words} the threshold (${spec.threshold.toFixed(1)}) (minimum 1 datapoint for ALARM -> OK transition).`;
  return {
    AlarmName: spec.name,
    AlarmArn: arn(site, spec.name),
    AlarmDescription: spec.description,
    AlarmConfigurationUpdatedTimestamp: seconds(storyStart - 60 * DAY),
    ...actions(site, spec.severity),
    StateValue: now.state,
    StateReason: reason,
    StateReasonData: JSON.stringify({
      version: '1.0',
      queryDate: iso(evaluatedAt(newest)).replace('Z', '+0000'),
      period: 60,
      recentDatapoints: points.map(([, value]) => value).reverse(),
      threshold: spec.threshold,
    }),
    StateUpdatedTimestamp: seconds(now.since),
    StateTransitionedTimestamp: seconds(now.since),
    ...spec.measure,
    EvaluationPeriods: spec.periods,
    DatapointsToAlarm: spec.breaching,
    Threshold: spec.threshold,
    ComparisonOperator: spec.comparison,
    TreatMissingData: 'missing',
  };
}

function compositeWire(spec: CompositeAlarmSpec, site: Site, now: Standing, storyStart: Ms): Json {
  const rule = spec.children.map((child) => `ALARM("${child}")`).join(' AND ');
  return {
    AlarmName: spec.name,
    AlarmArn: arn(site, spec.name),
    AlarmDescription: spec.description,
    AlarmConfigurationUpdatedTimestamp: seconds(storyStart - 60 * DAY),
    ...actions(site, 'page'),
    AlarmRule: rule,
    StateValue: now.state,
    StateReason: `${arn(site, spec.name)} transitioned to ${now.state} because its alarm rule evaluates to ${now.state}`,
    StateReasonData: JSON.stringify({
      triggeringAlarms: spec.children.map((child) => ({
        arn: arn(site, child),
        state: { value: now.state, timestamp: iso(now.since).replace('Z', '+0000') },
      })),
    }),
    StateUpdatedTimestamp: seconds(now.since),
    StateTransitionedTimestamp: seconds(now.since),
  };
}

/** Alarms whose metrics never come near the threshold: OK since long ago, built once. */
function quietEntries(site: Site, seed: number, storyStart: Ms): readonly AlarmEntry[] {
  return quietAlarms(site).map(({ service, metric }) => {
    const name = `${site.prefix}-${service}-${metric.suffix}`;
    const since = longAgo(seed, name, storyStart);
    const id = { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions(site, service) };
    return {
      type: 'MetricAlarm',
      wire: {
        AlarmName: name,
        AlarmArn: arn(site, name),
        AlarmConfigurationUpdatedTimestamp: seconds(storyStart - 90 * DAY),
        ...actions(site, 'ticket'),
        StateValue: 'OK',
        StateReason: `Threshold Crossed: 1 datapoint was not greater than the threshold (${metric.threshold.toFixed(1)}).`,
        StateUpdatedTimestamp: seconds(since),
        StateTransitionedTimestamp: seconds(since),
        ...plainMeasure(id, metric.statistic),
        EvaluationPeriods: 3,
        DatapointsToAlarm: 3,
        Threshold: metric.threshold,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'missing',
      },
    };
  });
}
