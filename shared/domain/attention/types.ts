import type { Ms } from '../../lib/time';
import type { Status } from '../status/types';

/** One line of the ranked list of what a person should look at now. */
export interface AttentionItem {
  /**
   * Stable while the same trouble lasts: site, severity and since (or what is misconfigured), or `if-then:HANDOVER/ID` and since.
   * Acknowledgement hangs on it.
   */
  readonly key: string;
  readonly site: string;
  readonly severity: Exclude<Status, 'ok'>;
  readonly title: string;
  readonly detail: string;
  readonly since: Ms;
  readonly ordersLostPerMinute: number | null;
  readonly acknowledgedAt: Ms | null;
  /** Why it stands where it stands, in words. */
  readonly rank: string;
  /** What to do about it, as the last shift said (an if-then of the handover with this id); left out where nobody said. */
  readonly then?: { readonly action: string; readonly who: string | null; readonly handover: string };
}

/** The rule, shown beside the list. */
export const ATTENTION_RULE =
  'Ranked by tier, severity, orders lost per minute, age (older first), then site. Acknowledged items move down, never away.';
