import { describe, expect, it } from 'vitest';
import { createWorker, whole, type Steps } from '../../../renderer/stores/steps';
import { createTurns } from '../../../renderer/stores/turns';

/** Frames that are drawn when the test says so, and a clock that only work moves. */
function rig() {
  let next: (() => void) | null = null;
  let time = 0;
  const turns = createTurns({
    frame: (run) => {
      next = run;
      return () => (next = null);
    },
    elapsed: () => time,
  });
  return {
    turns,
    works: (ms: number) => (time += ms),
    /** False when nobody wants one. */
    frame: (): boolean => {
      const run = next;
      next = null;
      run?.();
      return run !== null;
    },
  };
}

describe('turns', () => {
  it('runs in one frame what fits into its budget, and the rest in the next, who waited longest first', () => {
    const { turns, works, frame } = rig();
    const done: string[] = [];
    const join = (name: string, ms: number) =>
      turns.join(() => {
        works(ms);
        done.push(name);
      });
    const all = [join('map', 1), join('queue', 0.5), join('cards', 4), join('title', 1)];
    for (const turn of all) turn.ask();
    expect(done).toEqual([]);
    frame();
    // The third began within the budget and ended it.
    expect(done).toEqual(['map', 'queue', 'cards']);
    all[0]?.ask();
    frame();
    expect(done).toEqual(['map', 'queue', 'cards', 'title', 'map']);
    expect(frame()).toBe(false);
  });

  it('runs once however often it was asked for, and not at all once it left', () => {
    const { turns, frame } = rig();
    let runs = 0;
    const turn = turns.join(() => runs++);
    turn.ask();
    turn.ask();
    frame();
    expect(runs).toBe(1);
    turn.ask();
    turn.leave();
    expect(frame()).toBe(false);
    expect(runs).toBe(1);
  });

  it('who asks again while it runs waits for the next frame, so that no one starves the others', () => {
    const { turns, frame } = rig();
    const done: string[] = [];
    const greedy = turns.join(() => {
      done.push('greedy');
      greedy.ask();
    });
    const modest = turns.join(() => done.push('modest'));
    greedy.ask();
    modest.ask();
    frame();
    frame();
    expect(done).toEqual(['greedy', 'modest', 'greedy']);
  });

  it('one that fails keeps no other from its turn', () => {
    const { turns, frame } = rig();
    const done: string[] = [];
    turns
      .join(() => {
        throw new Error('planted');
      })
      .ask();
    turns.join(() => done.push('after it')).ask();
    expect(frame).toThrow('planted');
    frame();
    expect(done).toEqual(['after it']);
  });

  it('without frames everything runs at once', () => {
    const turns = createTurns({ elapsed: () => 0 });
    let runs = 0;
    turns.join(() => runs++).ask();
    expect([turns.paced, runs]).toEqual([false, 1]);
  });
});

describe('work in steps', () => {
  interface Input {
    readonly sites: number;
    readonly camera: string;
  }
  const worker = ({ turns, works }: ReturnType<typeof rig>, log: string[]) =>
    createWorker<Input, string>({
      turns,
      steps: function* ({ sites, camera }): Steps<string> {
        for (let site = 0; site < sites; site++) {
          works(1);
          log.push(`${camera}${site}`);
          yield;
        }
        return `${camera} of ${sites}`;
      },
      isUrgent: (before, after) => before.camera !== after.camera,
      isSame: (before, after) => before.camera === after.camera && before.sites === after.sites,
      join: (_before, after) => after,
    });

  it('the first picture is made whole; a later one over some frames, and told when it is there', () => {
    const at = rig();
    const log: string[] = [];
    const { of, subscribe, made } = worker(at, log);
    let told = 0;
    subscribe(() => told++);
    expect(of({ sites: 2, camera: 'a' })).toBe('a of 2');
    expect(of({ sites: 7, camera: 'a' })).toBe('a of 2');
    at.frame();
    expect([told, log.length]).toEqual([0, 2 + 2]);
    while (at.frame());
    expect([told, made()]).toEqual([1, 'a of 7']);
    expect(of({ sites: 7, camera: 'a' })).toBe('a of 7');
    expect(at.frame()).toBe(false);
  });

  it('what was begun is finished before the newest input is looked at: a storm delays the picture, and never stops it', () => {
    const at = rig();
    const { of, subscribe, made } = worker(at, []);
    const seen: (string | null)[] = [];
    subscribe(() => seen.push(made()));
    of({ sites: 1, camera: 'a' });
    for (let sites = 10; sites < 40; sites++) {
      of({ sites, camera: 'a' });
      at.frame();
    }
    while (at.frame());
    expect(seen[0]).toBe('a of 10');
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe('a of 39');
  });

  it('what a person did is answered at once, and nothing older is told after it', () => {
    const at = rig();
    const { of, subscribe, made } = worker(at, []);
    const seen: (string | null)[] = [];
    subscribe(() => seen.push(made()));
    of({ sites: 3, camera: 'a' });
    of({ sites: 9, camera: 'a' });
    at.frame();
    expect(of({ sites: 9, camera: 'b' })).toBe('b of 9');
    while (at.frame());
    expect([seen, made()]).toEqual([[], 'b of 9']);
  });

  it('steps that fail leave what was made before, and the next input is made all the same', () => {
    const at = rig();
    const { of, made, subscribe } = createWorker<number, string>({
      turns: at.turns,
      steps: function* (input): Steps<string> {
        yield;
        if (input === 2) throw new Error('planted');
        return `made of ${input}`;
      },
      isUrgent: () => false,
      isSame: Object.is,
      join: (_before, after) => after,
    });
    subscribe(() => undefined);
    of(1);
    of(2);
    expect(at.frame).toThrow('planted');
    while (at.frame());
    expect(made()).toBe('made of 1');
    of(3);
    while (at.frame());
    expect(made()).toBe('made of 3');
  });

  it('whole gives what the steps give', () => {
    expect(
      whole(
        (function* (): Steps<number> {
          yield;
          return 7;
        })(),
      ),
    ).toBe(7);
  });
});
