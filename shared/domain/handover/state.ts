import type { Ms } from '../../lib/time';
import type { HandoverContent, HandoverRow, HandoverState } from './types';

/** Another person took duty. */
export const isAccepted = (state: HandoverState): boolean =>
  state === 'accepted' || state === 'accepted-with-reservations';

/** Nothing is left to be done: duty passed, or one person has both shifts. */
export const hasEnded = (state: HandoverState): boolean => isAccepted(state) || state === 'self-covered';

/** Duty should have passed by now, and nobody has taken it (H5). Of the clock, so that no machine has to write it down. */
export const isOverdue = ({ state, at, putAway = null }: Dated, now: Ms): boolean =>
  !hasEnded(state) && putAway === null && now > at;
type Dated = Pick<HandoverRow, 'state' | 'at'> & Partial<Pick<HandoverRow, 'putAway'>>;

/** H1: drafted after the end of the shift; allowed, and marked. */
export const isLate = ({ draftedAt, at }: Pick<HandoverContent, 'draftedAt' | 'at'>): boolean => draftedAt > at;
