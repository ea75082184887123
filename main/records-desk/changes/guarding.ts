import { createGuard } from '../../../shared/domain/guard/guard';
import type { GuardAnswer, GuardFacts } from '../../../shared/domain/guard/types';
import type { Change } from '../../../shared/domain/change/types';
import type { IncidentRow } from '../../../shared/domain/incident/types';
import type { Snapshot } from '../../../shared/domain/snapshot/types';
import type { Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';

export interface GuardSources {
  readonly now: () => Ms;
  readonly snapshot: () => Snapshot;
  /** Those this person may know of. */
  readonly incidents: () => Result<readonly IncidentRow[], unknown>;
}

/** Gathers what the guard reads: the present picture, the records, the rules of the workspace file. */
export function factsOf({ now, snapshot, incidents }: GuardSources, changes: readonly Change[]): GuardFacts {
  const { sites, sources, events, teams, rules, outside } = snapshot();
  const rows = incidents();
  return { now: now(), rules, sites, sources, events, teams, outside, changes, incidents: rows.ok ? rows.value : null };
}

/** The guard as of now: what it looks things up in is made here, once for all that are judged by it. */
export const guardOf =
  (sources: GuardSources) =>
  (changes: readonly Change[]): ((change: Change) => GuardAnswer) =>
    createGuard(factsOf(sources, changes));
