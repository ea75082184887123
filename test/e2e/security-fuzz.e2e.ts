import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, type RawData } from 'ws';
import { assertNever } from '../../shared/lib/assert-never';
import { messages, recipe, revive, type Message } from '../builders/messages';
import { openApp, serve, temporaryFolder, type Served } from './windows';

/**
 * 10,000 seeded messages through each real transport. Every one is refused or answered; nothing crashes, nothing is left unhandled,
 * memory stays where it was, and afterwards the cockpit answers as before.
 * MERIDIAN_FUZZ_SEED repeats a run; the seed stands in the titles.
 */
const SEED = Number(process.env['MERIDIAN_FUZZ_SEED'] ?? 20_261_125);
const COUNT = 10_000;
const BATCH = 250;
const CODES = ['answered', 'unknown-method', 'bad-input', 'not-found', 'not-allowed', 'failed'];
const MEGABYTE = 1_000_000;
/** What a run may add to the memory of a process: garbage that is not collected yet, and caches that fill once. */
const MORE_MEMORY = 250 * MEGABYTE;

interface Door {
  call(method: unknown, input?: unknown): Promise<unknown>;
}

describe('contract fuzz', () => {
  it(`IPC: ${COUNT} messages from the page of the desktop app (seed ${SEED})`, async () => {
    const { app, page } = await openApp(['--data', temporaryFolder()]);
    try {
      await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
      await app.evaluate(({ app: running }) => {
        const kept = globalThis as unknown as { troubles: string[] };
        kept.troubles = [];
        process.on('unhandledRejection', (reason) => kept.troubles.push(`unhandled: ${String(reason)}`));
        process.on('uncaughtExceptionMonitor', (error) => kept.troubles.push(`uncaught: ${error.message}`));
        running.on('render-process-gone', (_event, _contents, { reason }) => kept.troubles.push(`page: ${reason}`));
        running.on('child-process-gone', (_event, { type, reason }) => kept.troubles.push(`${type}: ${reason}`));
      });
      // By way of the protocol of DevTools: the page's own policy would refuse text as code.
      await page.evaluate(`globalThis.revive = ${revive.toString()}`);
      const memory = (): Promise<number> => app.evaluate(() => process.memoryUsage().rss);
      const before = await memory();

      const sent = messages(COUNT, SEED);
      const codes = new Map<string, number>();
      for (let from = 0; from < COUNT; from += BATCH) {
        const batch = sent.slice(from, from + BATCH);
        // As text with every half character escaped: one that travels raw is never answered by the protocol of DevTools.
        const answers = await page.evaluate(callAll, JSON.stringify(batch.map((message) => recipe(message))));
        answers.forEach((code, index) => {
          if (!CODES.includes(code))
            throw new Error(`message ${from + index} of seed ${SEED}: ${code} for ${shown(batch[index])}`);
          codes.set(code, (codes.get(code) ?? 0) + 1);
        });
      }
      // Every way out was taken, so the messages were not all of one kind.
      for (const code of CODES.filter((one) => one !== 'not-allowed'))
        expect([code, codes.get(code) ?? 0]).toEqual([code, expect.toSatisfy((count: number) => count > 3)]);
      expect([...codes.values()].reduce((sum, one) => sum + one)).toBe(COUNT);

      // What no recipe says: getters that throw, proxies, classes, nodes of the page, the page itself.
      expect(await page.evaluate(callWithLiveThings)).toEqual([]);

      expect(await app.evaluate(() => (globalThis as unknown as { troubles: string[] }).troubles)).toEqual([]);
      expect((await memory()) - before).toBeLessThan(MORE_MEMORY);
      expect(await page.evaluate(stillThere)).toEqual({ sites: 12, polluted: false });
      expect(await app.evaluate(() => 'polluted' in {})).toBe(false);
      expect(await page.getByRole('list', { name: 'Sites on the map, by attention' }).getByRole('button').count()).toBe(
        12,
      );
    } finally {
      await app.close();
    }
  }, 180_000);

  describe('WebSocket', () => {
    let one: Served;
    beforeAll(async () => {
      one = await serve(['--data', temporaryFolder()]);
    });
    afterAll(() => one.stop());

    it(`${COUNT} frames to the served cockpit, broken ones included (seed ${SEED})`, async () => {
      const before = residentOf(one.process.pid ?? 0);
      const frames = framesOf(COUNT, SEED);
      const outcomes = new Map<string, number>();
      let next = 0;
      const worker = async (): Promise<void> => {
        const line = createLine(one);
        for (let index = next++; index < frames.length; index = next++) {
          const frame = frames[index];
          if (frame === undefined) break;
          const outcome = await line.send(frame);
          if (outcome === 'silence') throw new Error(`frame ${index} of seed ${SEED}: silence after ${shown(frame)}`);
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        }
        line.end();
      };
      await Promise.all(Array.from({ length: 8 }, worker));

      expect(one.process.exitCode).toBeNull();
      expect([...outcomes.values()].reduce((sum, count) => sum + count)).toBe(COUNT);
      // Answered and refused, and each way to be cut off: no call, not text, not a protocol, too large.
      for (const outcome of ['answered', 'refused', 'closed 1007', 'closed 1003', 'closed 1002', 'closed 1009', 'pong'])
        expect([outcome, outcomes.get(outcome) ?? 0]).toEqual([
          outcome,
          expect.toSatisfy((count: number) => count > 20),
        ]);
      expect(
        [...outcomes.keys()].filter(
          (outcome) => !/^(answered|refused|pong|closed (1002|1003|1005|1006|1007|1009))$/.test(outcome),
        ),
      ).toEqual([]);
      expect(residentOf(one.process.pid ?? 0) - before).toBeLessThan(MORE_MEMORY);
      const answer = await fetch(`${one.url}/api/snapshot`, { headers: { authorization: `Bearer ${one.token}` } });
      expect(((await answer.json()) as { sites: unknown[] }).sites).toHaveLength(12);
      // Only refusals that are meant are said; nothing was thrown inside.
      expect(
        one
          .log()
          .split('\n')
          .filter(
            (text) =>
              /\bfailed: (?!.*(WebSocket|UTF-8|UTF8|payload|frame|RSV|opcode|MASK|mask))|Error:|at .*\.cjs/.test(
                text,
              ) && !text.startsWith("a window's connection failed"),
          ),
      ).toEqual([]);
    });
  });
});

/** In the page: calls with each message and says how each ended; `silence` after ten seconds. */
async function callAll(recipes: string): Promise<readonly string[]> {
  const batch = JSON.parse(recipes) as readonly unknown[];
  const { meridian, revive: make } = globalThis as unknown as { meridian: Door; revive: (from: unknown) => unknown };
  return Promise.all(
    batch.map(async (one) => {
      const { method, input } = make(one) as Message;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<string>((done) => {
        timer = setTimeout(() => done('silence'), 10_000);
      });
      // The bridge itself refuses what cannot cross it (a symbol): at once, before any message exists.
      const called = (async () => meridian.call(method, input))().then(
        () => 'answered',
        (error: unknown) =>
          typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'failed',
      );
      const code = await Promise.race([called, late]);
      clearTimeout(timer);
      return code;
    }),
  );
}

/** In the page: inputs that live and act. Says those that were answered or that broke something. */
async function callWithLiveThings(): Promise<readonly string[]> {
  const { meridian } = globalThis as unknown as { meridian: Door };
  const things: Readonly<Record<string, unknown>> = {
    getter: Object.defineProperty({}, 'key', {
      enumerable: true,
      get: () => {
        throw new Error('looked');
      },
    }),
    'getter of a value': Object.defineProperty({}, 'source', { enumerable: true, get: () => ['x'] }),
    proxy: new Proxy(
      {},
      {
        get: () => {
          throw new Error('asked');
        },
        ownKeys: () => {
          throw new Error('listed');
        },
      },
    ),
    'class instance': new (class Key {
      key = 1;
    })(),
    node: document.body,
    window: globalThis,
    promise: Promise.resolve({ key: 'a' }),
    thenable: { then: (done: (value: unknown) => void) => done({ key: 'a' }) },
    error: new RangeError('x'),
    expression: /x/g,
    blob: new Blob(['x']),
    buffer: new ArrayBuffer(8_000_000),
    shared: { toJSON: () => ({ key: 'a' }) },
    weak: new WeakMap(),
    generator: (function* () {
      yield 1;
    })(),
    huge: { key: 'x'.repeat(30_000_000) },
    wide: Array.from({ length: 300_000 }, () => ({})),
  };
  const wrong: string[] = [];
  for (const [name, thing] of Object.entries(things)) {
    for (const method of ['attention.acknowledge', 'source.retry', 'signal.history', thing]) {
      const outcome = await (async () => meridian.call(method, thing))().then(
        () => 'answered',
        () => 'refused',
      );
      if (outcome !== 'refused') wrong.push(`${name} to ${typeof method === 'string' ? method : 'itself'}: ${outcome}`);
    }
  }
  return wrong;
}

async function stillThere(): Promise<{ readonly sites: number; readonly polluted: boolean }> {
  const { meridian } = globalThis as unknown as { meridian: Door };
  const { sites } = JSON.parse((await meridian.call('snapshot.get')) as string) as {
    readonly sites: readonly unknown[];
  };
  return { sites: sites.length, polluted: 'polluted' in {} };
}

/** A frame to the WebSocket: a text, bytes, parts of a text, or bytes below the protocol. */
type Frame =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  | { readonly kind: 'parts'; readonly parts: readonly string[] }
  | { readonly kind: 'raw'; readonly bytes: Uint8Array }
  | { readonly kind: 'ping'; readonly bytes: Uint8Array };

function framesOf(count: number, seed: number): readonly Frame[] {
  const calls = messages(count, seed);
  let at = 0;
  const call = fc.constant(null).map(() => calls[at++ % calls.length]!);
  const id = fc.oneof(fc.nat(), fc.constantFrom(-1, 0, Number.MAX_SAFE_INTEGER));
  const whole = fc.tuple(id, call).map(([number, { method, input }]) => json({ id: number, method, input }));
  const badId = fc.constantFrom<unknown>('1', 1.5, null, [], {}, true, 2 ** 60, undefined, 'x'.repeat(1_000));
  const bytes = fc.uint8Array({ maxLength: 200 });
  const cut = fc.tuple(whole, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 })).map(([text, place, put]) => {
    const where = place % (text.length + 1);
    return text.slice(0, where) + put + text.slice(where + put.length);
  });
  const text = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<Frame> =>
    arbitrary.map((value) => ({ kind: 'text', text: value }));
  const frame = fc.oneof<{ weight: number; arbitrary: fc.Arbitrary<Frame> }[]>(
    { weight: 60, arbitrary: text(whole) },
    { weight: 6, arbitrary: text(cut) },
    { weight: 2, arbitrary: text(fc.string({ unit: 'binary' })) },
    { weight: 2, arbitrary: text(fc.anything().map(json)) },
    { weight: 2, arbitrary: text(fc.tuple(badId, call).map(([number, one]) => json({ id: number, ...one }))) },
    {
      weight: 2,
      arbitrary: text(whole.map((one) => one.replace('{', '{"id":7,"id":8,"__proto__":{"polluted":true},'))),
    },
    {
      weight: 1,
      arbitrary: text(
        fc
          .integer({ min: 10, max: 20_000 })
          .map((depth) => `{"id":1,"method":"attention.acknowledge","input":${'['.repeat(depth)}${']'.repeat(depth)}}`),
      ),
    },
    { weight: 3, arbitrary: bytes.map((value): Frame => ({ kind: 'binary', bytes: value })) },
    {
      weight: 8,
      arbitrary: fc.tuple(whole, fc.integer({ min: 1, max: 30 })).map(([value, size]): Frame => ({
        kind: 'parts',
        parts: value.match(new RegExp(`[^]{1,${Math.max(size, Math.ceil(value.length / 40))}}`, 'g')) ?? [''],
      })),
    },
    {
      weight: 3,
      arbitrary: bytes.filter(({ length }) => length < 125).map((value): Frame => ({ kind: 'ping', bytes: value })),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...BELOW_THE_PROTOCOL).map((value): Frame => ({ kind: 'raw', bytes: value })),
    },
  );
  return fc.sample(frame, { numRuns: count, seed });
}

/** Frames no WebSocket library would send. The mask is four zeros. */
const BELOW_THE_PROTOCOL: readonly Uint8Array[] = [
  [0x81, 0x02, 0x7b, 0x7d], // not masked
  [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], // not UTF-8
  [0x81, 0x83, 0, 0, 0, 0, 0xed, 0xa0, 0x80], // half of a character in UTF-8
  [0xf1, 0x80, 0, 0, 0, 0], // reserved bits
  [0x83, 0x80, 0, 0, 0, 0], // an opcode there is none
  [0x80, 0x80, 0, 0, 0, 0], // goes on with nothing
  [0x09, 0x80, 0, 0, 0, 0], // a ping in parts
  [0x89, 0xfe, 0, 200, 0, 0, 0, 0], // a ping that is too long
  [0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], // says that a terabyte follows
  [0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], // and more than there are numbers
  [0x81, 0xff, 0, 0, 0, 0, 0, 0xb8, 0, 0, 0, 0, 0, 0], // twelve megabytes, more than an image or an imported file may take
  [0x88, 0x81, 0, 0, 0, 0, 0x03], // a close code of one byte
  [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xee], // a close code that may not be sent
].map((numbers) => Uint8Array.from(numbers));

/** Text of any value; what JSON cannot say becomes what it can. */
function json(value: unknown): string {
  const seen = new WeakSet<object>();
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    if (typeof part !== 'object' || part === null) return part;
    if (seen.has(part)) return 'seen';
    seen.add(part);
    return part;
  }) as string | undefined;
  return text ?? 'undefined';
}

/** One connection that is made anew whenever it was ended; how each frame ended is its answer. */
function createLine(one: Served): { send(frame: Frame): Promise<string>; end(): void } {
  let socket: WebSocket | null = null;
  const open = async (): Promise<WebSocket> => {
    if (socket?.readyState === WebSocket.OPEN) return socket;
    const fresh = new WebSocket(`${one.url.replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${one.token}` },
    });
    await new Promise<void>((done, failed) => {
      fresh.once('open', done);
      fresh.once('error', failed);
    });
    fresh.on('error', () => undefined);
    socket = fresh;
    return fresh;
  };
  return {
    send: async (frame) => {
      const line = await open();
      return new Promise((done) => {
        const onMessage = (data: RawData): void => {
          const answer = JSON.parse((data as Buffer).toString('utf8')) as { readonly ok?: boolean };
          // Patches come by themselves.
          if (answer.ok !== undefined) end(answer.ok ? 'answered' : 'refused');
        };
        const onClose = (code: number): void => end(`closed ${code}`);
        const onPong = (): void => end('pong');
        const timer = setTimeout(() => end('silence'), 10_000);
        const end = (outcome: string): void => {
          clearTimeout(timer);
          line.off('message', onMessage).off('close', onClose).off('pong', onPong);
          done(outcome);
        };
        line.on('message', onMessage).on('close', onClose).on('pong', onPong);
        transmit(line, frame);
      });
    },
    end: () => socket?.terminate(),
  };
}

function transmit(socket: WebSocket, frame: Frame): void {
  switch (frame.kind) {
    case 'text':
      socket.send(frame.text);
      break;
    case 'binary':
      socket.send(frame.bytes);
      break;
    case 'ping':
      socket.ping(frame.bytes);
      break;
    case 'parts':
      for (const [index, part] of frame.parts.entries()) socket.send(part, { fin: index === frame.parts.length - 1 });
      break;
    case 'raw':
      (socket as unknown as { readonly _socket: { write(bytes: Uint8Array): void } })._socket.write(frame.bytes);
      break;
    default:
      assertNever(frame);
  }
}

/** Bytes of memory a process has at hand. */
const residentOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;

const shown = (value: unknown): string => json(value).slice(0, 300);
