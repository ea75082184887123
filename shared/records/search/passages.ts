import { foldedWords, foldWord, type FoldedWord } from '../../lib/folded-words';
import type { Term } from './query';
import type { Passage } from './types';

/** A line is cut to about this, around its first mark. */
const LINE = 160;
const BEFORE = 40;

/** Where the terms stand in a text. */
export function markTerms(text: string, terms: readonly Term[]): Passage['marks'] {
  const words = [...foldedWords(text)];
  const marks: (readonly [number, number])[] = [];
  for (const term of terms) {
    for (let start = 0; start + term.words.length <= words.length; start += 1) {
      if (!standsAt(words, start, term)) continue;
      const last = words[start + term.words.length - 1];
      const first = words[start];
      if (first === undefined || last === undefined) continue;
      marks.push([first.from, endOf(text, last, term)]);
    }
  }
  return joined(marks);
}

function standsAt(words: readonly FoldedWord[], start: number, { words: wanted, open }: Term): boolean {
  return wanted.every((word, index) => {
    const there = words[start + index]?.word ?? '';
    return open && index === wanted.length - 1 ? there.startsWith(word) : there === word;
  });
}

/** Of a word that was typed in part only that part is marked, never half a letter. */
function endOf(text: string, word: FoldedWord, { words, open }: Term): number {
  const wanted = words.at(-1) ?? '';
  if (!open || word.word === wanted) return word.to;
  let end = word.from;
  for (const letter of text.slice(word.from, word.to)) {
    const folded = foldWord(text.slice(word.from, end));
    const isMark = /\p{M}/u.test(letter);
    if (folded.length >= wanted.length && !isMark) break;
    end += letter.length;
  }
  return end;
}

function joined(marks: readonly (readonly [number, number])[]): Passage['marks'] {
  const done: [number, number][] = [];
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = done.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else done.push([from, to]);
  }
  return done;
}

/** Reads on for so many letters: a search over pages of notes stays quick. */
export interface Budget {
  left: number;
}

/** The first lines in which terms stand, those with more of them first. */
export function findPassages(text: string, terms: readonly Term[], most: number, budget: Budget): readonly Passage[] {
  const found: { readonly passage: Passage; readonly hits: number; readonly index: number }[] = [];
  if (terms.length === 0) return [];
  const needles = terms.map(({ words }) => bare(words[0] ?? ''));
  let start = 0;
  for (let index = 0; start < text.length && budget.left > 0; index += 1) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    const line = text.slice(start, Math.min(stop, start + budget.left));
    budget.left -= line.length + 1;
    start = stop + 1;
    if (!mayHold(line, needles)) continue;
    const marks = markTerms(line, terms);
    if (marks.length === 0) continue;
    found.push({ passage: cut(line, marks), hits: marks.length, index });
    if (found.length >= 4 * most) break;
  }
  return found
    .sort((a, b) => b.hits - a.hits || a.index - b.index)
    .slice(0, most)
    .sort((a, b) => a.index - b.index)
    .map(({ passage }) => passage);
}

/** Letters that fold into others than their base, and what stands inside of words: too rare to be quick about. */
const ODD = /[^\u0000-\u007f\u00c0-\u024f\u0300-\u036f\u0400-\u04ff\u0900-\u097f]|[ßæœøłđðþı'\u0958-\u095f]/i;
const ACCENTS = /[\u0300-\u036f]/g;
const bare = (text: string): string => text.toLowerCase().normalize('NFD').replace(ACCENTS, '');

/** Quickly, for the many lines that hold none of the words: whether it is worth a closer look. Never says no where there is one. */
function mayHold(line: string, needles: readonly string[]): boolean {
  if (ODD.test(line)) return true;
  const small = bare(line);
  return needles.some((needle) => small.includes(needle));
}

function cut(line: string, marks: Passage['marks']): Passage {
  if (line.length <= LINE) return { text: line, marks };
  const first = marks[0]?.[0] ?? 0;
  let from = Math.max(0, Math.min(first - BEFORE, line.length - LINE));
  let to = Math.min(line.length, Math.max(from + LINE, Math.min(marks[0]?.[1] ?? 0, from + 2 * LINE)));
  from = wholeFrom(line, from);
  to = wholeTo(line, to);
  const lead = from > 0 ? '… ' : '';
  const shift = lead.length - from;
  return {
    text: `${lead}${line.slice(from, to)}${to < line.length ? ' …' : ''}`,
    marks: marks
      .filter(([begin]) => begin < to)
      .map(([begin, end]) => [begin + shift, Math.min(end, to) + shift] as const),
  };
}

const isInside = (line: string, at: number): boolean =>
  at > 0 &&
  at < line.length &&
  (/[\udc00-\udfff]/.test(line[at] ?? '') || /^[\p{M}\u200d]/u.test(line.slice(at, at + 2)));
function wholeFrom(line: string, at: number): number {
  let place = at;
  while (place > 0 && isInside(line, place)) place -= 1;
  return place;
}
function wholeTo(line: string, at: number): number {
  let place = at;
  while (place < line.length && place < at + 64 && isInside(line, place)) place += 1;
  return place;
}
