import * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Written } from '../../shared/ipc/outcomes';
import type { Ms } from '../../shared/lib/time';

/** Where the words of an editor are: on disk, on their way, or only here. */
export type NotesState =
  | { readonly kind: 'saved'; readonly at: Ms | null }
  | { readonly kind: 'saving' }
  | { readonly kind: 'not-saved'; readonly reason: string };

/** The notes of one record while the window is open: its own document, kept in step with the engine's. */
export interface NotesSession {
  readonly doc: Y.Doc;
  readonly text: Y.Text;
  readonly state: StoreApi<NotesState>;
  /** A change that came from elsewhere. */
  take(update: Uint8Array): void;
  /** The engine said what it could not save (null: nothing of this record). */
  hears(reason: string | null): void;
  /** Tries now what could not be sent. */
  retry(): void;
  /** When everything typed so far was answered for: null, or why it is not on disk. */
  settled(): Promise<string | null>;
  /** Told when words were taken out for good: whatever could bring them back (undo) is to be forgotten. */
  readonly forget: { tell(): void; hear(listener: () => void): () => void };
  /** Nothing is sent any more. What was on its way may still be answered for. */
  stop(): void;
}

export interface SessionTools {
  /** The engine's document as it is. */
  readonly load: () => Promise<Uint8Array>;
  readonly send: (update: Uint8Array) => Promise<Written>;
  readonly now: () => Ms;
  /** Returns its stop. */
  readonly later: (run: () => void, ms: number) => () => void;
  /** Longest update of one call, in bytes. */
  readonly most: number;
}

/** Origin of changes that are not this person's: they are not sent back, and no undo of theirs touches them. */
const FROM_ENGINE = Symbol('from the engine');
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

export async function openNotesSession(tools: SessionTools): Promise<NotesSession> {
  const { load, send, now, later, most } = tools;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await load(), FROM_ENGINE);
  const state = createStore<NotesState>(() => ({ kind: 'saved', at: null }));
  /** What was typed and not yet answered for, in its order. */
  let waiting: readonly Uint8Array[] = [];
  let sending = false;
  /** A call failed: what the engine has is not known any more. */
  let lostTouch = false;
  let wait = FIRST_WAIT;
  let stopWait: (() => void) | null = null;
  let stopped = false;
  /** Asked anew after each wait. */
  const goesOn = (): boolean => !stopped;
  const forgetters = new Set<() => void>();

  const onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === FROM_ENGINE) return;
    waiting = [...waiting, update];
    if (state.getState().kind === 'saved') state.setState({ kind: 'saving' }, true);
    void work();
  };
  doc.on('update', onUpdate);

  /** As much as one call takes; at least one update, so that a refusal of it is said. */
  function nextBatch(): readonly Uint8Array[] {
    let size = 0;
    const batch: Uint8Array[] = [];
    for (const update of waiting) {
      size += update.length;
      if (batch.length > 0 && size > most) break;
      batch.push(update);
    }
    return batch;
  }

  /** One call at a time: what is typed meanwhile goes together with the next. */
  async function work(): Promise<void> {
    if (sending || stopped || stopWait !== null) return;
    sending = true;
    try {
      if (lostTouch) await findOut();
      // Who stopped it may be somebody else by now: nothing more goes out in their name.
      while (goesOn() && waiting.length > 0) {
        const batch = nextBatch();
        const written = await send(Y.mergeUpdates([...batch]));
        waiting = waiting.slice(batch.length);
        wait = FIRST_WAIT;
        if (waiting.length > 0) continue;
        state.setState(
          written.saved
            ? { kind: 'saved', at: now() }
            : { kind: 'not-saved', reason: written.reason ?? 'the disk refused' },
          true,
        );
      }
    } catch (thrown) {
      lostTouch = true;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      state.setState({ kind: 'not-saved', reason }, true);
      if (goesOn()) stopWait = later(retry, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    } finally {
      sending = false;
    }
  }

  /** The engine may have begun anew, or have taken what it could not answer for: everything it lacks is sent again. */
  async function findOut(): Promise<void> {
    const theirs = await load();
    if (!goesOn()) return;
    Y.applyUpdate(doc, theirs, FROM_ENGINE);
    const missing = Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(theirs));
    lostTouch = false;
    // An update of nothing is two bytes.
    if (missing.length > 2) waiting = [missing];
    else {
      waiting = [];
      state.setState({ kind: 'saved', at: now() }, true);
    }
  }

  function retry(): void {
    stopWait?.();
    stopWait = null;
    void work();
  }

  return {
    doc,
    text: doc.getText('notes'),
    state,
    take: (update) => {
      try {
        Y.applyUpdate(doc, update, FROM_ENGINE);
      } catch {
        // Not understood here; the engine did. The next opening brings all of it.
      }
    },
    hears: (reason) => {
      if (sending || waiting.length > 0) return;
      const before = state.getState();
      if (reason !== null) state.setState({ kind: 'not-saved', reason }, true);
      else if (before.kind === 'not-saved') state.setState({ kind: 'saved', at: now() }, true);
    },
    retry,
    settled: () =>
      new Promise((done) => {
        const look = ({ kind, ...rest }: NotesState): boolean => {
          if (kind === 'saving') return false;
          done('reason' in rest ? rest.reason : null);
          return true;
        };
        if (look(state.getState())) return;
        const stop = state.subscribe((now_) => {
          if (look(now_)) stop();
        });
      }),
    forget: {
      tell: () => [...forgetters].forEach((forget) => forget()),
      hear: (forget) => {
        forgetters.add(forget);
        return () => forgetters.delete(forget);
      },
    },
    stop: () => {
      stopped = true;
      stopWait?.();
      doc.off('update', onUpdate);
      doc.destroy();
    },
  };
}
