import type { Ms } from '../../lib/time';
import type { PersonId } from '../incident/types';
import type { HandoverContent, HandoverRow, HandoverState } from './types';

/** Another person took duty. */
export const isAccepted = (state: HandoverState): boolean =>
  state === 'accepted' || state === 'accepted-with-reservations';

/** Nothing is left to be done: duty passed, or one person has both shifts. */
export const hasEnded = (state: HandoverState): boolean => isAccepted(state) || state === 'self-covered';

type Sides = Pick<HandoverContent, 'givers' | 'receivers'>;

/** H6: nobody acts for the side that hands over who is named on the other one; who is named on neither may, as one who helps out. */
export const mayGive = ({ receivers }: Sides, person: PersonId): boolean => !receivers.includes(person);
/** The same of the side that takes over. Who is named on both has both shifts, and covers them instead. */
export const mayTake = ({ givers }: Sides, person: PersonId): boolean => !givers.includes(person);

/** Who else was named to take it: somebody who covers both shifts did not do so for want of people. */
export const othersOf = ({ receivers }: Sides, person: PersonId): readonly PersonId[] =>
  receivers.filter((one) => one !== person);

/** Duty should have passed by now, and nobody has taken it (H5). Of the clock, so that no machine has to write it down. */
export const isOverdue = ({ state, at, putAway = null }: Dated, now: Ms): boolean =>
  !hasEnded(state) && putAway === null && now > at;
type Dated = Pick<HandoverRow, 'state' | 'at'> & Partial<Pick<HandoverRow, 'putAway'>>;

/** H1: drafted after the end of the shift; allowed, and marked. */
export const isLate = ({ draftedAt, at }: Pick<HandoverContent, 'draftedAt' | 'at'>): boolean => draftedAt > at;
