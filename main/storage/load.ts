import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import type { HourMedian, Point } from '../../shared/domain/signals/types';
import type { LastKnown, SpendCounter, StoredSignal } from '../engine/store-port';
import { unpackHours, unpackPoints } from './codec';
import type { Queries, Row } from './database';
import { MEDIANS, type Fingerprints } from './fingerprints';
import { parseAlarms, parseEvents, parseMutes, parseOutside, parseSignal, parseSource } from './parse';

/** Everything known of one workspace. */
export function loadLastKnown(queries: Queries, stored: Fingerprints, workspace: number): LastKnown {
  const alarms = new Map<string, readonly Alarm[]>();
  const events = new Map<string, readonly HealthEvent[]>();
  const mutes = new Map<string, readonly MuteRule[]>();
  const outside = new Map<string, readonly OutsideRun[]>();
  for (const row of queries.all('SELECT source, kind, list FROM answers WHERE workspace = ?', workspace)) {
    const source = text(row, 'source');
    if (row.kind === 'alarms') alarms.set(source, parseAlarms(text(row, 'list')));
    else if (row.kind === 'events') events.set(source, parseEvents(text(row, 'list')));
    else if (row.kind === 'mutes') mutes.set(source, parseMutes(text(row, 'list')));
    else if (row.kind === 'outside') outside.set(source, parseOutside(text(row, 'list')));
  }
  return {
    sources: queries
      .all('SELECT state FROM sources WHERE workspace = ? ORDER BY source', workspace)
      .flatMap((row) => parseSource(text(row, 'state')) ?? []),
    alarms,
    events,
    mutes,
    outside,
    signals: loadSignals(queries, stored, workspace),
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

function loadSignals(queries: Queries, stored: Fingerprints, workspace: number): ReadonlyMap<string, StoredSignal> {
  const points = loadPoints(queries, stored, workspace);
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
    signals.set(text(row, 'key'), {
      ...state,
      points: within(points.get(id) ?? [], state.covered),
      hours: hours.get(id) ?? [],
    });
  }
  return signals;
}

/** A chunk is a whole hour, and what is covered begins anywhere in it. */
function within(points: readonly Point[], covered: StoredSignal['covered']): readonly Point[] {
  const from = covered?.[0] ?? -Infinity;
  return (points[0]?.[0] ?? from) >= from ? points : points.filter(([at]) => at >= from);
}

/** Points by row of their signal, ascending: the hours come in order, and so do the points within one. */
function loadPoints(queries: Queries, stored: Fingerprints, workspace: number): ReadonlyMap<number, readonly Point[]> {
  const points = new Map<number, Point[]>();
  for (const row of queries.all('SELECT signal, hour, data FROM points WHERE workspace = ? ORDER BY hour', workspace)) {
    const signal = number(row, 'signal');
    const list = points.get(signal) ?? [];
    points.set(signal, list);
    const data = row.data as Uint8Array;
    stored.note(signal, number(row, 'hour'), data);
    for (const point of unpackPoints(data) ?? []) list.push(point);
  }
  return points;
}

const text = (row: Row, name: string): string => row[name] as string;
const number = (row: Row, name: string): number => row[name] as number;
