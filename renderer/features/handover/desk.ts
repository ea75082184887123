import { createStore, type StoreApi } from 'zustand/vanilla';

/** What of a line is written: one of its texts, or one of the forms below it. */
export type Field = 'line' | 'done' | 'next' | 'owner' | 'due' | 'condition' | 'if-then' | 'dismiss' | 'merge';

export interface DeskState {
  /** The line that letters are about: an item, or `if:ID`, `situation`, `notes`. */
  readonly at: string | null;
  /** The line whose details stand below it. */
  readonly open: string | null;
  /** What is being written now; while it is, nothing around it moves. */
  readonly editing: { readonly at: string; readonly field: Field } | null;
}

export interface Desk extends StoreApi<DeskState> {
  /** Opens the details of a line, or closes them. */
  toggle(at: string): void;
  /** Begins to write a field; whatever was written elsewhere is saved by losing the focus. */
  edit(at: string, field: Field): void;
  /** Ends it, unless something else is written by now. */
  done(at: string, field: Field): void;
}

/** Which fields stand in the line itself; the others open its details. */
const IN_LINE: ReadonlySet<Field> = new Set(['line']);

/** What a person has open on the document: of hundreds of lines only those draw again that it is about. */
export function createDesk(): Desk {
  const store = createStore<DeskState>(() => ({ at: null, open: null, editing: null }));
  return Object.assign(store, {
    toggle: (at: string) => store.setState(({ open }) => ({ at, open: open === at ? null : at, editing: null })),
    edit: (at: string, field: Field) =>
      store.setState(({ open }) => ({ at, open: IN_LINE.has(field) ? open : at, editing: { at, field } })),
    done: (at: string, field: Field) =>
      store.setState(({ editing }) => (editing?.at === at && editing.field === field ? { editing: null } : {})),
  });
}
