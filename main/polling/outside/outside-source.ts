import { isKept } from '../../../shared/domain/outside/rules';
import type { OutsidePlace, OutsideRun } from '../../../shared/domain/outside/types';
import type { Clock } from '../../../shared/lib/clock';
import { MINUTE, type Ms } from '../../../shared/lib/time';
import type { AwsFailure } from '../ports';
import type { Outcome } from '../source-loop';
import type { Asker } from '../sweep/asker';

/** Changes from outside of one account and region, as one API tells them. */
export interface OutsideSource {
  sweep(): Promise<Outcome>;
}

export interface OutsideOptions {
  readonly asker: Asker;
  readonly place: OutsidePlace;
  readonly clock: Pick<Clock, 'now'>;
  /** What an earlier run was told (P9): the first sweep may not see all of it again at once. */
  readonly known: readonly OutsideRun[];
  /** There is one sweep and no other: nothing is left for the next. */
  readonly once: boolean;
}

/** After a longer pause nobody can say that something happened when it was first seen: we were not looking. */
const LOOKED_AWAY: Ms = 15 * MINUTE;
/** Whether what changed between two looks changed just now. `before` is null where there was none in this run. */
export const sawHappen = (before: Ms | null, now: Ms): boolean => before !== null && now - before <= LOOKED_AWAY;

/** Nothing was learned but why. */
export const onlyFailure = (failure: AwsFailure): Outcome => ({
  failure,
  awsAt: null,
  notUnderstood: [],
  update: null,
});

/** What was learned, perhaps in part; `now` is AWS's clock. */
export const outsideOutcome = (
  runs: Iterable<OutsideRun>,
  now: Ms,
  found: { readonly failure: AwsFailure | null; readonly awsAt: Ms | null; readonly notUnderstood: readonly string[] },
): Outcome => {
  const kept = [...runs].filter((run) => isKept(run, now));
  return { ...found, update: (source) => ({ kind: 'outside', source, runs: kept }) };
};
