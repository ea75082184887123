import { err, ok, type Result } from '../../shared/lib/result';
import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { CrashNotice, Diagnostics } from '../../shared/ipc/types';
import type { Updates } from '../updates/updates-port';
import type { Desk, DeskMethod } from '../ipc/desk-port';
import type { Visits } from './visits';

export interface DeskOptions {
  /** Null where nothing arrives from outside (browser mode). */
  readonly visits: Visits | null;
  /** Null in browser mode. */
  readonly updates: Updates | null;
  readonly onAlive: () => void;
  /** A window has all its sites on screen for the first time. */
  readonly onDrawn: (drawn: Input<'window.drawn'>) => void;
  readonly diagnostics: () => Promise<Diagnostics>;
  readonly lastCrash: () => CrashNotice | null;
  readonly onCrashSeen: () => void;
}

/** What the program around the engine answers. */
export function createDesk(options: DeskOptions): Desk {
  const { visits, updates, onAlive, onDrawn, diagnostics, lastCrash, onCrashSeen } = options;
  type Answer<M extends DeskMethod> = Result<Output<M>, CallError>;
  const handlers: { readonly [M in DeskMethod]: (input: Input<M>) => Answer<M> | Promise<Answer<M>> } = {
    'navigation.waiting': () => ok(visits?.waiting() ?? []),
    'navigation.done': ({ id }) => {
      visits?.done(id);
      return ok(null);
    },
    'window.alive': () => {
      onAlive();
      return ok(null);
    },
    'window.drawn': (drawn) => {
      onDrawn(drawn);
      return ok(null);
    },
    'updates.state': () => ok(updates?.state() ?? NO_UPDATES),
    'updates.act': ({ action }) =>
      updates?.act(action) === true ? ok(null) : err({ code: 'not-allowed', message: 'this cannot be done now' }),
    'app.diagnostics': async () => ok(await diagnostics()),
    'app.lastCrash': () => ok(lastCrash()),
    'app.crashSeen': () => {
      onCrashSeen();
      return ok(null);
    },
  };
  return {
    handle: async (method, input) => handlers[method](input),
    onEvent: (listener) => {
      const stops = [
        visits?.onOpen((visit) => listener('navigation.open', visit)),
        updates?.onState((state) => listener('updates.state', state)),
      ];
      return () => stops.forEach((stop) => stop?.());
    },
  };
}

const NO_UPDATES = { kind: 'off', reason: 'browser-mode' } as const;
