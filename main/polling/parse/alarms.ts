import type { Alarm, AlarmBadge, AlarmKind, AlarmState } from '../../../shared/domain/alarms/types';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import { childrenOfRule } from './alarm-rule';
import { bounded, instantOf, isFields, listOf, nameOf, textOf, tokenOf, type Fields } from './fields';

/** One page of DescribeAlarms. */
export interface AlarmsPage {
  readonly alarms: readonly Alarm[];
  readonly nextToken: string | null;
  /** Names of what is in the answer and could not be understood (P10). */
  readonly notUnderstood: readonly string[];
}

const LISTS: readonly (readonly [field: string, kind: AlarmKind])[] = [
  ['MetricAlarms', 'metric'],
  ['CompositeAlarms', 'composite'],
  ['LogAlarms', 'log'],
];

const STATES: ReadonlySet<string> = new Set<AlarmState>(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
const isState = (value: unknown): value is AlarmState => typeof value === 'string' && STATES.has(value);

/** P10: an answer without any of the three lists is no answer; one bad alarm costs only itself. `now` dates an alarm without dates. */
export function parseAlarms(answer: Fields, now: Ms): Result<AlarmsPage, string> {
  const alarms: Alarm[] = [];
  const notUnderstood: string[] = [];
  let lists = 0;
  for (const [field, kind] of LISTS) {
    const list = listOf(answer[field]);
    if (list === 'no list') return err(`${field} is not a list`);
    if (list === null) continue;
    lists++;
    bounded(list, field, notUnderstood).forEach((item, index) => {
      const alarm = alarmOf(item, kind, now);
      if (alarm === null) {
        notUnderstood.push((isFields(item) ? nameOf(item['AlarmArn']) : null) ?? `${field}[${index}]`);
        return;
      }
      if (alarm.state === 'UNKNOWN') notUnderstood.push(`${alarm.name} (${alarm.reason})`);
      alarms.push(alarm);
    });
  }
  if (lists === 0) return err('no MetricAlarms, CompositeAlarms or LogAlarms in it');
  return ok({ alarms, nextToken: tokenOf(answer['NextToken']), notUnderstood });
}

/** An alarm; one whose state is not understood stays an alarm, so that its site is not called ok. Null: nobody can say which. */
function alarmOf(item: unknown, kind: AlarmKind, now: Ms): Alarm | null {
  if (!isFields(item)) return null;
  const arn = nameOf(item['AlarmArn']);
  const name = nameOf(item['AlarmName']) ?? nameInArn(arn);
  if (name === null) return null;
  const sent = item['StateValue'];
  const state = isState(sent) ? sent : 'UNKNOWN';
  return {
    name,
    arn: arn ?? name,
    kind,
    state,
    // S10: StateTransitionedTimestamp is the true change; StateUpdatedTimestamp moves with the evaluation state too.
    since:
      instantOf(item['StateTransitionedTimestamp']) ??
      instantOf(item['StateUpdatedTimestamp']) ??
      instantOf(item['AlarmConfigurationUpdatedTimestamp']) ??
      now,
    reason: isState(sent) ? (textOf(item['StateReason']) ?? '') : `state ${textOf(sent, 40) ?? 'missing'}`,
    description: textOf(item['AlarmDescription']) ?? '',
    evaluationState: nameOf(item['EvaluationState']),
    periodSeconds: periodOf(item),
    children: kind === 'composite' ? childrenOfRule(textOf(item['AlarmRule'], 16_384) ?? '') : [],
    badge: badgeOf(item),
  };
}

/** `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME`; a name may hold colons. */
function nameInArn(arn: string | null): string | null {
  const at = arn?.indexOf(':alarm:') ?? -1;
  return arn === null || at < 0 ? null : arn.slice(at + ':alarm:'.length);
}

function badgeOf(item: Fields): AlarmBadge | null {
  if (nameOf(item['ActionsSuppressedBy']) !== null) return 'suppressed';
  return item['ActionsEnabled'] === false ? 'actions off' : null;
}

/** Math, Insights and PromQL alarms name their period elsewhere, composites nowhere. */
function periodOf(item: Fields): number {
  const metrics = listOf(item['Metrics']);
  const inner = Array.isArray(metrics) ? (metrics as readonly unknown[]).flatMap(metricPeriods) : [];
  return [item['Period'], ...inner, item['EvaluationInterval']].find(isPeriod) ?? 60;
}

const metricPeriods = (metric: unknown): readonly unknown[] => {
  if (!isFields(metric)) return [];
  return [isFields(metric['MetricStat']) ? metric['MetricStat']['Period'] : undefined, metric['Period']];
};

const isPeriod = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0;
