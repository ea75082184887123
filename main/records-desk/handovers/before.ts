import type { LaterWords, PreviousHandover } from '../../../shared/domain/handover/draft/types';
import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import { chainWith } from '../../../shared/domain/shifts/holder';
import type { Handover } from '../../../shared/domain/shifts/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import { removedIfThens } from './drafted-edits';
import type { Handovers } from './handovers';
import { laterOf } from './later';

/** The handovers that a draft of this end of a shift goes on from. */
export function beforeOf(
  end: Pick<Handover, 'from' | 'at'>,
  rows: readonly HandoverRow[],
  handovers: Pick<Handovers, 'whole'>,
  teams: readonly TeamView[],
): { readonly previous: PreviousHandover | null; readonly later: LaterWords } {
  const { previous, unread } = previousOf(end, rows, handovers, teams);
  const others = rows.filter((row) => !unread.includes(row));
  const later = laterOf(end, others, handovers, previous);
  const unreadable = unread.map(({ from, to, at }) => ({ from, to, at, why: 'unreadable-taken' as const }));
  return { previous, later: { ...later, left: [...unreadable, ...later.left] } };
}

/**
 * By which the givers got duty: what their team accepted last, else what anybody did of those that hand over to each other. Of two of one
 * end the earlier one counts (H8). `unread`: those that would have been it, and cannot be read.
 */
function previousOf(
  { from, at }: Pick<Handover, 'from' | 'at'>,
  rows: readonly HandoverRow[],
  handovers: Pick<Handovers, 'whole'>,
  teams: readonly TeamView[],
): { readonly previous: PreviousHandover | null; readonly unread: readonly HandoverRow[] } {
  const chain = chainWith(teams, from.id);
  const before = rows
    .filter((row) => hasEnded(row.state) && row.at < at && chain.has(row.from) && chain.has(row.to))
    .sort(
      (a, b) =>
        Number(b.to === from.id) - Number(a.to === from.id) ||
        b.at - a.at ||
        (a.acceptedAt ?? a.at) - (b.acceptedAt ?? b.at),
    );
  const unread: HandoverRow[] = [];
  for (const row of before) {
    const found = handovers.whole(row.id);
    if (!found.ok) {
      unread.push(row);
      continue;
    }
    const { signing, content } = found.value;
    const taken = signing.accepted ?? signing.selfCover;
    if (taken === null) continue;
    const removed = removedIfThens(content);
    return { previous: { id: row.id, from: row.from, to: row.to, at: row.at, content: taken.copy, removed }, unread };
  }
  return { previous: null, unread };
}
