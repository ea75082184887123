import { needsHistory } from '../../shared/domain/signals/limits';
import { EMPTY_SIGNAL } from '../../shared/domain/signals/merge';
import { MEMORY_DAYS, hourMedians } from '../../shared/domain/signals/same-hour';
import type { HourMedian, SignalData } from '../../shared/domain/signals/types';
import { DAY, HOUR, SECOND, ceilTo, type Ms } from '../../shared/lib/time';
import { fromWall, localHourStart, toWall } from '../../shared/lib/zones';
import type { AwsFailure } from './ports';
import { pack, type Batch } from './questions/batches';
import { SIDE_BY_SIDE, packSpans, type Span } from './questions/spans';
import { unitOf, type Watched } from './questions/units';
import type { Asker } from './sweep/asker';
import { sweepMetrics } from './sweep/metrics';

/** What history says of one signal. */
export interface HistoryPart {
  readonly hours: readonly HourMedian[];
  readonly seenIn14Days: boolean | null;
}

export interface HistoryFound {
  readonly changed: ReadonlyMap<string, HistoryPart>;
  readonly failure: AwsFailure | null;
}

export interface HistoryOptions {
  /** AWS's clock. */
  readonly now: Ms;
  /** Whether same-hour history is to be fetched. */
  readonly fetch: boolean;
  /** Whether silent signals are to be looked for in the last 14 days (S5). */
  readonly probe: boolean;
}

/** One signal with the span of hours it lacks. */
interface Wanted extends Span {
  readonly whole: boolean;
}

/** S11: fetches the hours that memory lacks, in the fewest calls; S5: whether a silent signal was seen at all. */
export async function askHistory(
  asker: Asker,
  watched: readonly Watched[],
  known: ReadonlyMap<string, SignalData>,
  options: HistoryOptions,
): Promise<HistoryFound> {
  const dataOf = (key: string): SignalData => known.get(key) ?? EMPTY_SIGNAL;
  const wanted = options.fetch ? watched.flatMap((one) => missingSpan(one, dataOf(one.key), options.now) ?? []) : [];
  const spans = new Map(wanted.map((one) => [one.unit.watched.key, one]));
  // What history is fetched of is seen there.
  const silent = options.probe ? watched.filter((one) => isSilent(one, dataOf(one.key)) && !spans.has(one.key)) : [];
  const probed = new Set(silent.map(({ key }) => key));
  const batches = [...packSpans(wanted), ...probeBatches(silent, options.now)];

  const changed = new Map<string, HistoryPart>();
  let failure: AwsFailure | null = null;
  for (let from = 0; from < batches.length && failure === null; from += SIDE_BY_SIDE) {
    const found = await sweepMetrics(asker, batches.slice(from, from + SIDE_BY_SIDE), { scanBy: 'TimestampAscending' });
    failure = found.failure;
    for (const [key, answer] of found.answers) {
      if (answer.problem !== null && answer.problem.kind !== 'partial') continue;
      const span = spans.get(key);
      const whole = span?.whole === true || probed.has(key);
      const seen = answer.points.length > 0 ? true : whole && answer.problem === null ? false : null;
      const { start, end } = span?.range ?? { start: 0, end: 0 };
      const zone = watched.find((one) => one.key === key)?.site.timeZone ?? 'UTC';
      const hours =
        span === undefined
          ? []
          : hourMedians(answer.points, zone).filter((hour) => hour.start >= start && hour.start + HOUR <= end);
      if (hours.length > 0 || seen !== null) changed.set(key, { hours, seenIn14Days: seen });
    }
  }
  return { changed, failure };
}

/** From the first to the last hour of the 14 days before the current one that memory does not have; null when it has them all. */
function missingSpan(watched: Watched, data: SignalData, now: Ms): Wanted | null {
  const { signal, site } = watched;
  if (!needsHistory(signal)) return null;
  // Below a minute AWS keeps three hours; whole minutes it keeps for 15 days.
  const unit = unitOf(watched, { periodSeconds: Math.max(60, signal.periodSeconds), denominators: false });
  if (!unit.ok) return null;
  const current = localHourStart(site.timeZone, now);
  const oldest = fromWall(site.timeZone, toWall(site.timeZone, current) - MEMORY_DAYS * DAY);
  const known = new Set(data.hours.map((hour) => hour.start));
  const missing: Ms[] = [];
  for (let hour = oldest; hour < current; hour += HOUR) if (!known.has(hour)) missing.push(hour);
  const first = missing[0];
  const last = missing.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    unit: unit.value,
    range: { start: first, end: last + HOUR },
    whole: first === oldest && last + HOUR === current,
  };
}

/** S5: sparse signals without a point in the start range, of which nobody knows yet whether they ever reported. */
const isSilent = ({ signal }: Watched, data: SignalData): boolean =>
  signal.missing !== 'unknown' &&
  data.points.length === 0 &&
  data.hours.length === 0 &&
  (data.problem === null || data.problem.kind === 'partial');

function probeBatches(silent: readonly Watched[], now: Ms): readonly Batch[] {
  const units = silent.flatMap((watched) => {
    const unit = unitOf(watched, { periodSeconds: Math.max(3_600, watched.signal.periodSeconds), denominators: false });
    return unit.ok ? [unit.value] : [];
  });
  const periods = [...new Set(units.map((unit) => unit.periodSeconds))];
  return periods.flatMap((period) => {
    const end = ceilTo(now, period * SECOND);
    return pack(
      units.filter((unit) => unit.periodSeconds === period),
      { start: end - ceilTo(MEMORY_DAYS * DAY, period * SECOND), end },
    );
  });
}
