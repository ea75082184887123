import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BenchContext, Row } from '../figure';
import { openIn, PERSON, value } from '../records/filled';
import { median } from '../statistics';
import { keepLastKnown, logOf, startUntil } from './start';

const ROUNDS = 11;
/** Of the real app; more than an empty store takes. */
const LIMIT = 1.05;

const WHAT = {
  drawn: 'Process start of the app to all markers drawn with a full store of records, beside an empty one',
  ready: 'Process start of the app to records that can be asked with a full store, beside an empty one',
} as const;

interface Start {
  readonly drawn: number;
  readonly ready: number;
}

/** Starts the real app on a full and on an empty store by turns. */
export async function startingTheApp(
  { electron, out, log }: BenchContext,
  full: string,
  empty: string,
): Promise<readonly Row[]> {
  if (electron === null)
    return (['drawn', 'ready'] as const).map((id) => ({
      id: `r app ${id}`,
      what: WHAT[id],
      measured: null,
      unit: 'x',
      limit: { kind: 'at-most', value: LIMIT },
      skipped: 'there is no Electron here',
    }));
  for (const data of [full, empty]) {
    await keepLastKnown(out, data);
    writeFileSync(join(data, 'person.json'), JSON.stringify({ person: PERSON }));
  }
  const root = dirname(out);
  const rounds: { readonly full: Start; readonly empty: Start }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    // Who goes first takes turns too.
    const first = round % 2 === 0 ? full : empty;
    const one = await start(electron, root, first);
    const other = await start(electron, root, first === full ? empty : full);
    if (round === 0) continue;
    const pair = first === full ? { full: one, empty: other } : { full: other, empty: one };
    rounds.push(pair);
    log(
      `  drawn ${Math.round(pair.full.drawn)} and ${Math.round(pair.empty.drawn)} ms, records ${Math.round(pair.full.ready)} and ${Math.round(pair.empty.ready)} ms`,
    );
  }
  const { records } = openIn(full);
  // Nothing was repaired, and all of it is there.
  if (records.health().report.length > 0) throw new Error(records.health().report.join(' '));
  log(`  ${value(records.list({ kind: 'incident' })).length} records in the full store`);
  value(records.stop());
  return (['drawn', 'ready'] as const).map((id) => {
    const of = (store: 'full' | 'empty'): readonly number[] => rounds.map((round) => round[store][id]);
    const ratios = rounds.map((round) => round.full[id] / round.empty[id]);
    const range = (values: readonly number[]): string =>
      `${Math.round(median(values))} ms (${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))})`;
    return {
      id: `r app ${id}`,
      what: WHAT[id],
      measured: median(of('full')) / median(of('empty')),
      unit: 'x',
      limit: { kind: 'at-most', value: LIMIT },
      peer: `empty: ${range(of('empty'))}`,
      note: `full: ${range(of('full'))}`,
      spread: { min: Math.min(...ratios), max: Math.max(...ratios), runs: rounds.length },
    };
  });
}

async function start(electron: string, root: string, data: string): Promise<Start> {
  const before = logOf(data).length;
  const { started, found } = await startUntil(electron, [root, '--data', data], () => {
    const said = logOf(data).slice(before);
    const drawn = /window drawn: \d+ sites \(\d+ with a known state\) on screen at (\S+),/.exec(said)?.[1];
    const ready = /records can be asked since (\S+)/.exec(said)?.[1];
    return drawn === undefined || ready === undefined ? null : { drawn: Date.parse(drawn), ready: Date.parse(ready) };
  });
  return { drawn: found.drawn - started, ready: found.ready - started };
}
