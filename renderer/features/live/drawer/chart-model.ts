import type { SignalView } from '../../../../shared/domain/snapshot/types';
import type { Point } from '../../../../shared/domain/signals/types';
import { HOUR, MINUTE, SECOND, type Ms } from '../../../../shared/lib/time';
import type { SignalHistory } from '../../../../shared/ipc/types';
import type { Hours } from '../../../stores/histories';
import { axisScale, quantity, quantityText, type Quantity } from '../../../ui/format';
import { offsetMinutes } from '../../../ui/time';

/** One x of the chart. Values are scaled to the unit of the axis; null is a gap, never a zero. */
export interface ChartPoint {
  readonly at: Ms;
  readonly value: number | null;
  /** The same line where it is outside of a limit; both lines share the crossing point. */
  readonly outWarning: number | null;
  readonly outCritical: number | null;
  readonly usual: readonly [low: number, high: number] | null;
  readonly warning: number | null;
  readonly critical: number | null;
}

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
    points: pointsOf(shown, limits, usual, signal.worse, period, factor, from, to),
    hollow: incomplete && isSeen ? { at: incomplete[0], value: scaled(incomplete[1]) } : null,
    end: last ? { at: last[0], value: scaled(last[1]) } : null,
    blindFrom: isSeen ? null : last ? last[0] + period : from,
    ticks: ticksOf(from, to, hours, zone),
    hasUsual: usual.length > 0,
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

type Limits = SignalHistory['limits'];
type Usual = SignalHistory['usual'];

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

function pointsOf(
  points: readonly Point[],
  limits: Limits,
  usual: Usual,
  worse: SignalView['worse'],
  period: Ms,
  factor: number,
  from: Ms,
  to: Ms,
): readonly ChartPoint[] {
  const limitAt = (at: Ms): Limits[number] =>
    limits.findLast((limit) => limit.at <= at) ?? limits[0] ?? { at, warning: null, critical: null };
  const usualAt = (at: Ms): readonly [number, number] | null => {
    const hour = usual.find((one) => one.at <= at && at < one.at + HOUR);
    return hour ? [hour.low * factor, hour.high * factor] : null;
  };
  const outside = (value: number, edge: number | null): boolean =>
    edge !== null && (worse === 'higher' ? value > edge : value < edge);
  const bare = (at: Ms, value: number | null, out: 'none' | 'warning' | 'critical' | 'edge'): ChartPoint => {
    const limit = limitAt(at);
    const y = value === null ? null : value * factor;
    return {
      at,
      value: y,
      outWarning: out === 'warning' || out === 'edge' ? y : null,
      outCritical: out === 'critical' || out === 'edge' ? y : null,
      usual: usualAt(at),
      warning: limit.warning === null ? null : limit.warning * factor,
      critical: limit.critical === null ? null : limit.critical * factor,
    };
  };
  const levelOf = ([at, value]: Point): 'none' | 'warning' | 'critical' => {
    const { warning, critical } = limitAt(at);
    return outside(value, critical) ? 'critical' : outside(value, warning) ? 'warning' : 'none';
  };
  const rows: ChartPoint[] = [];
  const [first] = points;
  if (!first || first[0] > from) rows.push(bare(from, null, 'none'));
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before && point[0] - before[0] > period * 1.5) rows.push(bare(before[0] + period, null, 'none'));
    else if (before && levelOf(before) !== levelOf(point))
      rows.push(crossing(before, point, levelOf(before), levelOf(point), limitAt(point[0]), bare));
    rows.push(bare(point[0], point[1], levelOf(point)));
  }
  const last = points.at(-1);
  if (!last || last[0] < to) rows.push(bare(to, null, 'none'));
  return rows;
}

/** Where the line leaves or enters a limit, so that the coloured stretch starts on the limit and not a bucket later. */
function crossing(
  a: Point,
  b: Point,
  from: 'none' | 'warning' | 'critical',
  to: 'none' | 'warning' | 'critical',
  limit: Limits[number],
  make: (at: Ms, value: number, out: 'warning' | 'critical' | 'edge') => ChartPoint,
): ChartPoint {
  const outermost =
    from === 'critical' || to === 'critical'
      ? from === 'none' || to === 'none'
        ? (limit.warning ?? limit.critical)
        : limit.critical
      : limit.warning;
  const edge = outermost ?? b[1];
  const share = b[1] === a[1] ? 1 : Math.max(0, Math.min(1, (edge - a[1]) / (b[1] - a[1])));
  const kind = from === 'none' || to === 'none' ? (from === 'none' ? to : from) : 'edge';
  return make(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, kind === 'none' ? 'edge' : kind);
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
