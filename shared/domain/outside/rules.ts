import { assertNever } from '../../lib/assert-never';
import { DAY, type Ms } from '../../lib/time';
import type { OutsideKind, OutsidePlace, OutsideRun } from './types';

/** How long a run that ended stays for the timeline. */
export const KEPT_AFTER_END: Ms = DAY;

/** Not ended: it changes something now, or waits to. */
export function isActive({ state }: Pick<OutsideRun, 'state'>): boolean {
  switch (state) {
    case 'running':
    case 'stopping':
    case 'rolling-back':
    case 'waiting-approval':
    case 'waiting-traffic':
    case 'blocked':
      return true;
    case 'succeeded':
    case 'failed':
    case 'stopped':
    case 'superseded':
      return false;
    default:
      return assertNever(state);
  }
}

/** Active, but nothing moves until somebody acts: kept apart from what really runs, or a week-old approval looks like a change now. */
export const isWaiting = ({ state }: Pick<OutsideRun, 'state'>): boolean =>
  state === 'waiting-approval' || state === 'waiting-traffic' || state === 'blocked';

/** Changing something at this moment. */
export const isMoving = (run: Pick<OutsideRun, 'state'>): boolean => isActive(run) && !isWaiting(run);

/** When a run that ended did so, as far as anybody knows. */
const endOf = (run: OutsideRun): Ms | null => run.endedAt ?? run.updatedAt ?? run.startedAt;

/** Active runs whatever their age; those that ended in the last 24 hours. */
export function isKept(run: OutsideRun, now: Ms): boolean {
  if (isActive(run)) return true;
  const end = endOf(run);
  return end !== null && now - end <= KEPT_AFTER_END;
}

/** Moving before waiting before ended, the newest first. */
const place = (run: OutsideRun): number => (isMoving(run) ? 0 : isWaiting(run) ? 1 : 2);
const newest = (run: OutsideRun): Ms => run.startedAt ?? run.updatedAt ?? 0;
const inOrder = (a: OutsideRun, b: OutsideRun): number =>
  place(a) - place(b) || newest(b) - newest(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The list as it is shown: each run once, what is too long over left out. */
export function outsideList(lists: Iterable<readonly OutsideRun[]>, now: Ms): readonly OutsideRun[] {
  const runs = new Map<string, OutsideRun>();
  for (const list of lists) for (const run of list) if (isKept(run, now)) runs.set(run.id, run);
  return [...runs.values()].sort(inOrder);
}

export const outsideId = (kind: OutsideKind, { account, region }: OutsidePlace, name: string, run: string): string =>
  `${kind}:${account}:${region}:${name}:${run}`;
