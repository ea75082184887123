import type { Ms } from '../../lib/time';
import type { Change } from '../change/types';
import type { ChangeRules } from './change-rules';
import type { IncidentState, Severity } from '../incident/types';
import type { OutsideRun } from '../outside/types';
import type { HealthEventView, SiteView, SourceView, TeamView } from '../snapshot/types';

/** From best to worst. */
export const GUARD_VERDICTS = ['go', 'caution', 'hold'] as const;
export type GuardVerdict = (typeof GUARD_VERDICTS)[number];

/** The rows of the table of product.md 4, one rule each. */
export const GUARD_RULES = [
  'window',
  'freeze',
  'incident',
  'aws-issue',
  'overlap',
  'neighbours',
  'rollback',
  'data',
  'handover',
  'skills',
  'rehearsal',
  'approval',
  'hours',
] as const;
export type GuardRule = (typeof GUARD_RULES)[number];

/** What was read for a finding, and how old it is. */
export interface GuardDatum {
  /** `AWS Health of retail-br`, `workspace file`, `INC-7F3A2`, `the plan`. */
  readonly source: string;
  /** When it was so: last good answer of a source, last edit of a record. Null: it does not age (a rule of the workspace file). */
  readonly at: Ms | null;
}

/** Something that speaks against the change. */
export interface GuardFinding {
  readonly rule: GuardRule;
  /** Stable as long as it is about the same thing: an override names it. */
  readonly key: string;
  readonly severity: 'caution' | 'hold';
  /** One sentence for a person: what. */
  readonly text: string;
  /** The particulars: which freeze, from when to when in which zone, how old the answer is. */
  readonly detail: string;
  readonly sites: readonly string[];
  readonly datum: GuardDatum;
  /** Overridden: it counts as a caution. */
  readonly overridden: boolean;
}
/** Looked at, and nothing speaks against the change. */
export interface GuardPassed {
  readonly rule: GuardRule;
  readonly text: string;
  readonly detail: string;
  readonly datum: GuardDatum;
}
/** Could not be assessed: said, and not counted. */
export interface GuardGap {
  readonly rule: GuardRule;
  readonly text: string;
  /** What is missing, and what to do about it. */
  readonly why: string;
}

export interface GuardAnswer {
  readonly change: string;
  readonly verdict: GuardVerdict;
  readonly at: Ms;
  /** Worst first. */
  readonly findings: readonly GuardFinding[];
  readonly passed: readonly GuardPassed[];
  readonly gaps: readonly GuardGap[];
}

/** An incident as the guard needs it. */
export interface GuardIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity | null;
  readonly state: IncidentState | null;
  readonly sites: readonly string[];
  readonly services: readonly string[];
  readonly changedAt: Ms;
}

/** Everything the guard reads. Gather, then compute. */
export interface GuardFacts {
  readonly now: Ms;
  readonly rules: ChangeRules;
  readonly sites: readonly SiteView[];
  readonly sources: readonly SourceView[];
  readonly events: readonly HealthEventView[];
  readonly teams: readonly TeamView[];
  readonly outside: readonly OutsideRun[];
  /** All changes but those that are over for longer than 14 days; the judged one may be among them. */
  readonly changes: readonly Change[];
  /** Null: records cannot be read, so nothing is known of incidents. */
  readonly incidents: readonly GuardIncident[] | null;
}
