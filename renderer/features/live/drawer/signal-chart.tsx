import { memo, useId } from 'react';
import type { Clocks } from '../../../ui/clocks';
import { number } from '../../../ui/format';
import { textWidth } from '../../../ui/text-width';
import { isInside, pathsOf, placeTicks, xOf, yOf, type Field } from './chart-geometry';
import { gridLines, placeFlags, type ChartView } from './chart-model';
import { ChartReader } from './chart-reader';
import type { ReadingStore } from './chart-reading';
import { ChartFlags } from './chart-flags';
import type { ChartMark } from './marks';

interface SignalChartProps {
  readonly view: ChartView;
  readonly flags: readonly ChartMark[];
  readonly width: number;
  readonly clocks: Clocks;
  readonly zone: string;
  readonly reading: ReadingStore;
  /** Flags carry their words only on the first chart, times only on the last; the lines run through all. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Somebody wants to see what a mark stands for. */
  readonly onOpen: (mark: ChartMark) => void;
}

const AXIS = 38;
/** Half a line of the axis: the number at the lower edge of the field stands whole. */
const AXIS_HALF = 7;
const RIGHT = 8;
const FIELD = 72;
const FLAGS = 20;
const TIMES = 20;

/** One signal over time: neutral line, coloured only where it is outside of a limit; usual range grey; limits dashed. */
export const SignalChart = memo(function SignalChart(props: SignalChartProps) {
  const { view, flags, width, clocks, zone, reading, isFirst, isLast, onOpen } = props;
  const { from, to, low, high } = view;
  const top = isFirst && flags.length > 0 ? FLAGS : 5;
  const height = FIELD + top + (isLast ? TIMES : AXIS_HALF);
  const field: Field = { width: Math.max(1, width - AXIS - RIGHT), height: FIELD, from, to, low, high };
  const placed = placeFlags(flags, ({ at }) => AXIS + xOf(field, at), flagWidth, width);
  return (
    <figure className="signal-chart" aria-label={view.summary}>
      <ChartReader
        view={view}
        field={field}
        left={AXIS}
        top={top}
        width={width}
        height={height}
        reading={reading}
        clocks={clocks}
        zone={zone}
      >
        <svg width={width} height={height} aria-hidden="true">
          <g transform={`translate(${AXIS},${top})`}>
            <Grid field={field} />
            <Lines view={view} field={field} flags={flags} />
            {isLast && <Times view={view} field={field} clocks={clocks} zone={zone} />}
            <Ends view={view} field={field} />
          </g>
        </svg>
      </ChartReader>
      {isFirst && <ChartFlags placed={placed} onOpen={onOpen} />}
    </figure>
  );
});

function Grid({ field }: { readonly field: Field }) {
  const lines = gridLines(field.low, field.high);
  const path = lines.map((value) => `M0 ${yOf(field, value).toFixed(2)}H${field.width}`).join('');
  return (
    <>
      <path d={path} stroke="var(--line)" />
      {lines.map((value) => (
        <text key={value} x={-10} y={yOf(field, value)} dy="0.355em" textAnchor="end" className="axis-text">
          {axisNumber(value)}
        </text>
      ))}
    </>
  );
}

interface PartProps {
  readonly view: ChartView;
  readonly field: Field;
}

/** Everything that ends at the edges of the field; the frame of its own cuts off what would go beyond. */
function Lines({ view, field, flags }: PartProps & { readonly flags: readonly ChartMark[] }) {
  const hatch = useId();
  const paths = pathsOf(view.points, field);
  const isBlind = view.blindFrom !== null;
  const tail = isBlind ? xOf(field, Math.max(view.from, view.blindFrom)) : field.width;
  return (
    <svg className="chart-field" width={field.width} height={field.height}>
      <path d={paths.usual} fill="var(--ink-3)" fillOpacity={0.16} />
      {isBlind && tail < field.width && (
        <>
          <pattern id={hatch} width={4} height={4} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={1} height={4} fill="var(--ink-4)" />
          </pattern>
          <rect x={tail} width={field.width - tail} height={field.height} fill={`url(#${hatch})`} />
        </>
      )}
      <path className="chart-limit-line" d={paths.warning} strokeDasharray="4 3" />
      <path className="chart-limit-line" d={paths.critical} strokeDasharray="1 3" />
      {flags.map(({ key, at, tone }) => (
        <path
          key={key}
          d={`M${xOf(field, at).toFixed(2)} 0V${field.height}`}
          stroke={MARK_COLOR[tone]}
          strokeDasharray={tone === 'warning' ? '2 2' : undefined}
        />
      ))}
      <path
        className="chart-line"
        d={paths.value}
        stroke={isBlind ? 'var(--ink-3)' : 'var(--ink-1)'}
        strokeWidth={1.5}
      />
      {!isBlind && (
        <>
          <path className="chart-line" d={paths.outWarning} stroke="var(--warning)" strokeWidth={2} />
          <path className="chart-line" d={paths.outCritical} stroke="var(--critical)" strokeWidth={2.25} />
        </>
      )}
    </svg>
  );
}

/** The last bucket, and the one that is still being filled, hollow. */
function Ends({ view: { end, hollow, blindFrom, state }, field }: PartProps) {
  const isSeen = blindFrom === null;
  const color = state === 'critical' || state === 'warning' ? `var(--${state})` : 'var(--ink-1)';
  return (
    <>
      {end && (
        <circle
          cx={xOf(field, end.at)}
          cy={yOf(field, end.value)}
          r={isSeen ? 3 : 2.5}
          fill={isSeen ? color : 'var(--panel)'}
          stroke={isSeen ? 'var(--panel)' : 'var(--ink-3)'}
          strokeWidth={1.5}
        />
      )}
      {hollow && isInside(field, hollow.at, hollow.value) && (
        <circle
          cx={xOf(field, hollow.at)}
          cy={yOf(field, hollow.value)}
          r={2.75}
          fill="var(--panel)"
          stroke="var(--ink-2)"
          strokeWidth={1.25}
        />
      )}
    </>
  );
}

interface TimesProps extends PartProps {
  readonly clocks: Clocks;
  readonly zone: string;
}

function Times({ view, field, clocks, zone }: TimesProps) {
  const ticks = placeTicks(
    view.ticks.map((at) => ({ at, text: clocks.bare(at, zone) })),
    field,
    (text) => textWidth(text, 11, 'cond'),
    RIGHT,
  );
  return (
    <g transform={`translate(0,${field.height})`}>
      <path d={`M0 0H${field.width}`} stroke="var(--line-2)" />
      <path d={ticks.map(({ x }) => `M${x.toFixed(2)} 0v4`).join('')} stroke="var(--ink-4)" />
      {ticks.map(({ x, middle, text }) => (
        <text key={x} x={middle} y={7} dy="0.71em" textAnchor="middle" className="axis-text">
          {text}
        </text>
      ))}
    </g>
  );
}

// Building a formatter costs more than a chart.
const AXIS_FORMAT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

const axisNumber = (value: number): string =>
  Math.abs(value) >= 10_000 ? `${number(value / 1_000)}k` : AXIS_FORMAT.format(value).replace('-', '\u2212');

const flagWidth = (flag: ChartMark): number => Math.ceil(textWidth(flag.text, 11, 'cond')) + 10;

/** Light means now: what people do is lit; a state keeps its own colour. */
const MARK_COLOR: Readonly<Record<ChartMark['tone'], string>> = {
  change: 'var(--sun)',
  incident: 'var(--ink-2)',
  warning: 'var(--warning)',
  critical: 'var(--critical)',
};
