import { describe, expect, it } from 'vitest';
import type { Updater } from '../../main/updates/updater-port';
import { startUpdates, type RunningUpdates } from '../../main/updates/updates';
import type { UpdateSettings } from '../../main/updates/settings';
import type { NewVersion, UpdateProblem, UpdateState } from '../../shared/domain/updates/types';
import { err, ok, type Result } from '../../shared/lib/result';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { ManualClock } from '../fakes/clock';

const found: NewVersion = { version: '0.2.0', releasedAt: null, size: 1, install: 'here' };
const on: UpdateSettings = {
  kind: 'on',
  feed: { url: 'https://updates.example.com/', keys: ['k'] },
  installation: { kind: 'nsis' },
};

/** Plays the updater: answers what the test says, and writes down what was asked of it. */
class FakeUpdater implements Updater {
  readonly asked: string[] = [];
  next: Result<NewVersion | null, UpdateProblem> = ok(null);
  loaded: Result<null, UpdateProblem> = ok(null);
  installed: Result<() => void, UpdateProblem> = ok(() => this.asked.push('started'));
  private held: (() => void)[] | null = null;

  /** From now on a check waits until `letGo`. */
  holds(): void {
    this.held = [];
  }
  letGo(): void {
    const held = this.held ?? [];
    this.held = null;
    held.forEach((go) => go());
  }
  async check(): Promise<Result<NewVersion | null, UpdateProblem>> {
    this.asked.push('check');
    if (this.held !== null) await new Promise<void>((go) => this.held?.push(go));
    return this.next;
  }
  async download(onShare: (share: number) => void): Promise<Result<null, UpdateProblem>> {
    this.asked.push('download');
    for (let part = 0; part <= 1_000; part++) onShare(part / 1_000);
    return this.loaded;
  }
  async install(): Promise<Result<() => void, UpdateProblem>> {
    this.asked.push('install');
    return this.installed;
  }
  stop(): void {
    this.asked.push('stop');
  }
}

interface Rig {
  readonly updates: RunningUpdates;
  readonly updater: FakeUpdater;
  readonly clock: ManualClock;
  readonly states: UpdateState[];
  readonly done: string[];
  loads: number;
}

function rig(settings: UpdateSettings = on, random = 0.5, load?: () => Promise<Updater>): Rig {
  const updater = new FakeUpdater();
  const clock = new ManualClock(1_000_000);
  const done: string[] = [];
  const made: { rig?: Rig } = {};
  const updates = startUpdates({
    settings,
    load: async () => {
      if (made.rig) made.rig.loads += 1;
      return load === undefined ? updater : load();
    },
    clock,
    random: () => random,
    quit: () => done.push('quit'),
    beforeStart: () => done.push('before start'),
    log: () => undefined,
  });
  const states: UpdateState[] = [];
  updates.onState((state) => states.push(state));
  return (made.rig = { updates, updater, clock, states, done, loads: 0 });
}

describe('while updates are off', () => {
  it.each(['no-feed', 'development', 'switched-off'] as const)(
    'nothing is loaded, no timer waits and nothing can be asked: %s',
    async (reason) => {
      const one = rig({ kind: 'off', reason });
      await one.clock.advance(100 * HOUR);
      expect(one.clock.waiting).toBe(0);
      expect(one.loads).toBe(0);
      expect(one.updates.act('check')).toBe(false);
      expect(one.updates.act('restart')).toBe(false);
      expect(one.states).toEqual([]);
      expect(one.updates.state()).toEqual({ kind: 'off', reason });
    },
  );
});

describe('looking by itself', () => {
  it('loads nothing before its first look, half a minute to a minute and a half after the start', async () => {
    for (const [random, due] of [
      [0, 30 * SECOND],
      [0.999, 30 * SECOND + 0.999 * MINUTE],
    ] as const) {
      const one = rig(on, random);
      await one.clock.advance(due - 1);
      expect(one.loads).toBe(0);
      await one.clock.advance(1);
      expect(one.loads).toBe(1);
      expect(one.updater.asked).toEqual(['check']);
    }
  });

  it('goes on every four to five hours, and loads the updater once', async () => {
    const one = rig();
    await one.clock.advance(MINUTE + 3 * 4.5 * HOUR);
    expect(one.updater.asked).toEqual(['check', 'check', 'check', 'check']);
    expect(one.loads).toBe(1);
  });

  it('never downloads and never restarts, however long nobody says so', async () => {
    const one = rig();
    one.updater.next = ok(found);
    await one.clock.advance(1_000 * HOUR);
    expect(new Set(one.updater.asked)).toEqual(new Set(['check']));
    expect(one.done).toEqual([]);
    expect(one.updates.state()).toEqual({ kind: 'available', found });
  });

  it('stops asking once something is downloaded', async () => {
    const one = rig();
    one.updater.next = ok(found);
    await one.clock.advance(2 * MINUTE);
    one.updates.act('download');
    await one.clock.advance(0);
    const { length } = one.updater.asked;
    await one.clock.advance(100 * HOUR);
    expect(one.updater.asked).toHaveLength(length);
    expect(one.updates.state()).toEqual({ kind: 'ready', found });
  });

  it('ends with its stop', async () => {
    const one = rig();
    one.updates.stop();
    expect(one.clock.waiting).toBe(0);
    await one.clock.advance(100 * HOUR);
    expect(one.loads).toBe(0);
    expect(one.updates.act('check')).toBe(false);
  });
});

describe('what a person asks for', () => {
  it('is done: look, download after a fresh look, and restart in the order that a restart needs', async () => {
    const one = rig();
    one.updater.next = ok(found);
    expect(one.updates.act('check')).toBe(true);
    await one.clock.advance(0);
    one.updater.next = ok({ ...found, version: '0.3.0' });
    expect(one.updates.act('download')).toBe(true);
    await one.clock.advance(0);
    expect(one.updates.state()).toMatchObject({ kind: 'ready', found: { version: '0.3.0' } });
    expect(one.updater.asked).toEqual(['check', 'check', 'download']);
    // One state per percent, not one per piece.
    expect(one.states.filter(({ kind }) => kind === 'downloading').length).toBeLessThan(110);

    expect(one.updates.act('restart')).toBe(true);
    await one.clock.advance(0);
    expect(one.done).toEqual(['quit']);
    expect(one.updater.asked.at(-1)).toBe('install');
    // The application stops everything in its own way, and this is the last of it.
    one.updates.stop();
    one.updates.finish();
    one.updates.finish();
    expect(one.done).toEqual(['quit', 'before start']);
    expect(one.updater.asked.slice(-2)).toEqual(['stop', 'started']);
  });

  it('quitting alone starts and installs nothing, also when something is ready', async () => {
    const one = rig();
    one.updater.next = ok(found);
    one.updates.act('check');
    await one.clock.advance(0);
    one.updates.act('download');
    await one.clock.advance(0);
    expect(one.updates.state().kind).toBe('ready');
    one.updates.stop();
    one.updates.finish();
    expect(one.done).toEqual([]);
    expect(one.updater.asked).not.toContain('install');
    expect(one.updater.asked).not.toContain('started');
  });

  it('a failed installation keeps Meridian running', async () => {
    const one = rig();
    one.updater.next = ok(found);
    one.updater.installed = err({ code: 'not-writable', detail: 'EACCES' });
    one.updates.act('check');
    await one.clock.advance(0);
    one.updates.act('download');
    await one.clock.advance(0);
    one.updates.act('restart');
    await one.clock.advance(0);
    expect(one.done).toEqual([]);
    expect(one.updates.state()).toMatchObject({ kind: 'failed', step: 'restart' });
    one.updater.installed = ok(() => undefined);
    expect(one.updates.act('restart')).toBe(true);
    await one.clock.advance(0);
    expect(one.done).toEqual(['quit']);
  });

  it('a download asked for while Meridian looks by itself comes after that look', async () => {
    const one = rig();
    one.updater.next = ok(found);
    await one.clock.advance(2 * MINUTE);
    one.updater.holds();
    await one.clock.advance(5 * HOUR);
    expect(one.updates.state().kind).toBe('available');
    expect(one.updates.act('download')).toBe(true);
    await one.clock.advance(0);
    expect(one.updater.asked).toEqual(['check', 'check']);
    one.updater.letGo();
    await one.clock.advance(0);
    expect(one.updater.asked).toEqual(['check', 'check', 'check', 'download']);
    expect(one.updates.state()).toEqual({ kind: 'ready', found });
  });

  it('what was withdrawn meanwhile is not downloaded', async () => {
    const one = rig();
    one.updater.next = ok(found);
    one.updates.act('check');
    await one.clock.advance(0);
    one.updater.next = ok(null);
    one.updates.act('download');
    await one.clock.advance(0);
    expect(one.updater.asked).not.toContain('download');
    expect(one.updates.state()).toMatchObject({ kind: 'idle', asked: true });
  });

  it('an updater that cannot be loaded is a failure, and is loaded anew at the next step', async () => {
    const one = rig(on, 0.5, () => Promise.reject(new Error('no chunk')));
    one.updates.act('check');
    await one.clock.advance(0);
    expect(one.updates.state()).toMatchObject({ kind: 'failed', problem: { code: 'internal' } });
    one.updates.act('check');
    await one.clock.advance(0);
    expect(one.loads).toBe(2);
  });

  it('nothing that the state does not offer', async () => {
    const one = rig();
    expect(one.updates.act('download')).toBe(false);
    expect(one.updates.act('restart')).toBe(false);
    await one.clock.advance(0);
    expect(one.loads).toBe(0);
  });
});
