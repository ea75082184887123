import * as Y from 'yjs';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { Entry, RecordHeads } from '../../shared/records/entries';
import { sameHeads } from '../../shared/records/held';
import type { ReplicaId } from '../../shared/records/ids';
import { GROW, RETRY, SAVE_WITHIN, type EngineOptions } from './engine-options';
import type { OpenRecord, Tail } from './open-record';
import type { Append, Extend, LogProblem, LogWork, RowId } from './record-log-port';
import type { NotSaved, Saved } from './records-port';

/** Brings words from memory to the log: soon, together, and again until it succeeds. */
export interface Saving {
  /** Saves what was queued in the record within milliseconds. */
  soon(open: OpenRecord): void;
  /** Saves all that waits now, with entries that belong in the same transaction. */
  now(extra?: {
    readonly open: OpenRecord;
    readonly entries: readonly Entry[];
    readonly drop?: readonly RowId[];
  }): Result<void, LogProblem>;
  /** What was handed out never changes any more (R10): what comes now is a new entry. */
  seal(open: OpenRecord): void;
  readonly unsaved: ReadonlySet<OpenRecord>;
  notSaved(): NotSaved | null;
  stop(): void;
}

export interface SavingOptions extends Pick<EngineOptions, 'log' | 'identity' | 'clock'> {
  readonly onSaved: (open: OpenRecord, saved: Saved) => void;
  /** Whether words are only in memory, and why, has changed. */
  readonly onTrouble: () => void;
}

export function createSaving(options: SavingOptions): Saving {
  const { log, identity, clock, onSaved, onTrouble } = options;
  const unsaved = new Set<OpenRecord>();
  let seq: number | null = null;
  let trouble: NotSaved | null = null;
  let pause: Ms = RETRY.first;
  let cancel: (() => void) | null = null;
  let stopped = false;

  function schedule(after: Ms): void {
    if (stopped) return;
    cancel ??= clock.after(after, () => {
      cancel = null;
      save();
    });
  }

  function unschedule(): void {
    cancel?.();
    cancel = null;
  }

  function save(extra?: Parameters<Saving['now']>[0]): Result<void, LogProblem> {
    if (unsaved.size === 0 && extra === undefined) return ok(undefined);
    if (seq === null) {
      const last = log.lastSeq();
      if (!last.ok) return failed(last.error);
      seq = last.value;
    }
    const plan = makePlan([...unsaved], seq, identity, clock.now());
    const appended = [...plan.appends];
    for (const entry of extra?.entries ?? []) {
      plan.seq += 1;
      if (extra !== undefined) appended.push({ open: extra.open, append: { entry, seq: plan.seq } });
    }
    const work: LogWork = {
      append: appended.map(({ append }) => append),
      extend: plan.extends.map(({ extend }) => extend),
      drop: extra?.drop ?? [],
    };
    const done = log.commit(work);
    if (!done.ok) return failed(done.error);
    seq = plan.seq;
    for (const { open, extend } of plan.extends) settle(open, extend.row, extend.entry, extend.seq);
    appended.forEach(({ open, append }, index) => {
      const row = done.value[index] ?? 0;
      if (index < plan.appends.length) settle(open, row, append.entry, append.seq);
      else keep(open, row, append.entry);
    });
    if (extra?.drop !== undefined) {
      const gone = new Set(extra.drop);
      extra.open.rows = extra.open.rows.filter(({ row }) => !gone.has(row));
      if (extra.open.tail !== null && gone.has(extra.open.tail.row)) extra.open.tail = null;
    }
    const was = trouble;
    trouble = null;
    pause = RETRY.first;
    unsaved.clear();
    unschedule();
    if (was !== null) onTrouble();
    const saved = new Map<OpenRecord, number>();
    for (const { open, extend } of plan.extends) saved.set(open, extend.seq);
    for (const { open, append } of appended) saved.set(open, append.seq);
    for (const [open, localSeq] of saved) onSaved(open, { record: open.record, localSeq });
    return ok(undefined);
  }

  /** The words stay in memory; they are tried again until they are saved or the program ends. */
  function failed(problem: LogProblem): Result<never, LogProblem> {
    unschedule();
    if (unsaved.size > 0) {
      const now = clock.now();
      schedule(pause);
      trouble = { problem, since: trouble?.since ?? now, nextTryAt: stopped ? null : now + pause };
      pause = Math.min(pause * 2, RETRY.last);
      onTrouble();
    }
    return err(problem);
  }

  return {
    soon: (open) => {
      unsaved.add(open);
      // While the disk refuses, each key stroke would ask it again.
      if (trouble === null) schedule(SAVE_WITHIN);
    },
    now: save,
    seal: (open) => {
      open.tail = null;
    },
    unsaved,
    notSaved: () => trouble,
    stop: () => {
      stopped = true;
      unschedule();
    },
  };
}

interface Plan {
  readonly appends: readonly { readonly open: OpenRecord; readonly append: Append }[];
  readonly extends: readonly { readonly open: OpenRecord; readonly extend: Extend }[];
  seq: number;
}

function makePlan(opens: readonly OpenRecord[], last: number, identity: SavingOptions['identity'], now: Ms): Plan {
  const appends: { open: OpenRecord; append: Append }[] = [];
  const extended: { open: OpenRecord; extend: Extend }[] = [];
  let seq = last;
  for (const open of opens) {
    const { pending } = open;
    if (pending === null) continue;
    const [top] = open.held.top(identity.replica);
    const seen = withoutOwn(open.held.heads(), identity.replica);
    const grown = open.tail === null ? null : grow(open.tail, seq, seen, pending, now);
    seq += pending.count;
    if (grown !== null) {
      extended.push({ open, extend: { ...grown, seq } });
      continue;
    }
    const body = {
      type: 'update',
      from: top + 1,
      to: top + pending.count,
      seen,
      replaces: {},
      bytes: pending.bytes,
    } as const;
    const entry: Entry = { record: open.record, kind: open.kind, ...identity, at: pending.at, body };
    appends.push({ open, append: { entry, seq } });
  }
  return { appends, extends: extended, seq };
}

/** The last entry with what was typed on; null where it has to be a new one. */
function grow(
  tail: Tail,
  seq: number,
  seen: RecordHeads,
  pending: NonNullable<OpenRecord['pending']>,
  now: Ms,
): Omit<Extend, 'seq'> | null {
  const { entry } = tail;
  const { body } = entry;
  // Something else was written since: numbers of one entry follow each other.
  if (tail.seq !== seq || body.type !== 'update') return null;
  if (Math.abs(now - entry.at) > GROW.for || body.bytes.length + pending.bytes.length > GROW.bytes) return null;
  if (!sameHeads(body.seen, seen) || Object.keys(body.replaces).length > 0) return null;
  const bytes = Y.mergeUpdates([body.bytes, pending.bytes]);
  const to = body.to + pending.count;
  const piece = { ...entry, body: { ...body, from: body.to + 1, to, bytes: pending.bytes } };
  return { row: tail.row, entry: { ...entry, body: { ...body, to, bytes } }, piece };
}

/** What was typed is in the log now. */
function settle(open: OpenRecord, row: RowId, entry: Entry, seq: number): void {
  keep(open, row, entry);
  open.pending = null;
  open.tail = { row, entry, seq };
}

function keep(open: OpenRecord, row: RowId, entry: Entry): void {
  const stored = { row, entry };
  open.rows = open.rows.some((other) => other.row === row)
    ? open.rows.map((other) => (other.row === row ? stored : other))
    : [...open.rows, stored];
  open.hold(entry);
}

/** What is known of a record, words that are saved in the same transaction included: what an act was done on. */
export function seenWith(open: OpenRecord, own: ReplicaId): RecordHeads {
  const heads = open.held.heads();
  const mine = heads[own] ?? [0, 0];
  return { ...heads, [own]: [open.held.top(own)[0] + (open.pending?.count ?? 0), mine[1]] };
}

export function withoutOwn(heads: RecordHeads, own: ReplicaId): RecordHeads {
  const { [own]: _, ...others } = heads;
  return others;
}
