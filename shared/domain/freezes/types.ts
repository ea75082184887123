import type { Ms } from '../../lib/time';
import type { Moment } from './moment';

/** A time in which countries or sites accept no change (product.md 4). */
export interface Freeze {
  readonly id: string;
  readonly name: string;
  /** Null with `sites` null: every site. A site is in it when its country or the site itself is named. */
  readonly countries: readonly string[] | null;
  readonly sites: readonly string[] | null;
  readonly from: Moment;
  readonly to: Moment;
}

/** One time that a freeze holds at one site: from `start`, up to and without `end`. */
export interface FreezeWindow {
  readonly freeze: string;
  readonly name: string;
  readonly site: string;
  readonly start: Ms;
  readonly end: Ms;
}
