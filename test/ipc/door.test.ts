import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDoor, MAX_DEPTH, MAX_INPUT } from '../../main/ipc/door';
import { input, method } from '../builders/messages';
import { createFakeEngine } from '../fakes/fake-engine';

describe('the door', () => {
  it('answers a known method with a good input', async () => {
    const engine = createFakeEngine();
    const door = createDoor(engine);
    expect(await door.call('attention.acknowledge', { key: 'us-prod' })).toEqual({
      ok: true,
      value: { answered: 'attention.acknowledge' },
    });
    expect(await door.call('app.info', undefined)).toMatchObject({ ok: true });
    expect(engine.calls).toEqual([
      { method: 'attention.acknowledge', input: { key: 'us-prod' } },
      { method: 'app.info', input: undefined },
    ]);
  });

  it.each([
    'snapshot.set',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
    'snapshot.get ',
    null,
    undefined,
    0,
    ['snapshot.get'],
    { toString: () => 'snapshot.get' },
    Symbol('snapshot.get'),
  ])('refuses what is no method: %s', async (method) => {
    const engine = createFakeEngine();
    expect(await createDoor(engine).call(method, undefined)).toMatchObject({
      ok: false,
      error: { code: 'unknown-method' },
    });
    expect(engine.calls).toEqual([]);
  });

  it.each([
    ['signal.history', undefined, 'input: '],
    ['signal.history', { site: 'a', signal: 'b', hours: 2 }, 'input.hours: '],
    ['signal.history', { site: '', signal: 'b', hours: 1 }, 'input.site: '],
    ['signal.history', { site: 'a', signal: 'b', hours: 1, extra: true }, 'input: '],
    ['attention.acknowledge', { key: 'x'.repeat(3_000) }, 'input.key: '],
    ['snapshot.get', {}, 'input: '],
    ['source.retry', { source: 7 }, 'input.source: '],
  ])('%s says which part of %o is wrong', async (method, input, place) => {
    const engine = createFakeEngine();
    const answer = await createDoor(engine).call(method, input);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect(answer.ok ? '' : answer.error.message).toContain(`${method}: ${place}`);
    expect(engine.calls).toEqual([]);
  });

  it('refuses what is too large, too deep, cyclic or no plain value before it is parsed', async () => {
    const door = createDoor(createFakeEngine());
    const cyclic: Record<string, unknown> = {};
    cyclic.key = cyclic;
    const deep = Array.from({ length: MAX_DEPTH + 1 }).reduce<unknown>((inner) => [inner], 1);
    const many = Array.from({ length: 400_000 }, () => 1);
    for (const input of [
      { key: 'x'.repeat(MAX_INPUT) },
      cyclic,
      deep,
      many,
      new Map(),
      new Date(0),
      new Uint8Array(4),
    ]) {
      expect(await door.call('attention.acknowledge', input)).toMatchObject({
        ok: false,
        error: { code: 'bad-input' },
      });
    }
  });

  it('is not deceived by inherited fields', async () => {
    const engine = createFakeEngine();
    const input = Object.create({ key: 'inherited' }) as unknown;
    expect(await createDoor(engine).call('attention.acknowledge', input)).toMatchObject({ ok: false });
    const polluting: unknown = JSON.parse('{"key":"a","__proto__":{"admin":true}}');
    expect(await createDoor(engine).call('attention.acknowledge', polluting)).toMatchObject({ ok: false });
    expect(engine.calls).toEqual([]);
  });

  it('passes a refusal on and turns an exception into a word without a trace', async () => {
    const engine = createFakeEngine();
    const failures: unknown[] = [];
    const door = createDoor(engine, { onFailure: (method, error) => failures.push(method, error) });
    engine.refuses({ code: 'not-found', message: 'no such signal' });
    expect(await door.call('snapshot.get', undefined)).toEqual({
      ok: false,
      error: { code: 'not-found', message: 'no such signal' },
    });
    const secret = new Error('secret at /srv/someone/file.ts:1');
    engine.throwsOn(secret);
    const answer = await door.call('snapshot.get', undefined);
    expect(answer).toEqual({ ok: false, error: { code: 'failed', message: 'snapshot.get failed' } });
    expect(failures).toEqual(['snapshot.get', secret]);
  });

  it('forwards patches in order until it is told to stop', () => {
    const engine = createFakeEngine();
    const door = createDoor(engine);
    const seen: unknown[] = [];
    const stop = door.onEvent((event, payload) => seen.push([event, payload]));
    engine.emits({ seq: 2, generatedAt: 1 });
    engine.emits({ seq: 3, generatedAt: 2 });
    stop();
    engine.emits({ seq: 4, generatedAt: 3 });
    expect(seen).toEqual([
      ['snapshot.patch', { seq: 2, generatedAt: 1 }],
      ['snapshot.patch', { seq: 3, generatedAt: 2 }],
    ]);
    expect(engine.listeners()).toBe(0);
  });

  it('refuses or answers 10,000 arbitrary messages and never breaks', async () => {
    const engine = createFakeEngine();
    const door = createDoor(engine);
    const codes: Record<string, number> = { answered: 0 };
    await fc.assert(
      fc.asyncProperty(method, input, async (name, value) => {
        const answer = await door.call(name, value);
        const code = answer.ok ? 'answered' : answer.error.code;
        codes[code] = (codes[code] ?? 0) + 1;
        expect(['answered', 'unknown-method', 'bad-input', 'not-found', 'not-allowed']).toContain(code);
        if (!answer.ok) expect(answer.error.message.length).toBeLessThan(400);
      }),
      { numRuns: 10_000, seed: 20_261_123 },
    );
    // All three ways were taken.
    expect(codes.answered).toBeGreaterThan(50);
    expect(codes['unknown-method']).toBeGreaterThan(100);
    expect(codes['bad-input']).toBeGreaterThan(100);
  }, 60_000);
});
