import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LogEntry } from '../../../main/simulator';
import type { Minimum } from '../../../main/simulator/minimum';
import { startCommand } from './process';

/** `meridian simulate` in a process of its own, as it ships. */
export interface RunningSimulator {
  readonly url: string;
  log(): Promise<readonly LogEntry[]>;
  clearLog(): Promise<void>;
  /** Of what is in the log, as the simulator computes it. */
  minimum(): Promise<Minimum>;
  stop(): Promise<void>;
}

const firstLine = z.object({ url: z.string() });

export async function startSimulatorProcess(options: {
  readonly out: string;
  readonly temp: string;
  readonly scenario: unknown;
}): Promise<RunningSimulator> {
  const file = join(options.temp, 'scenario.json');
  writeFileSync(file, JSON.stringify(options.scenario));
  const command = await startCommand(options.out, ['simulate', '--port', '0', '--scenario', file]);
  const { url } = firstLine.parse(command.first);
  // Text of our own build: its types are what it sends.
  const get = async <T>(path: string, method = 'GET'): Promise<T> =>
    (await (await fetch(`${url}/_sim/${path}`, { method })).json()) as T;
  return {
    url,
    log: () => get<readonly LogEntry[]>('log'),
    clearLog: () => get('log', 'DELETE').then(() => undefined),
    minimum: () => get<Minimum>('minimum'),
    stop: command.stop,
  };
}
