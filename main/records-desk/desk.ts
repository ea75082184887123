import type { RecordsStatus } from '../../shared/domain/incident/types';
import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { EventName } from '../../shared/ipc/names';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import { err, ok, type Result } from '../../shared/lib/result';
import type { PersonId } from '../../shared/records/ids';
import type { RecordsDesk } from '../ipc/records-desk-port';
import type { Records } from '../records/records-port';
import type { ChangeMethod } from '../../shared/ipc/changes-contract';
import type { HandoverMethod } from '../../shared/ipc/handovers-contract';
import { takeIn } from './arriving';
import { callError } from './call-error';
import { createChangeAnswers, type ChangeAnswerTools } from './changes/answers';
import { createChanges, type Changes } from './changes/changes';
import { followChanges, type LivePicture } from './changes/following';
import { guardOf } from './changes/guarding';
import { openHandovers, type HandoverDesk } from './handovers/opening';
import { mediaOf, readImage } from './images';
import { createIncidents, type Incidents, type IncidentTools, type Refusal } from './incidents';
import { createLeaving, type LeavingTools } from './leaving';

export interface RecordsDeskOptions
  extends Omit<IncidentTools, 'records' | 'person'>, Pick<LeavingTools, 'nameOf' | 'outlet'> {
  /** Who writes in this data folder; null before somebody was chosen. */
  readonly loadPerson: () => PersonId | null;
  /** False: it could not be kept. */
  readonly savePerson: (person: PersonId) => boolean;
  /** Opens the store of this folder for a person. Throws where that cannot be done at all. */
  readonly open: (person: PersonId) => Records;
  /** All services, as the workspace file names them. */
  readonly services: () => readonly string[];
  /** Compares the watched signals of a change before and after. */
  readonly judge: ChangeAnswerTools['judge'];
  /** The picture as it moves on. */
  readonly live: LivePicture;
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
  readonly changes: Changes;
  readonly changeAnswers: ReturnType<typeof createChangeAnswers>;
  readonly handovers: HandoverDesk;
  readonly leaving: ReturnType<typeof createLeaving>;
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
      const incidents = createIncidents({ ...options, records, person });
      const guard = guardOf({ now: options.now, snapshot: options.snapshot, incidents: () => incidents.list('') });
      const changes = createChanges({
        ...options,
        records,
        person,
        guard: (change, all) => guard(all)(change),
      });
      const demo = (): boolean => options.snapshot().demo;
      const leaving = createLeaving({ ...options, records, person, demo });
      opened = {
        records,
        person,
        incidents,
        changes,
        changeAnswers: createChangeAnswers({
          ...options,
          records,
          person,
          incidents,
          changes,
          demo,
          deliver: leaving.deliver,
          names: () => ({ sites: options.snapshot().sites, services: options.services() }),
          workspaceName: () => options.snapshot().workspace.name,
        }),
        handovers: openHandovers({ ...options, records, person, incidents, changes, deliver: leaving.deliver }),
        leaving,
      };
      problem = null;
      for (const line of records.health().report) log(`records: ${line}`);
      follow(opened, guard);
    } catch (error) {
      problem = `The records of this folder cannot be opened: ${error instanceof Error ? error.message : String(error)}`;
      log(`records: ${problem}`);
    }
  }

  function follow({ records, incidents, changes, handovers, person }: Opened, guard: ReturnType<typeof guardOf>): void {
    // What this person may not know of is not told to the window either.
    const visible = (record: string): boolean =>
      incidents.visible(record).ok || changes.visible(record).ok || handovers.visible(record);
    const stops = [
      records.onChange(({ record, update, origin }) => {
        if (!visible(record)) return;
        tell('records.changed', {
          record,
          update: update === null ? null : Buffer.from(update).toString('base64'),
          from: typeof origin === 'string' ? origin : null,
        });
      }),
      records.onSaved(({ record }) => {
        if (visible(record)) tell('records.saved', { record });
        // Not within the commit that tells of it.
        queueMicrotask(() => {
          if (!stopped && opened?.records === records) incidents.saved(record);
        });
      }),
      records.onListed(() => tell('records.listed', null)),
      records.onHealth(() => tell('records.health', status())),
      followChanges({ ...options, ...options.live, records, changes, person, guard }),
      handovers.follow(),
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

  /** Another person writes as another replica, and sees what that person may see. */
  function identify(person: PersonId): Result<RecordsStatus, CallError> {
    const before = loadPerson();
    if (opened !== null && before !== person) {
      const saved = opened.records.flush();
      // Nobody is here later to do what waited for that.
      const waits = saved.ok ? opened.incidents.endOwed() : saved.error.message;
      if (waits !== null)
        return err({
          code: 'failed',
          message: `what ${opened.person} wrote is not saved yet: ${waits}. Changing the person waits for that`,
        });
    }
    if (before !== person && !savePerson(person))
      return err({ code: 'failed', message: 'the data folder cannot be written: your name was not kept' });
    if (opened !== null && opened.person !== person) {
      stopEvents();
      opened.records.stop();
      opened = null;
    }
    openFor(person);
    const now = status();
    tell('records.health', now);
    tell('records.listed', null);
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

  const withChanges = async <M extends ChangeMethod>(method: M, input: Input<M>): Promise<Answer<M>> => {
    const asked = withOpen(({ changeAnswers }) => ok(changeAnswers[method](input)));
    if (!asked.ok) return asked;
    const done = await asked.value;
    return done.ok ? done : err(callError(done.error));
  };

  const withHandovers = async <M extends HandoverMethod>(method: M, input: Input<M>): Promise<Answer<M>> => {
    const asked = withOpen(({ handovers }) => ok(handovers.answers[method](input)));
    if (!asked.ok) return asked;
    const done = await asked.value;
    return done.ok ? done : err(callError(done.error));
  };
  /** Nobody was chosen: nobody wrote anything. */
  const isUnused = (): boolean => opened === null && loadPerson() === null;

  const handlers: { readonly [M in RecordMethod]: (input: Input<M>) => Answer<M> | Promise<Answer<M>> } = {
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
        return readImage(records, seen.value, hash);
      }),
    'incidents.list': ({ words }) => (isUnused() ? ok([]) : withOpen(({ incidents }) => incidents.list(words ?? ''))),
    'incidents.read': ({ id }) => withOpen(({ incidents }) => incidents.read(id)),
    'incidents.declare': (input) => withOpen(({ incidents }) => incidents.declare(input)),
    'incidents.edit': ({ id, edits }) => withOpen(({ incidents }) => incidents.edit(id, edits)),
    'incidents.act': ({ id, act }) => withOpen(({ incidents }) => incidents.act(id, act)),
    'incidents.note': (input) => withOpen(({ incidents }) => incidents.note(input)),
    'incidents.pin': (input) => withOpen(({ incidents }) => incidents.pin(input)),
    'incidents.redact': ({ id, keep }) =>
      withOpen(({ incidents }) => {
        const done = incidents.redact(id, keep);
        // Also where it is not ended yet: what a window could bring back is gone from the words already.
        if (done.ok || done.error.kind === 'not-written') tell('records.redacted', { record: id });
        return done;
      }),
    'incidents.export': async ({ id, format }) => {
      const leaving = withOpen(({ incidents, leaving: way }) => {
        const seen = incidents.visible(id);
        return seen.ok ? ok(way.leave(id, format)) : seen;
      });
      if (!leaving.ok) return leaving;
      const left = await leaving.value;
      return left.ok ? left : err(callError(left.error));
    },
    'incidents.import': ({ name, text, asNew = false }) =>
      withOpen(({ records, incidents, person }) =>
        takeIn({ name, text, asNew }, { ...options, records, person, visible: (id) => incidents.visible(id).ok }),
      ),
    'changes.list': (input) => (isUnused() ? ok([]) : withChanges('changes.list', input)),
    'changes.read': (input) => withChanges('changes.read', input),
    'changes.create': (input) => withChanges('changes.create', input),
    'changes.edit': (input) => withChanges('changes.edit', input),
    'changes.act': (input) => withChanges('changes.act', input),
    'changes.note': (input) => withChanges('changes.note', input),
    'changes.judge': (input) => withChanges('changes.judge', input),
    'changes.incident': (input) => withChanges('changes.incident', input),
    'changes.import': (input) => withChanges('changes.import', input),
    'changes.export': (input) => withChanges('changes.export', input),
    'changes.examples': (input) => withChanges('changes.examples', input),
    'handovers.list': (input) => (isUnused() ? ok([]) : withHandovers('handovers.list', input)),
    'handovers.read': (input) => withHandovers('handovers.read', input),
    'handovers.draft': (input) => withHandovers('handovers.draft', input),
    'handovers.news': (input) => withHandovers('handovers.news', input),
    'handovers.refresh': (input) => withHandovers('handovers.refresh', input),
    'handovers.edit': (input) => withHandovers('handovers.edit', input),
    'handovers.act': (input) => withHandovers('handovers.act', input),
    'handovers.export': (input) => withHandovers('handovers.export', input),
    'handovers.import': (input) => withHandovers('handovers.import', input),
    'duty.list': (input) => (isUnused() ? ok([]) : withHandovers('duty.list', input)),
    'duty.write': (input) => withHandovers('duty.write', input),
    'duty.withdraw': (input) => withHandovers('duty.withdraw', input),
    'incidents.reveal': ({ file }) => withOpen(({ leaving }) => leaving.reveal(file)),
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
      const { records, incidents } = opened;
      // The last moment for what waits for the disk.
      if (records.flush().ok) incidents.endOwed();
      const saved = records.stop();
      return saved.ok ? '' : records.unsavedText();
    },
  };
}
