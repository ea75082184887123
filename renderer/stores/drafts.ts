import { keep, type KeyValue } from './kept';

/** What was typed into a form and not saved: it lives as long as the window, over a page that is begun anew. */
export interface Drafts {
  /** Whatever was kept under this name; null where nothing was. */
  read(name: string): unknown;
  write(name: string, draft: unknown): void;
  forget(name: string): void;
}

const KEY = 'meridian.draft.';

export function createDrafts(session: KeyValue | null): Drafts {
  // Also in memory: a full or forbidden storage must not cost what was typed while the page lives.
  const open = new Map<string, unknown>();
  return {
    read: (name) => (open.has(name) ? open.get(name) : keep(session, KEY + name).read()),
    write: (name, draft) => {
      open.set(name, draft);
      keep(session, KEY + name).write(draft);
    },
    forget: (name) => {
      open.delete(name);
      keep(session, KEY + name).write(null);
    },
  };
}
