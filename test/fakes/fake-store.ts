import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import { sourceId, type SourceState } from '../../shared/domain/sources/types';
import { err, ok, type Result } from '../../shared/lib/result';
import { DAY, iso } from '../../shared/lib/time';
import type {
  LastKnownStore,
  SignalRecord,
  SpendCounter,
  StoredSignal,
  StoreProblem,
} from '../../main/engine/store-port';

interface Kept {
  usedAt: number;
  readonly sources: Map<string, SourceState>;
  readonly alarms: Map<string, readonly Alarm[]>;
  readonly events: Map<string, readonly HealthEvent[]>;
  readonly mutes: Map<string, readonly MuteRule[]>;
  readonly outside: Map<string, readonly OutsideRun[]>;
  readonly signals: Map<string, StoredSignal & { readonly savedAt: number }>;
  readonly acknowledgements: Map<string, number>;
  readonly spend: Map<string, SpendCounter>;
}

export interface FakeStore extends LastKnownStore {
  /** From now on every call fails with this; null mends it. */
  breaks(problem: StoreProblem | null): void;
}

/** The store in memory, by the same contract (test/storage/contract.ts) as the one in SQLite. */
export function createFakeStore(clock: () => number): FakeStore {
  const workspaces = new Map<string, Kept>();
  let broken: StoreProblem | null = null;

  const use = (key: string, now: number): Kept => {
    const kept = workspaces.get(key) ?? {
      usedAt: now,
      sources: new Map(),
      alarms: new Map(),
      events: new Map(),
      mutes: new Map(),
      outside: new Map(),
      signals: new Map(),
      acknowledgements: new Map(),
      spend: new Map(),
    };
    workspaces.set(key, kept);
    kept.usedAt = now;
    return kept;
  };
  const attempt = <T>(work: () => T): Result<T, StoreProblem> => (broken === null ? ok(work()) : err(broken));

  return {
    breaks: (problem) => {
      broken = problem;
    },
    load: (workspace, now) =>
      attempt(() => {
        const kept = use(workspace, now);
        return {
          sources: [...kept.sources.values()],
          alarms: new Map(kept.alarms),
          events: new Map(kept.events),
          mutes: new Map(kept.mutes),
          outside: new Map(kept.outside),
          signals: new Map(
            [...kept.signals].map(([key, { savedAt: _savedAt, ...signal }]) => [
              key,
              { ...signal, points: signal.points.filter(([at]) => at >= (signal.covered?.[0] ?? -Infinity)) },
            ]),
          ),
          acknowledgements: new Map(kept.acknowledgements),
          spend: [...kept.spend.values()].sort((a, b) => (a.day + a.api < b.day + b.api ? -1 : 1)),
        };
      }),
    saveSweep: (workspace, now, { source, alarms, events, mutes, outside, signals }) =>
      attempt(() => {
        const kept = use(workspace, now);
        kept.sources.set(sourceId(source), source);
        if (alarms !== undefined) kept.alarms.set(sourceId(source), alarms);
        if (events !== undefined) kept.events.set(sourceId(source), events);
        if (mutes !== undefined) kept.mutes.set(sourceId(source), mutes);
        if (outside !== undefined) kept.outside.set(sourceId(source), outside);
        for (const record of signals ?? []) {
          kept.signals.set(record.key, { ...merged(kept.signals.get(record.key), record), savedAt: now });
        }
      }),
    saveAcknowledgement: (workspace, key, at) =>
      attempt(() => {
        const { acknowledgements } = use(workspace, clock());
        if (at === null) acknowledgements.delete(key);
        else acknowledgements.set(key, at);
      }),
    saveSpend: (workspace, counters) =>
      attempt(() => {
        for (const counter of counters) use(workspace, clock()).spend.set(`${counter.day} ${counter.api}`, counter);
      }),
    keepOnly: (workspace, names) =>
      attempt(() => {
        const kept = use(workspace, clock());
        for (const map of [kept.sources, kept.alarms, kept.events, kept.mutes, kept.outside]) {
          for (const source of map.keys()) if (!names.sources.includes(source)) map.delete(source);
        }
        for (const key of kept.signals.keys()) if (!names.signals.includes(key)) kept.signals.delete(key);
      }),
    prune: (now) =>
      attempt(() => {
        const newest = [...workspaces].sort((a, b) => b[1].usedAt - a[1].usedAt).slice(0, 12);
        for (const [key, kept] of workspaces) {
          if (kept.usedAt < now - 60 * DAY || !newest.some(([one]) => one === key)) workspaces.delete(key);
          for (const [name, signal] of kept.signals) if (signal.savedAt < now - 15 * DAY) kept.signals.delete(name);
          for (const [name, { day }] of kept.spend) if (day < iso(now - 62 * DAY).slice(0, 10)) kept.spend.delete(name);
          for (const [name, at] of kept.acknowledgements) if (at < now - 60 * DAY) kept.acknowledgements.delete(name);
        }
      }),
    problem: () => broken,
    close: () => {},
  };
}

function merged(known: StoredSignal | undefined, record: SignalRecord): StoredSignal {
  const { from, to, covered, noDenominator, problem, seenIn14Days } = record;
  const outside = (known?.points ?? []).filter(([at]) => at < from || at >= to);
  const inside = record.points.filter(([at, value]) => at >= from && at < to && Number.isFinite(value));
  const points = [...outside, ...inside].sort((a, b) => a[0] - b[0]);
  return { points, covered, noDenominator, problem, seenIn14Days, hours: record.hours ?? known?.hours ?? [] };
}
