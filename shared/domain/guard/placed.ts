import type { Ms } from '../../lib/time';
import { fullNumber } from '../change/number';
import { isPlanned } from '../change/rules';
import type { Change } from '../change/types';
import type { Spanned } from './intervals';
import { placeOf, toldIn } from './rule';
import type { GuardDatum } from './types';

/** Another change with the time it takes: what overlaps and neighbours are found among. */
export interface Placed extends Spanned {
  readonly change: Change;
  readonly datum: GuardDatum;
  /** Its time on the wall clock of a zone. */
  readonly when: (zone: string) => string;
}

/** What is planned for real, and has a time. */
export function placedOf(changes: readonly Change[], now: Ms): readonly Placed[] {
  return changes.flatMap((change) => {
    const place = isPlanned(change.state) ? placeOf(change, now) : null;
    if (place === null) return [];
    const datum = { source: fullNumber(change.number), at: change.changedAt };
    return [{ start: place.start, end: place.end, change, datum, when: toldIn(place, now) }];
  });
}
