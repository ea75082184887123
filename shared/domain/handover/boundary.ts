import { furthestOf, isSameEnd, type Standing } from './same-end';
import { hasEnded } from './state';
import type { HandoverRow } from './types';
import { handovers } from '../shifts/handover-times';
import { workOf } from '../shifts/shifts';
import type { Handover } from '../shifts/types';
import type { TeamView } from '../snapshot/types';
import { err, ok, type Result } from '../../lib/result';
import { DAY, HOUR, MINUTE, floorTo, type Ms } from '../../lib/time';

/** So long an end of a shift that nobody took over can still be handed over, at least. */
const LATE: Ms = 12 * HOUR;
/** So far ahead a shift is looked for, and so far back: the shift of those who take over begins within a week. */
export const REACH: Ms = 8 * DAY;

/** Until the shift that takes over has ended too: what one leaves on Saturday the next may take on Monday. */
export const mayBeLate = ({ at, toShift }: Pick<Handover, 'at' | 'toShift'>, now: Ms): boolean =>
  now < Math.max(at + LATE, toShift?.to ?? 0);

type Known = Pick<HandoverRow, 'from' | 'to' | 'at' | 'state'>;

/**
 * The end of a shift that a team has to hand over: while it works the coming one; else the last one that nobody took over, and where there
 * is none the next. The error says why there is none at all.
 */
export function boundaryOf(
  teams: readonly TeamView[],
  from: string,
  known: readonly Known[],
  now: Ms,
): Result<Handover, string> {
  const team = teams.find(({ id }) => id === from);
  if (team === undefined) return err(`there is no team ${from}`);
  if (team.handsOverTo === null)
    return err(`${team.name} hands over to nobody: the workspace file names no team after it (handsOverTo)`);
  const minute = floorTo(now, MINUTE);
  const own = handovers(teams, minute - REACH, minute + REACH).filter((one) => one.from.id === from);
  const coming = own.find(({ at }) => at > now);
  const isAtWork = workOf(team, now, now + 1).length > 0;
  const last = isAtWork ? undefined : own.findLast(({ at }) => at <= now);
  const isOpen =
    last !== undefined && mayBeLate(last, now) && !known.some((one) => isOfEnd(one, last) && hasEnded(one.state));
  const found = isOpen ? last : coming;
  return found === undefined ? err(`${team.name} has no shift that ends within the next days`) : ok(found);
}

export const isOfEnd = (
  one: Pick<HandoverRow, 'from' | 'to' | 'at'>,
  { from, to, at }: Pick<Handover, 'from' | 'to' | 'at'>,
): boolean => isSameEnd(one, { from: from.id, to: to.id, at });

/** The team handed over, or took over, within the days before that end: one that never does is not reminded of it. */
export const isInUse = (
  rows: readonly Pick<HandoverRow, 'from' | 'to' | 'at'>[],
  { from, at }: Pick<Handover, 'from' | 'at'>,
): boolean => rows.some((row) => row.at < at && row.at >= at - REACH && (row.from === from.id || row.to === from.id));

/** Of several of one end of a shift, drafted apart; none that was put away. */
export const handoverOfEnd = <T extends Standing>(
  rows: readonly T[],
  { from, to, at }: Pick<Handover, 'from' | 'to' | 'at'>,
): T | null => furthestOf(rows, { from: from.id, to: to.id, at });
