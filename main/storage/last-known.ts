import { createHash } from 'node:crypto';
import type { Result } from '../../shared/lib/result';
import { DAY, HOUR, iso, type Ms } from '../../shared/lib/time';
import { sourceId } from '../../shared/domain/sources/types';
import type { LastKnownStore, SpendCounter, StoreProblem, SweepRecord, WorkspaceKey } from '../engine/store-port';
import type { Database, Queries } from './database';
import { createFingerprints } from './fingerprints';
import { loadLastKnown } from './load';
import { saveSignal } from './signals';

const KEEP = {
  signals: 15 * DAY,
  spend: 62 * DAY,
  acknowledgements: 60 * DAY,
  workspaces: 60 * DAY,
  /** However often people switch: the file stays small. */
  workspaceCount: 12,
} as const;

/** The last known state in SQLite. */
export function createLastKnownStore(database: Database, clock: () => Ms): LastKnownStore {
  const stored = createFingerprints();
  const transact = <T>(now: Ms, work: (queries: Queries) => T): Result<T, StoreProblem> => {
    const done = database.transact(now, work);
    // What was noted of a transaction that did not happen is not true.
    if (!done.ok) stored.forget();
    return done;
  };

  return {
    load: (workspace, now) =>
      transact(now, (queries) => loadLastKnown(queries, stored, useWorkspace(queries, workspace, now))),

    saveSweep: (workspace, now, sweep) =>
      transact(now, (queries) => {
        const id = useWorkspace(queries, workspace, now);
        saveSource(queries, id, now, sweep);
        for (const signal of sweep.signals ?? []) saveSignal(queries, stored, id, now, signal);
      }),

    saveAcknowledgement: (workspace, key, at) =>
      transact(clock(), (queries) => {
        const id = useWorkspace(queries, workspace, clock());
        if (at === null) queries.run('DELETE FROM acknowledgements WHERE workspace = ? AND key = ?', id, key);
        else queries.run('INSERT OR REPLACE INTO acknowledgements (workspace, key, at) VALUES (?, ?, ?)', id, key, at);
      }),

    saveSpend: (workspace, counters) =>
      transact(clock(), (queries) => {
        const id = useWorkspace(queries, workspace, clock());
        for (const counter of counters) saveCounter(queries, id, counter);
      }),

    keepOnly: (workspace, names) => {
      stored.forget();
      return transact(clock(), (queries) => keepOnly(queries, useWorkspace(queries, workspace, clock()), names));
    },

    prune: (now) => {
      stored.forget();
      return transact(now, (queries) => prune(queries, now));
    },
    problem: () => database.problem(),
    close: () => database.close(),
  };
}

/** Lists that a source answers with, each kept whole. */
const ANSWERS = ['alarms', 'events', 'mutes', 'outside'] as const;

/** Row of a workspace, made when it is new. Its use is noted at most hourly: most sweeps need no write for it. */
function useWorkspace(queries: Queries, key: WorkspaceKey, now: Ms): number {
  const row = queries.one('SELECT id, used_at FROM workspaces WHERE key = ?', key);
  if (row === undefined) {
    const made = queries.one('INSERT INTO workspaces (key, used_at) VALUES (?, ?) RETURNING id', key, now);
    return made?.id as number;
  }
  const id = row.id as number;
  if (Math.abs(now - (row.used_at as number)) >= HOUR)
    queries.run('UPDATE workspaces SET used_at = ? WHERE id = ?', now, id);
  return id;
}

function saveSource(queries: Queries, workspace: number, now: Ms, sweep: SweepRecord): void {
  const { source } = sweep;
  const name = sourceId(source);
  queries.run(
    'INSERT OR REPLACE INTO sources (workspace, source, state, saved_at) VALUES (?, ?, ?, ?)',
    workspace,
    name,
    JSON.stringify(source),
    now,
  );
  for (const kind of ANSWERS) {
    const list = sweep[kind];
    if (list === undefined) continue;
    const json = JSON.stringify(list);
    const digest = createHash('sha256').update(json).digest();
    const known = queries.one(
      'SELECT digest FROM answers WHERE workspace = ? AND source = ? AND kind = ?',
      workspace,
      name,
      kind,
    );
    if (known !== undefined && digest.equals(known.digest as Uint8Array)) continue;
    queries.run(
      'INSERT OR REPLACE INTO answers (workspace, source, kind, digest, list) VALUES (?, ?, ?, ?, ?)',
      workspace,
      name,
      kind,
      digest,
      json,
    );
  }
}

function saveCounter(queries: Queries, workspace: number, { day, api, requests, billedUnits }: SpendCounter): void {
  queries.run(
    'INSERT OR REPLACE INTO spend (workspace, day, api, requests, billed_units) VALUES (?, ?, ?, ?, ?)',
    workspace,
    day,
    api,
    requests,
    billedUnits,
  );
}

function keepOnly(
  queries: Queries,
  workspace: number,
  names: { readonly sources: readonly string[]; readonly signals: readonly string[] },
): void {
  const sources = new Set(names.sources);
  for (const row of queries.all('SELECT source FROM sources WHERE workspace = ?', workspace)) {
    const source = row.source as string;
    if (sources.has(source)) continue;
    queries.run('DELETE FROM sources WHERE workspace = ? AND source = ?', workspace, source);
    queries.run('DELETE FROM answers WHERE workspace = ? AND source = ?', workspace, source);
  }
  const signals = new Set(names.signals);
  for (const row of queries.all('SELECT id, key FROM signals WHERE workspace = ?', workspace)) {
    if (!signals.has(row.key as string)) queries.run('DELETE FROM signals WHERE id = ?', row.id as number);
  }
}

function prune(queries: Queries, now: Ms): void {
  for (const row of queries.all(
    'SELECT id FROM workspaces WHERE used_at < ? OR id NOT IN (SELECT id FROM workspaces ORDER BY used_at DESC, id DESC LIMIT ?)',
    now - KEEP.workspaces,
    KEEP.workspaceCount,
  )) {
    queries.run('DELETE FROM workspaces WHERE id = ?', row.id as number);
  }
  queries.run('DELETE FROM signals WHERE saved_at < ?', now - KEEP.signals);
  // Not by the clock: after a weekend the last buckets are still the last known state, and a part of them would read as missing.
  queries.run(
    `DELETE FROM points WHERE hour < (
       SELECT CASE WHEN json_valid(state) THEN CAST(json_extract(state, '$.covered[0]') / ? AS INTEGER) END
       FROM signals WHERE signals.id = points.signal)`,
    HOUR,
  );
  queries.run('DELETE FROM spend WHERE day < ?', iso(now - KEEP.spend).slice(0, 10));
  queries.run('DELETE FROM acknowledgements WHERE at < ?', now - KEEP.acknowledgements);
}
