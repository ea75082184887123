import { SECOND, type Ms } from '../../shared/lib/time';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Clock } from '../../shared/lib/clock';
import { isEqual } from '../../shared/lib/equal';
import type { WatchedIfThen } from '../../shared/domain/handover/watching';
import { signalHistory } from '../../shared/domain/signals/history';
import { EMPTY_SIGNAL } from '../../shared/domain/signals/merge';
import { diffSnapshots } from '../../shared/domain/snapshot/patch';
import type { Snapshot, SnapshotPatch } from '../../shared/domain/snapshot/types';
import type { SignIn } from '../../shared/domain/sources/sign-in';
import { sourceId, type SourceId } from '../../shared/domain/sources/types';
import { declaredBySite } from '../../shared/domain/status/declared';
import type { DeclaredMaintenance } from '../../shared/domain/status/types';
import { alarmsKey, signalKey } from '../../shared/domain/status/gathered';
import { requiredSources } from '../../shared/domain/status/required';
import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { AppInfo } from '../../shared/ipc/types';
import type { PollUpdate } from '../polling/updates';
import { Board, type KeptBoard, type Scope } from './board';
import type { Engine, EngineMethod } from './engine-port';
import { createJudging, type JudgeChange } from './judging';
import type { Memory } from './memory';
import type { Polling, StartPolling } from './polling';

/** Patches are gathered for one frame, so that the answers of many sources redraw the window once. */
const FRAME: Ms = 16;
/** Sites with news that one patch carries: more of them at once would hold up the window for longer than a frame. */
const MOST_SITES = 8;
/** How often the clock alone may change the picture: a source grows late, a maintenance ends. */
const TICK: Ms = SECOND;
/** Metric questions are billed: a key that is held down, or a window that went wrong, must not ask without end. */
const RETRY_GAP: Ms = 5 * SECOND;

export interface EngineOptions {
  readonly scope: Scope;
  readonly clock: Clock;
  /** What an earlier run knew (P9); keeps what this run learns. */
  readonly memory: Memory;
  readonly startPolling: StartPolling;
  readonly info: AppInfo;
  /** The picture the window began with, made of the same memory a moment ago (kept-board.ts); left out: it has none yet. */
  readonly shown?: Snapshot | null;
  /** How long what changes is gathered into one patch; a frame when left out. */
  readonly frame?: Ms;
}

export interface RunningEngine extends Engine {
  /** Another version of the workspace file, or why it cannot be used: then the old one runs on. */
  rescope(scope: Scope): Promise<void>;
  /** Compares the watched signals of a change before and after, with the buckets as they are now (product.md 4). */
  readonly judge: JudgeChange;
  /** Changes that declare impact on sites (S8), each time these are others. */
  declare(all: readonly DeclaredMaintenance[]): void;
  /** If-thens of accepted handovers, each time these are others. */
  watch(all: readonly WatchedIfThen[]): void;
  /** Something made old answers doubtful (the machine woke up): ask everything once (P7). */
  askAll(): void;
  /** What the next start can begin with; asked for after the stop. */
  keep(): KeptBoard;
  stop(): Promise<void>;
}

/** Joins polling, the pure rules and the memory into the one picture, and answers the contract. */
export function startEngine(options: EngineOptions): RunningEngine {
  const { clock, memory } = options;
  const shown = options.shown ?? null;
  const board = new Board(options.scope, { began: shown?.generatedAt ?? null });
  memory.recall(board, clock.now());
  let picture = shown ?? board.picture(1, clock.now());
  const listeners = new Set<(patch: SnapshotPatch) => void>();
  let cancelFrame: (() => void) | null = null;
  let stopped = false;

  const redraw = (): void => {
    cancelFrame = null;
    const next = board.picture(picture.seq + 1, clock.now(), MOST_SITES);
    if (board.behind) redrawSoon();
    const patch = diffSnapshots(picture, next);
    if (patch === null) return;
    picture = next;
    if (patch.sites !== undefined || patch.removedSites !== undefined) tellCalm(board, picture, poller);
    for (const listener of listeners) listener(patch);
  };
  const redrawSoon = (): void => {
    if (!stopped) cancelFrame ??= clock.after(options.frame ?? FRAME, redraw);
  };
  const onUpdate = (update: PollUpdate): void => {
    applyUpdate(board, update);
    memory.keep(board, update, clock.now());
    redrawSoon();
  };
  const onSignIn = (signIn: SignIn): void => {
    board.signIns.set(signIn.account, signIn);
    redrawSoon();
  };
  let poller = options.startPolling(board.workspace, { board, onUpdate, onSignIn });
  /** One change of the workspace after the other: two at once would leave a poller behind that nobody stops. */
  let changing = Promise.resolve();
  const change = async (scope: Scope): Promise<void> => {
    if (stopped) return;
    const same = scope.workspace === board.workspace;
    board.rescope(scope);
    redrawSoon();
    if (same) return;
    await poller.stop();
    poller = options.startPolling(scope.workspace, { board, onUpdate, onSignIn });
  };
  // What the clock, or a changed file, made of it since.
  if (shown !== null) redrawSoon();
  let cancelTick = clock.after(TICK, function tick() {
    redrawSoon();
    cancelTick = clock.after(TICK, tick);
  });

  const retried = new Map<SourceId | null, Ms>();
  const retry = (source: SourceId | null): number => {
    const now = clock.now();
    const isSoon = (last = -Infinity): boolean => now >= last && now - last < RETRY_GAP;
    if (isSoon(retried.get(null)) || isSoon(retried.get(source))) return 0;
    const asked = poller.retry(source);
    // Only what exists is remembered: a caller chooses the name.
    if (asked > 0) retried.set(source, now);
    return asked;
  };

  const handlers: { readonly [M in EngineMethod]: (input: Input<M>) => Result<Output<M>, CallError> } = {
    'snapshot.get': () => ok(picture),
    'signal.history': ({ site: siteId, signal: id, hours }) => {
      const site = board.workspace.sites.find((one) => one.id === siteId);
      const signal = site?.signals.find((one) => one.id === id);
      if (site === undefined || signal === undefined) return ok(null);
      const source = board.sources.get(
        sourceId({ account: signal.account, region: signal.region, api: 'GetMetricData' }),
      );
      const data = board.signals.get(signalKey(siteId, id)) ?? EMPTY_SIGNAL;
      return ok(signalHistory(siteId, signal, data, site.timeZone, source?.lastGoodAwsAt ?? clock.now(), hours));
    },
    'attention.acknowledge': ({ key }) => {
      if (!picture.attention.some((item) => item.key === key))
        return err({ code: 'not-found', message: 'this item is no longer in the list' });
      const acknowledgedAt = board.acknowledged.get(key) ?? clock.now();
      board.acknowledged.set(key, acknowledgedAt);
      memory.acknowledge(key, acknowledgedAt);
      redrawSoon();
      return ok({ acknowledgedAt });
    },
    'attention.unacknowledge': ({ key }) => {
      board.acknowledged.delete(key);
      memory.acknowledge(key, null);
      redrawSoon();
      return ok(null);
    },
    'source.retry': ({ source }) => ok({ asked: retry(source ?? null) }),
    'app.info': () => ok(options.info),
  };

  return {
    handle: <M extends EngineMethod>(method: M, input: Input<M>) => Promise.resolve(handlers[method](input)),
    onPatch: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    snapshot: () => picture,
    judge: createJudging({ board, polling: () => poller, clock }),
    declare: (all) => {
      const declared = declaredBySite(all);
      if (isEqual([...board.declared], [...declared])) return;
      board.declared = declared;
      redrawSoon();
    },
    watch: (all) => {
      if (isEqual(board.watched, all)) return;
      board.watched = all;
      redrawSoon();
    },
    rescope: (scope) => (changing = changing.then(() => change(scope))),
    askAll: () => {
      poller.retry(null);
    },
    keep: () => board.keep(clock.now()),
    stop: async () => {
      stopped = true;
      cancelTick();
      cancelFrame?.();
      listeners.clear();
      await changing;
      await poller.stop();
      memory.close();
    },
  };
}

/** Puts what polling learned on the board. */
export function applyUpdate(board: Board, update: PollUpdate): void {
  switch (update.kind) {
    case 'usage': {
      const { at, operation, billedMetrics } = update.usage;
      board.addUsage(update.aside === true ? null : sourceId(update.source), at, operation, billedMetrics);
      return;
    }
    case 'alarms':
      board.alarms.set(alarmsKey(update.source.account, update.source.region), update.alarms);
      break;
    case 'signals':
      for (const [key, data] of update.signals) board.signals.set(key, data);
      board.endSweep(update.source);
      break;
    case 'events':
      board.events.set(update.source.account, update.events);
      break;
    case 'mutes':
      board.mutes.set(sourceId(update.source), update.rules);
      break;
    case 'outside':
      board.outside.set(sourceId(update.source), update.runs);
      break;
    case 'failure':
    case 'pace':
      break;
  }
  board.setSource(update.source);
}

/** P4: polling may slow down where everything has been calm. */
function tellCalm(board: Board, picture: Snapshot, poller: Polling): void {
  const calm = new Map<string, { readonly account: string; readonly region: string; since: Ms | null }>();
  const views = new Map(picture.sites.map((site) => [site.id, site]));
  for (const site of board.workspace.sites) {
    const view = views.get(site.id);
    for (const { account, region } of requiredSources(site)) {
      const key = alarmsKey(account, region);
      const before = calm.get(key)?.since;
      const own = view?.status === 'ok' ? view.since : null;
      calm.set(key, { account, region, since: before === null || own === null ? null : Math.max(before ?? 0, own) });
    }
  }
  for (const { account, region, since } of calm.values()) poller.setCalm(account, region, since);
}
