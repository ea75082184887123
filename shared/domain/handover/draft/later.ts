import type { HandoverContent } from '../types';
import { timeText } from './item';
import type { Known } from './known';
import type { LaterHandover } from './types';

const LEFT = {
  refused: 'Refused, and not carried here',
  unreadable: 'Cannot be read, and not carried here',
} as const;

/** Handovers whose words are not in this draft. */
export const leftOf = (known: Known): readonly string[] =>
  known.later.left.map((one) => `${LEFT[one.why]}: ${nameOf(one, known)}.`);

/** Sentences and notes that no receiver read, under the name of where they stood. `standing`: what every draft says by itself. */
export function notesOf(known: Known, standing: readonly string[]): readonly string[] {
  const { handovers } = known.later;
  const read = new Set(known.previous === null ? standing : [...standing, ...linesOf(known.previous.content)]);
  return handovers.flatMap((one, index) => {
    const isAmended = one.at === known.previous?.at;
    if (one.isAccepted && !isAmended) return [];
    // A later one repeats what it carried.
    const repeated = new Set(handovers.slice(index + 1).flatMap(({ content }) => linesOf(content)));
    const lines = linesOf(one.content).filter((line) => !read.has(line) && !repeated.has(line));
    const how = isAmended ? 'Written after the acceptance into' : 'Nobody accepted';
    return lines.length === 0 ? [] : [`${how} ${nameOf(one, known)}:`, ...lines];
  });
}

const linesOf = ({ sentence, notes }: HandoverContent): readonly string[] =>
  `${sentence}\n${notes}`.split('\n').filter((line) => line.trim() !== '');

function nameOf({ from, to, at }: Pick<LaterHandover, 'from' | 'to' | 'at'>, known: Known): string {
  const teamName = (id: string): string => [known.from, known.to].find((team) => team.id === id)?.name ?? id;
  return `${teamName(from)} to ${teamName(to)}, ${timeText(at, known.now)}`;
}
