import { createStore, type StoreApi } from 'zustand/vanilla';
import { findSecrets, secretKey } from '../../../../shared/domain/secrets/find-secrets';
import type { Secret } from '../../../../shared/domain/secrets/types';
import type { NotesSession } from '../../../stores/notes-session';

export interface NotedSecret extends Secret {
  readonly key: string;
  /** From 1. */
  readonly line: number;
}

export interface SecretWatch {
  /** As the text is now, or was a moment ago. */
  readonly found: StoreApi<readonly NotedSecret[]>;
  stop(): void;
}

/** After the first letter that changed: who types on is looked over the shoulder twice a second, not with each key. */
const PAUSE = 500;
/** Looked through in one turn: some milliseconds, however long the notes are. */
const PIECE = 100_000;
/** Longer than any secret and what has to stand beside it; a key that is longer is found by its beginning. */
const AROUND = 20_000;

/**
 * Looks for secrets in notes as they are written, apart from the typing: a while later, in pieces that each cost less than a frame. What is
 * typed meanwhile ends the look, and begins another.
 */
export function watchSecrets(
  notes: Pick<NotesSession, 'text'>['text'],
  later: (run: () => void, ms: number) => () => void,
): SecretWatch {
  const found = createStore<readonly NotedSecret[]>(() => []);
  let stopLater: (() => void) | null = null;
  let stale = false;

  const soon = (ms: number, run: () => void): void => {
    stopLater = later(() => {
      stopLater = null;
      run();
    }, ms);
  };
  const begin = (): void => {
    stale = false;
    look(notes.toJSON(), 0, []);
  };
  function look(text: string, at: number, before: readonly Secret[]): void {
    if (stale) {
      soon(PAUSE, begin);
      return;
    }
    const to = Math.min(text.length, at + PIECE);
    const so = [...before, ...inPiece(text, at, to, before.at(-1)?.to ?? 0)];
    if (to < text.length) soon(0, () => look(text, to, so));
    else say(text, so);
  }
  function say(text: string, secrets: readonly Secret[]): void {
    if (secrets.length === 0 && found.getState().length === 0) return;
    let line = 1;
    let counted = 0;
    found.setState(
      secrets.map((secret) => {
        for (
          let next = text.indexOf('\n', counted);
          next >= 0 && next < secret.from;
          next = text.indexOf('\n', counted)
        ) {
          line += 1;
          counted = next + 1;
        }
        return { ...secret, key: secretKey(text, secret), line };
      }),
      true,
    );
  }
  const onChange = (): void => {
    stale = true;
    if (stopLater === null) soon(PAUSE, begin);
  };
  notes.observe(onChange);
  soon(0, begin);
  return {
    found,
    stop: () => {
      stopLater?.();
      notes.unobserve(onChange);
    },
  };
}

/** Those that begin in a piece, found with what stands around it. */
function inPiece(text: string, from: number, to: number, after: number): readonly Secret[] {
  const start = Math.max(0, from - AROUND);
  return findSecrets(text.slice(start, to + AROUND))
    .map((secret) => ({ ...secret, from: secret.from + start, to: secret.to + start }))
    .filter((secret) => secret.from >= Math.max(from, after) && secret.from < to);
}
