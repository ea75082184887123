import type { Destination, Visit } from '../../shared/ipc/types';

/** Links that arrived and that the window has not gone to yet. */
export interface Visits {
  /** A link arrived. */
  open(to: Destination): void;
  waiting(): readonly Visit[];
  done(id: number): void;
  /** Calls back with every arrival. Returns its stop. */
  onOpen(listener: (visit: Visit) => void): () => void;
}

/** A window that never comes up must not make a list that never ends; the newest click is what a person wants. */
const MOST_WAITING = 16;

/**
 * A link may arrive before the window is there, or while it is begun anew: it stays here until the window says that it is done,
 * and a window that starts asks for what waits.
 */
export function createVisits(): Visits {
  const listeners = new Set<(visit: Visit) => void>();
  let waiting: readonly Visit[] = [];
  let nextId = 1;
  return {
    open: (to) => {
      const visit: Visit = { id: nextId++, to };
      waiting = [...waiting, visit].slice(-MOST_WAITING);
      for (const listener of [...listeners]) listener(visit);
    },
    waiting: () => waiting,
    done: (id) => {
      waiting = waiting.filter((visit) => visit.id !== id);
    },
    onOpen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
