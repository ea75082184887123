import { HOUR, type Ms } from '../../shared/lib/time';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { HourMedian, Point } from '../../shared/domain/signals/types';
import type { LastKnown, SpendCounter, StoredSignal } from '../engine/store-port';
import { unpackHours, unpackPoints } from './codec';
import type { Queries, Row } from './database';
import { MEDIANS, type Fingerprints } from './fingerprints';
import { parseAlarms, parseEvents, parseSignal, parseSource } from './parse';

/** Everything known of one workspace. @param oldest points before it are left out */
export function loadLastKnown(queries: Queries, stored: Fingerprints, workspace: number, oldest: Ms): LastKnown {
  const alarms = new Map<string, readonly Alarm[]>();
  const events = new Map<string, readonly HealthEvent[]>();
  for (const row of queries.all('SELECT source, kind, list FROM answers WHERE workspace = ?', workspace)) {
    const source = text(row, 'source');
    if (row.kind === 'alarms') alarms.set(source, parseAlarms(text(row, 'list')));
    else events.set(source, parseEvents(text(row, 'list')));
  }
  return {
    sources: queries
      .all('SELECT state FROM sources WHERE workspace = ? ORDER BY source', workspace)
      .flatMap((row) => parseSource(text(row, 'state')) ?? []),
    alarms,
    events,
    signals: loadSignals(queries, stored, workspace, oldest),
    acknowledgements: new Map(
      queries
        .all('SELECT key, at FROM acknowledgements WHERE workspace = ?', workspace)
        .map((row) => [text(row, 'key'), number(row, 'at')]),
    ),
    spend: queries
      .all('SELECT day, api, requests, billed_units FROM spend WHERE workspace = ? ORDER BY day, api', workspace)
      .map((row): SpendCounter => ({
        day: text(row, 'day'),
        api: text(row, 'api'),
        requests: number(row, 'requests'),
        billedUnits: number(row, 'billed_units'),
      })),
  };
}

function loadSignals(
  queries: Queries,
  stored: Fingerprints,
  workspace: number,
  oldest: Ms,
): ReadonlyMap<string, StoredSignal> {
  const points = loadPoints(queries, stored, workspace, oldest);
  const hours = new Map<number, readonly HourMedian[]>();
  for (const row of queries.all(
    'SELECT signal, data FROM medians WHERE signal IN (SELECT id FROM signals WHERE workspace = ?)',
    workspace,
  )) {
    const data = row.data as Uint8Array;
    stored.note(number(row, 'signal'), MEDIANS, data);
    hours.set(number(row, 'signal'), unpackHours(data) ?? []);
  }
  const signals = new Map<string, StoredSignal>();
  for (const row of queries.all('SELECT id, key, state FROM signals WHERE workspace = ?', workspace)) {
    const state = parseSignal(text(row, 'state'));
    if (state === null) continue;
    const id = number(row, 'id');
    signals.set(text(row, 'key'), { ...state, points: points.get(id) ?? [], hours: hours.get(id) ?? [] });
  }
  return signals;
}

/** Points by row of their signal, ascending: the hours come in order, and so do the points within one. */
function loadPoints(
  queries: Queries,
  stored: Fingerprints,
  workspace: number,
  oldest: Ms,
): ReadonlyMap<number, readonly Point[]> {
  const points = new Map<number, Point[]>();
  for (const row of queries.all(
    'SELECT signal, hour, data FROM points WHERE workspace = ? AND hour >= ? ORDER BY hour',
    workspace,
    Math.floor(oldest / HOUR),
  )) {
    const signal = number(row, 'signal');
    const list = points.get(signal) ?? [];
    points.set(signal, list);
    const data = row.data as Uint8Array;
    stored.note(signal, number(row, 'hour'), data);
    for (const point of unpackPoints(data) ?? []) {
      if (point[0] >= oldest) list.push(point);
    }
  }
  return points;
}

const text = (row: Row, name: string): string => row[name] as string;
const number = (row: Row, name: string): number => row[name] as number;
