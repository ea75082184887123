import { memo, useCallback, useId } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import type { Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import { number } from '../../../ui/format';
import { textWidth } from '../../../ui/text-width';
import { clock } from '../../../ui/time';
import { useSteady } from '../../../ui/use-steady';
import { gridLines, placeFlags, type ChartView } from './chart-model';
import type { ChartPoint } from './chart-points';

export interface ChartFlag {
  readonly key: string;
  readonly at: Ms;
  readonly text: string;
  readonly tone: 'critical' | 'warning' | 'unknown';
}

interface SignalChartProps {
  readonly view: ChartView;
  readonly flags: readonly ChartFlag[];
  readonly width: number;
  readonly clocks: Clocks;
  readonly zone: string;
  /** Flags carry their words only on the first chart, times only on the last; the lines run through all. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

const AXIS = 38;
/** Half a line of the axis: the number at the lower edge of the plot stands whole. */
const AXIS_HALF = 7;
const RIGHT = 8;
const AXIS_LINE = { stroke: 'var(--line-2)' };
const TICK_LINE = { stroke: 'var(--ink-4)' };
const TICK = { className: 'axis-text', fill: 'var(--ink-3)', fontSize: 11 };
const ACTIVE_DOT = { r: 3, fill: 'var(--sun)', stroke: 'var(--panel)' };
const CURSOR = { stroke: 'var(--sun)', strokeWidth: 1 };

/** One signal over time: neutral line, coloured only where it is outside of a limit; usual range grey; limits dashed. */
export const SignalChart = memo(function SignalChart({
  view,
  flags,
  width,
  clocks,
  zone,
  isFirst,
  isLast,
}: SignalChartProps) {
  const hatch = useId();
  const plot = width - AXIS - RIGHT;
  const xOf = (flag: ChartFlag): number => AXIS + ((flag.at - view.from) / (view.to - view.from)) * plot;
  // Whatever is another object is another setting to the chart library, and makes it work out everything again.
  const lines = useSteady([...gridLines(view.low, view.high)]);
  const ticks = useSteady([...view.ticks]);
  const across = useSteady([view.from, view.to]);
  const up = useSteady([view.low, view.high]);
  const timeText = useCallback((at: number) => clocks.bare(at, zone), [clocks, zone]);
  const reading = useCallback(
    ({ active, payload }: TooltipContentProps) => {
      const point = active ? (payload[0]?.payload as ChartPoint | undefined) : undefined;
      return point ? <Reading point={point} unit={view.unit} clocks={clocks} zone={zone} /> : null;
    },
    [view.unit, clocks, zone],
  );
  const placed = placeFlags(flags, xOf, flagWidth, width);
  const top = isFirst && flags.length > 0 ? 20 : 5;
  const height = 72 + top + (isLast ? 20 : AXIS_HALF);
  const margin = useSteady({ top, right: RIGHT, bottom: isLast ? 0 : AXIS_HALF, left: 0 });
  const endState = view.state === 'critical' || view.state === 'warning' ? view.state : null;
  const line = view.blindFrom === null ? 'var(--ink-1)' : 'var(--ink-3)';
  const endColor = endState === null ? 'var(--ink-1)' : `var(--${endState})`;
  return (
    <figure className="signal-chart" aria-label={view.summary}>
      <ComposedChart
        width={width}
        height={height}
        data={view.points}
        margin={margin}
        syncId="site"
        syncMethod="value"
        accessibilityLayer
      >
        <defs>
          <pattern id={hatch} width={4} height={4} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={1} height={4} fill="var(--ink-4)" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} horizontalValues={lines} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={across}
          allowDataOverflow
          ticks={ticks}
          hide={!isLast}
          height={20}
          tickSize={4}
          tickMargin={3}
          axisLine={AXIS_LINE}
          tickLine={TICK_LINE}
          tick={TICK}
          tickFormatter={timeText}
          interval="preserveStartEnd"
        />
        <YAxis
          width={AXIS}
          domain={up}
          ticks={lines}
          allowDataOverflow
          axisLine={false}
          tickLine={false}
          tickMargin={4}
          tick={TICK}
          tickFormatter={axisNumber}
          interval={0}
        />
        {view.hasUsual && (
          <Area
            dataKey="usual"
            type="stepAfter"
            stroke="none"
            fill="var(--ink-3)"
            fillOpacity={0.16}
            isAnimationActive={false}
            activeDot={false}
            connectNulls={false}
          />
        )}
        {view.blindFrom !== null && (
          <ReferenceArea
            x1={Math.max(view.from, view.blindFrom)}
            x2={view.to}
            fill={`url(#${hatch})`}
            fillOpacity={1}
            ifOverflow="hidden"
          />
        )}
        <Line
          dataKey="warning"
          type="stepAfter"
          stroke="var(--ink-2)"
          strokeOpacity={0.8}
          strokeDasharray="4 3"
          strokeWidth={1}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="critical"
          type="stepAfter"
          stroke="var(--ink-2)"
          strokeOpacity={0.8}
          strokeDasharray="1 3"
          strokeWidth={1}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        {placed.map(({ flag, left, width: across }) => (
          <ReferenceLine
            key={flag.key}
            x={flag.at}
            stroke={`var(--${flag.tone})`}
            strokeDasharray={flag.tone === 'critical' ? undefined : '2 2'}
            {...(isFirst && left !== null ? { label: () => <Flag flag={flag} left={left} width={across} /> } : {})}
          />
        ))}
        <Line
          dataKey="value"
          type="linear"
          stroke={line}
          strokeWidth={1.5}
          dot={false}
          activeDot={ACTIVE_DOT}
          isAnimationActive={false}
          connectNulls={false}
        />
        {view.blindFrom === null && (
          <>
            <Line
              dataKey="outWarning"
              type="linear"
              stroke="var(--warning)"
              strokeWidth={2}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
            <Line
              dataKey="outCritical"
              type="linear"
              stroke="var(--critical)"
              strokeWidth={2.25}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          </>
        )}
        {view.end && (
          <ReferenceDot
            x={view.end.at}
            y={view.end.value}
            r={view.blindFrom === null ? 3 : 2.5}
            fill={view.blindFrom === null ? endColor : 'var(--panel)'}
            stroke={view.blindFrom === null ? 'var(--panel)' : 'var(--ink-3)'}
            strokeWidth={1.5}
            ifOverflow="visible"
          />
        )}
        {view.hollow && (
          <ReferenceDot
            x={view.hollow.at}
            y={view.hollow.value}
            r={2.75}
            fill="var(--panel)"
            stroke="var(--ink-2)"
            strokeWidth={1.25}
            ifOverflow="hidden"
          />
        )}
        <Tooltip isAnimationActive={false} cursor={CURSOR} content={reading} />
      </ComposedChart>
    </figure>
  );
});

const axisNumber = (value: number): string =>
  Math.abs(value) >= 10_000
    ? `${number(value / 1_000)}k`
    : value.toLocaleString('en-US', { maximumFractionDigits: 2 }).replace('-', '\u2212');

interface ReadingProps {
  readonly point: ChartPoint;
  readonly unit: string;
  readonly clocks: Clocks;
  readonly zone: string;
}

function Reading({ point, unit: of, clocks, zone }: ReadingProps) {
  const unit = of === '' ? '' : of.startsWith('/') || of === '%' ? of : ` ${of}`;
  return (
    <div className="chart-reading">
      <b>{point.value === null ? 'no data' : point.isBucket ? `${number(point.value)}${unit}` : 'crosses a limit'}</b>
      <span>
        {clocks.time(point.at, zone)}, {clock(point.at, 'UTC')} UTC
      </span>
      {point.warning !== null && (
        <span>
          warning at {number(point.warning)}
          {unit}
        </span>
      )}
      {point.critical !== null && (
        <span>
          critical at {number(point.critical)}
          {unit}
        </span>
      )}
      {point.usual && (
        <span>
          usual {number(point.usual[0])} to {number(point.usual[1])}
          {unit}
        </span>
      )}
    </div>
  );
}

const flagWidth = (flag: ChartFlag): number => Math.ceil(textWidth(flag.text, 11, 'cond')) + 10;

function Flag({ flag, left, width }: { readonly flag: ChartFlag; readonly left: number; readonly width: number }) {
  return (
    <g transform={`translate(${left},3)`}>
      <rect width={width} height={15} rx={1} fill={`var(--${flag.tone})`} />
      <text x={5} y={11.3} className="flag-text">
        {flag.text}
      </text>
    </g>
  );
}
