import { furthestOf } from '../../../../shared/domain/handover/same-end';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import { peopleOf } from '../../../../shared/domain/shifts/duty';
import { nextHandover } from '../../../../shared/domain/shifts/handover-times';
import type { DutyEntry, DutyHolder } from '../../../../shared/domain/shifts/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { DAY, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { progressOf } from '../../../stores/derive/passing';
import { age, bothClocks, date } from '../../../ui/time';

export interface DutyLine {
  readonly key: string;
  readonly name: string;
  readonly rest: string;
  /** It keeps duty past the end of its shift (H5). */
  readonly keeps?: boolean;
}

/** H5: those who have duty otherwise than by the hours: it was not taken from them, or they took it before their own shift. */
export const holderLines = (
  teams: readonly TeamView[],
  now: Ms,
  entries: readonly DutyEntry[],
  holders: readonly DutyHolder[],
  isOn: (team: string) => boolean,
): readonly DutyLine[] =>
  holders
    .filter(({ by, team }) => by === 'kept' || (by !== 'rota' && !isOn(team.id)))
    .map(({ team, by, person, boundary }): DutyLine => {
      // Who was on when the shift ended has it still.
      const at = by === 'kept' && boundary !== null ? boundary.at - MINUTE : now;
      const { crew } = peopleOf(team, teams, at, entries);
      const named = crew.kind === 'named' ? crew.people[0]?.name : undefined;
      const name = teams.flatMap(({ people }) => people).find(({ id }) => id === person)?.name ?? named;
      const keeps = by === 'kept';
      return { key: team.id, name: name ?? team.name, rest: keeps ? 'keeps duty' : 'has duty', keeps };
    });

export interface NextHandoverView {
  readonly title: string;
  /** "1 h 18" and its unit, one size down. */
  readonly figure: string;
  readonly unit: string;
  readonly when: string;
  /** "Read-back 3 of 5" */
  readonly progress: string;
  /** Its time has passed, and nobody took it. */
  readonly overdue: boolean;
  /** The handover; null: none was begun. */
  readonly id: string | null;
}

/**
 * The handover that is waited for, else the next one, in the zone of those who come; null when no team hands over within a week.
 * `rows` null: how far it is was not read.
 */
export function nextHandoverView(
  teams: readonly TeamView[],
  now: Ms,
  rows: readonly HandoverRow[] | null = [],
  holders: readonly DutyHolder[] = [],
): NextHandoverView | null {
  const kept = holders.find(({ by }) => by === 'kept')?.boundary ?? null;
  if (kept !== null) {
    const team = (id: string): TeamView | undefined => teams.find((one) => one.id === id);
    const row = furthestOf(rows ?? [], kept);
    return {
      title: `Not handed over, ${team(kept.from)?.name ?? kept.from} to ${team(kept.to)?.name ?? kept.to}`,
      ...figureOf(now - kept.at),
      when: bothClocks(kept.at, kept.at, team(kept.to)?.timeZone ?? 'UTC'),
      progress: progressOf(row),
      overdue: true,
      id: row?.id ?? null,
    };
  }
  const next = nextHandover(teams, now);
  if (!next) return null;
  const left = next.at - now;
  const row = furthestOf(rows ?? [], { from: next.from.id, to: next.to.id, at: next.at });
  const day = left >= DAY ? `${date(next.at, next.to.timeZone)}, ` : '';
  return {
    title: `Next handover, ${next.from.name} to ${next.to.name}`,
    ...figureOf(left),
    when: `${day}${bothClocks(next.at, next.at, next.to.timeZone)}`,
    progress: rows === null ? 'Not read yet' : progressOf(row),
    overdue: false,
    id: row?.id ?? null,
  };
}

/** "1 h 18" and its unit, one size down. */
function figureOf(span: Ms): Pick<NextHandoverView, 'figure' | 'unit'> {
  const text = age(span);
  const [, figure = text, unit = ''] = /^(.*\d)\s*([a-z]+)?$/.exec(text) ?? [];
  return { figure, unit: unit !== '' ? unit : span >= HOUR && span < DAY && / h \d/.test(text) ? 'min' : '' };
}
