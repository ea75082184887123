import { useMemo, useState } from 'react';
import type { Change } from '../../../../shared/domain/change/types';
import type { FreezeWindow } from '../../../../shared/domain/freezes/types';
import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import { reuse } from '../../../../shared/lib/equal';
import type { Ms } from '../../../../shared/lib/time';
import { matchRuns } from '../../../../shared/domain/outside/match';
import { useSteady } from '../../../ui/use-steady';
import type { Ground } from '../use-ground';
import { groupsOf, type Group } from './groups';
import { itemsBySite, type LaneItem } from './items';
import { layLane, placeLane, saidNumbers, type LaneLayout, type Placed } from './layout';
import { hatchedBy, marksOf, obstaclesOf, openIssues, tellsTime, type LaneMarks } from './marks';
import type { Scale } from './scale';

/** A lane with its labels and what stands on its ground. */
export interface Laid {
  readonly layout: LaneLayout;
  readonly marks: LaneMarks;
}
export interface Layouts {
  readonly groups: readonly Group[];
  /** Where everything stands, of every lane. */
  readonly placed: ReadonlyMap<string, readonly Placed[]>;
  /** Labels are measured for the lanes that are looked at. */
  readonly lay: (site: string) => Laid;
  readonly numbers: ReadonlyMap<string, string>;
}

const EMPTY: Laid = { layout: { bars: [], conflicts: [] }, marks: { freezes: [], issue: null, blind: null } };
const NO_FREEZES: readonly FreezeWindow[] = [];
const NO_ITEMS: readonly LaneItem[] = [];

/** What stands where. A lane is made anew when something happened on it, not when somebody pans. */
export function useLayouts(
  ground: Ground,
  changes: readonly Change[],
  freezes: ReadonlyMap<string, readonly FreezeWindow[]>,
  scale: Scale,
  now: Ms,
  titles: boolean,
): Layouts {
  const { sites, events, outside } = ground;
  const [known] = useState(createKnown);
  const groups = useMemo(() => groupsOf(sites), [sites]);
  const numbers = useMemo(() => known.numbers(saidNumbers(changes)), [known, changes]);
  const places = useSteady(sites.map(({ id, account, region }) => ({ id, account, region })));
  const matched = useMemo(() => matchRuns(changes, outside, places), [changes, outside, places]);
  const bySite = useMemo(
    () => itemsBySite({ changes, events, outside }, sites, now, matched),
    [changes, events, outside, sites, now, matched],
  );
  const placed = useMemo(
    () => new Map(sites.map(({ id }) => [id, known.placed(id, bySite.get(id) ?? NO_ITEMS, scale)])),
    [known, sites, bySite, scale],
  );
  const lay = useMemo(() => {
    const lanes = new Map(
      groups.flatMap(({ lanes: all }) => all.map(({ site }, index) => [site.id, { site, named: index === 0 }])),
    );
    return (id: string): Laid => {
      const lane = lanes.get(id);
      if (lane === undefined) return EMPTY;
      const { site, named } = lane;
      const items = known.items(id, bySite.get(id) ?? NO_ITEMS);
      const own = freezes.get(id) ?? NO_FREEZES;
      // What AWS says of others lays nothing anew.
      const issues = known.issues(id, openIssues(id, events));
      const at = tellsTime(site, issues) ? now : 0;
      return known.laid(id, [site, named, items, own, issues, scale, at, numbers, titles], () => {
        const marks = marksOf({ site, items, freezes: own, events: issues, scale, now, named });
        return { marks, layout: layLane(items, scale, obstaclesOf(marks), numbers, titles, hatchedBy(marks)) };
      });
    };
  }, [known, groups, bySite, freezes, events, scale, now, numbers, titles]);
  return { groups, placed, lay, numbers };
}

/** What was made before: what says the same stays the same, so that it is not drawn anew. */
function createKnown() {
  let numbers: ReadonlyMap<string, string> = new Map();
  const items = new Map<string, { readonly given: readonly LaneItem[]; readonly kept: readonly LaneItem[] }>();
  const placed = new Map<
    string,
    { readonly from: readonly LaneItem[]; readonly scale: Scale; readonly all: readonly Placed[] }
  >();
  const issues = new Map<string, readonly HealthEventView[]>();
  const laid = new Map<string, { readonly from: readonly unknown[]; readonly value: Laid }>();
  const itemsOf = (site: string, given: readonly LaneItem[]): readonly LaneItem[] => {
    const before = items.get(site);
    if (before?.given === given) return before.kept;
    const kept = before === undefined ? given : keptItems(before.kept, given);
    items.set(site, { given, kept });
    return kept;
  };
  return {
    numbers: (fresh: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
      const same = fresh.size === numbers.size && [...fresh].every(([id, number]) => numbers.get(id) === number);
      if (!same) numbers = fresh;
      return numbers;
    },
    items: itemsOf,
    issues: (site: string, fresh: readonly HealthEventView[]): readonly HealthEventView[] => {
      const before = issues.get(site);
      const kept = before !== undefined && isSameList(before, fresh) ? before : fresh;
      issues.set(site, kept);
      return kept;
    },
    placed: (site: string, fresh: readonly LaneItem[], scale: Scale): readonly Placed[] => {
      const from = itemsOf(site, fresh);
      const before = placed.get(site);
      if (before?.from === from && before.scale === scale) return before.all;
      const all = placeLane(from, scale);
      placed.set(site, { from, scale, all });
      return all;
    },
    laid: (site: string, from: readonly unknown[], make: () => Laid): Laid => {
      const before = laid.get(site);
      if (before?.from.every((one, index) => Object.is(one, from[index])) === true) return before.value;
      const value = before === undefined ? make() : keptLane(before.value, make());
      laid.set(site, { from, value });
      return value;
    },
  };
}

/** The items of before where they say the same. */
function keptItems(before: readonly LaneItem[], fresh: readonly LaneItem[]): readonly LaneItem[] {
  const known = new Map(before.map((item) => [item.key, item]));
  let same = before.length === fresh.length;
  const kept = fresh.map((item, index) => {
    const old = known.get(item.key);
    const one = old !== undefined && isSame(old, item) ? old : item;
    if (one !== before[index]) same = false;
    return one;
  });
  return same ? before : kept;
}

/** Of things that were kept already: their parts are the same, or other ones. */
const isSame = <T extends object>(a: T, b: T): boolean => {
  for (const key of Object.keys(b) as (keyof T)[]) {
    const [one, other] = [a[key], b[key]];
    const same = Array.isArray(one) && Array.isArray(other) ? isSameList(one, other) : Object.is(one, other);
    if (!same) return false;
  }
  return true;
};
const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => Object.is(one, b[index]));

/** The bars of before where they stand as they stood. */
function keptLane(before: Laid, { marks, layout }: Laid): Laid {
  const known = new Map(before.layout.bars.map((bar) => [bar.item.key, bar]));
  const bars = layout.bars.map((bar) => {
    const old = known.get(bar.item.key);
    const same =
      old?.item === bar.item &&
      old.x === bar.x &&
      old.width === bar.width &&
      old.row === bar.row &&
      old.free === bar.free &&
      isSame(old.hit, bar.hit) &&
      isSame(old.label, bar.label);
    return same ? old : bar;
  });
  const conflicts = reuse(before.layout.conflicts, layout.conflicts);
  const stands = isSameList(before.layout.bars, bars) && conflicts === before.layout.conflicts;
  return { marks: reuse(before.marks, marks), layout: stands ? before.layout : { bars, conflicts } };
}
