import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { places } from '../../../main/data-folder/locations';
import type { BenchContext, Figure, Row } from '../figure';
import { median } from '../statistics';

const ROUNDS = 9;
const LIMITS = { cold: 1.6, known: 1.4 } as const;
/** Sites of the demo: all of them must be on screen. */
const SITES = 12;
/** A start that shows nothing within this is no start. */
const START_LIMIT = 60_000;

const WHAT = {
  cold: 'Process start to all markers drawn, empty data folder, beside a hello window',
  known: 'Process start to all markers drawn with last known data, beside a hello window',
} as const;

export const startFigure: Figure = {
  id: 'd',
  title: 'Process start to all markers drawn',
  method:
    'The clock starts when the bench spawns Electron and stops at a `performance.mark` that the page sets in the task after the frame in which it was laid out ' +
    'and painted: for the cockpit (demo) with the markers of all its sites in the document, for the hello window (one heading, the same protections, flags and ' +
    'display; test/bench/hello) with its heading. The cockpit tells the mark to its log, as it always does. Cold: a data folder and a Chromium profile that do ' +
    'not exist yet, for both. With last known data: a data folder that one sweep filled and one start used; the hello window keeps its profile too. It is ' +
    `checked that a cold start shows ${SITES} markers and knows no state, and that one with last known data shows known states. After one round that does not count, ` +
    `${ROUNDS} rounds of hello, cockpit, hello, cockpit, one after the other on warm disk caches. Measured is the median of the cockpit over the median of hello.`,
  run: measure,
};

async function measure({ electron, out, temp, log }: BenchContext): Promise<readonly Row[]> {
  if (electron === null)
    return (['cold', 'known'] as const).map((id) => ({
      id: `d ${id}`,
      what: WHAT[id],
      measured: null,
      unit: 'x',
      limit: { kind: 'at-most', value: LIMITS[id] },
      skipped: 'there is no Electron here',
    }));
  const root = dirname(out);
  const fresh = (): string => join(mkdtempSync(join(temp, 'start-')), 'folder');
  const keptProfile = fresh();
  const keptData = fresh();
  await keepLastKnown(out, keptData);

  const times = { cold: [] as Pair[], known: [] as Pair[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const cold = {
      hello: await startHello(electron, root, fresh()),
      ours: await startCockpit(electron, root, fresh(), 'cold'),
    };
    const known = {
      hello: await startHello(electron, root, keptProfile),
      ours: await startCockpit(electron, root, keptData, round === 0 ? 'any' : 'known'),
    };
    if (round === 0) continue;
    times.cold.push(cold);
    times.known.push(known);
    log(`  cold ${say(cold)}, with last known data ${say(known)}`);
  }
  return [row('cold', times.cold), row('known', times.known)];
}

/** One sweep of the demo, history included, kept in a data folder. */
export const keepLastKnown = (out: string, data: string): Promise<void> =>
  new Promise((done, failed) => {
    execFile(process.execPath, [join(out, 'main', 'cli.cjs'), 'status', '--json', '--data', data], (error) => {
      // 0 to 3 tell how the platform is.
      if (error === null || (typeof error.code === 'number' && error.code <= 3)) done();
      else failed(new Error(`meridian status failed: ${error.message}`));
    });
  });

interface Pair {
  readonly hello: number;
  readonly ours: number;
}
const say = ({ hello, ours }: Pair): string => `${Math.round(ours)} ms (hello ${Math.round(hello)} ms)`;

function row(id: 'cold' | 'known', pairs: readonly Pair[]): Row {
  const ours = pairs.map((pair) => pair.ours);
  const hello = pairs.map((pair) => pair.hello);
  const ratios = pairs.map((pair) => pair.ours / pair.hello);
  const range = (values: readonly number[]): string =>
    `${Math.round(median(values))} ms (${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))})`;
  return {
    id: `d ${id}`,
    what: WHAT[id],
    measured: median(ours) / median(hello),
    unit: 'x',
    limit: { kind: 'at-most', value: LIMITS[id] },
    peer: `hello window: ${range(hello)}`,
    note: `cockpit: ${range(ours)}`,
    spread: { min: Math.min(...ratios), max: Math.max(...ratios), runs: pairs.length },
  };
}

const startHello = (electron: string, root: string, profile: string): Promise<number> =>
  timed(electron, [join(root, 'test', 'bench', 'hello'), `--profile=${profile}`], (output) => {
    const at = /^drawn ([\d.]+)$/m.exec(output)?.[1];
    return at === undefined ? null : Number(at);
  });

async function startCockpit(
  electron: string,
  root: string,
  data: string,
  expected: 'cold' | 'known' | 'any',
): Promise<number> {
  const before = logOf(data).length;
  return timed(electron, [root, '--data', data], () => {
    const line = /window drawn: (\d+) sites \((\d+) with a known state\) on screen at (\S+),/.exec(
      logOf(data).slice(before),
    );
    if (line === null) return null;
    const [, sites, known, at] = line;
    const right = expected === 'any' || (expected === 'cold' ? Number(known) === 0 : Number(known) > SITES / 2);
    if (Number(sites) !== SITES || !right) throw new Error(`not a ${expected} start: ${line[0]}`);
    return Date.parse(at ?? '');
  });
}

/** What the app wrote into its log. */
export function logOf(data: string): string {
  const { log } = places(data);
  return existsSync(log) ? readFileSync(log, 'utf8') : '';
}

/** Milliseconds from spawning Electron to the instant that `drawnAt` finds, in epoch milliseconds; the process is ended then. */
async function timed(
  electron: string,
  args: readonly string[],
  drawnAt: (output: string) => number | null,
): Promise<number> {
  const { started, found } = await startUntil(electron, args, drawnAt);
  return found - started;
}

/** Starts Electron, waits until `find` finds what it looks for, and ends it in order. `started` is in epoch milliseconds. */
export async function startUntil<T>(
  electron: string,
  args: readonly string[],
  find: (output: string) => T | null,
): Promise<{ readonly started: number; readonly found: T }> {
  const flags = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'];
  let output = '';
  const started = Date.now();
  const child = spawn(electron, [...flags, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = once(child, 'exit');
  try {
    const found = await until(() => (child.exitCode === null ? find(output) : fail('Electron ended before it drew')));
    return { started, found };
  } finally {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }
}

/** Looks seldom enough not to disturb what is measured: the instant comes from the page, not from here. */
async function until<T>(found: () => T | null): Promise<T> {
  const limit = Date.now() + START_LIMIT;
  for (;;) {
    const value = found();
    if (value !== null) return value;
    if (Date.now() > limit) fail('nothing was drawn');
    await new Promise((done) => setTimeout(done, 50));
  }
}

function fail(why: string): never {
  throw new Error(why);
}
