import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import { handovers } from '../../../shared/domain/shifts/handover-times';
import { workOf } from '../../../shared/domain/shifts/shifts';
import type { Handover } from '../../../shared/domain/shifts/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import { err, ok, type Result } from '../../../shared/lib/result';
import { DAY, HOUR, MINUTE, floorTo, type Ms } from '../../../shared/lib/time';

/** So long an end of a shift that nobody took over can still be handed over. */
const LATE: Ms = 12 * HOUR;
/** So far ahead a shift is looked for. */
const AHEAD: Ms = 8 * DAY;

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
  const begins = floorTo(now, MINUTE) - LATE;
  const own = handovers(teams, begins, begins + AHEAD).filter((one) => one.from.id === from);
  const coming = own.find(({ at }) => at > now);
  const isAtWork = workOf(team, now, now + 1).length > 0;
  const last = isAtWork ? undefined : own.findLast(({ at }) => at <= now);
  const taken = last !== undefined && known.some((one) => isSameEnd(one, last) && hasEnded(one.state));
  const found = last === undefined || taken ? coming : last;
  return found === undefined ? err(`${team.name} has no shift that ends within the next days`) : ok(found);
}

const isSameEnd = (
  one: Pick<HandoverRow, 'from' | 'to' | 'at'>,
  { from, to, at }: Pick<Handover, 'from' | 'to' | 'at'>,
): boolean => one.from === from.id && one.to === to.id && one.at === at;

type Drawn = Pick<HandoverRow, 'state' | 'draftedAt' | 'id'>;
/** The one that has come farthest, then the first drafted. */
export const byProgress = (a: Drawn, b: Drawn): number =>
  FAR.indexOf(a.state) - FAR.indexOf(b.state) || a.draftedAt - b.draftedAt || (a.id < b.id ? -1 : 1);

/** Of several of one end of a shift, drafted apart. */
export function handoverOfEnd<T extends Pick<HandoverRow, 'from' | 'to' | 'at' | 'state' | 'draftedAt' | 'id'>>(
  rows: readonly T[],
  end: Pick<Handover, 'from' | 'to' | 'at'>,
): T | null {
  const [first] = rows.filter((row) => isSameEnd(row, end)).sort(byProgress);
  return first ?? null;
}
const FAR: readonly HandoverRow['state'][] = [
  'accepted',
  'accepted-with-reservations',
  'self-covered',
  'in-review',
  'ready',
  'refused',
  'draft',
];
