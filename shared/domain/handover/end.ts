import { DAY, MINUTE, type Ms } from '../../lib/time';
import { toWall } from '../../lib/zones';
import { handovers } from '../shifts/handover-times';
import { dayOf, shiftsOf } from '../shifts/shifts';
import { contains } from '../shifts/spans';
import type { Handover } from '../shifts/types';
import type { TeamView } from '../snapshot/types';
import type { HandoverRow } from './types';

const WEEK: Ms = 7 * DAY;

/**
 * The end of a shift that a handover is of. Where the workspace file has it no more, as near as it still tells: shifts may be moved while a
 * document is written. Null: one of the teams is gone.
 */
export function endOf(
  teams: readonly TeamView[],
  { from, to, at }: Pick<HandoverRow, 'from' | 'to' | 'at'>,
): Handover | null {
  const found = handovers(teams, at, at + 1).find((one) => one.from.id === from && one.to.id === to);
  if (found !== undefined) return found;
  const [giver, receiver] = [from, to].map((id) => teams.find((team) => team.id === id));
  if (giver === undefined || receiver === undefined) return null;
  const day = dayOf(toWall(giver.timeZone, at - MINUTE));
  const coming = shiftsOf(receiver, at, at + WEEK);
  return {
    from: giver,
    to: receiver,
    at,
    fromShift: { team: from, kind: 'shift', name: null, day, from: at - MINUTE, to: at },
    toShift: coming.findLast((shift) => contains(shift, at)) ?? coming[0] ?? null,
    zone: receiver.timeZone,
  };
}
