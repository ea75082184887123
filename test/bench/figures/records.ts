import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import { findDamage } from '../../../main/storage/records/check';
import { openRecordDatabase } from '../../../main/storage/records/record-database';
import { recordPlaces } from '../../../main/storage/records/places';
import type { Records } from '../../../main/records/records-port';
import type { Clock } from '../../../shared/lib/clock';
import type { BenchContext, Figure, Row } from '../figure';
import { randomFrom } from '../../records/simulator/random';
import { deskOf, fill, logSizeIn, openIn, value } from '../records/filled';
import { median, percentile, summary } from '../statistics';
import { startingTheApp } from './records-start';

const RECORDS = 10_000;
const ENTRIES = 10;
const NOTE = 100_000;
const KEYS = 1_000;
const OPENS = 60;
const STARTS = 9;
const TYPED = 100_000;
/** Between two of them: faster than people type, and projections run in between. */
const PAUSE = 6;

export const recordsFigure: Figure = {
  id: 'r',
  title: 'Records: typing, opening, starting, growing',
  method:
    `A store with ${RECORDS} incidents of ${ENTRIES} timeline entries each, made of real Yjs updates, lies on the disk. One more incident has a note of ` +
    `${NOTE / 1_000} kB. ${KEYS} single letters are typed at random places into an editor's own document, ${PAUSE} ms apart, and go to the desk that answers the window; the clock runs from the key to its word ` +
    `that it is saved (commit with synchronous=FULL included, the way between the processes not). Opening: the note again after ${OPENS} times 30 others were read. Starting: opening the store and its first ` +
    `list of 50, full against empty, medians of ${STARTS} by turns; and the real app in Electron with last known data, to all markers drawn and to records that can be asked (both from its log), full and empty by turns after one round that does not count. Growing: ${TYPED} keys (5 % deletions, 2 % jumps of the cursor, 10 a second by a set clock), ` +
    `file of the store plus the list of what was saved last; then folded (pages of the log).`,
  run: measure,
};

async function measure(context: BenchContext): Promise<readonly Row[]> {
  const { temp, seed, log } = context;
  const full = join(temp, 'full');
  const empty = join(temp, 'empty');
  log('filling');
  fill(full, RECORDS, ENTRIES);
  value(openIn(empty).records.stop());
  const rows: Row[] = [];
  rows.push(...(await typing(full, seed)));
  rows.push(...starting(full, empty));
  rows.push(checking(full));
  rows.push(...(await startingTheApp(context, full, empty)));
  rows.push(...growing(join(temp, 'growing'), seed));
  return rows;
}

async function typing(folder: string, seed: number): Promise<readonly Row[]> {
  const random = randomFrom(seed);
  const { records } = openIn(folder);
  const id = value(
    records.create('incident', [{ edit: 'write', field: 'notes', text: 'All is quiet. '.repeat(NOTE / 14) }]),
  );
  value(records.flush());
  const desk = deskOf(records);
  const editor = new Y.Doc();
  Y.applyUpdate(editor, value(records.document(id)));
  const notes = editor.getText('notes');
  const took: number[] = [];
  for (let n = 0; n < KEYS; n += 1) {
    const since = performance.now();
    const typed = new Promise<Uint8Array>((resolve) => editor.once('update', resolve));
    notes.insert(random.below(notes.length), 'x');
    const update = Buffer.from(await typed).toString('base64');
    const { saved } = value(await desk.handle('records.update', { record: id, update, from: 'window' }));
    if (!saved) throw new Error('the disk refused');
    if (n >= 20) took.push(performance.now() - since);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  value(records.fold(id));
  const opened: number[] = [];
  for (let n = 0; n < OPENS; n += 1) {
    for (let other = 0; other < 30; other += 1) value(records.read(`rec-${(n * 30 + other) % RECORDS}`));
    const since = performance.now();
    value(records.read(id));
    value(records.document(id));
    opened.push(performance.now() - since);
  }
  value(records.stop());
  return [
    {
      id: 'r typing',
      what: `A key in a note of 100 kB until it is saved, p99 (${RECORDS} records in the store)`,
      measured: percentile(took, 0.99),
      unit: 'ms',
      limit: { kind: 'at-most', value: 10 },
      note: `median ${median(took).toFixed(1)} ms, slowest ${Math.max(...took).toFixed(1)} ms`,
    },
    {
      id: 'r opening',
      what: 'Opening that record, p99',
      measured: percentile(opened, 0.99),
      unit: 'ms',
      limit: { kind: 'at-most', value: 30 },
      note: `median ${median(opened).toFixed(1)} ms`,
    },
  ];
}

function starting(full: string, empty: string): readonly Row[] {
  const once = (folder: string): number => {
    const since = performance.now();
    const { records } = openIn(folder);
    value(records.list({ kind: 'incident', limit: 50 }));
    const took = performance.now() - since;
    if (records.health().report.length > 0) throw new Error(records.health().report.join(' '));
    value(records.stop());
    return took;
  };
  once(full);
  once(empty);
  const runs = Array.from({ length: STARTS }, () => [once(full), once(empty)] as const);
  const fullRuns = runs.map(([ms]) => ms);
  const emptyRuns = runs.map(([, ms]) => ms);
  return [
    {
      id: 'r starting',
      what: 'What the records of a full store add to a start, against an empty one',
      measured: median(fullRuns) - median(emptyRuns),
      unit: 'ms',
      // 5 % of the start of the window of half a second (figure d).
      limit: { kind: 'at-most', value: 25 },
      peer: `full ${median(fullRuns).toFixed(1)} ms, empty ${median(emptyRuns).toFixed(1)} ms`,
      spread: summary(fullRuns).spread,
    },
  ];
}

/** What a start after a crash, and each backup, does to the whole store. */
function checking(folder: string): Row {
  const database = value(openRecordDatabase(recordPlaces(folder).database));
  const took = Array.from({ length: 3 }, () => {
    const since = performance.now();
    const damage = findDamage(database);
    if (damage !== null) throw new Error(damage);
    return performance.now() - since;
  });
  database.settle();
  database.close();
  return {
    id: 'r checking',
    what: 'Looking at all of that store, as a start after a crash and every backup do',
    ...summary(took),
    unit: 'ms',
    limit: null,
    note: `${(bytesOf(recordPlaces(folder).database) / 1e6).toFixed(0)} MB`,
  };
}

function growing(folder: string, seed: number): readonly Row[] {
  const random = randomFrom(seed + 1);
  let now = Date.now();
  // Nothing happens by itself: what is saved is saved by the flushes below.
  const clock: Clock = { now: () => now, after: () => () => undefined };
  value(openIn(folder, clock).records.stop());
  const logBefore = logSizeIn(folder);
  const before = folderBytes(folder);
  const { records } = openIn(folder, clock);
  const id = value(records.create('incident', [{ edit: 'write', field: 'title', text: 'Typed for hours' }]));
  value(records.flush());
  const editor = editorOf(records, id);
  const notes = editor.getText('notes');
  let at = 0;
  for (let n = 0; n < TYPED; n += 1) {
    if (random.chance(0.02)) at = random.below(notes.length + 1);
    if (random.chance(0.05) && at > 0) notes.delete((at -= 1), 1);
    else notes.insert(at++, random.pick(['e', 't', 'a', 'o', ' ', 'n', 'i']));
    now += 100;
    // Each key is one change; what is saved together only saves this bench its time.
    if (n % 10 === 9) value(records.flush());
  }
  value(records.stop());
  const grown = folderBytes(folder) - before;
  const again = openIn(folder, clock);
  value(again.records.fold(id));
  if (editorOf(again.records, id).getText('notes').toJSON() !== notes.toJSON()) throw new Error('words are missing');
  value(again.records.stop());
  const folded = logSizeIn(folder) - logBefore;
  const mb = (bytes: number): number => bytes / 1e6;
  return [
    {
      id: 'r growing',
      what: `Growth of the log by ${TYPED} keys`,
      measured: mb(grown),
      unit: 'MB',
      limit: { kind: 'at-most', value: 3 },
      note: `of it ${mb(recentBytes(folder)).toFixed(1)} MB the list of what was saved last, which does not grow on`,
    },
    {
      id: 'r folded',
      what: 'The same, folded',
      measured: mb(folded),
      unit: 'MB',
      limit: { kind: 'at-most', value: 0.3 },
      note: `pages of the log; ${(notes.toJSON().length / 1e6).toFixed(2)} MB of text. What lists and search are made of stands beside it`,
    },
  ];
}

/** A window's editor: a document of its own, whose changes go to the engine. */
function editorOf(records: Records, id: string): Y.Doc {
  const editor = new Y.Doc();
  Y.applyUpdate(editor, value(records.document(id)));
  editor.on('update', (update: Uint8Array) => value(records.applyUpdate(id, update, editor)));
  return editor;
}

const bytesOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

const recentBytes = (folder: string): number => {
  const { recent, recentBefore } = recordPlaces(folder);
  return bytesOf(recent) + bytesOf(recentBefore);
};

function folderBytes(folder: string): number {
  return bytesOf(recordPlaces(folder).database) + recentBytes(folder);
}
