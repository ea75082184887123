import type { Ms } from '../../lib/time';

/** S1: the five states, worst first. */
export const STATUSES = ['critical', 'warning', 'unknown', 'maintenance', 'ok'] as const;
export type Status = (typeof STATUSES)[number];

/** What one signal can be; maintenance is said only of sites (S8). */
export type SignalState = Exclude<Status, 'maintenance'>;

/** S1: position in the order critical, warning, unknown, maintenance, ok (0 is worst). */
export const badness = (status: Status): number => STATUSES.indexOf(status);
const worse = (a: Status, b: Status): Status => (badness(a) <= badness(b) ? a : b);
export const worstOf = (statuses: readonly Status[]): Status => statuses.reduce<Status>(worse, 'ok');

export type ReasonKind =
  | 'signal' // a signal breaches, is missing or cannot be judged
  | 'alarm' // a CloudWatch alarm (S6)
  | 'health-event' // an AWS Health event (S7, S8)
  | 'maintenance' // a change in its window that declares impact (S8)
  | 'blind' // a required source is neither live nor late (S2)
  | 'misconfigured' // an include that matches nothing, an expression AWS refuses
  | 'nothing-watched' // S1
  | 'health-view' // AWS view missing: does not change a status (S2)
  | 'all-well'; // what was looked at when nothing is wrong (S10)

/** S10: one sentence with what, since when, from which source, how old. */
export interface Reason {
  readonly kind: ReasonKind;
  /** What this reason makes of the site; `info` never changes a status. */
  readonly severity: Status | 'info';
  readonly text: string;
  readonly since: Ms;
  /** `account/region/api`; `workspace` for what follows from the workspace file alone, `changes` for what people planned. */
  readonly source: string;
  /** Age of the data behind it: seconds since the last good answer of the source, null when it never answered. */
  readonly ageSeconds: number | null;
  /** The signal id, alarm name, event ARN or record of a change it speaks of. */
  readonly subject: string | null;
}

/** Sources of reasons that are known here and have no age. */
export const CHANGES_SOURCE = 'changes';
export const isOwnSource = (source: string): boolean => source === 'workspace' || source === CHANGES_SOURCE;

/** What a change said it does to its sites, and when that counts (S8). */
export interface DeclaredMaintenance {
  /** Its record. */
  readonly change: string;
  /** `CHG-214-K7QD`. */
  readonly number: string;
  readonly title: string;
  readonly sites: readonly string[];
  /** Half open. */
  readonly from: Ms;
  readonly to: Ms;
  /** `signal:ID`, `alarm:NAME`, with `*` and `?`. */
  readonly warnings: readonly string[];
}
