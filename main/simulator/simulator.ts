import { floorTo, MINUTE, type Ms } from '../../shared/lib/time';
import { createAccountBook, DEMO_KEYS, type KnownKey } from './accounts';
import type { Clock } from './control';
import { createFaultBook } from './faults/book';
import { createRequestLog, type LogEntry } from './request-log';
import { parseScenario, type Scenario } from './scenario/schema';
import { createScriptedWorld } from './scenario/world';
import { startServer } from './server';
import { createRetailWorld, STORY_AGE } from './world/retail';

const DEFAULT_SEED = 1;

export interface SimulatorOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Beats the seed of the scenario. */
  readonly seed?: number;
  /** Where the time comes from, unless the scenario fixes it. */
  readonly clock: () => Ms;
  /** Parsed JSON of a scenario file; without it, the demo world. */
  readonly scenario?: unknown;
  readonly host?: '127.0.0.1';
}

export interface Simulator {
  readonly url: string;
  readonly seed: number;
  /** Its clock at the start. */
  readonly now: Ms;
  readonly stop: () => Promise<void>;
  readonly log: () => readonly LogEntry[];
}

/** Throws for a scenario that is not valid (`scenario: PATH: CAUSE`) and for a port that cannot be had. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const parsed = parseScenario(options.scenario ?? {});
  if (!parsed.ok) throw new Error(`scenario: ${parsed.error}`);
  const scenario = parsed.value;
  const seed = options.seed ?? scenario.seed ?? DEFAULT_SEED;
  const clock = createClock(scenario, options.clock);
  const now = clock.now();

  const keys = keysOf(scenario);
  const accounts = [...new Set(Object.values(keys).map((key) => key.awsAccountId))];
  const age = scenario.storyMinute === undefined ? STORY_AGE : scenario.storyMinute * MINUTE;
  const base = scenario.world === 'empty' ? null : createRetailWorld(seed, floorTo(now - age, MINUTE));
  const world = createScriptedWorld(scenario, base, accounts, now);
  const log = createRequestLog();
  const faults = createFaultBook(scenario.faults ?? [], seed, now);

  const host = options.host ?? '127.0.0.1';
  const parts = { clock, seed, log, faults, world, accounts: createAccountBook(keys, seed) };
  const server = await startServer(parts, host, options.port);
  return { url: `http://${host}:${server.port}`, seed, now, stop: server.stop, log: log.list };
}

/** The demo's keys belong to the retail world, and to an empty one that names none of its own. */
function keysOf(scenario: Scenario): Readonly<Record<string, KnownKey>> {
  const own = Object.fromEntries(
    Object.entries(scenario.accounts ?? {}).map(([key, { awsAccountId, expired }]) => [
      key,
      { awsAccountId, expired: expired ?? false },
    ]),
  );
  return scenario.world === 'empty' && scenario.accounts !== undefined ? own : { ...DEMO_KEYS, ...own };
}

function createClock(scenario: Scenario, running: () => Ms): Clock {
  if (scenario.now === undefined) return { now: running, set: null };
  let fixed = Date.parse(scenario.now);
  return {
    now: () => fixed,
    set: (now) => {
      fixed = now;
    },
  };
}
