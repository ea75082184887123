import type { Ms } from '../../lib/time';
import type { Component } from './components';
import type { CalendarProblem } from './problem';

/** One event, or one occurrence of a series, at its instants. */
export interface CalendarEntry {
  /** Stable. Of one occurrence: with `recurrenceId`. */
  readonly uid: string;
  /** Where the series has this occurrence, wherever it was moved to; null: no series. */
  readonly recurrenceId: Ms | null;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  /** Half open; an event without duration has `start` = `end`. */
  readonly start: Ms;
  readonly end: Ms;
  /** Whole days: local midnights in `zone`, which is then never null. */
  readonly allDay: boolean;
  /** IANA zone of its times. Null: UTC, floating (read in the zone of whoever asked), or a zone that only the file knows. */
  readonly zone: string | null;
  /** Its times are on no clock of their own: a whole day or a floating time, and the calendar names no zone. Absent: they are instants. */
  readonly isFloating?: true;
  readonly status: 'tentative' | 'confirmed' | 'cancelled' | null;
  /** "Name <address>", or what there is of it. */
  readonly organizer: string | null;
  readonly attendees: readonly string[];
  readonly categories: readonly string[];
  readonly url: string | null;
  readonly sequence: number;
  readonly lastModified: Ms | null;
}

export type { CalendarProblem };

/**
 * What the file is. Of a Change Calendar: inside an event a `default-open` one is closed, and a `default-closed` one is open.
 */
export type CalendarKind = 'events' | 'default-open' | 'default-closed';

/** Everything the file said, in its order: enough to write it again. */
export interface CalendarSource {
  readonly calendars: readonly Component[];
}

export interface CalendarFile {
  /** By start. */
  readonly entries: readonly CalendarEntry[];
  readonly name: string | null;
  readonly kind: CalendarKind;
  /** By line. What is bad costs only itself. */
  readonly problems: readonly CalendarProblem[];
  /** The time it was read for: it says nothing about any other. */
  readonly window: { readonly from: Ms; readonly to: Ms };
  readonly source: CalendarSource;
}

export interface ReadOptions {
  /** Entries that touch this time are read; half open. */
  readonly from: Ms;
  readonly to: Ms;
  /** Of floating times and whole days, where the calendar names none. */
  readonly zone: string;
  /** So many entries at most. */
  readonly most?: number;
}
