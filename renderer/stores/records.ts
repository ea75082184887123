import { createStore, type StoreApi } from 'zustand/vanilla';
import { isOver } from '../../shared/domain/incident/rules';
import type { IncidentRow, IncidentView, RecordsStatus } from '../../shared/domain/incident/types';
import type { Input } from '../../shared/ipc/contract';
import type { IncidentAct, IncidentEdit } from '../../shared/ipc/records-contract';
import { MOST_UPDATE, type ImageMedia } from '../../shared/ipc/records-limits';
import type { Ms } from '../../shared/lib/time';
import { toBridgeError, type Bridge } from '../bridge/bridge';
import { fromBase64, toBase64 } from './base64';
import type { NotesSession } from './notes-session';

export interface RecordsState {
  /** Null until it was told. */
  readonly status: RecordsStatus | null;
  /** Null until the first answer; all this person may see, most urgent first. */
  readonly rows: readonly IncidentRow[] | null;
  /** Why the list could not be read; null when it could. */
  readonly problem: string | null;
  /** What is searched for, and the incidents that have it; null where nothing is. */
  readonly search: { readonly words: string; readonly found: ReadonlySet<string> | null } | null;
  /** The one that is open, as far as it was read. */
  readonly open: { readonly id: string; readonly view: IncidentView | null; readonly problem: string | null } | null;
}

/** A sentence about why not, or null when it was done. */
type Refusal = Promise<string | null>;

export interface RecordsStore extends StoreApi<RecordsState> {
  start(): () => void;
  search(words: string): void;
  /** Reads an incident and follows it; null follows none. */
  open(id: string | null): void;
  identify(person: string): Refusal;
  /** The new incident's id, or why there is none. */
  declare(input: Input<'incidents.declare'>): Promise<{ readonly id: string; readonly note: string | null } | string>;
  edit(id: string, ...edits: readonly IncidentEdit[]): Refusal;
  act(id: string, act: IncidentAct): Refusal;
  note(input: Input<'incidents.note'>): Refusal;
  /** What was pinned, or why not. */
  pin(input: Input<'incidents.pin'>): Promise<{ readonly hash: string; readonly title: string } | string>;
  /** The notes of a record: the same session as long as the window lives. */
  notes(id: string): Promise<NotesSession>;
  putImage(id: string, media: ImageMedia, name: string, bytes: Uint8Array): Promise<{ readonly hash: string } | string>;
  /** A data URL; null where there is no such image. */
  image(id: string, hash: string): Promise<string | null>;
  unsavedText(): Promise<string>;
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

/** What people write, as the engine has it. Everything here works with no network at all. */
export function createRecordsStore(bridge: Bridge, tools: RecordsTools): RecordsStore {
  const store = createStore<RecordsState>(() => ({
    status: null,
    rows: null,
    problem: null,
    search: null,
    open: null,
  }));
  const sessions = new Map<string, Promise<NotesSession>>();
  /** Names this window in what it sends, so that it need not be told of it. */
  const me = `window-${tools.now().toString(36)}`;
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
      await readList();
    } catch (thrown) {
      const error = toBridgeError(thrown);
      store.setState({ problem: error.message });
      if (error.code !== 'disconnected' && !stopped) tools.later(() => void askStatus(), RETRY);
    }
  }

  function hears(status: RecordsStatus): void {
    store.setState({ status });
    for (const [id, session] of sessions) {
      const reason = status.unsaved.includes(id) ? (status.notSaved?.message ?? null) : null;
      session.then((notes) => notes.hears(reason)).catch(() => undefined);
    }
  }

  const tryTo = async (work: () => Promise<{ readonly saved: boolean; readonly reason: string | null } | null>) => {
    try {
      const written = await work();
      await readOpen();
      return written?.saved === false
        ? `Not on disk yet: ${written.reason ?? 'the disk refused'}. It is tried again.`
        : null;
    } catch (thrown) {
      return `Not done: ${toBridgeError(thrown).message}`;
    }
  };

  return Object.assign(store, {
    start: () => {
      stopped = false;
      const stops = [
        bridge.on('records.changed', ({ record, update, from }) => {
          // Its own letters change nothing of what stands beside the notes.
          if (update !== null && from === me) return;
          if (store.getState().open?.id === record) read.soon(READ_AFTER);
          if (update !== null)
            sessions
              .get(record)
              ?.then((notes) => notes.take(fromBase64(update)))
              .catch(() => undefined);
        }),
        bridge.on('records.listed', () => list.soon(LIST_AFTER)),
        bridge.on('records.saved', ({ record }) => {
          sessions
            .get(record)
            ?.then((notes) => notes.hears(null))
            .catch(() => undefined);
        }),
        bridge.on('records.health', (status) => {
          hears(status);
          if (store.getState().rows === null) list.soon(0);
        }),
        bridge.onConnection((state) => {
          if (state !== 'connected') return;
          void askStatus();
          void readOpen();
          for (const session of sessions.values()) session.then((notes) => notes.retry()).catch(() => undefined);
        }),
      ];
      void askStatus();
      return () => {
        stopped = true;
        list.stop();
        read.stop();
        stops.forEach((stop) => stop());
        for (const session of sessions.values()) session.then((notes) => notes.stop()).catch(() => undefined);
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
        hears(await bridge.call('records.identify', { person }));
        await readList();
        return null;
      } catch (thrown) {
        return toBridgeError(thrown).message;
      }
    },
    declare: async (input: Input<'incidents.declare'>) => {
      try {
        const { id, saved, reason } = await bridge.call('incidents.declare', input);
        return { id, note: saved ? null : `Not on disk yet: ${reason ?? 'the disk refused'}.` };
      } catch (thrown) {
        return `Not declared: ${toBridgeError(thrown).message}`;
      }
    },
    edit: (id: string, ...edits: readonly IncidentEdit[]) =>
      tryTo(() => bridge.call('incidents.edit', { id, edits: [...edits] })),
    act: (id: string, act: IncidentAct) => tryTo(() => bridge.call('incidents.act', { id, act })),
    note: (input: Input<'incidents.note'>) => tryTo(() => bridge.call('incidents.note', input)),
    pin: async (input: Input<'incidents.pin'>) => {
      try {
        const { hash, title } = await bridge.call('incidents.pin', input);
        await readOpen();
        return { hash, title };
      } catch (thrown) {
        return `Not pinned: ${toBridgeError(thrown).message}`;
      }
    },
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
    putImage: async (id: string, media: ImageMedia, name: string, bytes: Uint8Array) => {
      try {
        const { hash } = await bridge.call('records.putImage', { record: id, media, bytes: toBase64(bytes) });
        await bridge.call('incidents.edit', {
          id,
          edits: [{ edit: 'add-image', hash, media, name: name.slice(0, 300), size: bytes.byteLength }],
        });
        return { hash };
      } catch (thrown) {
        return `The image was not kept: ${toBridgeError(thrown).message}`;
      }
    },
    image: async (id: string, hash: string) => {
      try {
        const image = await bridge.call('records.getImage', { record: id, hash });
        return image === null ? null : `data:${image.media};base64,${image.bytes}`;
      } catch {
        return null;
      }
    },
    unsavedText: async () => (await bridge.call('records.unsavedText', undefined)).text,
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

/** Runs once, some time after it was last asked for first. */
function debounced(later: RecordsTools['later'], run: () => void) {
  let stop: (() => void) | null = null;
  return {
    soon: (ms: number): void => {
      stop ??= later(() => {
        stop = null;
        run();
      }, ms);
    },
    stop: (): void => {
      stop?.();
      stop = null;
    },
  };
}
