import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { crashReportsOf } from '../../main/crash/crash-reports';
import { guardProcess } from '../../main/crash/guard';
import { describeError, type CrashKind } from '../../main/crash/report';
import { redact } from '../../main/log/redact';

const AT = Date.UTC(2026, 10, 25, 11, 24, 1, 123);

function rig() {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const crashes = join(folder, 'crashes');
  const reports = crashReportsOf({ folder: crashes, dumps: join(crashes, 'native'), redact });
  const write = (at: number, error: unknown = new Error('it broke'), kind: CrashKind = 'exception') =>
    reports.write({
      kind,
      at,
      error,
      about: ['Meridian 1.2.3, Electron 45'],
      uptimeMs: 90_000,
      log: ['a line of account 111122223333'],
    });
  const dump = (name: string, at: number, bytes = 10): void => {
    mkdirSync(join(crashes, 'native', 'pending'), { recursive: true });
    const file = join(crashes, 'native', 'pending', name);
    writeFileSync(file, Buffer.alloc(bytes));
    utimesSync(file, at / 1_000, at / 1_000);
  };
  return { crashes, reports, write, dump };
}

describe('a report of a crash', () => {
  it('says what, where, when, and the last lines; nothing secret', () => {
    const { write } = rig();
    const file = write(
      AT,
      new Error('for arn:aws:iam::111122223333:role/x', { cause: new TypeError('secretKey="hunter22"') }),
    );
    expect(basename(file ?? '')).toBe('exception-2026-11-25T11-24-01-123Z.txt');
    const text = readFileSync(file ?? '', 'utf8');
    for (const part of [
      'At 2026-11-25T11:24:01.123Z, 90 s after the start',
      'Meridian 1.2.3, Electron 45',
      'caused by: TypeError',
      'crash.test.ts',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/111122223333|hunter22/);
  });

  it('describes whatever was thrown', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const endless = new Error('x');
    endless.cause = endless;
    const hostile = Object.defineProperty(new Error('x'), 'stack', {
      get: () => {
        throw new Error('no');
      },
    });
    for (const thrown of [
      undefined,
      null,
      7,
      'text',
      Symbol('s'),
      cyclic,
      () => 1,
      endless,
      hostile,
      new AggregateError([new Error('part')]),
    ])
      expect(typeof describeError(thrown)).toBe('string');
    expect(describeError('text')).toBe('thrown: text');
    expect(describeError(new AggregateError([new Error('part')], 'all'))).toContain('of these: Error: part');
    expect(describeError(new Error('x'.repeat(1e6))).length).toBeLessThan(50_000);
  });

  it('is kept with the newest ten; dumps too, and of them no more than 50 MB', () => {
    const { write, dump, reports, crashes } = rig();
    for (let n = 0; n < 15; n++) write(AT + n * 1_000);
    expect(readdirSync(crashes).filter((name) => name.endsWith('.txt'))).toHaveLength(10);
    for (let n = 0; n < 15; n++) dump(`${n}.dmp`, AT + n * 1_000);
    reports.unseen();
    expect(reports.list().filter(({ kind }) => kind === 'native')).toHaveLength(10);
    for (let n = 20; n < 23; n++) dump(`${n}.dmp`, AT + n * 1_000, 20_000_000);
    reports.unseen();
    expect(
      reports
        .list()
        .filter(({ kind }) => kind === 'native')
        .map(({ file }) => basename(file)),
    ).toEqual(['22.dmp', '21.dmp']);
  });

  it('does not overwrite another of the same moment', () => {
    const { write } = rig();
    expect(new Set([write(AT), write(AT), write(AT)]).size).toBe(3);
  });

  it('is told of until somebody saw it, also over starts; a dump the window came through is not', () => {
    const { write, dump, reports, crashes } = rig();
    expect(reports.unseen()).toBeNull();
    reports.markSeen('native');
    expect(existsSync(crashes)).toBe(false);
    const file = write(AT);
    dump('a.dmp', AT - 5_000);
    expect(reports.unseen()).toEqual({ at: AT, kind: 'exception', file });
    // What happens in this run is no news of an earlier one.
    expect(reports.unseen(AT)).toMatchObject({ kind: 'native' });
    expect(reports.unseen(AT - 5_000)).toBeNull();
    reports.markSeen('native');
    expect(crashReportsOf({ folder: crashes, dumps: join(crashes, 'native'), redact }).unseen()?.file).toBe(file);
    reports.markSeen('all');
    expect(reports.unseen()).toBeNull();
    dump('b.dmp', AT + 5_000);
    expect(reports.unseen()).toMatchObject({ kind: 'native' });
    // Another end in order does not forget what was seen.
    reports.markSeen('native');
    expect(reports.unseen()).toBeNull();
  });

  it('that cannot be written is no second crash', () => {
    const { crashes, reports, write } = rig();
    writeFileSync(crashes, 'a file where the folder should be');
    expect(write(AT)).toBeNull();
    expect(reports.list()).toEqual([]);
    expect(reports.unseen()).toBeNull();
    reports.markSeen('all');
  });

  it('is not disturbed by what else lies there', () => {
    const { crashes, reports, write } = rig();
    write(AT);
    writeFileSync(join(crashes, 'notes.txt'), '');
    writeFileSync(join(crashes, 'exception-2026-99-99T99-99-99-999Z.txt'), '');
    writeFileSync(join(crashes, 'seen.json'), '{"broken');
    expect(reports.list()).toHaveLength(1);
    expect(reports.unseen()?.at).toBe(AT);
    if (process.platform !== 'win32') chmodSync(join(crashes, 'seen.json'), 0o600);
  });
});

describe('errors nobody caught', () => {
  function guarded() {
    const events = new Map<string, (error: unknown) => void>();
    const said: string[] = [];
    const written: string[] = [];
    const exits: number[] = [];
    const waits: (() => void)[] = [];
    let finish = (): void => undefined;
    let ends = 0;
    const stop = guardProcess({
      on: (event, listener) => {
        events.set(event, listener);
        return () => events.delete(event);
      },
      report: (kind) => {
        written.push(kind);
        return '/crashes/x.txt';
      },
      log: (line) => said.push(line),
      end: () => {
        ends++;
        return new Promise((done) => {
          finish = done;
        });
      },
      exit: (code) => exits.push(code),
      later: (run) => waits.push(run),
    });
    return {
      throws: (error: unknown) => events.get('uncaughtException')?.(error),
      rejects: (error: unknown) => events.get('unhandledRejection')?.(error),
      finishes: async () => {
        finish();
        await Promise.resolve();
        await Promise.resolve();
      },
      said,
      written,
      exits,
      waits,
      ends: () => ends,
      events,
      stop,
    };
  }

  it('end the program in order, after a report', async () => {
    const one = guarded();
    one.throws(new Error('x'));
    expect(one.written).toEqual(['exception']);
    expect(one.said.join()).toContain('a report was written: /crashes/x.txt');
    expect(one.exits).toEqual([]);
    await one.finishes();
    expect(one.exits).toEqual([70]);
  });

  it('end it also when the end hangs, and once only', () => {
    const one = guarded();
    one.throws(new Error('x'));
    one.throws(new Error('while ending'));
    expect(one.ends()).toBe(1);
    expect(one.written).toEqual(['exception', 'exception']);
    one.waits[0]?.();
    expect(one.exits).toEqual([70]);
  });

  it('that only a reader who went away caused are none', () => {
    const one = guarded();
    one.throws(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' }));
    expect(one.written).toEqual([]);
    expect(one.ends()).toBe(0);
  });

  it('of a promise leave the program running, with a report of each but no flood of them', () => {
    const one = guarded();
    const same = new Error('same');
    for (let n = 0; n < 50; n++) one.rejects(same);
    expect(one.written).toEqual(['rejection']);
    for (let n = 0; n < 50; n++) one.rejects(new Error(`other ${n}`));
    expect(one.written).toHaveLength(5);
    expect(one.said).toHaveLength(100);
    expect(one.ends()).toBe(0);
    one.stop();
    expect(one.events.size).toBe(0);
  });
});
