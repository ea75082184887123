import type { ChangeLinkKind, ChangePlan, ChangeType, RiskGrade, Window } from '../../../../shared/domain/change/types';
import type { ChangeLink } from '../../../../shared/domain/change/types';
import type { PersonId } from '../../../../shared/domain/incident/types';
import { toWallInput } from '../../../ui/wall-input';

/** A text that may become a number: what is typed stays as it is typed. */
type Typed = string;

export interface StepDraft {
  readonly id: string;
  readonly text: string;
  readonly minutes: Typed;
}
export interface WatchedDraft {
  readonly id: string;
  readonly site: string;
  readonly signal: string;
  /** In percent. */
  readonly tolerance: Typed;
}
export interface AbortDraft {
  readonly id: string;
  readonly site: string;
  readonly signal: string;
  readonly at: 'warning' | 'critical';
}
export interface LinkDraft {
  readonly id: string;
  readonly kind: ChangeLinkKind;
  readonly target: string;
  readonly label: string;
}

/** A change as it stands in the form: also what cannot be saved yet. Plain values, kept while the window lives. */
export interface FormDraft {
  readonly title: string;
  readonly description: string;
  readonly type: ChangeType;
  readonly sites: readonly string[];
  readonly services: readonly string[];
  /** Wall clock of the first site: "2026-11-18T22:00". */
  readonly start: string;
  readonly end: string;
  readonly owner: PersonId | null;
  readonly executor: PersonId | null;
  readonly approvers: readonly PersonId[];
  readonly impactGrade: RiskGrade | null;
  readonly reversibility: RiskGrade | null;
  readonly novelty: RiskGrade | null;
  readonly steps: readonly StepDraft[];
  readonly backSteps: readonly StepDraft[];
  readonly command: string;
  readonly backMinutes: Typed;
  readonly testedAt: number | null;
  readonly watched: readonly WatchedDraft[];
  /** Whether a person chose what is watched; until then it is all that the sites have. */
  readonly watchedByHand: boolean;
  readonly aborts: readonly AbortDraft[];
  readonly bakeMinutes: Typed;
  readonly declares: boolean;
  readonly impactText: string;
  readonly warnings: readonly string[];
  readonly artifact: string;
  readonly links: readonly LinkDraft[];
}

export const EMPTY_DRAFT: FormDraft = {
  title: '',
  description: '',
  type: 'normal',
  sites: [],
  services: [],
  start: '',
  end: '',
  owner: null,
  executor: null,
  approvers: [],
  impactGrade: null,
  reversibility: null,
  novelty: null,
  steps: [],
  backSteps: [],
  command: '',
  backMinutes: '',
  testedAt: null,
  watched: [],
  watchedByHand: false,
  aborts: [],
  bakeMinutes: '30',
  declares: false,
  impactText: '',
  warnings: [],
  artifact: '',
  links: [],
};

const typed = (value: number | null): Typed => (value === null ? '' : String(value));

/** The form of a plan that is written already. */
export function draftOfPlan(plan: ChangePlan & { readonly links: readonly ChangeLink[] }, zone: string): FormDraft {
  const { window, risk, rollback, impact } = plan;
  const steps = (all: ChangePlan['steps']): readonly StepDraft[] =>
    all.map(({ id, text, minutes }) => ({ id, text, minutes: typed(minutes) }));
  return {
    title: plan.title,
    description: plan.description,
    type: plan.type,
    sites: plan.sites,
    services: plan.services,
    ...wallsOf(window, zone),
    owner: plan.owner,
    executor: plan.executor,
    approvers: plan.approvers,
    impactGrade: risk?.impact ?? null,
    reversibility: risk?.reversibility ?? null,
    novelty: risk?.novelty ?? null,
    steps: steps(plan.steps),
    backSteps: steps(rollback.steps),
    command: rollback.command,
    backMinutes: typed(rollback.minutes),
    testedAt: rollback.testedAt,
    watched: plan.watched.map(({ tolerance, ...rest }) => ({
      ...rest,
      tolerance: String(Math.round(tolerance * 1e6) / 1e4),
    })),
    watchedByHand: true,
    aborts: plan.abortSignals,
    bakeMinutes: String(plan.bakeMinutes),
    declares: impact !== null,
    impactText: impact?.text ?? '',
    warnings: impact?.warnings ?? [],
    artifact: plan.artifact ?? '',
    links: plan.links,
  };
}

export const wallsOf = (window: Window | null, zone: string): Pick<FormDraft, 'start' | 'end'> =>
  window === null
    ? { start: '', end: '' }
    : { start: toWallInput(window.start, zone), end: toWallInput(window.end, zone) };

/** A new change like another: its window, its approvals and what was ticked are those of the other. */
export function duplicateOf(draft: FormDraft, newId: () => string): FormDraft {
  const anew = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
    items.map((item) => ({ ...item, id: newId() }));
  return {
    ...draft,
    start: '',
    end: '',
    steps: anew(draft.steps),
    backSteps: anew(draft.backSteps),
    watched: anew(draft.watched),
    aborts: anew(draft.aborts),
    links: [],
  };
}

/** What was kept of a form; null for what is no form of this version. */
export function readDraft(kept: unknown): FormDraft | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const fields = kept as Readonly<Record<string, unknown>>;
  const isWhole = Object.entries(EMPTY_DRAFT).every(([key, value]) => {
    const own = fields[key];
    if (Array.isArray(value)) return Array.isArray(own);
    return value === null ? own === null || /^(string|number)$/.test(typeof own) : typeof own === typeof value;
  });
  return isWhole ? (kept as FormDraft) : null;
}
