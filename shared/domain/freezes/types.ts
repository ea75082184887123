import type { Ms } from '../../lib/time';
import type { Moment } from './moment';

interface FreezeOf {
  readonly id: string;
  readonly name: string;
  /** Null with `sites` null: every site. A site is in it when its country or the site itself is named. */
  readonly countries: readonly string[] | null;
  readonly sites: readonly string[] | null;
}

/** From one moment to another, on the wall clock of each site. */
export interface MomentFreeze extends FreezeOf {
  readonly kind: 'moments';
  readonly from: Moment;
  readonly to: Moment;
}

/** Every public holiday of the country (and province) that a site is in. */
export interface HolidayFreeze extends FreezeOf {
  readonly kind: 'holidays';
  /** On the wall clock: `6h` before a holiday is 18:00 of the day before, whatever the clocks do in that night. */
  readonly before: Ms;
  readonly after: Ms;
}

/** When a calendar says so: a Change Calendar while it is closed, any other while it has an event. */
export interface CalendarFreeze extends FreezeOf {
  readonly kind: 'calendar';
  /** As the workspace file names it. */
  readonly file: string;
  readonly windows: readonly CalendarWindow[];
  /** Last year that was read. */
  readonly until: number;
}
/** The same instants everywhere; `local`: of whole days and times without a zone, on the wall clock of each site (`fromWall`). */
export interface CalendarWindow {
  readonly start: Ms;
  readonly end: Ms;
  readonly title: string;
  readonly local?: true;
}

/** A time in which countries or sites accept no change (product.md 4). */
export type Freeze = MomentFreeze | HolidayFreeze | CalendarFreeze;

/** One time that a freeze holds at one site: from `start`, up to and without `end`. */
export interface FreezeWindow {
  readonly freeze: string;
  readonly name: string;
  /** Names of the public holidays, or titles of the calendar's events, it is for; none where it is from one moment to another. */
  readonly holidays: readonly string[];
  readonly site: string;
  readonly start: Ms;
  readonly end: Ms;
}
