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

/** Starts the simulator in a thread of its own, so that it never slows the window. */
export async function startDemo(options: { readonly workerFile: string; readonly seed: number }): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-demo-'));
  const profiles = { configFile: join(folder, 'config'), credentialsFile: join(folder, 'credentials') };
  writeFileSync(profiles.configFile, '');
  writeFileSync(profiles.credentialsFile, demoCredentials, { mode: 0o600 });
  const worker = new Worker(options.workerFile, { workerData: { port: 0, seed: options.seed } });
  // The demo must not keep a command alive that is done.
  worker.unref();
  const endpoint = await started(worker);
  return {
    endpoint,
    profiles,
    stop: async () => {
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
