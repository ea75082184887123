import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { demoCredentials } from './simulator/accounts';

/** A running demo: the same polling, pointed at an AWS look-alike on this machine. Nothing bypasses HTTP. */
export interface Demo {
  readonly endpoint: string;
  /** Files with the profiles of the demo workspace, apart from the person's own. */
  readonly profiles: { readonly configFile: string; readonly credentialsFile: string };
  stop(): Promise<void>;
}

const START_LIMIT_MS = 10_000;
/** A simulator that ended this often is left alone: its sources then say that nothing answers. */
const MOST_RESTARTS = 5;

/** Starts the simulator in a thread of its own, so that it never slows the window. */
export async function startDemo(options: {
  readonly workerFile: string;
  readonly seed: number;
  /** The simulator ended by itself; it is started again. */
  readonly onTrouble?: (line: string) => void;
}): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-demo-'));
  const profiles = { configFile: join(folder, 'config'), credentialsFile: join(folder, 'credentials') };
  writeFileSync(profiles.configFile, '');
  writeFileSync(profiles.credentialsFile, demoCredentials, { mode: 0o600 });
  const tell = options.onTrouble ?? (() => undefined);
  let stopped = false;
  let restarts = 0;
  let worker = startWorker(0);
  const endpoint = await started(worker);
  followEnd(worker);

  function startWorker(port: number): Worker {
    const next = new Worker(options.workerFile, { workerData: { port, seed: options.seed } });
    // The demo must not keep a command alive that is done.
    next.unref();
    return next;
  }
  /** The same world at the same address: polling goes on with its next question. */
  function followEnd(running: Worker): void {
    let why = '';
    running.on('error', (error: unknown) => {
      why = `, ${error instanceof Error ? error.message : String(error)}`;
    });
    running.once('exit', (code) => {
      if (stopped) return;
      restarts++;
      const again = restarts <= MOST_RESTARTS;
      tell(
        `the simulator of the demo ended (exit code ${code}${why}); ${again ? 'it is started again' : 'it is left alone'}`,
      );
      if (!again) return;
      worker = startWorker(Number(new URL(endpoint).port));
      followEnd(worker);
      started(worker).catch((error: unknown) => {
        if (!stopped) tell(error instanceof Error ? error.message : String(error));
      });
    });
  }
  return {
    endpoint,
    profiles,
    stop: async () => {
      stopped = true;
      await worker.terminate();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function started(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('the demo did not start')), START_LIMIT_MS);
    const fail = (why: string): void => {
      clearTimeout(limit);
      reject(new Error(`the demo did not start: ${why}`));
    };
    worker.once('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    worker.once('message', (message: { readonly url?: string; readonly error?: string }) => {
      if (message.url === undefined) {
        fail(message.error ?? 'no address');
        return;
      }
      clearTimeout(limit);
      resolve(message.url);
    });
  });
}
