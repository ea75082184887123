import { ok, type Result } from '../../shared/lib/result';
import type { Clock } from '../../shared/lib/clock';
import type { RecordId } from '../../shared/records/ids';
import { RETRY } from './engine-options';
import type { OpenRecord } from './open-record';
import type { OpenRecords } from './open-records';
import type { LogProblem, RecordLog } from './record-log-port';

/** Takes what redactions deleted out of the file (R40): at once where that is possible, else as soon as it is, over restarts. */
export interface Redacting {
  /** Writes down that a redaction of the record begins: whatever comes then, the next start finds it. */
  begin(record: RecordId): Result<void, LogProblem>;
  /** Does what is left of the redactions of a record. An error: it is tried again by itself. */
  end(open: OpenRecord): Result<void, LogProblem>;
  /** Ends all that were begun. */
  endAll(): void;
  stop(): void;
}

/** Names the records whose redaction was begun and not ended. */
const BEGUN = 'redacting';

export function createRedacting(options: {
  readonly log: RecordLog;
  readonly records: OpenRecords;
  readonly clock: Clock;
  /** Takes every update out of the log that its present state covers. */
  readonly fold: (open: OpenRecord) => Result<boolean, LogProblem>;
  /** What lists and the search show is made of the words, and holds them. */
  readonly project: (open: OpenRecord) => Result<void, LogProblem>;
}): Redacting {
  const { log, records, clock, fold, project } = options;
  let cancel: (() => void) | null = null;
  let stopped = false;

  function begun(): Result<readonly RecordId[], LogProblem> {
    const found = log.meta(BEGUN);
    return found.ok ? ok(idsOf(found.value)) : found;
  }

  function begin(record: RecordId): Result<void, LogProblem> {
    const before = begun();
    if (!before.ok) return before;
    return before.value.includes(record)
      ? ok(undefined)
      : log.setMeta(BEGUN, JSON.stringify([...before.value, record]));
  }

  function forget(record: RecordId): Result<void, LogProblem> {
    const before = begun();
    if (!before.ok) return before;
    if (!before.value.includes(record)) return ok(undefined);
    return log.setMeta(BEGUN, JSON.stringify(before.value.filter((other) => other !== record)));
  }

  /** Also while that cannot be read: it is tried again. */
  function isEnded(id: string): boolean {
    const mark = log.meta(`redacted/${id}`);
    return !mark.ok || mark.value !== null;
  }

  function end(open: OpenRecord): Result<void, LogProblem> {
    const asked = open.state().redactions.filter(({ id }) => !isEnded(id));
    if (asked.length === 0) return forget(open.record);
    // Before what they delete is deleted here, folding would keep it.
    if (!asked.every((act) => open.hasSeenBy(act))) return ok(undefined);
    const done = takeOut(
      open,
      asked.map(({ id }) => id),
    );
    if (!done.ok) later();
    return done;
  }

  function takeOut(open: OpenRecord, asked: readonly string[]): Result<void, LogProblem> {
    const marked = begin(open.record);
    if (!marked.ok) return marked;
    const folded = fold(open);
    if (!folded.ok) return folded;
    // Before the journal is emptied: it would hold the pages as they were until the next time.
    const projected = project(open);
    if (!projected.ok) return projected;
    const shredded = log.shred();
    // What is still on its way may bring the words again.
    if (!shredded.ok || !open.isWhole()) return shredded;
    for (const id of asked) {
      const ended = log.setMeta(`redacted/${id}`, String(clock.now()));
      if (!ended.ok) return ended;
    }
    return forget(open.record);
  }

  function endAll(): void {
    const left = begun();
    if (!left.ok) later();
    for (const record of left.ok ? left.value : []) {
      const open = records.get(record);
      if (open.ok) end(open.value);
      // The record itself was never saved: there is nothing to take out.
      else if (open.error.kind === 'no-such-record') forget(record);
      else later();
    }
  }

  function later(): void {
    if (stopped) return;
    cancel ??= clock.after(RETRY.last, () => {
      cancel = null;
      endAll();
    });
  }

  return {
    begin,
    end,
    endAll,
    stop: () => {
      stopped = true;
      cancel?.();
      cancel = null;
    },
  };
}

/** Total: a file that was damaged must open all the same. */
function idsOf(text: string | null): readonly RecordId[] {
  try {
    const ids: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
