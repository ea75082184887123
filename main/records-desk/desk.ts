import type { RecordsStatus } from '../../shared/domain/incident/types';
import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { EventName } from '../../shared/ipc/names';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import type { ImageMedia } from '../../shared/ipc/records-limits';
import { err, ok, type Result } from '../../shared/lib/result';
import type { PersonId } from '../../shared/records/ids';
import type { RecordsDesk } from '../ipc/records-desk-port';
import type { Records } from '../records/records-port';
import { createIncidents, type Incidents, type IncidentTools, type Refusal } from './incidents';

export interface RecordsDeskOptions extends Omit<IncidentTools, 'records' | 'person'> {
  /** Who writes in this data folder; null before somebody was chosen. */
  readonly loadPerson: () => PersonId | null;
  /** False: it could not be kept. */
  readonly savePerson: (person: PersonId) => boolean;
  /** Opens the store of this folder for a person. Throws where that cannot be done at all. */
  readonly open: (person: PersonId) => Records;
  /** For the log of this machine; carries no words of a record. */
  readonly log: (line: string) => void;
}

export interface RunningRecordsDesk extends RecordsDesk {
  /** Opens the store, where a person was chosen. */
  start(): void;
  /** What could not be saved, as text; empty when everything was. */
  stop(): string;
}

interface Opened {
  readonly records: Records;
  readonly incidents: Incidents;
  readonly person: PersonId;
}

/** Answers the methods of records. The store is opened for the person of this data folder, once that is known. */
export function createRecordsDesk(options: RecordsDeskOptions): RunningRecordsDesk {
  const { loadPerson, savePerson, log } = options;
  const listeners = new Set<(event: EventName, payload: unknown) => void>();
  const tell = (event: EventName, payload: unknown): void => {
    for (const listener of [...listeners]) listener(event, payload);
  };
  let opened: Opened | null = null;
  let problem: string | null = null;
  let stopped = false;
  let stopEvents = (): void => undefined;

  function openFor(person: PersonId): void {
    if (opened !== null || stopped) return;
    try {
      const records = options.open(person);
      opened = { records, person, incidents: createIncidents({ ...options, records, person }) };
      problem = null;
      for (const line of records.health().report) log(`records: ${line}`);
      follow(opened);
    } catch (error) {
      problem = `The records of this folder cannot be opened: ${error instanceof Error ? error.message : String(error)}`;
      log(`records: ${problem}`);
    }
  }

  function follow({ records, incidents }: Opened): void {
    const stops = [
      records.onChange(({ record, update, origin }) => {
        // What this person may not know of is not told to the window either.
        if (!incidents.visible(record).ok) return;
        tell('records.changed', {
          record,
          update: update === null ? null : Buffer.from(update).toString('base64'),
          from: typeof origin === 'string' ? origin : null,
        });
      }),
      records.onSaved(({ record }) => {
        if (incidents.visible(record).ok) tell('records.saved', { record });
      }),
      records.onListed(() => tell('records.listed', null)),
      records.onHealth(() => tell('records.health', status())),
    ];
    stopEvents = () => stops.forEach((stop) => stop());
  }

  function start(): void {
    const person = loadPerson();
    if (person !== null) openFor(person);
  }

  function status(): RecordsStatus {
    if (opened === null) return { person: loadPerson(), notSaved: null, unsaved: [], report: [], problem };
    const { notSaved, unsaved, report } = opened.records.health();
    return {
      person: opened.person,
      notSaved: notSaved && {
        message: notSaved.problem.message,
        since: notSaved.since,
        nextTryAt: notSaved.nextTryAt,
      },
      unsaved,
      report,
      problem: null,
    };
  }

  function identify(person: PersonId): Result<RecordsStatus, CallError> {
    const before = loadPerson();
    if (before !== null && before !== person)
      return err({
        code: 'not-allowed',
        message: `this data folder belongs to ${before}; another person uses another data folder`,
      });
    if (before === null && !savePerson(person))
      return err({ code: 'failed', message: 'the data folder cannot be written: your name was not kept' });
    openFor(person);
    const now = status();
    tell('records.health', now);
    return ok(now);
  }

  type Answer<M extends RecordMethod> = Result<Output<M>, CallError>;
  const withOpen = <T>(work: (opened: Opened) => Result<T, Refusal>): Result<T, CallError> => {
    if (opened === null) start();
    if (opened === null)
      return err(
        problem === null
          ? { code: 'not-allowed', message: 'say first who you are' }
          : { code: 'failed', message: problem },
      );
    const done = work(opened);
    return done.ok ? done : err(callError(done.error));
  };

  const handlers: { readonly [M in RecordMethod]: (input: Input<M>) => Answer<M> } = {
    'records.status': () => {
      if (opened === null) start();
      return ok(status());
    },
    'records.identify': ({ person }) => identify(person),
    'records.unsavedText': () => ok({ text: opened?.records.unsavedText() ?? '' }),
    'records.document': ({ record }) =>
      withOpen(({ records, incidents }) => {
        const seen = incidents.visible(record);
        if (!seen.ok) return seen;
        const document = records.document(record);
        return document.ok ? ok({ update: Buffer.from(document.value).toString('base64') }) : document;
      }),
    'records.update': ({ record, update, from }) =>
      withOpen(({ records, incidents }) => {
        const seen = incidents.visible(record);
        if (!seen.ok) return seen;
        const done = records.applyUpdate(record, new Uint8Array(Buffer.from(update, 'base64')), from);
        return done.ok ? ok(incidents.written()) : done;
      }),
    'records.putImage': ({ record, media, bytes }) =>
      withOpen(({ records, incidents }) => {
        const seen = incidents.visible(record);
        if (!seen.ok) return seen;
        const image = new Uint8Array(Buffer.from(bytes, 'base64'));
        if (mediaOf(image) !== media)
          return err({ kind: 'not-allowed', message: 'the bytes are not an image of that kind' });
        const hash = records.putBlob(media, image);
        return hash.ok ? ok({ hash: hash.value }) : hash;
      }),
    'records.getImage': ({ record, hash }) =>
      withOpen(({ records, incidents }) => {
        const seen = incidents.whole(record);
        if (!seen.ok) return seen;
        // A hash somebody heard of opens no image of an incident they may not see.
        const named = (seen.value.content?.lists['images'] ?? []).some(({ fields }) => fields['hash'] === hash);
        if (!named) return ok(null);
        const blob = records.getBlob(hash);
        if (!blob.ok) return blob;
        const image = blob.value;
        if (image === null) return ok(null);
        // Whoever put it there: only what is an image is shown as one.
        if (mediaOf(image.bytes) !== image.media) return ok(null);
        return ok({ media: image.media, bytes: Buffer.from(image.bytes).toString('base64') });
      }),
    'incidents.list': ({ words }) => {
      // Nobody was chosen: nobody wrote anything.
      if (opened === null && loadPerson() === null) return ok([]);
      return withOpen(({ incidents }) => incidents.list(words ?? ''));
    },
    'incidents.read': ({ id }) => withOpen(({ incidents }) => incidents.read(id)),
    'incidents.declare': (input) => withOpen(({ incidents }) => incidents.declare(input)),
    'incidents.edit': ({ id, edits }) => withOpen(({ incidents }) => incidents.edit(id, edits)),
    'incidents.act': ({ id, act }) => withOpen(({ incidents }) => incidents.act(id, act)),
    'incidents.note': (input) => withOpen(({ incidents }) => incidents.note(input)),
    'incidents.pin': (input) => withOpen(({ incidents }) => incidents.pin(input)),
  };

  return {
    handle: async (method, input) => handlers[method](input),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start,
    stop: () => {
      stopped = true;
      stopEvents();
      if (opened === null) return '';
      const { records } = opened;
      const saved = records.stop();
      return saved.ok ? '' : records.unsavedText();
    },
  };
}

function callError({ kind, message }: Refusal): CallError {
  if (kind === 'no-such-record') return { code: 'not-found', message };
  return { code: kind === 'not-allowed' ? 'not-allowed' : 'failed', message };
}

/** What the first bytes say it is; null for what is none of the images that are shown here. */
function mediaOf(bytes: Uint8Array): ImageMedia | null {
  const starts = (...wanted: readonly number[]): boolean => wanted.every((byte, index) => bytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  if (
    starts(0x52, 0x49, 0x46, 0x46) &&
    bytes[8] === 0x57 &&
    bytes[9] === 0x45 &&
    bytes[10] === 0x42 &&
    bytes[11] === 0x50
  )
    return 'image/webp';
  return null;
}
