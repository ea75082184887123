import { DAY, type Ms } from '../../lib/time';
import type { Rule } from './rule';

/** Days since 1970. */
type Day = number;
export type Dates = readonly Day[];

export interface RuleDates {
  /** Whether the parts of the rule that speak of days allow this one. */
  readonly fits: (day: Day) => boolean;
  /** The period (every INTERVALth year, month, week or day from the start) at or before a wall time. */
  readonly indexAt: (far: Ms) => number;
  readonly period: (index: number) => { readonly begins: Ms; readonly dates: Dates; readonly work: number };
}

interface Facts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

const factsOf = (day: Day): Facts => {
  const date = new Date(day * DAY);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: weekdayOf(day),
  };
};
/** 1970 began on a Thursday. */
const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;

/** Months beyond 12 are those of the next years. */
function dayOf(year: number, month: number, day: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / DAY);
}

/** Each part of a rule only leaves days out, of all days of the period; a rule that names no days means that of its start. */
export function datesOf(given: Rule, start: Ms): RuleDates {
  const first = Math.floor(start / DAY);
  const began = factsOf(first);
  const rule = completed(given, began);
  const fits = filterOf(rule);
  const { interval } = rule;
  const from = (begin: Day, end: Day): Dates => {
    const dates: Day[] = [];
    for (let day = begin; day < end; day++) if (fits(day)) dates.push(day);
    return dates;
  };
  const atLeast0 = (index: number): number => Math.max(0, Math.floor(index));

  switch (rule.freq) {
    case 'YEARLY':
      return {
        fits,
        indexAt: (far) => atLeast0((factsOf(Math.floor(far / DAY)).year - began.year) / interval),
        period: (index) => {
          const year = began.year + index * interval;
          const months = rule.months.length > 0 ? rule.months : ALL_MONTHS;
          const dates = months.flatMap((month) => from(dayOf(year, month, 1), dayOf(year, month + 1, 1)));
          return { begins: dayOf(year, 1, 1) * DAY, dates, work: months.length * 31 };
        },
      };
    case 'MONTHLY':
      return {
        fits,
        indexAt: (far) => {
          const there = factsOf(Math.floor(far / DAY));
          return atLeast0(((there.year - began.year) * 12 + there.month - began.month) / interval);
        },
        period: (index) => {
          const month = began.month + index * interval;
          const begin = dayOf(began.year, month, 1);
          return { begins: begin * DAY, dates: from(begin, dayOf(began.year, month + 1, 1)), work: 31 };
        },
      };
    case 'WEEKLY': {
      const week = first - ((began.weekday - rule.weekStart + 7) % 7);
      return {
        fits,
        indexAt: (far) => atLeast0((Math.floor(far / DAY) - week) / 7 / interval),
        period: (index) => {
          const begin = week + index * interval * 7;
          return { begins: begin * DAY, dates: from(begin, begin + 7), work: 7 };
        },
      };
    }
    case 'DAILY':
    case 'HOURLY':
    case 'MINUTELY':
    case 'SECONDLY':
      return {
        fits,
        indexAt: (far) => atLeast0((Math.floor(far / DAY) - first) / interval),
        period: (index) => {
          const begin = first + index * interval;
          return { begins: begin * DAY, dates: from(begin, begin + 1), work: 1 };
        },
      };
  }
}

const ALL_MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** RFC 5545: "information missing from the rule is taken from the start". */
function completed(rule: Rule, start: Facts): Rule {
  const { freq, days, monthDays, yearDays, weekNumbers } = rule;
  if (days.length > 0 || monthDays.length > 0 || yearDays.length > 0) return rule;
  const onItsWeekday: Rule = { ...rule, days: [{ ordinal: 0, weekday: start.weekday }] };
  if (freq === 'WEEKLY') return onItsWeekday;
  if (freq === 'YEARLY' && weekNumbers.length > 0) return onItsWeekday;
  if (freq === 'MONTHLY') return { ...rule, monthDays: [start.day] };
  if (freq !== 'YEARLY') return rule;
  return { ...rule, months: rule.months.length > 0 ? rule.months : [start.month], monthDays: [start.day] };
}

function filterOf({ freq, months, weekNumbers, yearDays, monthDays, days, weekStart }: Rule): (day: Day) => boolean {
  const ordinals = freq === 'YEARLY' || freq === 'MONTHLY';
  const ofMonth = freq === 'MONTHLY' || months.length > 0;
  /** Whether a list names the `index`th (from 1) of `size`, from either end. */
  const names = (list: readonly number[], index: number, size: number): boolean =>
    list.includes(index) || list.includes(index - size - 1);

  const byWeekday = days.length > 0 && (!ordinals || days.every((one) => one.ordinal === 0));
  const byDate = months.length > 0 || monthDays.length > 0 || yearDays.length > 0 || (days.length > 0 && !byWeekday);

  // The cheap questions first: hostile files ask millions of them.
  return (day) => {
    const weekday = weekdayOf(day);
    if (days.length > 0 && !days.some((one) => one.weekday === weekday)) return false;
    if (weekNumbers.length > 0) {
      const { number, of } = weekOf(day, weekStart);
      if (!names(weekNumbers, number, of)) return false;
    }
    if (!byDate) return true;
    const { year, month, day: ofItsMonth } = factsOf(day);
    if (months.length > 0 && !months.includes(month)) return false;
    const monthSize = daysOf(year, month);
    if (monthDays.length > 0 && !names(monthDays, ofItsMonth, monthSize)) return false;
    const ofItsYear = day - dayOf(year, 1, 1) + 1;
    const yearSize = daysOf(year, 2) + 337;
    if (yearDays.length > 0 && !names(yearDays, ofItsYear, yearSize)) return false;
    if (days.length === 0 || byWeekday) return true;
    const [index, size] = ofMonth ? [ofItsMonth, monthSize] : [ofItsYear, yearSize];
    const nth = Math.ceil(index / 7);
    const nthFromEnd = -Math.ceil((size - index + 1) / 7);
    return days.some(
      (one) => one.weekday === weekday && (one.ordinal === 0 || one.ordinal === nth || one.ordinal === nthFromEnd),
    );
  };
}

/** Of a month. */
const daysOf = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : LONG_MONTHS.has(month) ? 31 : 30;
const LONG_MONTHS = new Set([1, 3, 5, 7, 8, 10, 12]);

/** The week of a year: it belongs to the year in which most of its days, and so its fourth one, lie. */
function weekOf(day: Day, weekStart: number): { readonly number: number; readonly of: number } {
  const fourth = day - ((weekdayOf(day) - weekStart + 7) % 7) + 3;
  const { year } = factsOf(fourth);
  const index = fourth - dayOf(year, 1, 1);
  const left = dayOf(year + 1, 1, 1) - 1 - fourth;
  const number = Math.floor(index / 7) + 1;
  return { number, of: number + Math.floor(left / 7) };
}
