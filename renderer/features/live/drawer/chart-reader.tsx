import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Clocks } from '../../../ui/clocks';
import { xOf, yOf, type Field } from './chart-geometry';
import type { ChartView } from './chart-model';
import type { ChartPoint } from './chart-points';
import {
  pointAt,
  readingAfter,
  readingText,
  spokenReading,
  type ReadingStore,
  type ReadingText,
} from './chart-reading';

interface ChartReaderProps {
  readonly view: ChartView;
  readonly field: Field;
  /** Place of the field in the chart. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly reading: ReadingStore;
  readonly clocks: Clocks;
  readonly zone: string;
  /** The chart. What is read lies above it and is drawn without it. */
  readonly children: ReactNode;
}

/**
 * Reads a chart by pointer and by keyboard: left and right move in time, with Shift by more, Home and End go to its ends,
 * Escape puts the reading away. To a screen reader it is a slider over time, and says each reading as its value.
 */
export function ChartReader(props: ChartReaderProps) {
  const { view, field, left, width, height, reading, clocks, zone, children } = props;
  const at = useStore(reading, (state) => state.at);
  const point = at === null ? null : pointAt(view, at);
  const text = point && readingText(point, view.unit, clocks, zone);

  const read = (next: number | null): void => reading.setState({ at: next });
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - left;
    const pointed = view.from + (x / field.width) * (view.to - view.from);
    read(x < 0 || x > field.width ? null : (pointAt(view, pointed)?.at ?? null));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = readingAfter(event, view, at);
    if (next === undefined) return;
    event.preventDefault();
    read(next);
  };
  return (
    <div
      className="chart-reader"
      style={{ width, height }}
      role="slider"
      tabIndex={0}
      aria-label={`${view.name}, reading`}
      aria-valuemin={view.from}
      aria-valuemax={view.to}
      aria-valuenow={point?.at ?? view.to}
      aria-valuetext={text ? spokenReading(text) : 'no reading yet'}
      onPointerMove={onPointerMove}
      onPointerLeave={() => read(null)}
      onKeyDown={onKeyDown}
      onBlur={() => read(null)}
    >
      {children}
      {point && text && <Reading point={point} text={text} {...props} />}
    </div>
  );
}

interface ReadingProps extends ChartReaderProps {
  readonly point: ChartPoint;
  readonly text: ReadingText;
}

/** A line through the chart, a dot on what was measured, and the words on the side that has more room. */
function Reading({ point, text, field, left, top, width, height }: ReadingProps) {
  const x = left + xOf(field, point.at);
  const side = x < width / 2 ? { left: x + 10 } : { right: width - x + 10 };
  return (
    <>
      <svg className="chart-read" width={width} height={height} aria-hidden="true">
        <path d={`M${x} ${top}V${top + field.height}`} stroke="var(--sun)" />
        {point.value !== null && (
          <circle cx={x} cy={top + yOf(field, point.value)} r={3} fill="var(--sun)" stroke="var(--panel)" />
        )}
      </svg>
      <div className="chart-reading" style={{ top, ...side }}>
        <b>{text.value}</b>
        <span>{text.time}</span>
        {text.about.map((one) => (
          <span key={one}>{one}</span>
        ))}
      </div>
    </>
  );
}
