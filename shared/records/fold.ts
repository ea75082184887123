import {
  meaning,
  type Act,
  type IncidentState,
  type KnownAct,
  type Role,
  type Severity,
  type UnknownAct,
} from './acts';
import type { ActId, PersonId } from './ids';

/** One thing somebody said, with the act that said it. */
export interface Said<T> {
  readonly value: T;
  readonly act: Act;
}

/**
 * What the acts say about one thing. More than one candidate: they were said apart, contradict each other, and a person has to
 * resolve them with a new act (R23); `value` then is the one to be careful by.
 */
export interface Held<T> {
  readonly value: T;
  readonly said: readonly Said<T>[];
  readonly inConflict: boolean;
}

export interface RoleHeld {
  readonly person: PersonId | null;
  /** The person has taken it. */
  readonly acknowledged: boolean;
}

/** What a record's acts come to: a pure fold, the same for the same acts in any order (R24). */
export interface RecordState {
  readonly severity: Held<Severity> | null;
  readonly state: Held<IncidentState> | null;
  readonly roles: Readonly<Partial<Record<Role, Held<RoleHeld>>>>;
  /** Every act by corrected time, for the timeline. */
  readonly acts: readonly Act[];
  /** Acts nobody has followed: the parents of the next one. */
  readonly heads: readonly ActId[];
  /** Named as a parent and not here: they are on their way (R25). */
  readonly waitingFor: readonly ActId[];
  /** Acts of a newer version. */
  readonly unknown: readonly Act[];
  readonly redactions: readonly Act[];
}

const SEVERITY_ORDER: readonly Severity[] = ['SEV1', 'SEV2', 'SEV3', 'SEV4'];
/** In doubt an incident is not over. */
const STATE_ORDER: readonly IncidentState[] = ['open', 'mitigated', 'resolved', 'reviewed'];

/** An act with what it says. */
export interface ReadAct {
  readonly act: Act;
  readonly means: KnownAct | UnknownAct;
}
export const readActs = (acts: readonly Act[]): readonly ReadAct[] => acts.map((act) => ({ act, means: meaning(act) }));

/** The candidates of one thing: acts about it that no other act about it had seen, told apart by what they say (R23). */
export function heldAmong(acts: readonly Act[], known: readonly ReadAct[] = readActs(acts)) {
  const seenBy = ancestorsAmong(acts);
  return <T>(
    read: (means: KnownAct, act: Act) => T | undefined,
    careful: (a: T, b: T) => number,
    key: (value: T) => string,
  ): Held<T> | null => {
    const about: Said<T>[] = [];
    for (const { act, means } of known) {
      const value = means.act === 'unknown' ? undefined : read(means, act);
      if (value !== undefined) about.push({ value, act });
    }
    // What they had seen before the earliest of them is about something else.
    const them = about.map(({ act }) => act);
    const seen = seenBy(them, them);
    const last = about.filter(({ act }) => !seen(act));
    const said = [...last].sort((a, b) => careful(a.value, b.value) || byTime(a.act, b.act));
    const first = said[0];
    if (first === undefined) return null;
    return { value: first.value, said, inConflict: new Set(said.map(({ value }) => key(value))).size > 1 };
  };
}

export function foldActs(given: readonly Act[]): RecordState {
  const byId = new Map(given.map((act) => [act.id, act]));
  const acts = [...byId.values()].sort(byTime);
  const known = readActs(acts);
  const parents = new Set(acts.flatMap((act) => act.parents));

  const held = heldAmong(acts, known);

  const acknowledged = new Set(
    known.flatMap(({ act, means }) => (means.act === 'acknowledge' ? [`${means.of} ${act.person}`] : [])),
  );
  const roleHeld = (role: Role): Held<RoleHeld> | null => {
    const given_ = held<PersonId | null>(
      (means) => (means.act === 'role' && means.role === role ? means.person : undefined),
      (a, b) => (a ?? '').localeCompare(b ?? ''),
      (person) => person ?? '',
    );
    if (given_ === null) return null;
    const said = given_.said.map(({ value: person, act }) => ({
      value: { person, acknowledged: person !== null && acknowledged.has(`${act.id} ${person}`) },
      act,
    }));
    const value = said[0]?.value;
    return value === undefined ? null : { value, said, inConflict: given_.inConflict };
  };
  const roles: Partial<Record<Role, Held<RoleHeld>>> = {};
  for (const role of new Set(known.flatMap(({ means }) => (means.act === 'role' ? [means.role] : [])))) {
    const found = roleHeld(role);
    if (found !== null) roles[role] = found;
  }

  return {
    severity: held(
      (means) => (means.act === 'severity' ? means.severity : undefined),
      (a, b) => SEVERITY_ORDER.indexOf(a) - SEVERITY_ORDER.indexOf(b),
      String,
    ),
    state: held(
      (means) => (means.act === 'state' ? means.state : undefined),
      (a, b) => STATE_ORDER.indexOf(a) - STATE_ORDER.indexOf(b),
      String,
    ),
    roles,
    acts,
    heads: acts.filter(({ id }) => !parents.has(id)).map(({ id }) => id),
    waitingFor: [...parents].filter((id) => !byId.has(id)).sort(),
    unknown: known.filter(({ means }) => means.act === 'unknown').map(({ act }) => act),
    redactions: known.filter(({ means }) => means.act === 'redact').map(({ act }) => act),
  };
}

/** Corrected time, then id: the same order everywhere. */
export const byTime = (a: Act, b: Act): number =>
  a.at + (a.offset ?? 0) - (b.at + (b.offset ?? 0)) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * Acts in the order in which they were done: what an act had seen comes before it, whatever the clocks said; of those that had not seen each
 * other the earlier one.
 */
export function inOrder(acts: readonly Act[]): readonly Act[] {
  const all = [...new Map(acts.map((act) => [act.id, act])).values()].sort(byTime);
  const ranks = new Map(all.map(({ id }, rank) => [id, rank]));
  const followers: number[][] = all.map(() => []);
  const waitsFor = all.map(({ parents }, rank) => {
    const here = [...new Set(parents)].flatMap((parent) => ranks.get(parent) ?? []);
    for (const parent of here) followers[parent]?.push(rank);
    return here.length;
  });
  /** The earliest is the last. */
  const ready = waitsFor.flatMap((count, rank) => (count === 0 ? [rank] : [])).reverse();
  const done = new Set<Act>();
  let earliest = 0;
  while (done.size < all.length) {
    // Only hostile acts name each other as parents: then the clock is all there is.
    const rank = ready.pop() ?? earliest++;
    const next = all[rank];
    if (next === undefined) break;
    if (done.has(next)) continue;
    done.add(next);
    for (const follower of followers[rank] ?? []) {
      const left = (waitsFor[follower] ?? 0) - 1;
      waitsFor[follower] = left;
      if (left === 0) ready.splice(placeIn(ready, follower), 0, follower);
    }
  }
  return [...done];
}

/** Where a rank belongs among falling ones. */
function placeIn(falling: readonly number[], rank: number): number {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((falling[middle] ?? 0) > rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Everything that some acts had seen; where `back` is given, no farther back than the earliest of those. One walk for all of them, without
 * recursion: a chain of parents may be long, and hostile ones circular.
 */
export function ancestorsAmong(
  acts: readonly Act[],
): (some: readonly Act[], back?: readonly Act[]) => (act: Act) => boolean {
  const ordered = inOrder(acts);
  const places = new Map(ordered.map(({ id }, place) => [id, place]));
  const placesOf = (ids: readonly ActId[]): readonly number[] => ids.flatMap((id) => places.get(id) ?? []);
  const parents = ordered.map((act) => placesOf(act.parents));
  const earliestOf = (some: readonly Act[]): number =>
    placesOf(some.map(({ id }) => id)).reduce((least, place) => Math.min(least, place), Infinity);
  return (some, back) => {
    const own = placesOf(some.map(({ id }) => id));
    const since = back === undefined ? 0 : earliestOf(back);
    const seen = new Uint8Array(ordered.length);
    const open = own.flatMap((place) => parents[place] ?? []);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next < since || seen[next] === 1) continue;
      seen[next] = 1;
      for (const parent of parents[next] ?? []) open.push(parent);
    }
    return ({ id }) => seen[places.get(id) ?? -1] === 1;
  };
}
export type SeenBy = ReturnType<typeof ancestorsAmong>;
