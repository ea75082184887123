import { isEqual, reuse } from '../../lib/equal';
import type { SitePatch, SiteView, Snapshot, SnapshotPatch } from './types';

/** An age is told by the reader's clock: that it grew is no change of an entity. */
export const AGES: ReadonlySet<string> = new Set(['ageSeconds']);

/** What changed from one snapshot to the next, by entity; null when nothing did. */
export function diffSnapshots(before: Snapshot, after: Snapshot): SnapshotPatch | null {
  const sites = changed(before.sites, after.sites, (site) => site.id);
  const known = new Map(before.sites.map((site) => [site.id, site]));
  const gone = new Set(sites.removed);
  const sources = changed(before.sources, after.sources, (source) => source.id);
  const events = changed(before.events, after.events, (event) => event.arn);
  const patch: SnapshotPatch = {
    seq: after.seq,
    generatedAt: after.generatedAt,
    ...(sites.set.length > 0 && {
      sites: sites.set.map((site) => (gone.has(site.id) ? site : changedFields(known.get(site.id), site))),
    }),
    ...(sites.removed.length > 0 && { removedSites: sites.removed }),
    ...(sources.set.length > 0 && { sources: sources.set }),
    ...(sources.removed.length > 0 && { removedSources: sources.removed }),
    ...(events.set.length > 0 && { events: events.set }),
    ...(events.removed.length > 0 && { removedEvents: events.removed }),
    ...(!isEqual(before.attention, after.attention) && { attention: after.attention }),
    ...(!isEqual(before.teams, after.teams) && { teams: after.teams }),
    ...(!isEqual(before.spend, after.spend) && { spend: after.spend }),
    ...(!isEqual(before.workspace, after.workspace) && { workspace: after.workspace }),
    ...(before.demo !== after.demo && { demo: after.demo }),
    ...(before.restoring !== after.restoring && { restoring: after.restoring }),
  };
  return Object.keys(patch).length === 2 ? null : patch;
}

/**
 * The snapshot after a patch; the same function serves the window. Known entities keep their place, new ones follow in the
 * order of the patch; one that is both removed and set is new.
 */
export function applyPatch(snapshot: Snapshot, patch: SnapshotPatch): Snapshot {
  return {
    ...snapshot,
    seq: patch.seq,
    generatedAt: patch.generatedAt,
    sites: merged(snapshot.sites, patch.sites, patch.removedSites, (site) => site.id, withFields),
    sources: merged(snapshot.sources, patch.sources, patch.removedSources, (source) => source.id, whole),
    events: merged(snapshot.events, patch.events, patch.removedEvents, (event) => event.arn, whole),
    attention: patch.attention === undefined ? snapshot.attention : known(snapshot.attention, patch.attention),
    teams: patch.teams ?? snapshot.teams,
    spend: patch.spend ?? snapshot.spend,
    workspace: patch.workspace ?? snapshot.workspace,
    demo: patch.demo ?? snapshot.demo,
    restoring: patch.restoring ?? snapshot.restoring,
  };
}

function changed<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): { readonly set: readonly T[]; readonly removed: readonly string[] } {
  const known = new Map(before.map((item) => [keyOf(item), item]));
  const set = after.filter((item) => !isEqual(known.get(keyOf(item)), item, AGES));
  const kept = new Set(after.map(keyOf));
  const order = [
    ...before.map(keyOf).filter((key) => kept.has(key)),
    ...after.map(keyOf).filter((key) => !known.has(key)),
  ];
  // An order that appending cannot give is given by removing all and setting all.
  if (after.some((item, index) => keyOf(item) !== order[index])) return { set: after, removed: before.map(keyOf) };
  return { set, removed: before.map(keyOf).filter((key) => !kept.has(key)) };
}

/** Most answers change little of a site: its age, seldom its points, hardly ever its name. */
function changedFields(before: SiteView | undefined, after: SiteView): SitePatch {
  if (before === undefined) return after;
  const fields = Object.entries(after).filter(([name, value]) => !isEqual(before[name as keyof SiteView], value, AGES));
  return { ...(Object.fromEntries(fields) as Partial<SiteView>), id: after.id };
}

function withFields(before: SiteView | undefined, patch: SitePatch): SiteView {
  // Of a site that is new a patch has all fields.
  if (before === undefined) return patch as SiteView;
  return { ...before, ...reuse(before, patch) };
}

/** Items that say the same stay the same objects. */
function known(before: Snapshot['attention'], after: Snapshot['attention']): Snapshot['attention'] {
  const items = new Map(before.map((item) => [item.key, item]));
  return after.map((item) => reuse(items.get(item.key), item));
}

function merged<T, P>(
  items: readonly T[],
  set: readonly P[] | undefined,
  removed: readonly string[] | undefined,
  keyOf: (item: T | P) => string,
  join: (before: T | undefined, patch: P) => T,
): readonly T[] {
  if (set === undefined && removed === undefined) return items;
  const gone = new Set(removed);
  const fresh = new Map((set ?? []).map((item) => [keyOf(item), item]));
  const kept = items
    .filter((item) => !gone.has(keyOf(item)))
    .map((item) => {
      const next = fresh.get(keyOf(item));
      fresh.delete(keyOf(item));
      return next === undefined ? item : join(item, next);
    });
  return [...kept, ...[...fresh.values()].map((item) => join(undefined, item))];
}

const whole = <T>(_before: T | undefined, item: T): T => item;
