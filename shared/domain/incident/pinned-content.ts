import { plainText } from '../../lib/plain-text';
import type { Ms } from '../../lib/time';
import type { SparkInput } from '../signals/spark';
import type { Point } from '../signals/types';
import { STATUSES, type Status } from '../status/types';
import type { PinnedValue } from './types';

export interface PinnedSignal {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number | null;
  /** Null where there are too few points for a line. */
  readonly chart: SparkInput | null;
}

/** What a snapshot holds, as far as it can be read (`pinOf` writes it). */
export interface PinnedContent {
  readonly site: string | null;
  readonly status: Status | null;
  /** How old the data was when it was pinned. */
  readonly ageMs: Ms | null;
  readonly reasons: readonly string[];
  readonly signals: readonly PinnedSignal[];
  /** Names of those in alarm. */
  readonly alarms: readonly string[];
  readonly events: readonly string[];
}

/** Reads a pinned content. Total: it may be of another version, or of a writer that means no good. */
export function readPinned(content: PinnedValue): PinnedContent {
  const top = fields(content);
  const site = fields(top['site']);
  return {
    site: text(site['name'])[0] ?? null,
    status: STATUSES.find((one) => one === site['status']) ?? null,
    ageMs: number(site['ageMs']),
    reasons: list(site['reasons']).flatMap((reason) => text(fields(reason)['text'])),
    signals: list(top['signals']).map((one, index) => signalOf(fields(one), index)),
    alarms: list(top['alarms']).flatMap((alarm) => {
      const { name, state } = fields(alarm);
      return state === 'ALARM' ? text(name) : [];
    }),
    events: list(top['events']).flatMap((event) => text(fields(event)['title'])),
  };
}

type Fields = Readonly<Record<string, PinnedValue | undefined>>;

const fields = (value: PinnedValue | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: PinnedValue | undefined): readonly PinnedValue[] =>
  Array.isArray(value) ? (value as readonly PinnedValue[]).slice(0, 200) : [];
const text = (value: PinnedValue | undefined): readonly string[] =>
  typeof value === 'string' && value !== '' ? [plainText(value)] : [];
/** Larger ones are no measurement, and no line can be drawn through them. */
const LARGEST = 1e15;
const number = (value: PinnedValue | undefined): number | null =>
  typeof value === 'number' && Math.abs(value) <= LARGEST ? value : null;

function signalOf(signal: Fields, index: number): PinnedSignal {
  const points = list(signal['points']).flatMap((point): readonly Point[] => {
    const [at, of] = list(point);
    const start = number(at);
    const measured = number(of);
    return start === null || measured === null ? [] : [[start, measured]];
  });
  const first = points[0];
  const last = points.at(-1);
  return {
    id: text(signal['id'])[0] ?? String(index),
    name: text(signal['name'])[0] ?? 'A signal',
    unit: text(signal['unit'])[0] ?? '',
    value: number(signal['value']),
    chart:
      first === undefined || last === undefined || points.length < 2
        ? null
        : {
            points,
            warning: number(signal['warning']),
            critical: number(signal['critical']),
            worse: signal['worse'] === 'lower' ? 'lower' : 'higher',
            from: first[0],
            to: last[0],
            periodSeconds: number(signal['periodSeconds']) ?? 60,
          },
  };
}

/** The signal that stands for a snapshot where there is room for one line: the one that is furthest beyond a limit, else the first. */
export function tellingSignal({ signals }: PinnedContent): PinnedSignal | null {
  const drawn = signals.filter(({ chart }) => chart !== null);
  const beyond = ({ value, chart }: PinnedSignal): number => {
    const limit = chart?.critical ?? chart?.warning ?? null;
    if (value === null || limit === null || chart === null || limit === 0) return 0;
    return chart.worse === 'higher' ? value / limit : limit / Math.max(value, 1e-9);
  };
  return drawn.reduce<PinnedSignal | null>(
    (best, one) => (best === null || beyond(one) > Math.max(1, beyond(best)) ? one : best),
    null,
  );
}
