import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import { number } from '../../../ui/format';
import { clock } from '../../../ui/time';
import type { ChartPoint } from './chart-points';
import { nearest } from './chart-geometry';
import type { ChartView } from './chart-model';

/** The instant that a person reads, in all charts of a drawer at once; null while nobody does. */
export type ReadingStore = StoreApi<{ readonly at: Ms | null }>;

export const createReading = (): ReadingStore => createStore(() => ({ at: null }));

export interface ReadingText {
  readonly value: string;
  readonly time: string;
  /** Limits and the usual range at that time. */
  readonly about: readonly string[];
}

export function readingText(point: ChartPoint, of: string, clocks: Clocks, zone: string): ReadingText {
  const unit = of === '' ? '' : of.startsWith('/') || of === '%' ? of : ` ${of}`;
  const { value, warning, critical, usual } = point;
  return {
    value: value === null ? 'no data' : point.isBucket ? `${number(value)}${unit}` : 'crosses a limit',
    time: `${clocks.time(point.at, zone)}, ${clock(point.at, 'UTC')} UTC`,
    about: [
      ...(warning === null ? [] : [`warning at ${number(warning)}${unit}`]),
      ...(critical === null ? [] : [`critical at ${number(critical)}${unit}`]),
      ...(usual === null ? [] : [`usual ${number(usual[0])} to ${number(usual[1])}${unit}`]),
    ],
  };
}

/** A reading as one sentence. */
export const spokenReading = ({ value, time, about }: ReadingText): string => [value, time, ...about].join(', ');

/** Points that an arrow with Shift goes at once. */
const LEAP = 10;

type Span = Pick<ChartView, 'points' | 'from' | 'to'>;

export interface ReadingKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** Where a key takes the reading: to another instant, away (null), or nowhere (undefined): the key is not for the chart. */
export function readingAfter(
  { key, shiftKey }: ReadingKey,
  { points, from, to }: Span,
  at: Ms | null,
): Ms | null | undefined {
  const inside = points.filter((point) => point.at >= from && point.at <= to);
  const step = (by: number): ChartPoint | undefined => {
    // Who begins, begins with what was measured last.
    if (at === null) return inside.findLast((point) => point.value !== null) ?? inside.at(-1);
    const next = nearest(inside, at) + (shiftKey ? LEAP : 1) * by;
    return inside[Math.max(0, Math.min(inside.length - 1, next))];
  };
  switch (key) {
    case 'Escape':
      return at === null ? undefined : null;
    case 'ArrowLeft':
      return step(-1)?.at;
    case 'ArrowRight':
      return step(1)?.at;
    case 'Home':
      return inside[0]?.at;
    case 'End':
      return inside.at(-1)?.at;
    default:
      return undefined;
  }
}

/** The point that is read at an instant. */
export function pointAt({ points, from, to }: Span, at: Ms): ChartPoint | null {
  const inside = points.filter((point) => point.at >= from && point.at <= to);
  return inside[nearest(inside, at)] ?? null;
}
