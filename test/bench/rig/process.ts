import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface RunningCommand {
  readonly child: ChildProcess;
  /** The first line it wrote to standard output, as JSON. */
  readonly first: unknown;
  stop(): Promise<void>;
}

/** A command of the built `meridian` that says in its first line where it is. */
export async function startCommand(out: string, words: readonly string[]): Promise<RunningCommand> {
  const child = spawn(process.execPath, [join(out, 'main', 'cli.cjs'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]: unknown[]) => String(text)),
    ended.then(() => {
      throw new Error(`meridian ${words[0] ?? ''} ended before it was there`);
    }),
  ]);
  return {
    child,
    first: JSON.parse(line) as unknown,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await ended;
    },
  };
}
