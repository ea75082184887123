import type { Json } from '../../shared/records/ids';

/** A record as `meridian records show ID --json` gives it. */
export interface StoredRecord {
  readonly record: string;
  readonly fields: Readonly<Record<string, Json>>;
  readonly lists: Readonly<Record<string, readonly (Readonly<Record<string, Json>> & { readonly id: string })[]>>;
  readonly acts: readonly {
    readonly id: string;
    readonly act: string;
    readonly payload: Readonly<Record<string, Json>>;
  }[];
}

/** Something that was done to a record, known again by a word that stands nowhere else. */
export interface Deed {
  readonly word: string;
  /** The window was answered that it is done. */
  readonly isTold: boolean;
}

/** What is known of a record from outside at the moment of the kill. */
export interface Witness {
  readonly record: string;
  /** All keys that were pressed into its notes, in their order; null: nobody typed into it. */
  readonly typed: string | null;
  /** What stood in the editor when the window said "Saved here" last: the lines that were on screen. */
  readonly seen: string | null;
  readonly deeds: readonly Deed[];
  /** Ids of follow-ups that the window was told are done. */
  readonly ticked: readonly string[];
  /** What the trace of the app says of it, by path; null: nothing. */
  readonly said: ReadonlyMap<string, Json> | null;
  /** Paths of what was under way and may say something newer than the trace. */
  readonly underWay: readonly string[];
}

export interface Verdict {
  readonly problems: readonly string[];
  /** Letters of the notes that were called saved, how many of them are gone, and those that were typed and not called saved. */
  readonly letters: { readonly saved: number; readonly lost: number; readonly unsaved: number };
}

/** Compares what is in the store after a kill with all that was said to be saved, and with what was done. Pure. */
export function check(witness: Witness, stored: StoredRecord): Verdict {
  const problems: string[] = [];
  const notes = text(stored.fields['notes']);
  const saidNotes = text(witness.said?.get('notes'));
  const same = commonPrefix(saidNotes, notes);
  const lost = saidNotes.length - same;
  if (lost > 0)
    problems.push(`${lost} letters that were called saved are not in the notes, from ${quote(saidNotes, same)}`);
  problems.push(...checkSaid(witness, stored), ...checkTyped(witness, notes), ...checkSeen(witness, notes, saidNotes));
  problems.push(...checkDeeds(witness, stored));
  return {
    problems: problems.map((problem) => `${witness.record}: ${problem}`),
    letters: {
      saved: saidNotes.length,
      lost,
      unsaved: Math.max(0, (witness.typed ?? notes).length - Math.max(notes.length, saidNotes.length)),
    },
  };
}

/** Everything the trace says, but the notes: these may have grown since. */
function checkSaid({ said, underWay }: Witness, stored: StoredRecord): readonly string[] {
  const found = pathsOf(stored);
  return [...(said ?? [])].flatMap(([path, value]) => {
    if (path === 'notes' || underWay.includes(path)) return [];
    const is = found.get(path);
    if (is === undefined) return [`${path} was called saved and is not there`];
    return canonical(is) === canonical(value)
      ? []
      : [`${path} was called saved as ${canonical(value)} and is ${canonical(is)}`];
  });
}

/** Nothing twice, nothing in another order, nothing that nobody typed: what is there is how the typing began. */
function checkTyped({ typed }: Witness, notes: string): readonly string[] {
  if (typed === null) return [];
  const same = commonPrefix(typed, notes);
  return same === notes.length
    ? []
    : [
        `the notes are not what was typed: after ${same} letters comes ${quote(notes, same)}, typed was ${quote(typed, same)}`,
      ];
}

function checkSeen({ typed, seen }: Witness, notes: string, saidNotes: string): readonly string[] {
  if (seen === null || typed === null) return [];
  const end = endOf(typed, seen);
  if (end === null) return [`the editor showed as saved what nobody typed: ${quote(seen, 0)}`];
  return [
    ...(end > notes.length ? [`the window said "Saved here" of ${end - notes.length} letters that are gone`] : []),
    ...(end > saidNotes.length
      ? [`the window said "Saved here" of ${end - saidNotes.length} letters before the trace`]
      : []),
  ];
}

function checkDeeds({ deeds, ticked }: Witness, stored: StoredRecord): readonly string[] {
  const all = JSON.stringify(stored);
  const counted = deeds.flatMap(({ word, isTold }) => {
    const times = all.split(word).length - 1;
    if (times > 1) return [`${word} was done once and is there ${times} times`];
    return isTold && times === 0 ? [`${word} was answered as done and is not there`] : [];
  });
  const open = ticked.filter((id) => stored.lists['followUps']?.find((entry) => entry.id === id)?.['done'] !== true);
  return [...counted, ...open.map((id) => `follow-up ${id} was answered as done and is open`)];
}

/** A record by the paths of the trace. */
function pathsOf({ fields, lists, acts }: StoredRecord): ReadonlyMap<string, Json> {
  return new Map<string, Json>([
    ...Object.entries(fields),
    ...Object.entries(lists).flatMap(([list, entries]) =>
      entries.map(({ id, ...own }) => [`${list}/${id}`, own as Json] as const),
    ),
    ...acts.map(({ id, act, payload }) => [`act/${id}`, { act, payload }] as const),
  ]);
}

/** Where a part of what was typed ends; null where it is no part of it. Of several the first: no more is claimed than is sure. */
function endOf(typed: string, part: string): number | null {
  const at = typed.indexOf(part);
  return at === -1 ? null : at + part.length;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function commonPrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length += 1;
  return length;
}

const quote = (of: string, from: number): string => JSON.stringify(of.slice(from, from + 24));

/** Names in one order: two writings of one value are one. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value as Readonly<Record<string, Json>>).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}
