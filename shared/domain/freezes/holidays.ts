import { DAY, type Ms } from '../../lib/time';
import { eventDay, eventKnownUntil, type CalendarEvent } from './events';
import table from './holidays.json';

/**
 * Public holidays by country. Of the US, Canada and Brazil they are a table made of date-holidays (a test makes it anew and holds it
 * to the statutes); of India, where that library knows neither Diwali nor what the states keep, they are our own.
 */
export interface Holiday {
  readonly name: string;
  /** Its beginning on the wall clock of any zone. */
  readonly wall: Ms;
}

interface Row {
  readonly name: string;
  /** Subdivisions that keep it; left out: the whole country. */
  readonly in?: string;
  readonly days: string;
}
const ROWS: ReadonlyMap<string, readonly Row[]> = new Map(Object.entries(table.countries));

/**
 * Those of the fourteen holidays of every central government office whose day is known ahead. The others (Holi is none of them; Dussehra,
 * Buddha Purnima, Guru Nanak, Id, ...) are set by an order for one year, and Id by the sight of the moon: they are not guessed.
 */
const INDIA: readonly (readonly [name: string, event: CalendarEvent, days: number])[] = [
  ['Republic Day', 'in-republic-day', 0],
  ['Good Friday', 'easter', -2],
  ['Independence Day', 'in-independence-day', 0],
  ['Gandhi Jayanti', 'in-gandhi-jayanti', 0],
  ['Diwali', 'in-diwali', 0],
  ['Christmas Day', 'christmas', 0],
];

/** The last year whose public holidays are known; null for a country of which none are. India's end with the table of Diwali. */
export const holidaysKnownUntil = (country: string): number | null =>
  country === 'IN' ? eventKnownUntil('in-diwali') : ROWS.has(country) ? table.lastYear : null;

export const HOLIDAY_COUNTRIES: readonly string[] = [...ROWS.keys(), 'IN'];

/** Codes of the provinces whose own holidays are known; none where only those of the whole country are. */
export const holidaySubdivisions = (country: string): readonly string[] =>
  [...new Set(ROWS.get(country)?.flatMap((row) => row.in?.split(' ') ?? []))].sort();

const known = new Map<string, readonly Holiday[]>();

/** All public holidays that are known of a place, the earliest first. Without a subdivision: those that every one of them keeps. */
export function publicHolidays(country: string, subdivision: string | null): readonly Holiday[] {
  const key = `${country} ${subdivision ?? ''}`;
  let holidays = known.get(key);
  if (holidays === undefined) {
    const all = country === 'IN' ? ofIndia() : ofTable(country, subdivision);
    holidays = all.sort((a, b) => a.wall - b.wall || (a.name < b.name ? -1 : 1));
    known.set(key, holidays);
  }
  return holidays;
}

const ofTable = (country: string, subdivision: string | null): Holiday[] =>
  (ROWS.get(country) ?? [])
    .filter((row) => row.in === undefined || (subdivision !== null && row.in.split(' ').includes(subdivision)))
    .flatMap(({ name, days }) => days.split(' ').map((day) => ({ name, wall: Date.parse(day) })));

function ofIndia(): Holiday[] {
  const last = holidaysKnownUntil('IN') ?? 0;
  return Array.from({ length: last - table.firstYear + 1 }, (_, index) => table.firstYear + index).flatMap((year) =>
    INDIA.flatMap(([name, event, days]) => {
      const at = eventDay(event, year);
      return at === null ? [] : [{ name, wall: Date.UTC(year, at.month - 1, at.day) + days * DAY }];
    }),
  );
}
