import { createStore, type StoreApi } from 'zustand/vanilla';
import { isOver } from '../../shared/domain/incident/rules';
import type { IncidentRow, IncidentView, RecordsStatus } from '../../shared/domain/incident/types';
import { MOST_UPDATE } from '../../shared/ipc/records-limits';
import type { Ms } from '../../shared/lib/time';
import { toBridgeError, type Bridge } from '../bridge/bridge';
import { fromBase64, toBase64 } from './base64';
import { debounced } from './debounced';
import type { NotesSession } from './notes-session';
import { createRecordCalls, type RecordCalls } from './record-calls';

export interface RecordsState {
  /** Null until it was told. */
  readonly status: RecordsStatus | null;
  /** Null until the first answer; all this person may see, most urgent first. */
  readonly rows: readonly IncidentRow[] | null;
  /** Why the list could not be read; null when it could. */
  readonly problem: string | null;
  /** What is searched for, and the incidents that have it; null where nothing is. */
  readonly search: { readonly words: string; readonly found: ReadonlySet<string> | null } | null;
  /** Secrets that a person left as they are, by their keys; for as long as the window lives. */
  readonly left: ReadonlySet<string>;
  /** Notes of the person before that were not saved when the person changed; until they are saved or put away. */
  readonly unsent: readonly UnsentNotes[];
  /** The one that is open, as far as it was read. */
  readonly open: { readonly id: string; readonly view: IncidentView | null; readonly problem: string | null } | null;
}

export interface UnsentNotes {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface RecordsStore extends StoreApi<RecordsState>, RecordCalls {
  start(): () => void;
  search(words: string): void;
  /** Reads an incident and follows it; null follows none. */
  open(id: string | null): void;
  /** Another person: what the one before wrote is saved first. */
  identify(person: string): Promise<string | null>;
  /** Takes secrets out for good; a sentence about why not, or how many. */
  redact(id: string, keep: readonly string[]): Promise<{ readonly removed: number } | string>;
  leaveSecret(key: string): void;
  putAway(notes: UnsentNotes): void;
  /** The notes of a record: the same session as long as the window lives. */
  notes(id: string): Promise<NotesSession>;
}

export interface RecordsTools {
  readonly now: () => Ms;
  /** Returns its stop. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** Many rows that change at once are one reading; what is on screen of an incident need not follow each letter. */
const LIST_AFTER = 50;
const READ_AFTER = 250;
const RETRY = 2_000;
/** Secrets that one redaction can leave as they are. */
const MOST_KEPT = 100;

/** What people write, as the engine has it. Everything here works with no network at all. */
export function createRecordsStore(bridge: Bridge, tools: RecordsTools): RecordsStore {
  const store = createStore<RecordsState>(() => ({
    status: null,
    rows: null,
    problem: null,
    search: null,
    left: new Set(),
    unsent: [],
    open: null,
  }));
  const sessions = new Map<string, Promise<NotesSession>>();
  /** Names this window in what it sends, so that it need not be told of it. */
  const me = `window-${tools.now().toString(36)}`;
  /** To the notes of a record, where they are open here. */
  const tell = (id: string, what: (notes: NotesSession) => void): void =>
    void sessions
      .get(id)
      ?.then(what)
      .catch(() => undefined);
  const list = debounced(tools.later, () => void readList());
  const read = debounced(tools.later, () => void readOpen());
  let stopped = true;

  async function readList(): Promise<void> {
    try {
      const rows = await bridge.call('incidents.list', {});
      store.setState({ rows, problem: null });
      const words = store.getState().search?.words ?? '';
      if (words !== '') await find(words);
    } catch (thrown) {
      store.setState({ problem: toBridgeError(thrown).message });
    }
  }

  async function find(words: string): Promise<void> {
    try {
      const rows = await bridge.call('incidents.list', { words });
      // Of an answer that comes late, another question may be open by now.
      if (store.getState().search?.words === words)
        store.setState({ search: { words, found: new Set(rows.map(({ id }) => id)) } });
    } catch (thrown) {
      store.setState({ problem: toBridgeError(thrown).message });
    }
  }

  async function readOpen(): Promise<void> {
    const id = store.getState().open?.id;
    if (id === undefined) return;
    const put = (view: IncidentView | null, problem: string | null): void => {
      const { open } = store.getState();
      if (open?.id === id) store.setState({ open: { id, view: view ?? open.view, problem } });
    };
    try {
      put(await bridge.call('incidents.read', { id }), null);
    } catch (thrown) {
      put(null, toBridgeError(thrown).message);
    }
  }

  async function askStatus(): Promise<void> {
    try {
      hears(await bridge.call('records.status', undefined));
      // Not before it is known whose words may go out.
      for (const id of sessions.keys()) tell(id, (notes) => notes.retry());
      await readList();
    } catch (thrown) {
      const error = toBridgeError(thrown);
      store.setState({ problem: error.message });
      if (error.code !== 'disconnected' && !stopped) tools.later(() => void askStatus(), RETRY);
    }
  }

  function hears(status: RecordsStatus): void {
    const before = store.getState().status?.person ?? null;
    store.setState({ status });
    // Somebody else: what the one before had open may be hidden from them.
    if (before !== null && status.person !== before) forget();
    for (const id of sessions.keys()) {
      const reason = status.unsaved.includes(id) ? (status.notSaved?.message ?? null) : null;
      tell(id, (notes) => notes.hears(reason));
    }
  }

  function forget(): void {
    const { open, rows } = store.getState();
    for (const id of sessions.keys()) {
      const title = open?.view?.id === id ? open.view.title : (rows?.find((row) => row.id === id)?.title ?? '');
      tell(id, (notes) => stopAndKeep(notes, id, title));
    }
    sessions.clear();
    store.setState({
      rows: null,
      search: null,
      left: new Set(),
      open: open && { id: open.id, view: null, problem: null },
    });
    list.soon(0);
    void readOpen();
  }

  /** Nothing of the person before goes out under the next one's name; what is not on disk by then is kept here. */
  function stopAndKeep(notes: NotesSession, id: string, title: string): void {
    notes.stop();
    if (notes.state.getState().kind === 'saved') return;
    const kept: UnsentNotes = { id, title, text: notes.text.toJSON() };
    store.setState({ unsent: [...store.getState().unsent, kept] });
    notes.state.subscribe(({ kind }) => {
      if (kind === 'saved') putAway(kept);
    });
  }

  const putAway = (kept: UnsentNotes): void =>
    store.setState({ unsent: store.getState().unsent.filter((one) => one !== kept) });

  /** Null when everything typed here is on disk; else why not. */
  async function unsaved(ids: Iterable<string>): Promise<string | null> {
    for (const id of ids) {
      const notes = await sessions.get(id)?.catch(() => null);
      const reason = await notes?.settled();
      if (reason != null) return reason;
    }
    return null;
  }

  return Object.assign(store, {
    start: () => {
      stopped = false;
      const stops = [
        bridge.on('records.changed', ({ record, update, from }) => {
          // Its own letters change nothing of what stands beside the notes.
          if (update !== null && from === me) return;
          if (store.getState().open?.id === record) read.soon(READ_AFTER);
          if (update !== null) tell(record, (notes) => notes.take(fromBase64(update)));
        }),
        bridge.on('records.listed', () => list.soon(LIST_AFTER)),
        bridge.on('records.saved', ({ record }) => tell(record, (notes) => notes.hears(null))),
        bridge.on('records.redacted', ({ record }) => tell(record, (notes) => notes.forget.tell())),
        bridge.on('records.health', (status) => {
          hears(status);
          if (store.getState().rows === null) list.soon(0);
        }),
        bridge.onConnection((state) => {
          if (state !== 'connected') return;
          void askStatus();
          void readOpen();
        }),
      ];
      void askStatus();
      return () => {
        stopped = true;
        list.stop();
        read.stop();
        stops.forEach((stop) => stop());
        for (const id of sessions.keys()) tell(id, (notes) => notes.stop());
        sessions.clear();
      };
    },
    search: (words: string) => {
      if (words.trim() === '') {
        store.setState({ search: words === '' ? null : { words, found: null } });
        return;
      }
      store.setState({ search: { words, found: store.getState().search?.found ?? null } });
      void find(words);
    },
    open: (id: string | null) => {
      if (id === null) {
        store.setState({ open: null });
        return;
      }
      if (store.getState().open?.id === id) return;
      store.setState({ open: { id, view: null, problem: null } });
      void readOpen();
    },
    identify: async (person: string) => {
      try {
        const reason = await unsaved(sessions.keys());
        if (reason !== null) return `The notes are not saved yet: ${reason}. Changing the person waits for that.`;
        hears(await bridge.call('records.identify', { person }));
        await readList();
        return null;
      } catch (thrown) {
        return toBridgeError(thrown).message;
      }
    },
    redact: async (id: string, keep: readonly string[]) => {
      // What a person left is not taken out because it is too much for one call.
      if (keep.length > MOST_KEPT)
        return `Not redacted: more than ${MOST_KEPT} secrets of this incident are left as they are.`;
      try {
        const reason = await unsaved([id]);
        if (reason !== null) return `Not redacted: the notes are not saved yet: ${reason}.`;
        const done = await bridge.call('incidents.redact', { id, keep: [...keep] });
        await readOpen();
        return done;
      } catch (thrown) {
        return `Not redacted: ${toBridgeError(thrown).message}`;
      }
    },
    leaveSecret: (key: string) => store.setState({ left: new Set([...store.getState().left, key]) }),
    putAway,
    notes: (id: string) => {
      const known = sessions.get(id);
      if (known !== undefined) return known;
      const begun = begin(id);
      sessions.set(id, begun);
      // A session that could not begin is begun again by whoever asks next.
      begun.catch(() => {
        if (sessions.get(id) === begun) sessions.delete(id);
      });
      return begun;
    },
    ...createRecordCalls(bridge, readOpen),
  });

  /** The document library is loaded with the first notes somebody opens. */
  async function begin(id: string): Promise<NotesSession> {
    const { openNotesSession } = await import('./notes-session');
    return openNotesSession({
      ...tools,
      most: Math.floor(MOST_UPDATE / 4) * 3,
      load: async () => fromBase64((await bridge.call('records.document', { record: id })).update),
      send: (update) => bridge.call('records.update', { record: id, update: toBase64(update), from: me }),
    });
  }
}

/** Open incidents, and whether one of them is of the worst kind: what the rail says. */
export function openCount(rows: readonly IncidentRow[] | null): { readonly count: number; readonly worst: boolean } {
  const open = (rows ?? []).filter(({ state }) => !isOver(state));
  return { count: open.length, worst: open.some(({ severity, state }) => severity === 'SEV1' && state === 'open') };
}
