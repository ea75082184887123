import { isEqual, reuse } from '../../lib/equal';
import type { Point } from '../signals/types';
import type {
  ListPatch,
  PointsPatch,
  SignalPatch,
  SignalView,
  SitePatch,
  SiteView,
  Snapshot,
  SnapshotPatch,
} from './types';

/** An age is told by the reader's clock: that it grew is no change of an entity. */
export const AGES: ReadonlySet<string> = new Set(['ageSeconds']);

/** What changed from one snapshot to the next, by entity; null when nothing did. */
export function diffSnapshots(before: Snapshot, after: Snapshot): SnapshotPatch | null {
  const sites = changed(before.sites, after.sites, (site) => site.id);
  const known = new Map(before.sites.map((site) => [site.id, site]));
  const gone = new Set(sites.removed);
  const sources = changed(before.sources, after.sources, (source) => source.id);
  const events = changedList(before.events, after.events, (event) => event.arn);
  const outside = changedList(before.outside, after.outside, (run) => run.id);
  const attention = changedList(before.attention, after.attention, (item) => item.key);
  const patch: SnapshotPatch = {
    seq: after.seq,
    generatedAt: after.generatedAt,
    ...(sites.set.length > 0 && {
      sites: sites.set.map((site) => (gone.has(site.id) ? site : changedFields(known.get(site.id), site))),
    }),
    ...(sites.removed.length > 0 && { removedSites: sites.removed }),
    ...(sources.set.length > 0 && { sources: sources.set }),
    ...(sources.removed.length > 0 && { removedSources: sources.removed }),
    ...(events !== null && { events }),
    ...(outside !== null && { outside }),
    ...(attention !== null && { attention }),
    ...(!isEqual(before.mutes, after.mutes) && { mutes: after.mutes }),
    ...(!isEqual(before.signIns, after.signIns) && { signIns: after.signIns }),
    ...(!isEqual(before.teams, after.teams) && { teams: after.teams }),
    ...(!isEqual(before.rules, after.rules) && { rules: after.rules }),
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
    events: listed(snapshot.events, patch.events),
    outside: listed(snapshot.outside, patch.outside),
    attention: listed(snapshot.attention, patch.attention),
    mutes: patch.mutes ?? snapshot.mutes,
    signIns: patch.signIns ?? snapshot.signIns,
    teams: patch.teams ?? snapshot.teams,
    rules: patch.rules ?? snapshot.rules,
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

/** Null when both say the same in the same order. */
function changedList<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): ListPatch<T> | null {
  if (before === after) return null;
  const places = new Map(before.map((item, index) => [keyOf(item), index]));
  const set: T[] = [];
  const order = after.map((item, index) => {
    const place = isEqual(before[index], item, AGES) ? index : places.get(keyOf(item));
    if (place !== undefined && isEqual(before[place], item, AGES)) return place;
    set.push(item);
    return -set.length;
  });
  const isSame = before.length === after.length && order.every((place, index) => place === index);
  return isSame ? null : { set, order };
}

function listed<T>(before: readonly T[], patch: ListPatch<T> | undefined): readonly T[] {
  if (patch === undefined) return before;
  return patch.order.map((place) => {
    const item = place < 0 ? patch.set[-1 - place] : before[place];
    if (item === undefined) throw new Error(`a patch names place ${place} of a list that has none such`);
    return item;
  });
}

/** Most answers change little of a site: its age, seldom its points, hardly ever its name. */
function changedFields(before: SiteView | undefined, after: SiteView): SitePatch {
  if (before === undefined) return after;
  const { signals, ...fields } = changes(before, after);
  if (signals === undefined) return { ...fields, id: after.id };
  const known = before.signals;
  const isSameList =
    known.length === signals.length && signals.every((signal, index) => signal.id === known[index]?.id);
  if (!isSameList) return { ...fields, id: after.id, signals };
  const signalPatches = signals.flatMap((signal, index) => signalPatch(known[index], signal) ?? []);
  return { ...fields, id: after.id, signalPatches };
}

function signalPatch(before: SignalView | undefined, after: SignalView): SignalPatch | null {
  if (before === undefined || before === after) return null;
  const { recent, ...fields } = changes(before, after);
  if (recent === undefined && Object.keys(fields).length === 0) return null;
  return { ...fields, id: after.id, ...(recent !== undefined && { recent: pointsPatch(before.recent, recent) }) };
}

const changes = <T extends object>(before: T, after: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isEqual(before[name as keyof T], value, AGES)),
  ) as Partial<T>;

/** Of an hour of points an answer brings the newest few, and the oldest leave. */
function pointsPatch(before: readonly Point[], after: readonly Point[]): PointsPatch {
  const first = after[0]?.[0] ?? Number.MAX_SAFE_INTEGER;
  const kept = before.filter(([start]) => start >= first);
  let same = 0;
  while (same < after.length && isEqual(kept[same], after[same])) same++;
  // What is gone, at the end or between two others, can only be told by the one before it.
  const gone = kept[same]?.[0] ?? Infinity;
  if (same > 0 && gone < (after[same]?.[0] ?? Infinity)) same--;
  return { first, points: after.slice(same) };
}

function patchedPoints(before: readonly Point[], { first, points }: PointsPatch): readonly Point[] {
  const from = points[0]?.[0] ?? Infinity;
  return [...before.filter(([start]) => start >= first && start < from), ...points];
}

function withFields(before: SiteView | undefined, patch: SitePatch): SiteView {
  // Of a site that is new a patch has all fields.
  if (before === undefined) return patch as SiteView;
  const { signalPatches, ...fields } = patch;
  const site = { ...before, ...reuse(before, fields) };
  if (signalPatches === undefined) return site;
  const patches = new Map(signalPatches.map((one) => [one.id, one]));
  return { ...site, signals: before.signals.map((signal) => withSignalFields(signal, patches.get(signal.id))) };
}

function withSignalFields(before: SignalView, patch: SignalPatch | undefined): SignalView {
  if (patch === undefined) return before;
  const { recent, ...fields } = patch;
  return { ...before, ...fields, ...(recent !== undefined && { recent: patchedPoints(before.recent, recent) }) };
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
