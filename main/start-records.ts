import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { SECOND, type Ms } from '../shared/lib/time';
import type { Snapshot } from '../shared/domain/snapshot/types';
import type { Workspace } from '../shared/domain/workspace/types';
import type { Sha256 } from '../shared/records/content-hash';
import type { RunningEngine } from './engine/engine';
import { keptValue } from './data-folder/kept-value';
import type { Log } from './log/log-port';
import { openRecords } from './open-records';
import { systemClock } from './polling/system-clock';
import type { RecordsDesk } from './ipc/records-desk-port';
import { createRecordsDesk } from './records-desk/desk';
import type { Outlet } from './records-desk/outlet-port';
import { createRecordsFiles } from './records/records-files';
import { traceSaved } from './saved-trace';
import { keepUnsavedWords } from './unsaved-words';

const sha256: Sha256 = (of) => createHash('sha256').update(of).digest('hex');

/** Records in a data folder, answered at the door: the same for the desktop app and for browser mode. */
export function startRecordsDesk(options: {
  readonly folder: string;
  readonly snapshot: () => Snapshot;
  readonly workspace: () => Workspace;
  readonly clockOffset: () => Ms | null;
  readonly engine: Pick<RunningEngine, 'judge' | 'declare' | 'watch' | 'onPatch'>;
  /** Open file that gets what is called saved (`--trace-saved`); null: nobody asked. */
  readonly trace: number | null;
  readonly log: Log;
  /** Where files go; null where the window itself takes them (browser mode). */
  readonly outlet: Outlet | null;
}): RecordsDesk & { readonly stop: () => void } {
  const { folder, snapshot, workspace, clockOffset, engine, trace, log, outlet } = options;
  const kept = keptValue(join(folder, 'person.json'));
  const loadPerson = (): string | null => {
    const stored = kept.load();
    if (typeof stored !== 'object' || stored === null || !('person' in stored)) return null;
    return typeof stored.person === 'string' && stored.person !== '' ? stored.person : null;
  };
  const backupEvery = backupEveryOf(process.env.MERIDIAN_BACKUP_SECONDS);
  const desk = createRecordsDesk({
    loadPerson,
    savePerson: (person) => {
      kept.save({ person });
      return loadPerson() === person;
    },
    open: (person) => {
      const { records } = openRecords({ folder, person, clock: systemClock, clockOffset, onNews: log, ...backupEvery });
      // The first to hear: a window says nothing that does not stand there.
      if (trace !== null) traceSaved(records, trace, log.warn);
      return records;
    },
    snapshot,
    servicesOf: (site) => workspace().sites.find(({ id }) => id === site)?.services ?? [],
    services: () => [...new Set(workspace().sites.flatMap(({ services }) => services))],
    now: systemClock.now,
    clockOffset,
    newId: randomUUID,
    sha256,
    files: createRecordsFiles({ newId: randomUUID, sha256 }),
    nameOf: (person) =>
      snapshot()
        .teams.flatMap(({ people }) => people)
        .find(({ id }) => id === person)?.name ?? person,
    outlet,
    judge: engine.judge,
    live: {
      declare: (all) => engine.declare(all),
      watch: (all) => engine.watch(all),
      onPicture: (listener) => engine.onPatch(listener),
      after: systemClock.after,
    },
    log: log.warn,
  });
  desk.start();
  log(`records can be asked since ${new Date(systemClock.now()).toISOString()}`);
  return {
    ...desk,
    stop: () => {
      const unsaved = desk.stop();
      if (unsaved === '') return;
      const file = keepUnsavedWords(folder, unsaved, systemClock.now());
      log.error(`words could not be saved at the end; ${file === null ? 'they are lost' : `they are in ${file}`}`);
    },
  };
}

/** Seconds from one backup to the next, for tests that end the program in the middle of one. */
function backupEveryOf(asked = ''): { readonly backupEvery?: Ms } {
  const seconds = Number.parseFloat(asked);
  return seconds >= 1 && seconds <= 3_600 ? { backupEvery: seconds * SECOND } : {};
}
