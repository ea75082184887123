import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { median } from '../statistics';

/** An `aws` command line of this machine. */
export interface AwsCli {
  readonly path: string;
  /** As it says it: `aws-cli/2.9.19 Python/3.11.2 ...`. */
  readonly version: string;
}

/** Each is started so often to see which is quicker. */
const TRIES = 3;

/** MERIDIAN_AWS, else of all on the PATH the one that starts quickest: a slow wrapper would flatter us. Null where there is none. */
export function findAwsCli(): AwsCli | null {
  const chosen = process.env['MERIDIAN_AWS'];
  const paths = chosen
    ? [chosen]
    : (process.env['PATH'] ?? '')
        .split(delimiter)
        .map((folder) => join(folder, 'aws'))
        .filter(isExecutable);
  const found = [...new Map(paths.map((path) => [realpathSync(path), path])).values()].flatMap((path) => {
    const times: number[] = [];
    let version = '';
    for (let run = 0; run <= TRIES; run++) {
      const since = performance.now();
      const result = spawnSync(path, ['--version'], { encoding: 'utf8' });
      if (result.status !== 0) return [];
      // The first start fills caches of the disk.
      if (run > 0) times.push(performance.now() - since);
      version = `${result.stdout}${result.stderr}`.trim();
    }
    return [{ path, version, took: median(times) }];
  });
  return found.sort((a, b) => a.took - b.took)[0] ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs one command and gives the JSON it printed. */
export function runAws(cli: AwsCli, words: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(cli.path, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const trouble: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => trouble.push(part));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(out).toString('utf8')));
      else reject(new Error(`aws ${words.join(' ')} ended with ${code}: ${Buffer.concat(trouble).toString('utf8')}`));
    });
  });
}
