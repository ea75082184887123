import type { LaterHandover, LaterWords, PreviousHandover } from '../../../shared/domain/handover/draft/types';
import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { Handover } from '../../../shared/domain/shifts/types';
import { byProgress, isSameEnd } from '../../../shared/domain/handover/same-end';
import { removedIfThens } from './drafted-edits';
import type { Handovers } from './handovers';

/** Each one carries those before it: further back is only what they repeat. */
const LOOKED_AT = 6;

/**
 * What people wrote beside and after the copy that was accepted last: into other drafts of that end, into that handover itself, and into
 * those of this team since then. What was refused, and nothing made of since, was not good enough to be handed over.
 */
export function laterOf(
  { from, at }: Pick<Handover, 'from' | 'at'>,
  rows: readonly HandoverRow[],
  handovers: Pick<Handovers, 'whole'>,
  previous: PreviousHandover | null,
): LaterWords {
  // Of several of one end the one that has come farthest has the last word.
  const standing = rows
    .filter(({ id, putAway }) => putAway === null && id !== previous?.id)
    .sort((a, b) => a.at - b.at || byProgress(b, a));
  const apart = standing.filter((row) => previous !== null && isSameEnd(row, previous));
  const since = standing
    .filter(
      (row) => (row.to === from.id || row.from === from.id) && row.at < at && row.at > (previous?.at ?? -Infinity),
    )
    .slice(-LOOKED_AT);
  const own = previous === null ? [] : [lookedAt(previous, handovers)];
  const read = [
    ...apart.map((row) => lookedAt(row, handovers)),
    ...own.filter((one) => !('why' in one) && one.isAmended),
    ...since.map((row) => lookedAt(row, handovers)),
  ];
  const whole = read.flatMap((one) => ('why' in one ? [] : one));
  const isBeside = (one: LookedThrough, index: number): boolean =>
    (previous !== null && isSameEnd(one, previous) && one.id !== previous.id) ||
    whole.slice(index + 1).some((other) => other.id !== one.id && isSameEnd(other, one));
  return {
    handovers: whole.map((one, index) => {
      const { from, to, at, content, isAccepted, removed } = one;
      return { from, to, at, content, isAccepted, isBeside: isBeside(one, index), removed };
    }),
    left: read.flatMap((one) => ('why' in one ? one : [])),
  };
}

type LookedThrough = Omit<LaterHandover, 'isBeside'> & { readonly id: string; readonly isAmended: boolean };

function lookedAt(
  { id, from, to, at }: Pick<HandoverRow, 'id' | 'from' | 'to' | 'at'>,
  handovers: Pick<Handovers, 'whole'>,
): LookedThrough | LaterWords['left'][number] {
  const found = handovers.whole(id);
  if (!found.ok) return { from, to, at, why: 'unreadable' };
  const { handover, content, signing } = found.value;
  if (signing.state === 'refused') return { from, to, at, why: 'refused' };
  const removed = removedIfThens(content);
  const isAccepted = hasEnded(signing.state);
  return { id, from, to, at, content: handover, isAccepted, isAmended: signing.amended, removed };
}
