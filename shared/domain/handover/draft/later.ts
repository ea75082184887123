import { isSameEnd } from '../same-end';
import type { HandoverContent } from '../types';
import { documentsOf, openOf } from './handed';
import { joined, timeText } from './item';
import type { Known } from './known';
import type { Drafted, LaterHandover, NotesFrom } from './types';

const LEFT = {
  refused: 'Refused, and not carried here',
  unreadable: 'Cannot be read, and not carried here',
  'unreadable-taken': 'Accepted, but it cannot be read: not carried here, and marks are of what was accepted before it',
} as const;

/** Handovers whose words are not in this draft. */
export const leftOf = (known: Known): readonly string[] =>
  known.later.left.map((one) => `${LEFT[one.why]}: ${nameOf(one, known)}.`);

/** Sentences and notes that no receiver read. `standing`: what every draft says by itself. */
export function notesOf(known: Known, standing: readonly string[]): readonly NotesFrom[] {
  const documents = documentsOf(known);
  const read = new Set(known.previous === null ? standing : [...standing, ...linesOf(known.previous.content)]);
  return documents.flatMap((one, index) => {
    const isAmended = one.content !== known.previous?.content && isLastAgain(one, known);
    if (one.isAccepted && !isAmended && !one.isBeside) return [];
    // A later one repeats what it carried.
    const repeated = new Set(documents.slice(index + 1).flatMap(({ content }) => linesOf(content)));
    const lines = [...linesOf(one.content), ...(one.isBeside ? besideLines(one, documents, known) : [])];
    const unread = lines.filter((line) => !read.has(line) && !repeated.has(line));
    const how = isAmended
      ? 'Written after the acceptance into'
      : one.isBeside
        ? 'Written apart for'
        : 'Nobody accepted';
    return unread.length === 0 ? [] : { name: `${how} ${nameOf(one, known)}:`, lines: unread };
  });
}

/** The handover before itself, as it stands now. */
const isLastAgain = (one: LaterHandover, { previous }: Known): boolean =>
  previous !== null && !one.isBeside && isSameEnd(one, previous);

/** What people wrote there about things on which the other one of that end decides. */
function besideLines(one: LaterHandover, documents: readonly LaterHandover[], known: Known): readonly string[] {
  const other = documents.findLast((document) => !document.isBeside && isSameEnd(document, one));
  if (other === undefined) return [];
  const decided = openOf(other.content, known).items;
  const handedOn = new Map(one.content.before?.items.map((item) => [item.key, item]));
  return [...openOf(one.content, known).items.values()].flatMap((item): readonly string[] => {
    const said = decided.get(item.key);
    if (said === undefined) return [];
    const { done, next, name, line } = item;
    const isNews = (text: string, there: string): boolean => text.trim() !== '' && !there.includes(text);
    const words = joined(
      isNews(done, said.done) ? `done so far: ${inOneLine(done)}` : null,
      isNews(next, said.next) && next !== handedOn.get(item.key)?.next ? `next: ${inOneLine(next)}` : null,
    );
    return words === '' ? [] : [`${name || line}: ${words}`];
  });
}

const inOneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ');

/** As they stand in the notes. */
export const notesLines = (notes: Drafted['notes']): readonly string[] =>
  notes.flatMap(({ name, lines }) => (name === '' ? lines : [name, ...lines]));

const linesOf = ({ sentence, notes }: HandoverContent): readonly string[] =>
  `${sentence}\n${notes}`.split('\n').filter((line) => line.trim() !== '');

function nameOf({ from, to, at }: Pick<LaterHandover, 'from' | 'to' | 'at'>, known: Known): string {
  const teamName = (id: string): string => [known.from, known.to].find((team) => team.id === id)?.name ?? id;
  return `${teamName(from)} to ${teamName(to)}, ${timeText(at, known.now)}`;
}
