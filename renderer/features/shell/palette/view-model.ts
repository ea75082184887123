import type { Entry } from './types';

export interface Piece {
  readonly text: string;
  readonly match: boolean;
}
export interface PaletteGroup {
  readonly title: Entry['group'];
  readonly found: string;
  readonly entries: readonly (Entry & { readonly pieces: readonly Piece[] })[];
}
export interface PaletteView {
  readonly groups: readonly PaletteGroup[];
  readonly count: number;
}

const GROUPS: readonly Entry['group'][] = [
  'Actions',
  'Attention',
  'Changes',
  'Incidents',
  'Handovers',
  'Sites',
  'Teams',
];
const MOST: Readonly<Record<Entry['group'], number>> = {
  Actions: 6,
  Attention: 4,
  Changes: 5,
  Incidents: 5,
  Handovers: 4,
  Sites: 8,
  Teams: 4,
};

/** `>` at the start shows actions only. Every word typed must be found; the earliest match stands first. */
export function search(entries: readonly Entry[], query: string): PaletteView {
  const onlyActions = query.trimStart().startsWith('>');
  const words = query
    .replace('>', '')
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const groups = GROUPS.flatMap((title): PaletteGroup[] => {
    if (onlyActions && title !== 'Actions') return [];
    const all = entries.filter((entry) => entry.group === title && matches(entry, words));
    if (all.length === 0) return [];
    const shown = rankBy(all, words).slice(0, onlyActions ? 14 : MOST[title]);
    const found = shown.length === all.length ? String(all.length) : `${shown.length} of ${all.length}`;
    return [{ title, found, entries: shown.map((entry) => ({ ...entry, pieces: piecesOf(entry.name, words) })) }];
  });
  return { groups, count: groups.reduce((sum, group) => sum + group.entries.length, 0) };
}

const matches = (entry: Entry, words: readonly string[]): boolean => {
  const text = `${entry.name} ${entry.chip ?? ''} ${entry.fact} ${entry.also}`.toLocaleLowerCase();
  return words.every((word) => text.includes(word));
};

function rankBy(entries: readonly Entry[], words: readonly string[]): readonly Entry[] {
  const [first] = words;
  if (first === undefined) return entries;
  const place = (entry: Entry): number => {
    const at = entry.name.toLocaleLowerCase().indexOf(first);
    return at < 0 ? 1_000 : at;
  };
  return [...entries].sort((a, b) => place(a) - place(b));
}

/** The name cut where it matched, for the underline. */
export function piecesOf(name: string, words: readonly string[]): readonly Piece[] {
  const lower = name.toLocaleLowerCase();
  const hits = Array.from({ length: name.length }, () => false);
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at >= 0) hits.fill(true, at, at + word.length);
  }
  const pieces: { text: string; match: boolean }[] = [];
  for (let index = 0; index < name.length; index += 1) {
    const character = name.charAt(index);
    const match = hits[index] ?? false;
    const last = pieces.at(-1);
    if (last?.match === match) last.text += character;
    else pieces.push({ text: character, match });
  }
  return pieces;
}
