import { assertNever } from '../../lib/assert-never';
import type { Ms } from '../../lib/time';
import type { IncidentKind, IncidentRow, IncidentState, IncidentTimes, PersonId, RoleHolder, Standing } from './types';

/** What a state may become. Backwards is allowed, because the world does not care what was declared; reviewed is over. */
export function movesFrom(state: IncidentState | null): readonly IncidentState[] {
  switch (state) {
    case null:
      return ['open'];
    case 'open':
      return ['mitigated', 'resolved'];
    case 'mitigated':
      return ['resolved', 'open'];
    case 'resolved':
      return ['reviewed', 'open'];
    case 'reviewed':
      return ['open'];
    default:
      return assertNever(state);
  }
}

/** Allowed when any of the answers given apart allows it; to one of these answers always: that settles the conflict. */
export function mayMove(standing: Standing<IncidentState> | null, to: IncidentState): boolean {
  if (standing === null) return movesFrom(null).includes(to);
  const { value, inConflict, answers } = standing;
  if (!inConflict) return movesFrom(value).includes(to);
  return answers.some((answer) => answer.value === to || movesFrom(answer.value).includes(to));
}

/** A move that needs no second thought: the next state forward. Null at the end, or while a conflict stands. */
export function nextState(standing: Standing<IncidentState> | null): IncidentState | null {
  if (standing === null) return 'open';
  if (standing.inConflict) return null;
  switch (standing.value) {
    case 'open':
      return 'mitigated';
    case 'mitigated':
      return 'resolved';
    case 'resolved':
      return 'reviewed';
    case 'reviewed':
      return null;
    default:
      return assertNever(standing.value);
  }
}

export const isOver = (state: IncidentState | null): boolean => state === 'resolved' || state === 'reviewed';

/** When it is counted from: when it began, else was detected, else was declared. Null: nothing of that is known. */
export const startOf = ({ began, detected, declared }: IncidentTimes): Ms | null => began ?? detected ?? declared;

/** Since when, and how long: to its resolution, else to now. Null where no start is known. Never negative. */
export function elapsed(times: IncidentTimes, state: IncidentState | null, now: Ms): Ms | null {
  const start = startOf(times);
  if (start === null) return null;
  const end = isOver(state) ? (times.resolved ?? now) : now;
  return Math.max(0, end - start);
}

/**
 * Whether a person may know of it at all, title included. A security incident that names nobody is shown to nobody: better a call
 * for help than a leak.
 */
export function mayBeSeenBy(
  incident: { readonly kind: IncidentKind; readonly restrictedTo: readonly PersonId[] },
  person: PersonId | null,
): boolean {
  if (incident.kind !== 'security' && incident.restrictedTo.length === 0) return true;
  return person !== null && incident.restrictedTo.includes(person);
}

/** What a role stands at, in one word for the screen. */
export function roleStatus(held: Standing<RoleHolder> | undefined): 'nobody' | 'given' | 'held' | 'conflict' {
  if (held === undefined) return 'nobody';
  if (held.inConflict) return 'conflict';
  if (held.value.person === null) return 'nobody';
  return held.value.acknowledged ? 'held' : 'given';
}

/** Follow-ups by what needs doing: open before done, due first, those without a date last; then as they were written. */
export function byDue(
  a: { readonly done: boolean; readonly due: Ms | null },
  b: { readonly done: boolean; readonly due: Ms | null },
): number {
  if (a.done !== b.done) return a.done ? 1 : -1;
  return (a.due ?? Infinity) - (b.due ?? Infinity) || 0;
}

export const isOverdue = (followUp: { readonly done: boolean; readonly due: Ms | null }, now: Ms): boolean =>
  !followUp.done && followUp.due !== null && followUp.due < now;

const RANK: Readonly<Record<string, number>> = { SEV1: 0, SEV2: 1, SEV3: 2, SEV4: 3 };

/** Those that are not over first, worst first, older first; then the others, newest first. */
export function byUrgency(a: IncidentRow, b: IncidentRow): number {
  const over = isOver(a.state);
  if (over !== isOver(b.state)) return over ? 1 : -1;
  if (over) return (b.times.resolved ?? b.changedAt) - (a.times.resolved ?? a.changedAt) || (a.id < b.id ? -1 : 1);
  return (
    (RANK[a.severity ?? ''] ?? 4) - (RANK[b.severity ?? ''] ?? 4) ||
    (startOf(a.times) ?? a.changedAt) - (startOf(b.times) ?? b.changedAt) ||
    (a.id < b.id ? -1 : 1)
  );
}

/**
 * The times of an incident from its state acts, oldest first. Opened again: what was mitigated and resolved before is no more; the
 * time it was declared stays.
 */
export function timesOf(
  moves: readonly { readonly state: IncidentState; readonly at: Ms }[],
  said: Pick<IncidentTimes, 'began' | 'detected'>,
): IncidentTimes {
  let declared: Ms | null = null;
  let mitigated: Ms | null = null;
  let resolved: Ms | null = null;
  for (const { state, at } of moves) {
    switch (state) {
      case 'open':
        declared ??= at;
        mitigated = null;
        resolved = null;
        break;
      case 'mitigated':
        mitigated = at;
        resolved = null;
        break;
      case 'resolved':
        resolved = at;
        break;
      case 'reviewed':
        break;
      default:
        assertNever(state);
    }
  }
  return { ...said, declared, mitigated, resolved };
}
