import { actionsOf, foldUpdate, isRefusal, type UpdateEvent } from '../../shared/domain/updates/fold';
import type { UpdateAction, UpdateState } from '../../shared/domain/updates/types';
import type { Clock } from '../../shared/lib/clock';
import { HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import type { UpdateSettings } from './settings';
import type { Updater } from './updater-port';
import type { Updates } from './updates-port';

/** The first look comes when the window has long been drawn and the first sweep is over. */
const FIRST_LOOK: Ms = 30 * SECOND;
const FIRST_LOOK_SPREAD: Ms = MINUTE;
/** Spread, so that a team that starts together does not ask together. */
const LOOK_EVERY: Ms = 4 * HOUR;
const LOOK_SPREAD: Ms = HOUR;

export interface RunningUpdates extends Updates {
  /** The last thing before the process ends: starts the new version if a person asked for it. */
  finish(): void;
  stop(): void;
}

export interface UpdatesOptions {
  readonly settings: UpdateSettings;
  /** Loads the updater; called at the first look, never when updates are off. */
  readonly load: (settings: UpdateSettings & { readonly kind: 'on' }) => Promise<Updater>;
  readonly clock: Clock;
  /** 0 up to 1. */
  readonly random: () => number;
  /** Ends the application in its usual way; `finish` is called at the end of it. */
  readonly quit: () => void;
  /** Called right before the new version is started. */
  readonly beforeStart: () => void;
  readonly log: (line: string) => void;
}

/**
 * Looks for updates now and then; downloads and restarts only when a person says so. While updates are off there is no timer,
 * nothing is loaded and nobody is asked.
 */
export function startUpdates(options: UpdatesOptions): RunningUpdates {
  const { settings, clock, random } = options;
  let state: UpdateState = settings.kind === 'off' ? settings : { kind: 'idle', checkedAt: null, asked: false };
  const listeners = new Set<(state: UpdateState) => void>();
  let loading: Promise<Updater> | null = null;
  let updater: Updater | null = null;
  let steps = Promise.resolve();
  let waiting = 0;
  let stopped = false;
  let cancelLook = (): void => {};
  let startNew: (() => void) | null = null;

  const happen = (event: UpdateEvent): void => {
    const next = foldUpdate(state, event);
    if (next === state || stopped) return;
    state = next;
    for (const listener of [...listeners]) listener(state);
  };

  /** One step after the other; one whose state has passed meanwhile is left out. */
  const step = (work: (updater: Updater) => Promise<void>): void => {
    if (settings.kind === 'off') return;
    const { kind } = state;
    waiting += 1;
    steps = steps.then(async () => {
      try {
        if (stopped || state.kind !== kind) return;
        loading ??= options.load(settings);
        updater = await loading;
        if (!wasStopped()) await work(updater);
      } catch (error) {
        options.log(`updates: ${error instanceof Error ? error.message : String(error)}`);
        happen({ kind: 'problem', problem: { code: 'internal', detail: null } });
        // It could not be loaded: the next step tries again.
        if (updater === null) loading = null;
      } finally {
        waiting -= 1;
      }
    });
  };
  const wasStopped = (): boolean => stopped;

  const look = async (one: Updater): Promise<boolean> => {
    const checked = await one.check();
    if (!checked.ok) {
      happen({ kind: 'problem', problem: checked.error });
      return false;
    }
    if (checked.value === null) {
      happen({ kind: 'nothing-newer', at: clock.now() });
      return false;
    }
    happen({ kind: 'found', found: checked.value });
    return true;
  };

  const check = (asked: boolean): void => {
    happen({ kind: 'check', asked });
    step(async (one) => {
      await look(one);
    });
  };

  const download = (): void => {
    happen({ kind: 'download' });
    step(async (one) => {
      // What was found may be days old: withdrawn, or followed by a newer one.
      if (!(await look(one))) return;
      let percent = 0;
      const loaded = await one.download((share) => {
        if (Math.floor(share * 100) === percent) return;
        percent = Math.floor(share * 100);
        happen({ kind: 'progress', share });
      });
      happen(loaded.ok ? { kind: 'downloaded' } : { kind: 'problem', problem: loaded.error });
    });
  };

  const restart = (): void => {
    happen({ kind: 'restart' });
    step(async (one) => {
      const installed = await one.install();
      if (!installed.ok) {
        happen({ kind: 'problem', problem: installed.error });
        return;
      }
      startNew = installed.value;
      options.quit();
    });
  };

  const lookLater = (wait: Ms, spread: Ms): void => {
    cancelLook = clock.after(wait + spread * random(), () => {
      if (waiting === 0 && mayLook(state)) check(false);
      lookLater(LOOK_EVERY, LOOK_SPREAD);
    });
  };
  if (settings.kind === 'on') lookLater(FIRST_LOOK, FIRST_LOOK_SPREAD);

  return {
    state: () => state,
    act: (action: UpdateAction) => {
      if (stopped || !actionsOf(state).includes(action)) return false;
      ({ check: () => check(true), download, restart })[action]();
      return true;
    },
    onState: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    finish: () => {
      if (startNew === null) return;
      options.beforeStart();
      startNew();
      startNew = null;
    },
    stop: () => {
      stopped = true;
      cancelLook();
      listeners.clear();
      updater?.stop();
    },
  };
}

/** A failed download or restart waits for a person; what was refused in the feed may be put right there. */
const mayLook = (state: UpdateState): boolean =>
  actionsOf(state).includes('check') &&
  !(state.kind === 'failed' && state.step !== 'check' && !isRefusal(state.problem));
