import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_IMAGE } from '../../shared/ipc/records-limits';
import { randomFrom } from '../records/simulator/random';
import { showRecord, startApp, type Rig, type RunningApp } from './app';
import { check, type StoredRecord, type Verdict, type Witness } from './check';
import { liveThrough } from './moments';
import { planOf, type Plan } from './plan';
import { replay } from './replay';
import { declare, type Known } from './scribe';
import { lookInWindow, openIncident } from './window';

export interface FaultsOptions extends Omit<Rig, 'data' | 'trace'> {
  readonly count: number;
  readonly seed: number;
  /** Where the app writes what it calls saved; null: beside the data. */
  readonly traceSaved: string | null;
  /** An existing folder for everything this run makes. */
  readonly scratch: string;
  readonly log: (line: string) => void;
  /** Does something to the data folder after each kill: a test of the run itself. */
  readonly tamper?: (data: string) => void;
}
export interface FaultsResult {
  readonly passed: number;
  readonly failed: number;
}

/** Notes stay on one screen for most of their life; then another incident is declared. */
const KILLS_A_RECORD = 6;
const PERSON = 'Олена Коваль';
/** What was written in between is backed up so often. */
const BACKUP_SECONDS = '2';

/**
 * Kills the real app again and again on one data folder, at seeded moments, and after each kill compares what the command line and the
 * window show with everything that the app, its window and its answers called saved before.
 */
export async function killRecords(options: FaultsOptions): Promise<FaultsResult> {
  const { count, seed, scratch, log, tamper = () => undefined } = options;
  const home = mkdtempSync(join(scratch, 'faults-'));
  const data = join(home, 'data');
  mkdirSync(data);
  const rig: Rig = { ...options, data, trace: options.traceSaved ?? join(home, 'saved.jsonl') };
  const batch = createBatch(rig, tamper);
  const say = (head: string, { line, problems }: Outcome): void => {
    log(`${head} ${line}${problems.length === 0 ? '' : '  FAILED'}`);
    for (const problem of problems) log(`       ${problem}`);
  };
  let failed = 0;
  for (let index = 0; index < count; index += 1) {
    const plan = planOf(seed + index, index);
    const outcome = await batch.kill(plan, index);
    say(`${String(index + 1).padStart(4)}  seed ${plan.seed}  ${plan.moment.padEnd(7)}  +${plan.delay} ms`, outcome);
    if (outcome.problems.length > 0) failed += 1;
  }
  const last = await batch.lookAtAll();
  say('      at the end', last);
  // What only shows at the end is the fault of one of them.
  if (last.problems.length > 0) failed = Math.max(1, failed);
  if (failed === 0) rmSync(home, { recursive: true, force: true });
  else log(`What is left of it: ${home}`);
  return { passed: count - failed, failed };
}

interface Outcome {
  readonly line: string;
  readonly problems: readonly string[];
}

function createBatch(rig: Rig, tamper: (data: string) => void) {
  const records: Known[] = [];
  let app: RunningApp | null = null;
  let words = 0;

  const name = (plan: Plan): string => `дія${plan.seed}x${(words += 1)}z`;
  /** The one that is written in now. */
  function current(): Known {
    const record = records.findLast(({ typed }) => typed !== null);
    if (record === undefined) throw new Error('no incident was declared');
    return record;
  }

  async function start(next: Plan): Promise<RunningApp> {
    app = await startApp(rig, next.moment === 'backup' ? { MERIDIAN_BACKUP_SECONDS: BACKUP_SECONDS } : {});
    return app;
  }

  async function begin(plan: Plan, index: number): Promise<RunningApp> {
    const running = app ?? (await start(plan));
    const isFirst = records.length === 0;
    if (isFirst) await running.call('records.identify', { person: PERSON });
    if (index % KILLS_A_RECORD === 0 || records.length === 0) {
      const made = await declare(running, name(plan), 'operations');
      made.typed = '';
      records.push(made);
      if (isFirst) await fatten(running, made);
      await openIncident(running.page, made);
    }
    return running;
  }

  function witnessOf(record: Known): Witness {
    const { said, problems } = replay(existsSync(rig.trace) ? readFileSync(rig.trace, 'utf8') : '');
    if (problems.length > 0) throw new Error(`the trace does not fit together: ${problems.join('; ')}`);
    return {
      record: record.id,
      typed: record.typed,
      seen: record.seen,
      deeds: [...record.deeds].map(([word, isTold]) => ({ word, isTold })),
      ticked: [...record.ticked],
      said: said.get(record.id)?.values ?? null,
      underWay: [...record.underWay],
    };
  }

  /** What was under way is done or it is not: from now on it must stay as it is. */
  function settle(record: Known, notes: string, all: string): void {
    if (record.typed !== null) record.typed = notes;
    record.seen = null;
    for (const word of record.deeds.keys()) {
      if (all.includes(word)) record.deeds.set(word, true);
      else record.deeds.delete(word);
    }
  }

  async function lookByCommand(record: Known): Promise<Verdict> {
    const { stored, problems } = await showRecord(rig, record.id);
    if (stored === null) return { problems, letters: { saved: 0, lost: 0, unsaved: 0 } };
    const verdict = check(witnessOf(record), stored);
    settle(record, notesOf(stored), JSON.stringify(stored));
    return { ...verdict, problems: [...problems, ...verdict.problems] };
  }

  /** Files that are there only where something was lost or could not be saved. */
  const badFiles = (): readonly string[] =>
    [rig.data, join(rig.data, 'records'), join(rig.data, 'crashes')]
      .flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : []))
      .filter((file) => /^(damaged-|repair-|meridian-unsaved-|exception-|rejection-)/.test(file))
      .map((file) => `there is ${file}`);

  async function stop(): Promise<void> {
    await app?.kill();
    app = null;
  }

  return {
    /** One kill, and the look at what is left. */
    kill: async (plan: Plan, index: number): Promise<Outcome> => {
      const random = randomFrom(plan.seed + 7_919);
      const problems: string[] = [];
      try {
        const running = await begin(plan, index);
        const record = current();
        const before = records.length;
        const scene = { rig, app: running, record, random, name: () => name(plan) };
        const lived = await liveThrough(plan, { ...scene, onDeclared: (made) => records.splice(-1, 0, made) });
        problems.push(...lived.problems);
        app = null;
        tamper(rig.data);
        let letters: Verdict['letters'] | null = null;
        if (plan.commandFirst) {
          const touched = [...records.slice(before - 1), random.pick(records)];
          for (const one of new Set(touched)) {
            const verdict = await lookByCommand(one);
            problems.push(...verdict.problems);
            if (one === record) ({ letters } = verdict);
          }
        }
        const looked = await lookInWindow(await start(planOf(plan.seed + 1, index + 1)), record, witnessOf(record));
        problems.push(...looked.problems, ...badFiles());
        if (plan.commandFirst && looked.notes !== record.typed)
          problems.push('the window and the command line show other notes');
        settle(record, looked.notes, looked.all);
        const { saved, lost, unsaved } = letters ?? looked.letters;
        const who = plan.commandFirst ? 'command line, then window' : 'window';
        const found = lived.found === '' ? '' : `; ${lived.found}`;
        return {
          line: `letters: ${saved} saved, ${lost} of them lost, ${unsaved} not said to be saved; seen by ${who}${found}`,
          problems,
        };
      } catch (error) {
        await stop();
        return {
          line: 'stopped',
          problems: [...problems, error instanceof Error ? (error.stack ?? error.message) : String(error)],
        };
      }
    },
    /** Every record by the command line, after an end in order. */
    lookAtAll: async (): Promise<Outcome> => {
      await app?.close().catch(() => undefined);
      await stop();
      const problems: string[] = [];
      for (const record of records) problems.push(...(await lookByCommand(record)).problems);
      return { line: `${records.length} records by the command line`, problems: [...problems, ...badFiles()] };
    },
  };
}

/** A store of some megabytes: in a small one a backup, and the look at all of it at a start, are over before anybody could kill them. */
async function fatten({ call }: RunningApp, { id }: Known): Promise<void> {
  for (let image = 0; image < IMAGES; image += 1) {
    const bytes = Buffer.concat([PNG, randomBytes(MOST_IMAGE - PNG.length)]).toString('base64');
    await call('records.putImage', { record: id, media: 'image/png', bytes });
  }
}
const IMAGES = 2;
/** How every such file begins. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const notesOf = ({ fields }: StoredRecord): string => (typeof fields['notes'] === 'string' ? fields['notes'] : '');
