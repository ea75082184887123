import type { Clock } from '../../shared/lib/clock';
import type { Result } from '../../shared/lib/result';
import type { RecordId } from '../../shared/records/ids';
import type { Projectors } from '../../shared/records/projection';
import { correctedTime } from '../../shared/records/timeline';
import { PROJECT_WITHIN } from './engine-options';
import type { OpenRecord } from './open-record';
import type { OpenRecords } from './open-records';
import type { LogProblem, Projection, RecordLog } from './record-log-port';

/** Keeps the projections of changed records up to date (R12): the log marks them dirty, this takes the marks away. */
export interface Projecting {
  soon(): void;
  /** Projects what is marked, now. */
  now(): void;
  /** Projects this one, now. */
  one(open: OpenRecord): Result<void, LogProblem>;
  stop(): void;
}

/** So many in one go: after a start there may be many, and the window wants to be answered in between. */
const AT_ONCE = 16;

export function createProjecting(options: {
  readonly log: RecordLog;
  readonly records: OpenRecords;
  readonly projectors: Projectors;
  readonly clock: Clock;
  /** Called for each record that was projected. */
  readonly onProjected: (open: OpenRecord) => void;
  /** Called when rows of lists were written that say something new. */
  readonly onListed: () => void;
}): Projecting {
  const { log, records, projectors, clock, onProjected, onListed } = options;
  /** What lists say of the records that were projected since the start. */
  const rows = new Map<RecordId, string>();
  let cancel: (() => void) | null = null;
  let stopped = false;

  function soon(): void {
    if (stopped) return;
    cancel ??= clock.after(PROJECT_WITHIN, () => {
      cancel = null;
      if (step() === 'more') soon();
    });
  }

  function step(): 'more' | 'done' {
    const dirty = log.dirty();
    // It cannot be read or written now: the next change, or the next start, comes back to it.
    if (!dirty.ok || dirty.value.length === 0) return 'done';
    const projections = new Map<RecordId, Projection | null>();
    const seen: OpenRecord[] = [];
    for (const record of dirty.value.slice(0, AT_ONCE)) {
      const open = records.get(record);
      if (open.ok) seen.push(open.value);
      projections.set(record, open.ok ? projectionOf(open.value, projectors) : null);
    }
    if (!put(projections).ok) return 'done';
    seen.forEach(onProjected);
    return dirty.value.length > AT_ONCE ? 'more' : 'done';
  }

  function put(projections: ReadonlyMap<RecordId, Projection | null>): Result<void, LogProblem> {
    const done = log.project(projections);
    if (done.ok && haveNews(projections)) onListed();
    return done;
  }

  function haveNews(projections: ReadonlyMap<RecordId, Projection | null>): boolean {
    let news = false;
    for (const [record, projection] of projections) {
      const row = projection === null ? '' : JSON.stringify([projection.title, projection.row]);
      if (rows.get(record) !== row) news = true;
      rows.set(record, row);
    }
    return news;
  }

  return {
    soon,
    now: () => {
      while (step() === 'more');
    },
    one: (open) => put(new Map([[open.record, projectionOf(open, projectors)]])),
    stop: () => {
      stopped = true;
      cancel?.();
      cancel = null;
    },
  };
}

function projectionOf(open: OpenRecord, projectors: Projectors): Projection | null {
  const projector = Object.hasOwn(projectors, open.kind) ? projectors[open.kind] : undefined;
  const content = open.content();
  if (projector === undefined || content === null) return null;
  const state = open.state();
  const changedAt = Math.max(0, ...open.rows.map(({ entry }) => entry.at), ...state.acts.map(correctedTime));
  return { record: open.record, kind: open.kind, changedAt, ...projector(content, state) };
}
