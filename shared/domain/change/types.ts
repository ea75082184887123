import type { Ms } from '../../lib/time';
import type { PersonId } from '../incident/types';
import type { JudgementVerdict } from '../judgement/types';

export const CHANGE_TYPES = ['standard', 'normal', 'emergency'] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];
export const CHANGE_STATES = [
  'draft',
  'proposed',
  'approved',
  'scheduled',
  'running',
  'baking',
  'done',
  'rolled-back',
  'aborted',
] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];
/** `incident`: it has to do with it, perhaps as its cause; `fixes`: it is the fix of that incident. */
export const CHANGE_LINK_KINDS = [
  'ticket',
  'incident',
  'fixes',
  'proof',
  'pipeline',
  'change',
  'rollback-of',
  'web',
] as const;
export type ChangeLinkKind = (typeof CHANGE_LINK_KINDS)[number];

/** 1 is little, 3 is much; of reversibility 1 is easily undone and 3 cannot be undone. */
export const RISK_GRADES = [1, 2, 3] as const;
export type RiskGrade = (typeof RISK_GRADES)[number];
export interface Risk {
  readonly impact: RiskGrade;
  readonly reversibility: RiskGrade;
  readonly novelty: RiskGrade;
}

/** Half open, and never empty: `start` < `end`. */
export interface Window {
  readonly start: Ms;
  readonly end: Ms;
}
export interface Step {
  readonly id: string;
  readonly text: string;
  /** How long it takes; null: not said. */
  readonly minutes: number | null;
}
/** A signal of a site that the change watches. */
export interface Watched {
  readonly id: string;
  readonly site: string;
  readonly signal: string;
  /** How large an effect may be without counting, as a share (judgement). */
  readonly tolerance: number;
}
/** The change is to be stopped when this signal of this site is at least so bad. */
export interface AbortSignal {
  readonly id: string;
  readonly site: string;
  readonly signal: string;
  readonly at: 'warning' | 'critical';
}
export interface Rollback {
  readonly steps: readonly Step[];
  /** To copy. Meridian runs nothing. */
  readonly command: string;
  readonly minutes: number | null;
  /** When it was last tried out; null: never, as far as anybody said. */
  readonly testedAt: Ms | null;
}
/** What the change says it will do to its sites while it runs (S8): these signals and alarms may warn meanwhile. */
export interface DeclaredImpact {
  readonly text: string;
  /** `signal:SIGNAL`, `alarm:NAME`, each of any of the change's sites. */
  readonly warnings: readonly string[];
}
export interface ChangeLink {
  readonly id: string;
  readonly kind: ChangeLinkKind;
  readonly target: string;
  readonly label: string;
}

/** What people planned. An edit of any of it but the test of the rollback and the links voids approvals (`planOf`). */
export interface ChangePlan {
  readonly title: string;
  readonly description: string;
  readonly type: ChangeType;
  readonly sites: readonly string[];
  readonly services: readonly string[];
  readonly window: Window | null;
  readonly owner: PersonId | null;
  readonly executor: PersonId | null;
  /** Who is asked to approve. */
  readonly approvers: readonly PersonId[];
  /** Null: nobody said; then it counts as high. */
  readonly risk: Risk | null;
  readonly steps: readonly Step[];
  readonly rollback: Rollback;
  readonly abortSignals: readonly AbortSignal[];
  readonly watched: readonly Watched[];
  readonly bakeMinutes: number;
  /** Null: it declares none. */
  readonly impact: DeclaredImpact | null;
  /** What is rolled out, `checkout-api 4.18.0`; null: it names none. */
  readonly artifact: string | null;
}

/** An approval that counts: given by this person to exactly the plan as it is now. */
export interface Approval {
  readonly person: PersonId;
  readonly at: Ms;
  readonly act: string;
}
/** What a person said to a `hold`. */
export interface Override {
  readonly person: PersonId;
  readonly at: Ms;
  readonly act: string;
  readonly reason: string;
  /** Keys of the findings it is about (GuardFinding.key); what comes later is not overridden. */
  readonly findings: readonly string[];
  /** Alone on call: one person is enough; announced, and reviewed at the next handover. */
  readonly breakGlass: boolean;
}
/** Given to a plan that was edited since: it overrides nothing any more, and is reviewed all the same. */
export interface PastOverride extends Override {
  /** Hash of that plan. */
  readonly plan: string;
}
export interface StepTick {
  readonly step: string;
  readonly outcome: 'done' | 'skipped' | 'open';
  readonly person: PersonId;
  readonly at: Ms;
}
/** Times of a change that ran, by its state acts. */
export interface ChangeTimes {
  readonly startedAt: Ms | null;
  readonly bakingAt: Ms | null;
  /** Done, rolled back or aborted. */
  readonly endedAt: Ms | null;
}

/** Where a change was known first. `calendar` and `csv` are read in and are read-only here. */
export interface ChangeOrigin {
  readonly kind: 'calendar' | 'csv';
  readonly uid: string;
  readonly name: string;
  /** The state that it gave last; null or absent: none yet. */
  readonly said?: ChangeState | null;
  /** People here started or ended it: what is said of its state elsewhere is older. */
  readonly isOurs?: boolean;
}

/** A change as lists, the time line and the guard need it. */
export interface Change extends ChangePlan {
  readonly id: string;
  /** `214-K7QD`: see numberOf. */
  readonly number: string;
  readonly state: ChangeState;
  /** Its state was changed apart and the answers contradict each other: the careful one counts. */
  readonly inConflict: boolean;
  /** Those that count. */
  readonly approvals: readonly Approval[];
  /** People who said no to the plan as it is. */
  readonly disapprovals: readonly Approval[];
  /** Given to a plan that was edited since. */
  readonly voided: readonly Approval[];
  readonly overrides: readonly Override[];
  /** Absent: not known, as in a row of an older version. */
  readonly pastOverrides?: readonly PastOverride[];
  readonly ticks: readonly StepTick[];
  readonly times: ChangeTimes;
  readonly links: readonly ChangeLink[];
  readonly origin: ChangeOrigin | null;
  readonly changedAt: Ms;
}

export type ChangeLogLine = {
  readonly id: string;
  readonly at: Ms;
  /** Null: Meridian itself (the guard, a limit). */
  readonly person: PersonId | null;
  /** Milliseconds the writer's clock was off by, where that is worth saying (more than 2 s). */
  readonly clockOff: Ms | null;
} & (
  | { readonly type: 'note'; readonly text: string }
  /** `about`: which transition it tells of, so that none is told twice (`watching`). */
  | { readonly type: 'guard' | 'signal'; readonly text: string; readonly about?: string }
  /** `verdict`: what the guard said when it was started. */
  | { readonly type: 'state'; readonly state: ChangeState; readonly reason: string; readonly verdict?: string }
  | { readonly type: 'approved' | 'disapproved' | 'withdrawn'; readonly reason: string; readonly counts: boolean }
  | { readonly type: 'override'; readonly reason: string; readonly breakGlass: boolean; readonly findings: number }
  /** `step` is its id in the plan; perhaps of one that was taken out since. */
  | { readonly type: 'step'; readonly step: string; readonly outcome: StepTick['outcome'] }
  | { readonly type: 'unknown'; readonly act: string }
);

/** One stored judgement of a watched signal, with its numbers. */
export interface StoredJudgement {
  readonly id: string;
  readonly site: string;
  readonly signal: string;
  readonly name: string;
  readonly at: Ms;
  readonly verdict: JudgementVerdict;
  /** The whole Judgement, as plain values. */
  readonly content: unknown;
}

/** All of one change. */
export interface ChangeView extends Change {
  /** Newest first. */
  readonly log: readonly ChangeLogLine[];
  readonly judgements: readonly StoredJudgement[];
  /** Hash of the plan as it is: what an approval is given to. */
  readonly planHash: string;
  readonly conflicts: readonly { readonly field: string; readonly values: readonly unknown[] }[];
  readonly waiting: readonly { readonly person: PersonId | null; readonly updates: number }[];
  readonly lost: number;
}
