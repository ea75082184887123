import { createHash, randomUUID } from 'node:crypto';
import { createRecordsDesk, type RunningRecordsDesk } from '../../main/records-desk/desk';
import type { Outlet } from '../../main/records-desk/outlet-port';
import { projectorsOf } from '../../main/projectors';
import { startRecords } from '../../main/records/record-engine';
import { createRecordsFiles } from '../../main/records/records-files';
import type { Records } from '../../main/records/records-port';
import type { WatchedIfThen } from '../../shared/domain/handover/watching';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import type { DeclaredMaintenance } from '../../shared/domain/status/types';
import { ManualClock } from '../fakes/clock';
import { MemoryLog } from '../fakes/memory-log';

const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');

/** The desk of records over the real engine, with a disk in memory that can be made to refuse. */
export function recordsDesk(options: {
  readonly snapshot: Snapshot;
  readonly person?: string | null;
  readonly log?: MemoryLog;
  readonly now?: number;
  readonly clock?: ManualClock;
  readonly outlet?: Outlet;
  readonly clockOffset?: () => number | null;
}): {
  readonly desk: RunningRecordsDesk;
  readonly log: MemoryLog;
  readonly clock: ManualClock;
  readonly person: () => string | null;
  readonly records: () => Records;
  /** Puts another picture in the place of the first. */
  readonly shows: (next: Snapshot) => void;
  /** How many listen to the picture. */
  readonly looking: () => number;
  /** What changes declared (S8), each time it was told. */
  readonly declared: readonly (readonly DeclaredMaintenance[])[];
  /** If-thens of accepted handovers, each time they were told. */
  readonly watched: readonly (readonly WatchedIfThen[])[];
  /** Lines of the log of this machine. */
  readonly logged: readonly string[];
} {
  const { snapshot, log = new MemoryLog(), now = snapshot.generatedAt, clockOffset = () => null } = options;
  const clock = options.clock ?? new ManualClock(now);
  const logged: string[] = [];
  const pictures = new Set<() => void>();
  const declared: (readonly DeclaredMaintenance[])[] = [];
  const watched: (readonly WatchedIfThen[])[] = [];
  let picture = snapshot;
  let person = options.person ?? null;
  let records: Records | null = null;
  const desk = createRecordsDesk({
    loadPerson: () => person,
    savePerson: (chosen) => {
      person = chosen;
      return true;
    },
    open: (as) => {
      records = startRecords({
        log,
        identity: { replica: `r-${as}`, person: as },
        clock,
        clockOffset,
        newId: randomUUID,
        sha256,
        projectors: projectorsOf(sha256),
      });
      return records;
    },
    snapshot: () => picture,
    servicesOf: (site) => [`service of ${site}`],
    now: () => clock.now(),
    clockOffset,
    newId: randomUUID,
    sha256,
    files: createRecordsFiles({ newId: randomUUID, sha256 }),
    nameOf: (id) => `name of ${id}`,
    outlet: options.outlet ?? null,
    services: () => ['checkout', 'payments'],
    judge: async () => [],
    live: {
      declare: (all) => declared.push(all),
      watch: (all) => watched.push(all),
      after: (ms, run) => clock.after(ms, run),
      onPicture: (listener) => {
        pictures.add(listener);
        return () => {
          pictures.delete(listener);
        };
      },
    },
    log: (line) => logged.push(line),
  });
  return {
    desk,
    log,
    clock,
    person: () => person,
    shows: (next) => {
      picture = next;
      for (const listener of [...pictures]) listener();
    },
    looking: () => pictures.size,
    declared,
    watched,
    logged,
    records: () => {
      if (records === null) throw new Error('the records are not open');
      return records;
    },
  };
}
