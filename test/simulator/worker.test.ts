import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let file: string;

// The worker is started as the product starts it: bundled into one CommonJS file.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meridian-worker-'));
  file = join(folder, 'worker.cjs');
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: resolve(import.meta.dirname, '../../main/simulator/worker.ts'),
      outDir: folder,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'worker.cjs' } },
    },
  });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function run(workerData: unknown): { worker: Worker; said: Promise<Record<string, unknown>>; ended: Promise<number> } {
  const worker = new Worker(file, { workerData });
  return {
    worker,
    said: new Promise((resolveSaid, reject) => {
      worker.once('message', resolveSaid);
      worker.once('error', reject);
    }),
    ended: new Promise((resolveEnded) => worker.once('exit', resolveEnded)),
  };
}

test('says where it is, answers, and ends when told', async () => {
  const { worker, said, ended } = run({ port: 0, seed: 3, scenario: { now: '2026-11-18T01:42:20Z' } });
  const message = await said;
  expect(message).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    seed: 3,
    now: Date.parse('2026-11-18T01:42:20Z'),
  });
  expect(await (await fetch(`${String(message['url'])}/_sim`)).json()).toMatchObject({ seed: 3, fixedClock: true });
  worker.postMessage('stop');
  expect(await ended).toBe(0);
});

test('says what is wrong with its scenario and ends', async () => {
  const { said, ended } = run({ port: 0, scenario: { world: 'flat' } });
  expect(await said).toEqual({ error: expect.stringContaining('scenario: world: Invalid option') as string });
  expect(await ended).toBe(0);
});
