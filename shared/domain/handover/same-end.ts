import { hasEnded } from './state';
import type { HandoverRow } from './types';

type End = Pick<HandoverRow, 'from' | 'to' | 'at'>;

export const isSameEnd = (a: End, b: End): boolean => a.from === b.from && a.to === b.to && a.at === b.at;

const FAR: readonly HandoverRow['state'][] = [
  'accepted',
  'accepted-with-reservations',
  'self-covered',
  'in-review',
  'ready',
  'refused',
  'draft',
];

type Drawn = Pick<HandoverRow, 'state' | 'draftedAt' | 'id'>;
/** The one that has come farthest, then the first drafted. */
export const byProgress = (a: Drawn, b: Drawn): number =>
  FAR.indexOf(a.state) - FAR.indexOf(b.state) || a.draftedAt - b.draftedAt || (a.id < b.id ? -1 : 1);

export type Standing = Drawn & End & Pick<HandoverRow, 'putAway'>;
/** The handover of one end of a shift; of several drafted apart the one that went furthest, and none that was put away. */
export const furthestOf = <T extends Standing>(rows: readonly T[], end: End): T | null =>
  rows
    .filter((row) => row.putAway === null && isSameEnd(row, end))
    .reduce<T | null>((best, row) => (best === null || byProgress(row, best) < 0 ? row : best), null);

/** The other handovers by which an end of a shift was taken over, the earliest first. Two are written of one end where two givers draft apart. */
export const alsoTaken = (
  { id, ...end }: End & Pick<HandoverRow, 'id'>,
  rows: readonly Pick<HandoverRow, 'id' | 'from' | 'to' | 'at' | 'state' | 'acceptedBy' | 'acceptedAt'>[],
): HandoverRow['alsoTaken'] =>
  rows
    .filter((row) => row.id !== id && hasEnded(row.state) && isSameEnd(row, end))
    .map((row) => ({ id: row.id, by: row.acceptedBy ?? '', at: row.acceptedAt ?? row.at }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

/** Why it is not taken over once more, and what stands beside it where it was: `clock` writes a time. */
export const alsoTakenText = (
  { by, at }: Pick<HandoverRow['alsoTaken'][number], 'by' | 'at'>,
  nameOf: (person: string) => string,
  clock: (at: number) => string,
): string => `this end of the shift was taken over with another handover, by ${nameOf(by)} at ${clock(at)}`;
