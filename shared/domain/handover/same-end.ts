import { hasEnded } from './state';
import type { HandoverRow } from './types';

type End = Pick<HandoverRow, 'from' | 'to' | 'at'>;

export const isSameEnd = (a: End, b: End): boolean => a.from === b.from && a.to === b.to && a.at === b.at;

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
