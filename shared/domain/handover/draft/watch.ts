import type { HandoverItem } from '../types';
import { draftedItem, timeText } from './item';
import type { Known } from './known';
import type { CoverGap } from './types';

export const coverKey = ({ text, from }: CoverGap): string => `cover:${from}:${text}`;

/** Times of the receiving shift for which nobody is on duty. */
export const coverItems = (known: Known): readonly HandoverItem[] =>
  known.gaps
    .filter(({ from, to }) => from < known.until && to > known.start)
    // Of two that are told alike the longer one stays.
    .sort((a, b) => b.to - a.to)
    .map((gap) =>
      draftedItem({
        key: coverKey(gap),
        kind: 'cover',
        name: '',
        condition: 'watcher',
        line: gap.text,
        facts: `nobody from ${timeText(gap.from, known.now)} to ${timeText(gap.to, known.now)}`,
        begins: gap.from,
        ends: gap.to,
        origin: { source: 'rota', at: known.now },
      }),
    );
