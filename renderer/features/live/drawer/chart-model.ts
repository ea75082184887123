import type { SignalView } from '../../../../shared/domain/snapshot/types';
import type { Point } from '../../../../shared/domain/signals/types';
import { HOUR, MINUTE, SECOND, type Ms } from '../../../../shared/lib/time';
import type { SignalHistory } from '../../../../shared/ipc/types';
import type { Hours } from '../../../stores/histories';
import { axisScale, quantity, quantityText, type Quantity } from '../../../ui/format';
import { offsetMinutes } from '../../../../shared/lib/zone-names';
import { pointsOf, type ChartPoint, type Limits, type Usual } from './chart-points';

export interface ChartView {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly limitText: string;
  readonly value: Quantity | null;
  readonly state: SignalView['state'];
  readonly from: Ms;
  readonly to: Ms;
  readonly low: number;
  readonly high: number;
  readonly points: readonly ChartPoint[];
  readonly hollow: { readonly at: Ms; readonly value: number } | null;
  readonly end: { readonly at: Ms; readonly value: number } | null;
  /** Start of the hatched tail; null while we see. */
  readonly blindFrom: Ms | null;
  readonly ticks: readonly Ms[];
  readonly hasUsual: boolean;
  /** Start of the first point when the span begins well before it; null when the points fill it. */
  readonly reachesBackTo: Ms | null;
  readonly summary: string;
}

export function chartOf(
  signal: SignalView,
  history: SignalHistory | null,
  hours: Hours,
  isSeen: boolean,
  zone: string,
  now: Ms,
): ChartView {
  const points = history?.points ?? signal.recent;
  const incomplete = history ? history.incomplete : signal.incomplete;
  const period = (history?.periodSeconds ?? signal.periodSeconds) * SECOND;
  const to = now;
  const from = now - hours * HOUR;
  const shown = points.filter(([at]) => at >= from - period && at <= to);
  const usual = history?.usual ?? [];
  const limits =
    history && history.limits.length > 0
      ? history.limits
      : [{ at: from, warning: signal.warning, critical: signal.critical }];
  const numbers = [
    ...shown.map(([, value]) => value),
    ...limits.flatMap((limit) => [limit.warning ?? [], limit.critical ?? []].flat()),
    ...usual.flatMap((hour) => (hour.at + HOUR > from && hour.at < to ? [hour.high] : [])),
  ];
  const largest = Math.max(0, ...numbers.map(Math.abs));
  const { factor, unit } = axisScale(signal.unit, largest);
  const scaled = (value: number): number => value * factor;
  const { low, high } = domain(shown, limits, usual, from, to, factor);
  const about = [signal.warning, signal.critical];
  const last = shown.at(-1);
  return {
    id: signal.id,
    name: signal.name,
    unit,
    limitText: limitText(signal),
    value: signal.value === null ? null : quantity(signal.value, signal.unit, about),
    state: isSeen ? signal.state : 'unknown',
    from,
    to,
    low,
    high,
    points: pointsOf({ points: shown, limits, usual, worse: signal.worse, period, factor, from, to }),
    hollow: incomplete && isSeen ? { at: incomplete[0], value: scaled(incomplete[1]) } : null,
    end: last ? { at: last[0], value: scaled(last[1]) } : null,
    blindFrom: isSeen ? null : last ? last[0] + period : from,
    ticks: ticksOf(from, to, hours, zone),
    hasUsual: usual.length > 0,
    reachesBackTo: shown[0] && shown[0][0] - from > 2 * period + (to - from) / 20 ? shown[0][0] : null,
    summary: summaryOf(signal, shown, about),
  };
}

function limitText(signal: SignalView): string {
  const limit = signal.state === 'critical' ? (signal.critical ?? signal.warning) : (signal.warning ?? signal.critical);
  if (limit === null) return signal.limitText === null ? 'no limit' : `${signal.limitText}, does not apply now`;
  const text = quantityText(limit, signal.unit, [signal.warning, signal.critical]);
  const from = signal.limitText === null ? '' : `, ${signal.limitText}`;
  return `${signal.worse === 'lower' ? 'at least' : 'limit'} ${text}${from}`;
}

function domain(
  points: readonly Point[],
  limits: Limits,
  usual: Usual,
  from: Ms,
  to: Ms,
  factor: number,
): { readonly low: number; readonly high: number } {
  const values = [
    ...points.map(([, value]) => value),
    ...limits.flatMap(({ warning }) => (warning === null ? [] : [warning])),
    ...usual.flatMap((hour) => (hour.at + HOUR > from && hour.at < to ? [hour.low, hour.high] : [])),
  ].map((value) => value * factor);
  if (values.length === 0) return { low: 0, high: 1 };
  const least = Math.min(...values);
  const most = Math.max(...values);
  const step = niceStep((most - least) / 2.4 || Math.abs(most) / 2 || 1);
  // A line that lives near zero is shown from zero; one that does not would be a flat line up there.
  const low = least >= 0 && least < (most - least) * 0.6 ? 0 : Math.floor(least / step) * step;
  return { low, high: Math.max(low + step, Math.ceil((most + (most - low) * 0.04) / step) * step) };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power;
}

/** At most four lines, at round numbers. */
export function gridLines(low: number, high: number): readonly number[] {
  const step = niceStep((high - low) / 3);
  const first = Math.ceil(low / step - 1e-9);
  const lines: number[] = [];
  for (let index = first; index * step <= high + step * 1e-6; index += 1)
    lines.push(Number((index * step).toPrecision(12)));
  return lines;
}

/** Round local times: every 10 minutes of an hour, every 4 hours of a day. */
export function ticksOf(from: Ms, to: Ms, hours: Hours, zone: string): readonly Ms[] {
  const step = hours === 1 ? 10 * MINUTE : 4 * HOUR;
  const shift = offsetMinutes(zone, to) * MINUTE;
  const ticks: Ms[] = [];
  for (let at = Math.ceil((from + shift) / step) * step - shift; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** The chart in one sentence, for those who do not see it. */
function summaryOf(signal: SignalView, points: readonly Point[], about: readonly (number | null)[]): string {
  if (points.length === 0) return `${signal.name}: no points in this span.`;
  const values = points.map(([, value]) => value);
  const text = (value: number): string => quantityText(value, signal.unit, about);
  return `${signal.name}: ${values.length} points, lowest ${text(Math.min(...values))}, highest ${text(Math.max(...values))}, last ${text(values.at(-1) ?? 0)}.`;
}

export interface PlacedFlag<F> {
  readonly flag: F;
  /** Left edge of its word; null where the word of a later flag needs the room and only the line stays. */
  readonly left: number | null;
  readonly width: number;
}

/** Words of flags beside their lines: to the right, else to the left, never one over the other. The latest goes first. */
export function placeFlags<F extends { readonly text: string }>(
  flags: readonly F[],
  xOf: (flag: F) => number,
  widthOf: (flag: F) => number,
  right: number,
): readonly PlacedFlag<F>[] {
  let free = right;
  return [...flags]
    .sort((a, b) => xOf(b) - xOf(a))
    .map((flag) => {
      const x = xOf(flag);
      const width = widthOf(flag);
      const left = x + width <= free ? x : x <= free && x - width >= 0 ? x - width : null;
      if (left !== null) free = left - 2;
      return { flag, left, width };
    })
    .reverse();
}
