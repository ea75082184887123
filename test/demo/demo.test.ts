import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDemo } from '../../main/demo';

/** A stand-in for the built simulator that answers who it is, and dies when it is asked to. */
const MORTAL = `
const { parentPort, threadId, workerData } = require('node:worker_threads');
const server = require('node:http').createServer((request, response) => {
  if (request.url === '/die') throw new Error('planted');
  response.end('thread ' + threadId);
});
server.listen(workerData.port, '127.0.0.1', () => {
  parentPort.postMessage({ url: 'http://127.0.0.1:' + server.address().port });
});
`;

async function rig() {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-demo-test-'));
  const workerFile = join(folder, 'mortal.cjs');
  writeFileSync(workerFile, MORTAL);
  const said: string[] = [];
  const demo = await startDemo({ workerFile, seed: 1, onTrouble: (line) => said.push(line) });
  onTestFinished(async () => {
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const ask = async (path = '/'): Promise<string> => (await fetch(`${demo.endpoint}${path}`)).text();
  const answers = (): Promise<boolean> =>
    ask().then(
      () => true,
      () => false,
    );
  return { demo, said, ask, answers };
}

describe('the simulator of the demo', () => {
  it('that ends is started again at its address, and that is said', async () => {
    const { said, ask, answers } = await rig();
    const before = await ask();
    await ask('/die').catch(() => undefined);
    await expect.poll(answers).toBe(true);
    expect(await ask()).not.toBe(before);
    expect(said).toEqual(['the simulator of the demo ended (exit code 1, planted); it is started again']);
  });

  it('that ends again and again is left alone, and that is said', async () => {
    const { said, ask, answers } = await rig();
    for (let n = 1; n <= 6; n++) {
      await expect.poll(answers, { timeout: 5_000 }).toBe(true);
      await ask('/die').catch(() => undefined);
      await expect.poll(() => said.length, { timeout: 5_000 }).toBe(n);
    }
    expect(said.at(-1)).toContain('it is left alone');
    expect(await answers()).toBe(false);
  }, 30_000);

  it('that is stopped is no trouble', async () => {
    const { demo, said, answers } = await rig();
    await demo.stop();
    expect(await answers()).toBe(false);
    expect(said).toEqual([]);
  });
});
