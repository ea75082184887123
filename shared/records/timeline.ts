import { SECOND, type Ms } from '../lib/time';

/** When something was written, by the clock of the machine that wrote it. */
export interface Stamp {
  readonly at: Ms;
  /** What is to be added to get the true time, as measured there (AWS's clock); null where nothing was measured. */
  readonly offset: Ms | null;
  readonly replica: string;
  readonly sequence: number;
}

/** Above this a clock is said to be off (R31). */
const NOTABLE_OFFSET: Ms = 2 * SECOND;

export const correctedTime = ({ at, offset }: Pick<Stamp, 'at' | 'offset'>): Ms => at + (offset ?? 0);
export const isClockOff = ({ offset }: Pick<Stamp, 'offset'>): boolean =>
  offset !== null && Math.abs(offset) > NOTABLE_OFFSET;

/** By corrected time; what one replica wrote stays in the order it was written where times are equal. */
export const byCorrectedTime = (a: Stamp, b: Stamp): number =>
  correctedTime(a) - correctedTime(b) ||
  (a.replica === b.replica ? a.sequence - b.sequence : a.replica < b.replica ? -1 : 1);
