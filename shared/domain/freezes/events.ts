/**
 * Days of the year that freezes are tied to, by country. Dates by rule come from the statutes and customs they follow; Diwali is a
 * table, because the evening of the new moon cannot be told by a rule (docs/workspace.md, Freezes).
 */
export interface CalendarDay {
  readonly month: number;
  readonly day: number;
}

type EventRule = (year: number) => CalendarDay | null;

const fixed =
  (month: number, day: number): EventRule =>
  () => ({ month, day });

/** Sunday is 0. `nth` counts from 1. */
const nthWeekday =
  (nth: number, weekday: number, month: number): EventRule =>
  (year) => ({ month, day: 1 + ((7 + weekday - weekdayOf(year, month, 1)) % 7) + 7 * (nth - 1) });

const lastWeekday =
  (weekday: number, month: number): EventRule =>
  (year) => {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return { month, day: last - ((7 + weekdayOf(year, month, last) - weekday) % 7) };
  };

const weekdayOf = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay();

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
const easter = (year: number): CalendarDay => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const l = (32 + 2 * e + 2 * i - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return { month: Math.floor(n / 31), day: (n % 31) + 1 };
};

const fromEaster =
  (days: number): EventRule =>
  (year) => {
    const { month, day } = easter(year);
    const at = new Date(Date.UTC(year, month - 1, day + days));
    return { month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  };

/** Lakshmi Puja: the evening on which the new moon of October or November holds at sunset in India. */
const DIWALI: Readonly<Record<number, readonly [month: number, day: number]>> = {
  2024: [10, 31],
  2025: [10, 20],
  2026: [11, 8],
  2027: [10, 29],
  2028: [10, 17],
  2029: [11, 5],
  2030: [10, 26],
  2031: [11, 14],
  2032: [11, 2],
};

const RULES = {
  easter: fromEaster(0),
  christmas: fixed(12, 25),
  'boxing-day': fixed(12, 26),
  'us-martin-luther-king-day': nthWeekday(3, 1, 1),
  'us-washingtons-birthday': nthWeekday(3, 1, 2),
  'us-mothers-day': nthWeekday(2, 0, 5),
  'us-memorial-day': lastWeekday(1, 5),
  'us-independence-day': fixed(7, 4),
  'us-labor-day': nthWeekday(1, 1, 9),
  'us-columbus-day': nthWeekday(2, 1, 10),
  // Black Friday is the day after it and Cyber Monday four days after it, in Canada and Brazil too.
  'us-thanksgiving': nthWeekday(4, 4, 11),
  'ca-family-day': nthWeekday(3, 1, 2),
  // The Monday before 25 May.
  'ca-victoria-day': (year) => ({ month: 5, day: 24 - ((6 + weekdayOf(year, 5, 24)) % 7) }),
  'ca-canada-day': fixed(7, 1),
  'ca-civic-holiday': nthWeekday(1, 1, 8),
  'ca-labour-day': nthWeekday(1, 1, 9),
  'ca-thanksgiving': nthWeekday(2, 1, 10),
  // Shrove Tuesday.
  'br-carnaval': fromEaster(-47),
  'br-corpus-christi': fromEaster(60),
  'br-dia-das-maes': nthWeekday(2, 0, 5),
  'br-dia-dos-namorados': fixed(6, 12),
  'br-dia-dos-pais': nthWeekday(2, 0, 8),
  'br-dia-das-criancas': fixed(10, 12),
  'in-republic-day': fixed(1, 26),
  'in-independence-day': fixed(8, 15),
  'in-gandhi-jayanti': fixed(10, 2),
  'in-diwali': (year) => {
    const at = DIWALI[year];
    return at === undefined ? null : { month: at[0], day: at[1] };
  },
} as const satisfies Record<string, EventRule>;

export type CalendarEvent = keyof typeof RULES;
export const CALENDAR_EVENTS = Object.keys(RULES) as readonly CalendarEvent[];
export const isCalendarEvent = (name: string): name is CalendarEvent => Object.hasOwn(RULES, name);

/** The day of an event in a year (1 is January); null where it is not known. */
export const eventDay = (event: CalendarEvent, year: number): CalendarDay | null => RULES[event](year);

/** The last year in which the day of an event is known; null where a rule tells it for ever. */
export const eventKnownUntil = (event: CalendarEvent): number | null =>
  event === 'in-diwali' ? Math.max(...Object.keys(DIWALI).map(Number)) : null;
