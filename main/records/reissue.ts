import * as Y from 'yjs';
import { ok, type Result } from '../../shared/lib/result';
import type { Entry, RecordHeads } from '../../shared/records/entries';
import { HeldEntries } from '../../shared/records/held';
import type { ReplicaId } from '../../shared/records/ids';
import { updateOf } from './yjs-bytes';
import type { Append, LogProblem, RecordLog, ReplicaIdentity } from './record-log-port';

/**
 * Writes again, as this replica, what a replica wrote whose id is no longer used here (R41): somebody else may go on under that id, or
 * may hold other words under the same numbers. One transaction a record; a start that was cut off goes on where it was.
 */
export function reissue(
  log: RecordLog,
  retired: ReplicaId,
  identity: ReplicaIdentity,
  now: number,
): Result<number, LogProblem> {
  const records = log.records();
  if (!records.ok) return records;
  const last = log.lastSeq();
  if (!last.ok) return last;
  let seq = last.value;
  let entries = 0;
  for (const { id } of records.value) {
    const stored = log.read(id);
    if (!stored.ok) return stored;
    const all = stored.value?.entries ?? [];
    const theirs = all.filter(({ entry }) => entry.replica === retired);
    if (theirs.length === 0) continue;
    const held = new HeldEntries();
    for (const { entry } of all) held.take(entry);
    const fresh = again(
      theirs.map(({ entry }) => entry),
      held.top(identity.replica),
      retired,
      held.heads()[retired] ?? [0, 0],
      identity,
      now,
    );
    const append = fresh.map((entry): Append => ({ entry, seq: (seq += 1) }));
    const done = log.commit({ append, drop: theirs.map(({ row }) => row) });
    if (!done.ok) return done;
    entries += fresh.length;
  }
  return ok(entries);
}

function again(
  theirs: readonly Entry[],
  [updates, acts]: readonly [number, number],
  retired: ReplicaId,
  had: readonly [number, number],
  identity: ReplicaIdentity,
  now: number,
): readonly Entry[] {
  const bytes: Uint8Array[] = [];
  const fresh: Entry[] = [];
  let seen: RecordHeads = {};
  let replaces: RecordHeads = { [retired]: had };
  let n = acts;
  for (const entry of theirs) {
    const { body } = entry;
    seen = joined(seen, body.type === 'snapshot' ? body.covers : body.seen, [retired, identity.replica]);
    if (body.type === 'act') {
      // The act stays the act it was, with its id: copies of it are one (R21).
      fresh.push({ ...entry, ...identity, body: { type: 'act', n: (n += 1), seen, act: body.act } });
    } else {
      bytes.push(updateOf(body));
      replaces = joined(replaces, body.replaces, [identity.replica]);
    }
  }
  const [first] = theirs;
  if (first === undefined) return fresh;
  // Also where there were only acts: it says what it replaces.
  if (bytes.length === 0) bytes.push(Y.encodeStateAsUpdate(new Y.Doc()));
  const update: Entry = {
    record: first.record,
    kind: first.kind,
    ...identity,
    at: now,
    body: { type: 'update', from: updates + 1, to: updates + 1, seen, replaces, bytes: Y.mergeUpdates(bytes) },
  };
  return [update, ...fresh];
}

function joined(a: RecordHeads, b: RecordHeads, without: readonly ReplicaId[]): RecordHeads {
  const all: Record<ReplicaId, readonly [number, number]> = { ...a };
  for (const [replica, [updates, acts]] of Object.entries(b)) {
    if (without.includes(replica)) continue;
    const before = all[replica] ?? [0, 0];
    all[replica] = [Math.max(before[0], updates), Math.max(before[1], acts)];
  }
  return all;
}
