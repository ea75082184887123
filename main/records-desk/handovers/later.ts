import type { LaterHandover, LaterWords, PreviousHandover } from '../../../shared/domain/handover/draft/types';
import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { Handover } from '../../../shared/domain/shifts/types';
import { byProgress } from '../../../shared/domain/handover/same-end';
import { removedIfThens } from './drafted-edits';
import type { Handovers } from './handovers';

/** Each one carries those before it: further back is only what they repeat. */
const LOOKED_AT = 6;

/**
 * What people wrote after the copy that was accepted last: into that handover itself, and into those of this team since then. What was
 * refused, and nothing made of since, was not good enough to be handed over.
 */
export function laterOf(
  { from, at }: Pick<Handover, 'from' | 'at'>,
  rows: readonly HandoverRow[],
  handovers: Pick<Handovers, 'whole'>,
  previous: PreviousHandover | null,
): LaterWords {
  const since = rows
    .filter(
      (row) =>
        row.putAway === null &&
        (row.to === from.id || row.from === from.id) &&
        row.at < at &&
        row.at > (previous?.at ?? -Infinity),
    )
    // Of several of one end the one that has come farthest has the last word.
    .sort((a, b) => a.at - b.at || byProgress(b, a))
    .slice(-LOOKED_AT);
  const own = previous === null ? [] : [lookedAt(previous, handovers)];
  const read = [
    ...own.filter((one) => !('why' in one) && one.isAmended),
    ...since.map((row) => lookedAt(row, handovers)),
  ];
  return {
    handovers: read.flatMap((one) => ('why' in one ? [] : one)),
    left: read.flatMap((one) => ('why' in one ? one : [])),
  };
}

type LookedAt = (LaterHandover & { readonly isAmended: boolean }) | LaterWords['left'][number];

function lookedAt(
  { id, from, to, at }: Pick<HandoverRow, 'id' | 'from' | 'to' | 'at'>,
  handovers: Pick<Handovers, 'whole'>,
): LookedAt {
  const found = handovers.whole(id);
  if (!found.ok) return { from, to, at, why: 'unreadable' };
  const { handover, content, signing } = found.value;
  if (signing.state === 'refused') return { from, to, at, why: 'refused' };
  const removed = removedIfThens(content);
  const isAccepted = hasEnded(signing.state);
  return { from, to, at, content: handover, isAccepted, isAmended: signing.amended, removed };
}
