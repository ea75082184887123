import type { Clock } from '../../shared/lib/clock';
import { SECOND, type Ms } from '../../shared/lib/time';

const EVERY: Ms = 3 * SECOND;

/** Looks at the credential files while somebody listens, and only then. */
export interface CredentialWatch {
  onChange(listener: () => void): () => void;
  stop(): void;
}

/** P6: compares a cheap mark of the files every 3 s. File events are not used: sign-ins replace files, folders may not exist yet. */
export function createWatch(clock: Clock, mark: () => Promise<string>): CredentialWatch {
  const listeners = new Set<() => void>();
  let cancel: (() => void) | null = null;
  let last: string | null = null;

  const look = async (): Promise<void> => {
    const now = await mark().catch(() => null);
    if (now !== null && last !== null && now !== last) for (const listener of [...listeners]) listener();
    last = now ?? last;
    if (listeners.size > 0 && cancel === null) {
      cancel = clock.after(EVERY, () => {
        cancel = null;
        void look();
      });
    }
  };

  const stop = (): void => {
    listeners.clear();
    cancel?.();
    cancel = null;
    last = null;
  };

  return {
    onChange(listener) {
      const first = listeners.size === 0;
      // A wrapper, so that the same function given twice is two listeners.
      const own = (): void => {
        listener();
      };
      listeners.add(own);
      if (first) void look();
      return () => {
        listeners.delete(own);
        if (listeners.size === 0) stop();
      };
    },
    stop,
  };
}
