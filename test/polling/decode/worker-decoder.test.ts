import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inlineDecoder } from '../../../main/polling/decode/decoder';
import { createWorkerDecoder } from '../../../main/polling/decode/worker-decoder';
import { SECOND } from '../../../shared/lib/time';
import { ManualClock } from '../../fakes/clock';
import { NOW } from '../builders';

let folder: string;
let path: string;

const page = (results: number, points: number): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      MetricDataResults: Array.from({ length: results }, (_, index) => ({
        Id: `q${index}`,
        Label: 'l',
        StatusCode: 'Complete',
        Timestamps: Array.from({ length: points }, (_unused, point) => 1_767_225_600 + point * 60),
        Values: Array.from({ length: points }, (_unused, point) => point + 0.5),
      })),
    }),
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meridian-decode-'));
  // Built as the product builds it: one CommonJS file beside the bundle.
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'node18',
      ssr: 'main/polling/decode-worker.ts',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'decode-worker.cjs' } },
    },
  });
  path = join(folder, 'decode-worker.cjs');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('decoding off the main thread (P1)', () => {
  it('gives what decoding inline gives', async () => {
    const decoder = createWorkerDecoder(path);
    const body = page(30, 180);
    expect(body.length).toBeGreaterThan(64 * 1_024);
    expect(await decoder.decode('metrics', body, NOW)).toEqual(await inlineDecoder.decode('metrics', body, NOW));
    const alarms = new TextEncoder().encode(
      JSON.stringify({
        MetricAlarms: Array.from({ length: 100 }, (_, index) => ({
          AlarmName: `a${index}`,
          StateValue: 'OK',
          StateReason: 'x'.repeat(900),
        })),
      }),
    );
    expect(await decoder.decode('alarms', alarms, NOW)).toEqual(await inlineDecoder.decode('alarms', alarms, NOW));
    expect(await decoder.decode('metrics', body.slice(0, -5), NOW)).toEqual({ ok: false, error: 'JSON cut off' });
    await decoder.close();
  });

  it('is for large answers only', async () => {
    const other = join(folder, 'other.cjs');
    await writeFile(
      other,
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ id }) => parentPort.postMessage({ id, result: { ok: false, error: 'from the worker' } }));`,
    );
    const decoder = createWorkerDecoder(other);
    expect(await decoder.decode('metrics', page(30, 180), NOW)).toEqual({ ok: false, error: 'from the worker' });
    expect((await decoder.decode('metrics', page(1, 180), NOW)).ok).toBe(true);
    await decoder.close();
  });

  it('goes on inline when the worker dies, and when it cannot start', async () => {
    const broken = join(folder, 'broken.cjs');
    await writeFile(broken, 'process.exit(1);');
    for (const bad of [broken, join(folder, 'absent.cjs')]) {
      const said: string[] = [];
      const decoder = createWorkerDecoder(bad, (line) => said.push(line));
      const answers = await Promise.all(Array.from({ length: 5 }, () => decoder.decode('metrics', page(30, 180), NOW)));
      for (const answer of answers) expect(answer.ok && answer.value.results).toHaveLength(30);
      for (let n = 0; n < 4; n++) expect((await decoder.decode('metrics', page(30, 180), NOW)).ok).toBe(true);
      await decoder.close();
      // Each death is said with its cause; after three nothing is started any more, and that is said too.
      expect(said).toHaveLength(3);
      expect(said[0]).toMatch(
        /^the decoding thread ended \(.+\); 5 waiting answers are decoded without it, the next large answer starts another$/,
      );
      expect(said[2]).toContain('decoded without it from now on');
    }
  });

  it('starts another thread after one that died, and says so', async () => {
    const mortal = join(folder, 'mortal.cjs');
    await writeFile(
      mortal,
      `const { parentPort, threadId } = require('node:worker_threads');
      parentPort.on('message', ({ id, now }) => {
        if (now === 0) throw new Error('planted');
        parentPort.postMessage({ id, result: { ok: false, error: 'thread ' + threadId } });
      });`,
    );
    const said: string[] = [];
    const decoder = createWorkerDecoder(mortal, (line) => said.push(line));
    const before = await decoder.decode('metrics', page(30, 180), NOW);
    // The answer that was lost with the thread is decoded all the same.
    expect((await decoder.decode('metrics', page(30, 180), 0)).ok).toBe(true);
    const after = await decoder.decode('metrics', page(30, 180), NOW);
    expect(before).toMatchObject({ ok: false, error: expect.stringMatching(/^thread \d+$/) as string });
    expect(after).toMatchObject({ ok: false, error: expect.stringMatching(/^thread \d+$/) as string });
    expect(after).not.toEqual(before);
    expect(said).toEqual([expect.stringContaining('planted')]);
    await decoder.close();
    expect(said).toHaveLength(1);
  });

  it('ends a thread that has nothing to do, and starts another for the next large answer', async () => {
    const teller = join(folder, 'teller.cjs');
    // Answers with the number of its thread, so that one can be told from the next.
    await writeFile(
      teller,
      `const { parentPort, threadId } = require('node:worker_threads');
       parentPort.on('message', ({ id }) => parentPort.postMessage({ id, result: { ok: false, error: 'thread ' + threadId } }));`,
    );
    const clock = new ManualClock(NOW);
    const said: string[] = [];
    const decoder = createWorkerDecoder(teller, (line) => said.push(line), clock);
    const first = await decoder.decode('metrics', page(30, 180), NOW);
    expect(await decoder.decode('metrics', page(30, 180), NOW)).toEqual(first);
    await clock.advance(29 * SECOND);
    expect(await decoder.decode('metrics', page(30, 180), NOW)).toEqual(first);
    await clock.advance(30 * SECOND);
    expect(await decoder.decode('metrics', page(30, 180), NOW)).not.toEqual(first);
    await decoder.close();
    expect(clock.waiting).toBe(0);
    expect(said).toEqual([]);
  });

  it('answers what still waits when it is closed', async () => {
    const decoder = createWorkerDecoder(path);
    const waiting = decoder.decode('metrics', page(50, 180), NOW);
    await decoder.close();
    expect((await waiting).ok).toBe(true);
    expect((await decoder.decode('metrics', page(50, 180), NOW)).ok).toBe(true);
  });
});
