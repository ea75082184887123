import type { FaultKind } from './faults/schema';

/** One request as `/_sim/log` shows it. */
export interface LogEntry {
  /** ISO 8601, the simulator's clock. */
  readonly at: string;
  /** Twelve digits; null when the key is unknown. */
  readonly account: string | null;
  readonly accessKeyId: string | null;
  /** The region the caller signed for. */
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly requestId: string;
  readonly protocol: 'json' | 'query';
  /** It asks for a page after the first. */
  readonly continues: boolean;
  /** Page token it asks with, and the one it was answered with: they tell which page followed which. */
  readonly token: string | null;
  readonly nextToken: string | null;
  /** MetricDataQueries of the request. */
  readonly queries: number;
  /** Metrics AWS would bill. */
  readonly billedMetrics: number;
  readonly points: number;
  /** HTTP status; null while it is unanswered, for good after a hang or a reset. */
  readonly status: number | null;
  readonly errorCode: string | null;
  readonly latencyMs: number | null;
  /** How long after its arrival the answer was to come at the earliest: what slow faults made of it, 0 without them. */
  readonly plannedMs: number;
  readonly fault: FaultKind | null;
}

export interface RequestLog {
  /** Adds a request and gives the way to complete it. */
  readonly add: (entry: LogEntry) => (outcome: Partial<LogEntry>) => void;
  readonly list: () => readonly LogEntry[];
  readonly clear: () => void;
}

/** A demo may run for days: only the newest requests are kept. */
const MOST = 20_000;

export function createRequestLog(): RequestLog {
  let entries: LogEntry[] = [];
  return {
    add: (entry) => {
      let current = entry;
      entries.push(entry);
      if (entries.length > MOST) entries = entries.slice(-MOST / 2);
      return (outcome) => {
        // A request that the log was emptied of meanwhile stays out of it.
        const index = entries.lastIndexOf(current);
        current = { ...current, ...outcome };
        if (index >= 0) entries[index] = current;
      };
    },
    list: () => entries.slice(),
    clear: () => {
      entries = [];
    },
  };
}
