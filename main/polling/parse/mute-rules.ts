import { parseSchedule } from '../../../shared/domain/alarms/mutes/schedule';
import type { MuteRule } from '../../../shared/domain/alarms/mutes/types';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import { bounded, instantOf, isFields, isSent, listOf, nameOf, tokenOf, type Fields } from './fields';

/** A rule as it is listed: nothing of what it mutes, and when. */
export interface MuteRuleSummary {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly updatedAt: Ms | null;
}

/** One page of ListAlarmMuteRules. */
export interface MuteRulesPage {
  readonly rules: readonly MuteRuleSummary[];
  readonly nextToken: string | null;
  readonly notUnderstood: readonly string[];
}

/** GetAlarmMuteRule. */
export interface MuteRulePage {
  /** What only its summary says comes from there. */
  readonly rule: Omit<MuteRule, 'arn' | 'name' | 'active' | 'updatedAt'>;
  readonly notUnderstood: readonly string[];
}

export function parseMuteRules(answer: Fields): Result<MuteRulesPage, string> {
  const list = listOf(answer['AlarmMuteRuleSummaries']);
  if (list === 'no list') return err('AlarmMuteRuleSummaries is not a list');
  if (list === null) return err('no AlarmMuteRuleSummaries in it');
  const notUnderstood: string[] = [];
  const rules = bounded(list, 'AlarmMuteRuleSummaries', notUnderstood).flatMap((item, index) => {
    const rule = summaryOf(item);
    if (rule === null)
      notUnderstood.push(
        (isFields(item) ? nameOf(item['AlarmMuteRuleArn']) : null) ?? `AlarmMuteRuleSummaries[${index}]`,
      );
    return rule ?? [];
  });
  return ok({ rules, nextToken: tokenOf(answer['NextToken']), notUnderstood });
}

function summaryOf(item: unknown): MuteRuleSummary | null {
  if (!isFields(item)) return null;
  const arn = nameOf(item['AlarmMuteRuleArn']);
  // `arn:aws:cloudwatch:REGION:ACCOUNT:alarm-mute-rule:NAME`: the name is nowhere else, and may hold colons.
  const name = /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:[^:]*:(.+)$/s.exec(arn ?? '')?.[1];
  const status = nameOf(item['Status']);
  if (arn === null || name === undefined || status === null) return null;
  return { arn, name, status, updatedAt: instantOf(item['LastUpdatedTimestamp']) };
}

/** A rule whose schedule is not understood is one still: whether it mutes now its summary says. */
export function parseMuteRule(answer: Fields): Result<MuteRulePage, string> {
  const targets = answer['MuteTargets'];
  if (isSent(targets) && !isFields(targets)) return err('MuteTargets is not an object');
  const list = isFields(targets) ? listOf(targets['AlarmNames']) : null;
  if (list === 'no list') return err('AlarmNames is not a list');
  const notUnderstood: string[] = [];
  const alarms = bounded(list ?? [], 'AlarmNames', notUnderstood).flatMap((item, index) => {
    const name = nameOf(item);
    if (name === null) notUnderstood.push(`AlarmNames[${index}]`);
    return name ?? [];
  });
  const rule = isFields(answer['Rule']) ? answer['Rule'] : {};
  const words = isFields(rule['Schedule']) ? rule['Schedule'] : null;
  if (words === null) return err('no Schedule in it');
  const [from, until] = [dateOf(answer, 'StartDate'), dateOf(answer, 'ExpireDate')];
  const schedule =
    from === 'no date'
      ? err('StartDate')
      : until === 'no date'
        ? err('ExpireDate')
        : parseSchedule({
            expression: nameOf(words['Expression']),
            duration: nameOf(words['Duration']),
            timeZone: nameOf(words['Timezone']),
          });
  if (!schedule.ok) notUnderstood.push(schedule.error);
  return ok({
    rule: {
      alarms: [...new Set(alarms)],
      schedule: schedule.ok ? schedule.value : null,
      from: from === 'no date' ? null : from,
      until: until === 'no date' ? null : until,
    },
    notUnderstood,
  });
}

function dateOf(answer: Fields, field: 'StartDate' | 'ExpireDate'): Ms | null | 'no date' {
  const sent = answer[field];
  return isSent(sent) ? (instantOf(sent) ?? 'no date') : null;
}
