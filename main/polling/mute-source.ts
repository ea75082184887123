import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import { muteWindows } from '../../shared/domain/alarms/mutes/windows';
import type { Clock } from '../../shared/lib/clock';
import { ok, type Result } from '../../shared/lib/result';
import { MINUTE, type Ms } from '../../shared/lib/time';
import { onlyFailure } from './outside/outside-source';
import { endsSweep, refusalTexts, type Refusal } from './outside/refusals';
import type { MuteRulePage, MuteRuleSummary } from './parse/mute-rules';
import type { AwsFailure } from './ports';
import type { Outcome } from './source-loop';
import { allPages, nothingReadable, type Asker } from './sweep/asker';

/** What AWS gives a page at most; left out it gives half. */
const PAGE = 100;
/** Those that are over mute nothing any more. */
const STATUSES = ['ACTIVE', 'SCHEDULED'];
/** What a rule mutes, and when, is asked of each by itself: so many a sweep. An account may have 2,000 in a region. */
export const MOST_A_SWEEP = 100;
const SIDE_BY_SIDE = 4;
/** AWS may begin and end a window somewhat late, and its answer is somewhat older than its date. */
const SLACK: Ms = 2 * MINUTE;

export interface MuteSourceOptions {
  readonly asker: Asker;
  readonly clock: Pick<Clock, 'now'>;
  /** What an earlier run was told (P9): rules that did not change since are not asked about again. */
  readonly known: readonly MuteRule[];
  /** There is one sweep and no other: nothing is left for the next. */
  readonly once: boolean;
}

/** A rule as it was told, and what of it could not be read. */
interface Told {
  readonly rule: MuteRule;
  readonly unread: readonly string[];
}

/** What came of asking about rules one by one. */
interface Looked {
  /** By ARN; null: it was deleted since it was listed. */
  readonly told: ReadonlyMap<string, Told | null>;
  readonly refused: readonly Refusal[];
  /** What ended it before all were asked. */
  readonly end: AwsFailure | null;
  /** Those that nobody asked about. */
  readonly waiting: number;
}

/** Alarm mute rules of one account and region: one question a sweep, and one more for each rule that is new or was changed. */
export class MuteSource {
  private readonly options: MuteSourceOptions;
  /** By ARN. */
  private told: ReadonlyMap<string, Told>;

  constructor(options: MuteSourceOptions) {
    this.options = options;
    // One whose schedule was not understood may be by now: another program asks, or AWS says something else.
    const known = options.known.filter(({ schedule }) => schedule !== null);
    this.told = new Map(known.map((rule) => [rule.arn, { rule, unread: [] }]));
  }

  async sweep(): Promise<Outcome> {
    const { asker, clock, once } = this.options;
    const listed = await allPages(
      (token) =>
        asker.ask('muteRules', 'ListAlarmMuteRules', {
          Statuses: STATUSES,
          MaxRecords: PAGE,
          ...(token !== null && { NextToken: token }),
        }),
      (page) => page.nextToken,
    );
    if (!listed.ok) return onlyFailure(unsupported(listed.error));
    const { value: pages, awsAt } = listed.value;
    const notUnderstood = pages.flatMap((page) => page.notUnderstood);
    const summaries = new Map(pages.flatMap(({ rules }) => rules).map((one) => [one.arn, one]));
    if (summaries.size === 0 && notUnderstood.length > 0) return onlyFailure(nothingReadable('ListAlarmMuteRules'));

    // What mutes now is told soonest.
    const due = [...summaries.values()]
      .filter((one) => this.isNew(one))
      .sort((a, b) => Number(isActive(b)) - Number(isActive(a)));
    const { told, refused, end, waiting } = await this.look(due, once ? Infinity : MOST_A_SWEEP);
    this.told = new Map(
      [...summaries.keys()].flatMap((arn) => {
        const one = told.has(arn) ? told.get(arn) : this.told.get(arn);
        return one == null ? [] : [[arn, one] as const];
      }),
    );
    const now = awsAt ?? clock.now();
    const rules = [...this.told].map(([arn, one]) => asListed(one, summaries.get(arn), now));
    return {
      failure: end,
      awsAt,
      notUnderstood: [
        ...(waiting === 0 ? [] : [`${waiting} of ${summaries.size} mute rules (not looked into yet)`]),
        ...notUnderstood,
        ...refusalTexts(refused),
        ...rules.flatMap(({ unread }) => unread),
      ],
      update: (source) => ({ kind: 'mutes', source, rules: rules.map(({ rule }) => rule) }),
    };
  }

  private isNew({ arn, updatedAt }: MuteRuleSummary): boolean {
    const known = this.told.get(arn)?.rule.updatedAt ?? null;
    return known === null || known !== updatedAt;
  }

  private async look(due: readonly MuteRuleSummary[], most: number): Promise<Looked> {
    const told = new Map<string, Told | null>();
    const refused: Refusal[] = [];
    let end: AwsFailure | null = null;
    let asked = 0;
    while (asked < Math.min(due.length, most) && end === null) {
      const some = due.slice(asked, Math.min(asked + SIDE_BY_SIDE, most));
      asked += some.length;
      const answers = await Promise.all(some.map((one) => this.ask(one)));
      for (const [index, answer] of answers.entries()) {
        const { arn = '', name = '' } = some[index] ?? {};
        if (answer.ok) told.set(arn, answer.value);
        else if (endsSweep(answer.error)) end = answer.error;
        else refused.push({ operation: 'GetAlarmMuteRule', name, failure: answer.error });
      }
      // Refused from the first on it is about none of them by itself: no hundred questions to hear the same.
      if (told.size + this.told.size === 0) end ??= refused[0]?.failure ?? null;
    }
    return { told, refused: end === null ? refused : [], end, waiting: due.length - asked };
  }

  private async ask(one: MuteRuleSummary): Promise<Result<Told | null, AwsFailure>> {
    const answer = await this.options.asker.ask('muteRule', 'GetAlarmMuteRule', { AlarmMuteRuleName: one.name });
    if (answer.ok) return ok(toldOf(one, answer.value.value));
    return (answer.error.code ?? '').startsWith('ResourceNotFound') ? ok(null) : answer;
  }
}

const isActive = ({ status }: MuteRuleSummary): boolean => status === 'ACTIVE';

function toldOf(summary: MuteRuleSummary, { rule, notUnderstood }: MuteRulePage): Told {
  const { arn, name, updatedAt } = summary;
  return {
    rule: { ...rule, arn, name, active: isActive(summary), updatedAt },
    unread: notUnderstood.map((what) => `mute rule ${name} (${what})`),
  };
}

/**
 * What AWS says of a rule now, beside what follows from its schedule. Where AWS mutes and the schedule does not, the schedule is
 * not understood, and no end known; the other way round the schedule stands. Both are said.
 */
function asListed({ rule, unread }: Told, summary: MuteRuleSummary | undefined, now: Ms): Told {
  if (summary === undefined) return { rule, unread };
  const active = isActive(summary);
  const said = { ...rule, active };
  if (rule.schedule === null) return { rule: said, unread };
  const windows = muteWindows(rule, now - SLACK, now + SLACK);
  const fits = active ? windows.length > 0 : !windows.some(({ from, to }) => from <= now - SLACK && to >= now + SLACK);
  if (fits) return { rule: said, unread };
  const otherwise = `mute rule ${rule.name} (AWS calls it ${summary.status}, its schedule ${rule.schedule.expression} says otherwise)`;
  return { rule: active ? { ...said, schedule: null } : said, unread: [...unread, otherwise] };
}

/** An endpoint that is older than mute rules, or plays a part of AWS only. */
function unsupported(failure: AwsFailure): AwsFailure {
  const isUnknown = /UnknownOperation|InvalidAction|UnsupportedOperation/.test(failure.code ?? '');
  return isUnknown ? { ...failure, reason: `alarm mute rules are not known there (${failure.code ?? ''})` } : failure;
}
