import type { RecordsStatus } from '../../shared/domain/incident/types';
import type { CallError } from '../../shared/ipc/contract';
import type { EventName } from '../../shared/ipc/names';
import { err, ok, type Result } from '../../shared/lib/result';
import type { PersonId } from '../../shared/records/ids';
import type { RecordsDesk } from '../ipc/records-desk-port';
import type { Records } from '../records/records-port';
import { createHandlers, type Opened } from './answering';
import { callError } from './call-error';
import { createChangeAnswers, type ChangeAnswerTools } from './changes/answers';
import { createChanges } from './changes/changes';
import { followChanges, type LivePicture } from './changes/following';
import { guardOf } from './changes/guarding';
import { openHandovers } from './handovers/opening';
import { createIncidents, type IncidentTools, type Refusal } from './incidents';
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

  const handlers = createHandlers({
    ...options,
    withOpen,
    status: () => {
      if (opened === null) start();
      return status();
    },
    identify,
    unsavedText: () => opened?.records.unsavedText() ?? '',
    isUnused: () => opened === null && loadPerson() === null,
    tell,
  });

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
