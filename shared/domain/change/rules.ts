import { assertNever } from '../../lib/assert-never';
import { DAY, MINUTE, type Ms } from '../../lib/time';
import type { PersonId } from '../incident/types';
import { meant } from './number';
import type { Approval, Change, ChangeLink, ChangeState, ChangeType, Risk } from './types';

/** What a state may become; `approved` is no move: approvals make it so. */
export function movesFrom(state: ChangeState): readonly ChangeState[] {
  switch (state) {
    case 'draft':
      return ['proposed', 'aborted'];
    case 'proposed':
      // Started without an approval only where none is needed, or where the lack of it was overridden: the desk asks the guard.
      return ['running', 'draft', 'aborted'];
    case 'approved':
      return ['scheduled', 'running', 'draft', 'aborted'];
    case 'scheduled':
      return ['running', 'draft', 'aborted'];
    case 'running':
      return ['baking', 'done', 'rolled-back', 'aborted', 'scheduled'];
    case 'baking':
      return ['done', 'rolled-back', 'running'];
    case 'done':
      return ['rolled-back', 'baking'];
    // Over; what was wrongly said is taken back.
    case 'rolled-back':
      return ['running'];
    case 'aborted':
      return ['draft'];
    default:
      return assertNever(state);
  }
}

export const isOver = (state: ChangeState): boolean =>
  state === 'done' || state === 'rolled-back' || state === 'aborted';
export const isUnderWay = (state: ChangeState): boolean => state === 'running' || state === 'baking';
/** Planned for real: a draft and what is over hold no place on the time line that others must keep away from. */
export const isPlanned = (state: ChangeState): boolean => !isOver(state) && state !== 'draft';

/** A standard change is approved by its type (product.md 4: missing only for normal and emergency). */
export const needsApproval = (type: ChangeType): boolean => type !== 'standard';

/**
 * Whether the approvals that count are enough: everybody who is asked has approved, and at least one of them is not the executor.
 * Where nobody is asked, anybody but the executor.
 */
export function isApproved(
  plan: { readonly type: ChangeType; readonly executor: PersonId | null; readonly approvers: readonly PersonId[] },
  approvals: readonly Pick<Approval, 'person'>[],
): boolean {
  if (!needsApproval(plan.type)) return true;
  const hasApproved = (asked: PersonId): boolean => approvals.some(({ person }) => person === asked);
  return plan.approvers.every(hasApproved) && approvals.some(({ person }) => person !== plan.executor);
}

/** What the state is, from where people moved it and what was approved. A voided approval takes a scheduled change back. */
export function stateOf(moved: ChangeState, approved: boolean): ChangeState {
  if (moved === 'proposed' || moved === 'approved' || moved === 'scheduled') {
    if (!approved) return 'proposed';
    return moved === 'scheduled' ? 'scheduled' : 'approved';
  }
  return moved;
}

export type RiskLevel = 'low' | 'medium' | 'high';
/** Impact x reversibility x novelty, 1 to 27: high from 12 on, low up to 4. What nobody rated counts as high. */
export function riskLevel(risk: Risk | null): RiskLevel {
  if (risk === null) return 'high';
  const product = risk.impact * risk.reversibility * risk.novelty;
  return product >= 12 ? 'high' : product <= 4 ? 'low' : 'medium';
}

/** A rollback is tested as long as nothing of what it stands on is likely to have moved away (product.md 4). */
export const ROLLBACK_TEST_LASTS: Ms = 90 * DAY;

/** When it is or was on the time line: as it ran, else as it is planned. Null: neither is known. */
export function spanOf(
  { window, state, times }: Pick<Change, 'window' | 'state' | 'times'>,
  now: Ms,
): { readonly start: Ms; readonly end: Ms } | null {
  const start = times.startedAt ?? window?.start;
  if (start === undefined) return null;
  if (times.startedAt === null) return window;
  const planned = window === null ? start : start + (window.end - window.start);
  const end = times.endedAt ?? Math.max(now, isUnderWay(state) ? Math.max(planned, window?.end ?? planned) : planned);
  return { start, end: Math.max(end, start) };
}

/** When the bake is over; null while it has not begun. */
export const bakedAt = ({ bakeMinutes, times }: Pick<Change, 'bakeMinutes' | 'times'>): Ms | null =>
  times.bakingAt === null ? null : times.bakingAt + bakeMinutes * 60_000;

/**
 * A rollback of another change: never held (product.md 4). Of one that really ran, on no other sites: a word alone lifts no hold. What
 * stands in no records (a file of a pipeline) is taken at its word: nothing here could tell, and a rollback must not wait.
 */
export function isRollback(change: Pick<Change, 'id' | 'sites' | 'links'>, all: readonly Change[]): boolean {
  if (change.links.length === 0) return false;
  const targets = change.links.flatMap(({ kind, target }) => (kind === 'rollback-of' ? [target] : []));
  if (targets.length === 0) return false;
  if (!all.some(({ id }) => id === change.id)) return true;
  return targets
    .flatMap((target) => meant(all, target))
    .some(
      ({ id, sites, times }) =>
        id !== change.id && times.startedAt !== null && change.sites.every((site) => sites.includes(site)),
    );
}

/** Links that say what a change may do: they are part of the plan that is approved. */
export const isPlanLink = ({ kind }: Pick<ChangeLink, 'kind'>): boolean => kind === 'fixes' || kind === 'rollback-of';

/** So long before its window a change may begin. */
export const EARLY: Ms = 15 * MINUTE;

/**
 * Whether what was overridden counts: two different people with a reason each, or one who said to be alone on call. Only what both
 * read: the findings that are in all of them.
 */
export function overriddenKeys(overrides: Change['overrides']): ReadonlySet<string> {
  const keys = new Set<string>();
  const by = new Map<string, Set<PersonId>>();
  for (const { person, findings, breakGlass, reason } of overrides) {
    if (reason.trim() === '') continue;
    for (const key of findings) {
      const people = by.get(key) ?? new Set<PersonId>();
      people.add(person);
      by.set(key, people);
      if (breakGlass || people.size >= 2) keys.add(key);
    }
  }
  return keys;
}
