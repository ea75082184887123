import type { Result } from '../../shared/lib/result';
import { DAY, HOUR, floorTo, type Ms } from '../../shared/lib/time';
import { knownSources } from '../../shared/domain/sources/known';
import type { Point, SignalData } from '../../shared/domain/signals/types';
import { sourceId, type SourceId, type SourceState } from '../../shared/domain/sources/types';
import { alarmsKey } from '../../shared/domain/status/gathered';
import type { PollUpdate } from '../polling/updates';
import type { Board } from './board';
import type { LastKnownStore, SignalRecord, StoredSignal, StoreProblem } from './store-port';

/** What an engine remembers between runs. */
export interface Memory {
  /** Puts the last known state on a new board (P9). */
  recall(board: Board, now: Ms): void;
  /** Keeps what one update changed. */
  keep(board: Board, update: PollUpdate, now: Ms): void;
  acknowledge(key: string, at: Ms | null): void;
  close(): void;
}

/** A memory that keeps nothing: for a command that must not write, or when the data folder cannot be used. */
export const NO_MEMORY: Memory = {
  recall: () => undefined,
  keep: () => undefined,
  acknowledge: () => undefined,
  close: () => undefined,
};

export interface MemoryOptions {
  readonly store: LastKnownStore;
  /** Workspace id, file and endpoint: the state of another workspace, or of another AWS, is never shown (P9). */
  readonly key: string;
  /** False for a one-shot command: it must not call a source live that it did not hear itself. */
  readonly recallSources: boolean;
  /** Told once for each kind of trouble the store has; the engine goes on without storing. */
  readonly onProblem: (message: string) => void;
}

export function createMemory({ store, key, recallSources, onProblem }: MemoryOptions): Memory {
  const told = new Set<string>();
  /** What the store has of a signal, by its stored name; what is not here is written whole. */
  const kept = new Map<string, SignalData>();
  /** Where sources are not recalled: what an earlier run heard last is not forgotten because this one heard nothing. */
  const earlier = new Map<SourceId, SourceState>();
  let pruned: Ms | null = null;
  const check = (...results: readonly Result<unknown, unknown>[]): void => {
    // A refused write, or a fresh file in place of a damaged one: what is stored is not known any more.
    if (results.some((result) => !result.ok)) kept.clear();
    const problem = store.problem();
    if (problem !== null && !told.has(problem.kind)) {
      told.add(problem.kind);
      onProblem(problem.message);
    }
  };
  /** As the board has it: it remembers the last good answer through failures. */
  const lastHeard = (board: Board, update: SourceState): SourceState => {
    const state = board.sources.get(sourceId(update)) ?? update;
    const before = earlier.get(sourceId(update));
    if (state.lastGoodAt !== null || before === undefined) return state;
    return { ...state, lastGoodAt: before.lastGoodAt, lastGoodAwsAt: before.lastGoodAwsAt };
  };
  return {
    recall: (board, now) => {
      const known = store.load(key, now);
      check(known);
      if (!known.ok) return;
      for (const [name, stored] of known.value.signals) {
        const [signal, question] = splitName(name);
        if (board.questions.get(signal) !== question) continue;
        const data = toData(stored);
        board.signals.set(signal, data);
        kept.set(name, data);
      }
      for (const [attention, at] of known.value.acknowledgements) board.acknowledged.set(attention, at);
      board.usage = known.value.spend.map((one) => ({
        day: Date.parse(one.day),
        api: one.api,
        requests: one.requests,
        units: one.billedUnits,
      }));
      const states = new Map(known.value.sources.map((source) => [sourceId(source), source]));
      if (!recallSources) {
        for (const [id, state] of states) earlier.set(id, state);
        return;
      }
      for (const need of knownSources(board.workspace)) {
        const id = sourceId(need);
        const state = states.get(id);
        if (state === undefined) continue;
        // Not through setSource: an old answer is not heard in this run.
        board.sources.set(id, { ...state, failure: null, nextTryAt: null });
        const alarms = known.value.alarms.get(id);
        if (alarms !== undefined) board.alarms.set(alarmsKey(need.account, need.region), alarms);
        const events = known.value.events.get(id);
        if (events !== undefined) board.events.set(need.account, events);
        const mutes = known.value.mutes.get(id);
        if (mutes !== undefined) board.mutes.set(id, mutes);
        const outside = known.value.outside.get(id);
        if (outside !== undefined) board.outside.set(id, outside);
      }
    },
    keep: (board, update, now) => {
      const results: Result<void, StoreProblem>[] = [];
      if (update.kind === 'usage') {
        const day = floorTo(now, DAY);
        const today = board.usage.filter((one) => one.day === day);
        results.push(
          store.saveSpend(
            key,
            today.map((one) => ({
              day: new Date(one.day).toISOString().slice(0, 10),
              api: one.api,
              requests: one.requests,
              billedUnits: one.units,
            })),
          ),
        );
      } else if (update.kind !== 'pace') {
        const signals = update.kind === 'signals' ? [...update.signals] : [];
        const records = signals.map(([signal, data]) => {
          const name = joinName(signal, board.questions.get(signal) ?? '');
          const record = toRecord(name, data, kept.get(name));
          kept.set(name, data);
          return record;
        });
        results.push(
          store.saveSweep(key, now, {
            source: lastHeard(board, update.source),
            ...(update.kind === 'alarms' && { alarms: update.alarms }),
            ...(update.kind === 'events' && { events: update.events }),
            ...(update.kind === 'mutes' && { mutes: update.rules }),
            ...(update.kind === 'outside' && { outside: update.runs }),
            ...(update.kind === 'signals' && { signals: records }),
          }),
        );
      }
      if (pruned === null || now - pruned > HOUR) {
        pruned = now;
        const signals = [...board.questions].map(([name, question]) => joinName(name, question));
        results.push(store.keepOnly(key, { sources: knownSources(board.workspace).map(sourceId), signals }));
        results.push(store.prune(now));
        const named = new Set(signals);
        for (const name of [...kept.keys()]) if (!named.has(name)) kept.delete(name);
      }
      check(...results);
    },
    acknowledge: (attention, at) => {
      check(store.saveAcknowledgement(key, attention, at));
    },
    close: () => {
      store.close();
    },
  };
}

/** The stored name of a signal carries its question, so that data of another question is not taken for its own. */
const joinName = (signal: string, question: string): string => `${signal}\n${question}`;
function splitName(name: string): readonly [signal: string, question: string] {
  const at = name.indexOf('\n');
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}

const toData = (stored: StoredSignal): SignalData => ({ ...stored, noDenominator: new Set(stored.noDenominator) });

/** What changed since it was last kept: usually a few buckets of the last half hour, out of a day. */
function toRecord(key: string, data: SignalData, before: SignalData | undefined): SignalRecord {
  const [start, to] = data.covered ?? [0, 0];
  const from =
    before === undefined || before.covered === null
      ? start
      : Math.max(start, firstChange(before.points, data.points, to));
  return {
    key,
    from,
    to,
    points: data.points.filter(([at]) => at >= from),
    covered: data.covered,
    noDenominator: [...data.noDenominator],
    problem: data.problem,
    ...(data.hours !== before?.hours && { hours: data.hours }),
    seenIn14Days: data.seenIn14Days,
  };
}

/** Start of the first bucket that is not as it was, leaving out the oldest ones, which only fall out at the far end. */
function firstChange(before: readonly Point[], after: readonly Point[], to: Ms): Ms {
  const first = after[0]?.[0] ?? to;
  let index = before.findIndex(([at]) => at >= first);
  if (index < 0) return first;
  for (const [at, value] of after) {
    const known = before[index];
    if (known?.[0] !== at || known[1] !== value) return Math.min(at, known?.[0] ?? at);
    index++;
  }
  return before[index]?.[0] ?? to;
}
