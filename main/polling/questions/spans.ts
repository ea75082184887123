import { SECOND, ceilTo, floorTo } from '../../../shared/lib/time';
import { MOST_POINTS, MOST_QUERIES, type Batch } from './batches';
import { commonStep, type Range } from './ranges';
import type { Unit } from './units';

/** One signal and the span that is asked of it beside the sweeps: history, the days around a change. */
export interface Span {
  readonly unit: Unit;
  readonly range: Range;
}

/** Calls at a time: live sweeps of the same region must find a free connection. */
export const SIDE_BY_SIDE = 2;

/** P2, P3: signals with near spans share a call, as long as the span of all of them stays within its points. */
export function packSpans(wanted: readonly Span[]): readonly Batch[] {
  const bins: { units: Unit[]; range: Range }[] = [];
  for (const { unit, range } of [...wanted].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  )) {
    const bin = bins.find((one) => joined(one, unit, range) !== null);
    const both = bin === undefined ? null : joined(bin, unit, range);
    if (bin === undefined || both === null) bins.push({ units: [unit], range: aligned([unit], range) ?? range });
    else {
      bin.units.push(unit);
      bin.range = both;
    }
  }
  return bins;
}

/** The common range of a call and one more signal; null where it does not fit. */
function joined(
  bin: { readonly units: readonly Unit[]; readonly range: Range },
  unit: Unit,
  range: Range,
): Range | null {
  const units = [...bin.units, unit];
  const both = aligned(units, {
    start: Math.min(bin.range.start, range.start),
    end: Math.max(bin.range.end, range.end),
  });
  if (both === null) return null;
  const points = units.reduce((sum, one) => sum + (both.end - both.start) / (one.periodSeconds * SECOND), 0);
  const queries = units.reduce((sum, one) => sum + one.stats.size + (one.expression === null ? 0 : 1), 0);
  const insights = units.filter((one) => one.expression?.insights === true).length;
  return points <= MOST_POINTS && queries <= MOST_QUERIES && insights <= 1 ? both : null;
}

function aligned(units: readonly Unit[], range: Range): Range | null {
  const step = commonStep(units.map((unit) => unit.periodSeconds));
  return step === null ? null : { start: floorTo(range.start, step), end: ceilTo(range.end, step) };
}
