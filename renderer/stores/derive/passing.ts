import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import { dutyOf } from '../../../shared/domain/shifts/duty';
import { dutyHolders } from '../../../shared/domain/shifts/holder';
import { minuteOf } from '../../../shared/domain/shifts/on-shift';
import type { DutyHolder, HandoverFact } from '../../../shared/domain/shifts/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import type { NewDutyEntry } from '../../../shared/ipc/handovers-contract';
import { assertNever } from '../../../shared/lib/assert-never';
import { remembered } from '../../../shared/lib/remembered';
import { HOUR, MINUTE, type Ms } from '../../../shared/lib/time';

const NO_ROWS: readonly HandoverRow[] = [];

/** What handovers say of who has duty. */
const factsOf = remembered((rows: readonly HandoverRow[]): readonly HandoverFact[] =>
  rows.map(({ from, to, at, state, acceptedBy, acceptedAt }) => ({
    from,
    to,
    at,
    state: !hasEnded(state) ? 'open' : state === 'self-covered' ? 'self-covered' : 'accepted',
    by: acceptedBy,
    acceptedAt,
  })),
);

/** Who has duty now, in each chain of teams that hand over to each other (H5). */
export const holdersOf = (
  teams: readonly TeamView[],
  rows: readonly HandoverRow[] | null,
  now: Ms,
): readonly DutyHolder[] => {
  const minute = minuteOf(now);
  // What is accepted within this minute counts from now on, not from the next one.
  const at = (rows ?? NO_ROWS).reduce(
    (latest, { acceptedAt }) =>
      acceptedAt !== null && acceptedAt < minute + MINUTE ? Math.max(latest, acceptedAt) : latest,
    minute,
  );
  return dutyHolders(teams, factsOf(rows ?? NO_ROWS), at);
};

/** How far a handover is, in few words. */
export function progressOf(row: HandoverRow | null): string {
  if (row === null) return 'Not started';
  const { state, readBack } = row;
  switch (state) {
    case 'draft':
      return 'Draft, not signed';
    case 'ready':
    case 'in-review':
      return readBack.settled >= readBack.needed
        ? 'Ready, to be accepted'
        : `Read-back ${readBack.settled} of ${readBack.needed}`;
    case 'accepted':
    case 'accepted-with-reservations':
      return 'Accepted';
    case 'refused':
      return 'Refused';
    case 'self-covered':
      return 'Self-covered';
    default:
      return assertNever(state);
  }
}

/** Outside of its hours nobody knows the end: so long, or until its next shift begins. */
const UNPLANNED: Ms = 8 * HOUR;

/** The present shift of a team as "I am on duty". */
export function onDutyEntry(team: TeamView, person: string, now: Ms): NewDutyEntry & { readonly kind: 'on-duty' } {
  const { kind, until } = dutyOf(team, now);
  const to = kind === 'off' ? Math.min(until ?? Infinity, now + UNPLANNED) : (until ?? now + UNPLANNED);
  return { kind: 'on-duty', team: team.id, person, from: now, to };
}

/** The team of a person, else the first. */
export const teamOf = (teams: readonly TeamView[], person: string | null): TeamView | undefined =>
  teams.find(({ people }) => people.some(({ id }) => id === person)) ?? teams[0];
