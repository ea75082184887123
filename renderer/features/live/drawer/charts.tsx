import { memo, useCallback, useEffect, useMemo, useRef, useState, type ComponentProps } from 'react';
import type { HealthEventView, SignalView } from '../../../../shared/domain/snapshot/types';
import { HOUR } from '../../../../shared/lib/time';
import { historyKey, type HistoryEntry, type Hours } from '../../../stores/histories';
import type { SiteNow } from '../../../stores/derive/sight';
import { InTurn } from '../../../stores/in-turn';
import { useChanges, useHistories, useMinute, useNavigation, useRecords, useStores } from '../../../stores/stores';
import { Icon } from '../../../ui/icons';
import { useSteady } from '../../../ui/use-steady';
import { useSize } from '../../../ui/use-size';
import { utcDistance } from '../../../ui/time';
import { useClocks } from '../use-clocks';
import { chartOf } from './chart-model';
import { createReading, type ReadingStore } from './chart-reading';
import { marksOf, type ChartMark } from './marks';
import { SignalChart } from './signal-chart';
import './charts.css';

const NONE: readonly never[] = [];

interface ChartsProps {
  readonly one: SiteNow;
  readonly hours: Hours;
  readonly events: readonly HealthEventView[];
}

/** One chart per signal, all over the same span, so that one look down tells what moved together. */
export const Charts = memo(function Charts({ one, hours, events }: ChartsProps) {
  const { site } = one;
  const { histories, navigation } = useStores();
  const changes = useChanges((state) => state.changes) ?? NONE;
  const incidents = useRecords((state) => state.rows) ?? NONE;
  const clocks = useClocks();
  const now = useMinute();
  const wanted = useNavigation((state) => state.signal);
  const pane = useRef<HTMLDivElement>(null);
  const [reading] = useState(createReading);
  const size = useSize(pane);
  const ids = site.signals.map((signal) => signal.id).join('\n');

  useEffect(() => {
    for (const id of ids === '' ? [] : ids.split('\n')) void histories.load(site.id, id, hours);
    // Asked again each minute: that is how often a bucket can be new.
  }, [histories, site.id, ids, hours, now]);
  useEffect(() => {
    if (wanted !== null) document.getElementById(`chart-${wanted}`)?.scrollIntoView({ block: 'nearest' });
  }, [wanted]);

  const flags = useSteady(
    useMemo(
      () => marksOf({ one, events, changes, incidents }, now - hours * HOUR, now, clocks),
      [one, events, changes, incidents, hours, now, clocks],
    ),
  );
  const open = useCallback(
    ({ opens }: ChartMark): void => {
      if (opens?.kind === 'change') navigation.openChange(opens.id);
      else if (opens?.kind === 'incident') navigation.openIncident(opens.id);
    },
    [navigation],
  );
  const zone = site.timeZone;
  const note = clocks.zone(zone) === 'UTC' ? 'UTC' : `${clocks.name(zone)}, ${utcDistance(clocks.zone(zone), now)}`;
  return (
    <section className="charts" ref={pane} aria-label={hours === 1 ? 'Last hour' : 'Last 24 hours'}>
      <h2 className="drawer-head charts-head">
        {hours === 1 ? 'Last hour' : 'Last 24 hours'} <span className="sub">{note}</span>
        <Key />
      </h2>
      {site.signals.length === 0 && <p className="drawer-none">This site has alarms only; there is nothing to draw.</p>}
      {size &&
        site.signals.map((signal, index) => (
          <OneChart
            key={signal.id}
            signal={signal}
            site={site.id}
            zone={site.timeZone}
            blind={one.blind}
            hours={hours}
            flags={flags}
            onOpen={open}
            width={size.width}
            reading={reading}
            isFirst={index === 0}
            isLast={index === site.signals.length - 1}
          />
        ))}
    </section>
  );
});

interface OneChartProps {
  readonly signal: SignalView;
  readonly site: string;
  readonly zone: string;
  readonly blind: boolean;
  readonly hours: Hours;
  readonly flags: readonly ChartMark[];
  readonly onOpen: (mark: ChartMark) => void;
  readonly width: number;
  readonly reading: ReadingStore;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

const OneChart = memo(function OneChart(props: OneChartProps) {
  const { signal, site, zone, blind, hours, flags, onOpen, width, reading, isFirst, isLast } = props;
  const { pinning } = useStores();
  const clocks = useClocks();
  const now = useMinute();
  const entry = useHistories((entries) => entries.get(historyKey(site, signal.id, hours)));
  const isSeen =
    !blind && (signal.condition === 'live' || signal.condition === 'late' || signal.condition === 'partial');
  const history = entry?.kind === 'ready' ? entry.history : null;
  const view = useMemo(
    () => chartOf(signal, history, hours, isSeen, clocks.zone(zone), now),
    [signal, history, hours, isSeen, clocks, zone, now],
  );
  const drawing = useMemo(
    () => ({ view, flags, onOpen, width, clocks, zone, reading, isFirst, isLast }),
    [view, flags, onOpen, width, clocks, zone, reading, isFirst, isLast],
  );
  const reach =
    isFirst && view.reachesBackTo !== null ? `Points reach back to ${clocks.dated(view.reachesBackTo, zone)}.` : null;
  const note = noteOf(entry, hours) ?? reach;
  return (
    <div id={`chart-${signal.id}`} className={`chart is-${view.state}`}>
      <div className="chart-head">
        <b>{view.name}</b>
        <span className="chart-limit" data-hint={view.limitText}>
          {view.limitText}
        </span>
        {!isSeen && <span className="chart-unseen">last known</span>}
        <button
          type="button"
          className="chart-pin"
          aria-label={`Pin ${view.name} to an incident`}
          data-hint="Pin to an incident, as it is now (E)"
          data-pin-signal={signal.id}
          onClick={() => void pinning.pin({ site, signal: signal.id })}
        >
          <Icon name="pin" size={13} />
        </button>
        <span className="chart-value">
          {view.value === null ? 'no value' : view.value.text}
          {view.value !== null && view.value.unit !== '' && <small>{view.value.unit}</small>}
        </span>
      </div>
      <InTurn value={drawing}>{drawChart}</InTurn>
      {note !== null && <p className="chart-note">{note}</p>}
    </div>
  );
});

const drawChart = (drawing: ComponentProps<typeof SignalChart>) => <SignalChart {...drawing} />;

/** Says when a chart shows less than it should. */
function noteOf(entry: HistoryEntry | undefined, hours: Hours): string | null {
  if (!entry || entry.kind === 'ready') return null;
  const instead = 'Shown are the buckets of the last reading.';
  switch (entry.kind) {
    case 'loading':
      return hours === 1 ? null : 'Reading the points of the day.';
    case 'none':
      return `No points are kept for this signal. ${instead}`;
    case 'failed':
      return `Points could not be read: ${entry.reason} ${instead}`;
  }
}

function Key() {
  return (
    <span className="charts-key" aria-hidden="true">
      <svg width={18} height={8}>
        <rect y={1} width={18} height={6} fill="var(--ink-3)" opacity={0.28} />
      </svg>
      same hour
      <svg width={18} height={8}>
        <path d="M0 4H18" stroke="var(--ink-2)" strokeDasharray="4 3" />
      </svg>
      limit
      <svg width={18} height={8}>
        <path d="M0 4H18" stroke="var(--critical)" strokeWidth={2.25} />
      </svg>
      outside limit
    </span>
  );
}
