import { DAY, HOUR, type Ms } from '../../shared/lib/time';
import type { Point } from '../../shared/domain/signals/types';
import type { SignalRecord } from '../engine/store-port';
import { pack, packHours, POINT, pointNumbers, unpackPoints } from './codec';
import type { Queries } from './database';
import { MEDIANS, type Fingerprints } from './fingerprints';

/** Puts what a sweep answered for one signal over what is stored; only chunks that differ are written. */
export function saveSignal(
  queries: Queries,
  stored: Fingerprints,
  workspace: number,
  now: Ms,
  signal: SignalRecord,
): void {
  const { covered, noDenominator, problem, seenIn14Days } = signal;
  const state = JSON.stringify({ covered, noDenominator, problem, seenIn14Days });
  const row = queries.one(
    `INSERT INTO signals (workspace, key, state, saved_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (workspace, key) DO UPDATE SET state = excluded.state, saved_at = excluded.saved_at RETURNING id`,
    workspace,
    signal.key,
    state,
    now,
  );
  const id = row?.id as number;
  const chunks = { queries, stored, workspace, signal: id };
  saveRange(chunks, signal);
  if (signal.hours !== undefined) saveMedians(chunks, packHours(signal.hours));
}

/** Where the chunks of one signal go. */
interface Chunks {
  readonly queries: Queries;
  readonly stored: Fingerprints;
  readonly workspace: number;
  readonly signal: number;
}

function saveMedians({ queries, stored, signal }: Chunks, data: Uint8Array): void {
  if (stored.same(signal, MEDIANS, data)) return;
  queries.run('INSERT OR REPLACE INTO medians (signal, data) VALUES (?, ?)', signal, data);
  stored.note(signal, MEDIANS, data);
}

/** A range beyond it is a mistake, and would make a walk through decades of hours. */
const MOST_ASKED = 40 * DAY;

/** Every hour of the answered range, also one that has no point: nothing there is an answer too. */
function saveRange(chunks: Chunks, { from, to, points }: SignalRecord): void {
  if (!(to > from) || to - from > MOST_ASKED) return;
  const numbers = pointNumbers(inOrder(points, from, to));
  let begin = 0;
  for (let hour = Math.floor(from / HOUR); hour * HOUR < to; hour += 1) {
    const next = (hour + 1) * HOUR;
    let end = begin;
    while (end < numbers.length && (numbers[end] ?? 0) < next) end += POINT;
    const answered = numbers.subarray(begin, end);
    const whole = from <= hour * HOUR && to >= next;
    saveChunk(chunks, hour, pack(whole ? answered : withOutside(chunks, hour, answered, from, to)));
    begin = end;
  }
}

/** The points of the range, ascending; nearly always they already are. */
function inOrder(points: readonly Point[], from: Ms, to: Ms): readonly Point[] {
  let last = -Infinity;
  const good = points.every(([at, value]) => {
    const fits = at > last && at >= from && at < to && Number.isFinite(value);
    last = at;
    return fits;
  });
  if (good) return points;
  return points.filter(([at, value]) => at >= from && at < to && Number.isFinite(value)).sort((a, b) => a[0] - b[0]);
}

function saveChunk({ queries, stored, workspace, signal }: Chunks, hour: number, data: Uint8Array): void {
  if (stored.same(signal, hour, data)) return;
  if (data.byteLength === 0) {
    queries.run('DELETE FROM points WHERE workspace = ? AND hour = ? AND signal = ?', workspace, hour, signal);
  } else {
    queries.run(
      'INSERT OR REPLACE INTO points (workspace, hour, signal, data) VALUES (?, ?, ?, ?)',
      workspace,
      hour,
      signal,
      data,
    );
  }
  stored.note(signal, hour, data);
}

/** An hour the range covers in part: what is stored of it outside the range, and what was answered inside. */
function withOutside(
  { queries, workspace, signal }: Chunks,
  hour: number,
  answered: Float64Array,
  from: Ms,
  to: Ms,
): Float64Array {
  const row = queries.one(
    'SELECT data FROM points WHERE workspace = ? AND hour = ? AND signal = ?',
    workspace,
    hour,
    signal,
  );
  const known = row === undefined ? [] : (unpackPoints(row.data as Uint8Array) ?? []);
  const before = pointNumbers(known.filter(([at]) => at < from));
  const after = pointNumbers(known.filter(([at]) => at >= to));
  const joined = new Float64Array(before.length + answered.length + after.length);
  joined.set(before);
  joined.set(answered, before.length);
  joined.set(after, before.length + answered.length);
  return joined;
}
