import { isApproved, isUnderWay, needsApproval } from '../../../../shared/domain/change/rules';
import type { Change } from '../../../../shared/domain/change/types';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import { assertNever } from '../../../../shared/lib/assert-never';
import type { Ms } from '../../../../shared/lib/time';
import { holding } from './verdict-model';

export const ACTIONS = [
  'propose',
  'approve',
  'disapprove',
  'withdraw',
  'schedule',
  'start',
  'bake',
  'done',
  'copy-rollback',
  'rolled-back',
  'override',
  'take-back',
  'unschedule',
  'to-draft',
  'abort',
  'incident',
  'edit',
  'duplicate',
  'copy-number',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface ActionsView {
  /** The safe or the next thing to do; null where there is none for this person. */
  readonly primary: Action | null;
  readonly beside: readonly Action[];
  readonly more: readonly Action[];
}

interface Asked {
  readonly change: Change;
  readonly guard: GuardAnswer | null;
  /** Who writes here; null: nobody said yet. */
  readonly me: string | null;
  /** A signal at which the change is to be stopped is so bad. */
  readonly fires: boolean;
  /** When the bake is over; null while it does not bake. */
  readonly bakedAt: Ms | null;
  readonly now: Ms;
}

/** What makes sense now. The safe action is the primary one as soon as something speaks against going on. */
export function actionsOf({ change, guard, me, fires, bakedAt, now }: Asked): ActionsView {
  const holds = holding(guard).length > 0;
  const always: readonly Action[] = ['duplicate', 'copy-number'];
  // What was read in from outside is changed where it came from.
  if (change.origin !== null) return { primary: null, beside: [], more: always };
  const override: readonly Action[] = holds ? ['override'] : [];
  const mine = change.approvals.some(({ person }) => person === me);
  const approve = needsApproval(change.type) && !mine && isAsked(change, me);
  switch (change.state) {
    case 'draft':
      return { primary: 'propose', beside: ['edit'], more: ['abort', ...always] };
    case 'proposed':
      return {
        primary: approve ? 'approve' : null,
        beside: approve ? ['disapprove', 'edit'] : ['edit'],
        more: [...(mine ? (['withdraw'] as const) : []), ...override, 'start', 'to-draft', 'abort', ...always],
      };
    case 'approved':
      return {
        primary: change.window === null ? 'start' : 'schedule',
        beside: [...(change.window === null ? [] : (['start'] as const)), ...override],
        more: ['edit', ...(mine ? (['withdraw'] as const) : []), 'to-draft', 'abort', ...always],
      };
    case 'scheduled':
      return {
        primary: 'start',
        beside: [...override, 'edit'],
        more: [...(mine ? (['withdraw'] as const) : []), 'to-draft', 'abort', ...always],
      };
    case 'running':
    case 'baking': {
      const isBaking = change.state === 'baking';
      const ready = isBaking ? bakedAt === null || now >= bakedAt : change.bakeMinutes === 0;
      const onward: Action = isBaking || change.bakeMinutes === 0 ? 'done' : 'bake';
      const back: readonly Action[] = isBaking ? ['take-back'] : ['unschedule', 'abort'];
      if (holds || fires)
        return {
          primary: 'copy-rollback',
          beside: ['rolled-back'],
          more: [
            ...override,
            onward,
            ...(onward === 'bake' ? (['done'] as const) : []),
            'incident',
            'edit',
            ...back,
            ...always,
          ],
        };
      return {
        primary: ready || !isBaking ? onward : null,
        beside: ['copy-rollback', 'rolled-back'],
        more: [
          ...(ready || !isBaking ? [] : [onward]),
          ...(onward === 'bake' ? (['done'] as const) : []),
          'incident',
          'edit',
          ...back,
          ...always,
        ],
      };
    }
    case 'done':
      return { primary: null, beside: ['copy-rollback', 'rolled-back'], more: ['take-back', 'incident', ...always] };
    case 'rolled-back':
      return { primary: null, beside: ['copy-rollback', 'incident'], more: ['take-back', ...always] };
    case 'aborted':
      return { primary: null, beside: ['to-draft'], more: always };
    default:
      return assertNever(change.state);
  }
}

/** Whether this person's approval is waited for: they are asked, or nobody is and they do not carry it out themselves. */
function isAsked(change: Change, me: string | null): boolean {
  if (me === null) return true;
  if (change.approvers.includes(me)) return true;
  return !isApproved(change, change.approvals) && change.approvers.length === 0 && change.executor !== me;
}

/** What each is called on its button. */
export function actionWord(action: Action, change: Change): string {
  switch (action) {
    case 'propose':
      return 'Propose';
    case 'approve':
      return 'Approve';
    case 'disapprove':
      return 'Disapprove';
    case 'withdraw':
      return 'Withdraw my approval';
    case 'schedule':
      return 'Schedule';
    case 'start':
      return 'Start';
    case 'bake':
      return `Bake ${change.bakeMinutes} min`;
    case 'done':
      return change.state === 'baking' ? 'Done' : 'Done without baking';
    case 'copy-rollback':
      return 'Copy rollback command';
    case 'rolled-back':
      return 'Mark rolled back';
    case 'override':
      return 'Override hold';
    case 'take-back':
      return change.state === 'done' ? 'Not done: back to baking' : 'Back to running';
    case 'unschedule':
      return 'Not started: back to scheduled';
    case 'to-draft':
      return 'Back to draft';
    case 'abort':
      return isUnderWay(change.state) ? 'Abort' : 'Drop this change';
    case 'incident':
      return 'Open incident';
    case 'edit':
      return 'Edit';
    case 'duplicate':
      return 'Duplicate';
    case 'copy-number':
      return 'Copy number';
    default:
      return assertNever(action);
  }
}

export const ACTION_KEY: Readonly<Partial<Record<Action, string>>> = { 'copy-rollback': 'R' };

export interface OverrideView {
  readonly findings: GuardAnswer['findings'];
  /** Who gave a reason for all of them already. */
  readonly by: readonly string[];
  readonly mine: boolean;
}

/** What an override would be about, and who has spoken for it so far. One of two people is not enough. */
export function overrideOf(change: Change, guard: GuardAnswer | null, me: string | null): OverrideView {
  const findings = holding(guard);
  const spoke = (key: string): readonly string[] =>
    change.overrides.flatMap((one) => (one.findings.includes(key) && one.reason.trim() !== '' ? [one.person] : []));
  const [first, ...others] = findings.map(({ key }) => new Set(spoke(key)));
  const by = [...(first ?? [])].filter((person) => others.every((one) => one.has(person)));
  return { findings, by, mine: me !== null && by.includes(me) };
}
