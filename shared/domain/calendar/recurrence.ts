import { DAY, HOUR, MINUTE, SECOND, floorTo, type Ms } from '../../lib/time';
import { datesOf, type Dates } from './rule-days';
import type { Frequency, Rule } from './rule';

/** Work that may still be done, counted in days and times looked at. Whoever repeats without end uses up their own. */
export interface Budget {
  left: number;
}

export interface Span {
  /** Wall clock, as all times here; nothing before is given. */
  readonly from: Ms;
  /** Inclusive: the end of the time asked for, or UNTIL if that is before. */
  readonly last: Ms;
  /** So many at most. */
  readonly most: number;
}
export interface Expansion {
  /** In order. */
  readonly starts: readonly Ms[];
  /** Why it is not all: there are more than `most`, or it was too much work. */
  readonly cut: 'most' | 'work' | null;
}

/**
 * The starts of a series on the wall clock of its zone, as if that were UTC. `start` is always the first, whether the rule has it or
 * not. Written for files that mean harm: what it does is counted, and a rule without COUNT begins near the time asked for.
 */
export function expand(rule: Rule, start: Ms, span: Span, budget: Budget): Expansion {
  const starts: Ms[] = [];
  let seen = 0;
  const take = (wall: Ms): boolean => {
    if (wall > span.last) return false;
    seen++;
    if (wall >= span.from) starts.push(wall);
    return seen !== rule.count && starts.length <= span.most;
  };
  const cut = (): Expansion =>
    starts.length > span.most ? { starts: starts.slice(0, span.most), cut: 'most' } : { starts, cut: null };

  if (!take(start)) return cut();
  const far = rule.count === null ? Math.max(span.from, start) : start;
  for (const period of periodsOf(rule, start, far)) {
    if (period.begins > span.last) return cut();
    budget.left -= period.work + period.dates.length * period.times.length;
    if (budget.left < 0) return { starts, cut: 'work' };
    for (const wall of timesIn(period, rule.positions)) {
      if (wall > start && !take(wall)) return cut();
    }
  }
  return cut();
}

interface Period {
  readonly begins: Ms;
  readonly dates: Dates;
  /** Of the day, in order. */
  readonly times: readonly Ms[];
  readonly work: number;
}

const UNITS: Partial<Record<Frequency, Ms>> = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND };

const periodsOf = (rule: Rule, start: Ms, far: Ms): Iterable<Period> => {
  const unit = UNITS[rule.freq];
  return unit === undefined ? wholeDays(rule, start, far) : withinDays(rule, start, far, unit);
};

function* wholeDays(rule: Rule, start: Ms, far: Ms): Generator<Period> {
  const dates = datesOf(rule, start);
  const times = crossed(
    or(rule.hours, hourOf(start)),
    or(rule.minutes, minuteOf(start)),
    or(rule.seconds, secondOf(start)),
  );
  let work = times.length;
  for (let index = dates.indexAt(far); ; index += 1) {
    const period = dates.period(index);
    yield { ...period, times, work: work + period.work };
    work = 0;
  }
}

/** A step within a day costs as much as looking at some days. */
const STEP = 5;

/** Hours, minutes or seconds: most of a day that does not fit is jumped over. */
function* withinDays(rule: Rule, start: Ms, far: Ms, unit: Ms): Generator<Period> {
  const step = unit * rule.interval;
  const first = floorTo(start, unit);
  const { fits } = datesOf(rule, start);
  const allows = (list: readonly number[], own: number): boolean => list.length === 0 || list.includes(own);
  /** How much can be jumped over: nothing in it fits. */
  const misfitAt = (at: Ms): Ms | null => {
    if (!fits(Math.floor(at / DAY))) return DAY;
    if (!allows(rule.hours, hourOf(at))) return HOUR;
    if (unit < HOUR && !allows(rule.minutes, minuteOf(at))) return MINUTE;
    return unit < MINUTE && !allows(rule.seconds, secondOf(at)) ? SECOND : null;
  };
  let at = first + Math.floor((far - first) / step) * step;
  for (;;) {
    const misfit = misfitAt(at);
    if (misfit === null) {
      const times = crossed(
        [hourOf(at)],
        unit < HOUR ? [minuteOf(at)] : or(rule.minutes, minuteOf(start)),
        unit < MINUTE ? [secondOf(at)] : or(rule.seconds, secondOf(start)),
      );
      yield { begins: at, dates: [Math.floor(at / DAY)], times, work: STEP };
      at += step;
    } else {
      yield { begins: at, dates: [], times: [], work: STEP };
      const next = floorTo(at, misfit) + misfit;
      at += Math.ceil((next - at) / step) * step;
    }
  }
}

const mod = (value: number, of: number): number => ((value % of) + of) % of;
const hourOf = (wall: Ms): number => mod(Math.floor(wall / HOUR), 24);
const minuteOf = (wall: Ms): number => mod(Math.floor(wall / MINUTE), 60);
const secondOf = (wall: Ms): number => mod(Math.floor(wall / SECOND), 60);
const or = (list: readonly number[], own: number): readonly number[] => (list.length > 0 ? list : [own]);

const crossed = (hours: readonly number[], minutes: readonly number[], seconds: readonly number[]): readonly Ms[] =>
  hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => hour * HOUR + minute * MINUTE + second * SECOND)),
  );

function* timesIn({ dates, times }: Period, positions: readonly number[]): Generator<Ms> {
  const size = dates.length * times.length;
  const at = (index: number): Ms =>
    (dates[Math.floor(index / times.length)] ?? 0) * DAY + (times[index % times.length] ?? 0);
  if (positions.length === 0) for (let index = 0; index < size; index++) yield at(index);
  else {
    const indices = new Set(positions.map((one) => (one > 0 ? one - 1 : size + one)));
    for (const index of [...indices].sort((a, b) => a - b)) if (index >= 0 && index < size) yield at(index);
  }
}
