import { spanOf } from '../../../../shared/domain/change/rules';
import type { Change } from '../../../../shared/domain/change/types';
import { matchRuns } from '../../../../shared/domain/outside/match';
import { isWaiting } from '../../../../shared/domain/outside/rules';
import type { OutsideRun } from '../../../../shared/domain/outside/types';
import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import type { LaneSite } from './groups';

interface Spanned {
  /** One thing on several lanes is several items. */
  readonly key: string;
  readonly site: string;
  readonly start: Ms;
  readonly end: Ms;
}
export type LaneItem = Spanned &
  (
    | { readonly kind: 'change'; readonly change: Change; readonly runs: readonly OutsideRun[] }
    | { readonly kind: 'aws'; readonly event: HealthEventView }
    /** Planned by nobody here. */
    | { readonly kind: 'run'; readonly run: OutsideRun }
  );
export type ChangeItem = Extract<LaneItem, { readonly kind: 'change' }>;

export interface Happening {
  readonly changes: readonly Change[];
  readonly events: readonly HealthEventView[];
  readonly outside: readonly OutsideRun[];
}

const byStart = (a: Spanned, b: Spanned): number => a.start - b.start || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Everything that has a time, by site, the earliest first. Waiting approvals are no work: they are listed apart. */
export function itemsBySite(
  { changes, events, outside }: Happening,
  sites: readonly LaneSite[],
  now: Ms,
): ReadonlyMap<string, readonly LaneItem[]> {
  const bySite = new Map<string, LaneItem[]>(sites.map(({ id }) => [id, []]));
  const put = (item: LaneItem): void => void bySite.get(item.site)?.push(item);
  const matched = matchRuns(changes, outside, sites);
  const runsOf = new Map<string, OutsideRun[]>();
  for (const run of outside) {
    const change = matched.get(run.id);
    if (change !== undefined) runsOf.set(change, [...(runsOf.get(change) ?? []), run]);
    else if (!isWaiting(run) && run.startedAt !== null)
      for (const site of sites)
        if (site.account === run.account && site.region === run.region)
          put({
            kind: 'run',
            key: `${run.id}@${site.id}`,
            site: site.id,
            run,
            start: run.startedAt,
            end: Math.max(run.startedAt, run.endedAt ?? now),
          });
  }
  for (const change of changes) {
    const span = spanOf(change, now);
    if (span === null) continue;
    const runs = runsOf.get(change.id) ?? [];
    for (const site of change.sites)
      put({ kind: 'change', key: `${change.id}@${site}`, site, change, runs, start: span.start, end: span.end });
  }
  for (const event of events) {
    if (event.category !== 'scheduledChange' || event.start === null) continue;
    for (const site of event.sites)
      put({
        kind: 'aws',
        key: `${event.arn}@${site}`,
        site,
        event,
        start: event.start,
        end: Math.max(event.start, event.end ?? event.start),
      });
  }
  for (const items of bySite.values()) items.sort(byStart);
  return bySite;
}

/** Approvals and transitions that wait for somebody, the longest first. */
export const waitingRuns = (outside: readonly OutsideRun[]): readonly OutsideRun[] =>
  outside.filter(isWaiting).sort((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0));
