import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import { memoryOf, type ProcessMemory } from './processes';

export interface Reading {
  /** Minutes after the start. */
  readonly minute: number;
  /** Megabytes of all its processes. */
  readonly total: number;
  readonly processes: readonly ProcessMemory[];
}

const kB = (processes: readonly ProcessMemory[]): number => processes.reduce((sum, { pss }) => sum + pss, 0);

/** Starts a program and reads the memory of its process tree at some minutes of its life; then ends it. */
export async function watchMemory(options: {
  readonly file: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly minutes: readonly number[];
  readonly onReading: (reading: Reading) => void;
}): Promise<readonly Reading[]> {
  const child = spawn(options.file, options.words, {
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const ended = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.file} could not be started`);
  const began = performance.now();
  const readings: Reading[] = [];
  try {
    for (const minute of options.minutes) {
      await Promise.race([
        pass(Math.max(0, began + minute * 60_000 - performance.now())),
        ended.then(() => {
          throw new Error('the program ended while its memory was watched');
        }),
      ]);
      const processes = memoryOf(pid);
      const reading = { minute, total: kB(processes) / 1_024, processes };
      readings.push(reading);
      options.onReading(reading);
    }
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await ended.catch(() => undefined);
    }
  }
  return readings;
}

/** Megabytes a minute of the straight line that fits the readings best. */
export function slope(readings: readonly Pick<Reading, 'minute' | 'total'>[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(readings.map(({ minute }) => minute));
  const y = mean(readings.map(({ total }) => total));
  const across = readings.reduce((sum, { minute, total }) => sum + (minute - x) * (total - y), 0);
  return across / readings.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}

/** "main 110 MB, renderer 90 MB": processes of one kind together, the largest first. */
export function sayByKind(processes: readonly ProcessMemory[]): string {
  const kinds = new Map<string, number>();
  for (const { kind, pss } of processes) kinds.set(kind, (kinds.get(kind) ?? 0) + pss);
  return [...kinds]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, kb]) => `${kind} ${Math.round(kb / 1_024)} MB`)
    .join(', ');
}
