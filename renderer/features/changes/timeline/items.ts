import { spanOf } from '../../../../shared/domain/change/rules';
import type { Change } from '../../../../shared/domain/change/types';
import { matchRuns, nameWords, sitesOfRuns } from '../../../../shared/domain/outside/match';
import { isMoving, isWaiting } from '../../../../shared/domain/outside/rules';
import type { OutsideRun } from '../../../../shared/domain/outside/types';
import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import { MINUTE, type Ms } from '../../../../shared/lib/time';
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
    /** Planned by nobody here: a run, and those that are part of the same work. */
    | { readonly kind: 'run'; readonly run: OutsideRun; readonly more: readonly OutsideRun[] }
  );
export type RunItem = Extract<LaneItem, { readonly kind: 'run' }>;
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
  /** Which run belongs to which change: who asks every minute looks it up once. */
  matched = matchRuns(changes, outside, sites),
): ReadonlyMap<string, readonly LaneItem[]> {
  const bySite = new Map<string, LaneItem[]>(sites.map(({ id }) => [id, []]));
  const put = (item: LaneItem): void => void bySite.get(item.site)?.push(item);
  const runsOf = new Map<string, OutsideRun[]>();
  for (const run of outside) {
    const change = matched.get(run.id);
    if (change !== undefined) runsOf.set(change, [...(runsOf.get(change) ?? []), run]);
  }
  for (const item of runItems(
    outside.filter(({ id }) => !matched.has(id)),
    sites,
    now,
  ))
    put(item);
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

/** A pipeline and what it deploys begin so near to each other at least. */
const SAME_WORK = 5 * MINUTE;

/** What runs or ran, by site; what a pipeline and a deployment say of the same service there at the same time is one thing. */
export function runItems(runs: readonly OutsideRun[], sites: readonly LaneSite[], now: Ms): readonly RunItem[] {
  const sitesOf = sitesOfRuns(sites);
  const works = new Map<string, RunItem[]>();
  const endOf = (run: OutsideRun, start: Ms): Ms =>
    Math.max(start, run.endedAt ?? (isMoving(run) ? now : (run.updatedAt ?? start)));
  const begun = runs.flatMap((run) =>
    run.startedAt === null || isWaiting(run) ? [] : [{ run, start: run.startedAt }],
  );
  for (const { run, start } of begun.sort((a, b) => a.start - b.start || (a.run.id < b.run.id ? -1 : 1)))
    for (const site of sitesOf(run)) {
      const work = `${site} ${[...nameWords(run.name)].sort().join(' ')}`;
      const items = works.get(work) ?? [];
      const end = endOf(run, start);
      const last = items.at(-1);
      if (
        last !== undefined &&
        start <= last.end + SAME_WORK &&
        [last.run, ...last.more].every(({ kind }) => kind !== run.kind)
      )
        items[items.length - 1] = { ...last, more: [...last.more, run], end: Math.max(last.end, end) };
      else items.push({ kind: 'run', key: `${run.id}@${site}`, site, run, more: [], start, end });
      works.set(work, items);
    }
  return [...works.values()].flat().sort(byStart);
}

/** Approvals and transitions that wait for somebody, the longest first. */
export const waitingRuns = (outside: readonly OutsideRun[]): readonly OutsideRun[] =>
  outside.filter(isWaiting).sort((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0));
