import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { watchSecrets } from '../../../../renderer/features/incidents/secrets/secret-watch';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

/** Turns that run when they are told to. */
function turns() {
  let waiting: { readonly run: () => void; readonly ms: number }[] = [];
  return {
    later: (run: () => void, ms: number) => {
      const one = { run, ms };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    next: (): number | null => {
      const [one, ...rest] = waiting;
      waiting = rest;
      one?.run();
      return one?.ms ?? null;
    },
    all(): number {
      let count = 0;
      while (this.next() !== null) count += 1;
      return count;
    },
  };
}

function watched(text: string) {
  const notes = new Y.Doc().getText('notes');
  notes.insert(0, text);
  const clock = turns();
  const watch = watchSecrets(notes, clock.later);
  const found = () => watch.found.getState().map(({ kind, from, to, line }) => [kind, from, to, line]);
  return { notes, clock, watch, found };
}

describe('looking for secrets in notes', () => {
  it('says kind, place and line of what was there and of what is typed, a while after the typing', () => {
    const { notes, clock, found } = watched(`one\ntwo ${KEY}\n`);
    clock.all();
    expect(found()).toEqual([['aws-access-key-id', 8, 28, 2]]);
    notes.insert(0, 'ghp_0123456789abcdefghijABCDEFGHIJ012345 zero\n');
    // Not with the key stroke.
    expect(found()).toHaveLength(1);
    expect(clock.next()).toBe(500);
    expect(found()).toEqual([
      ['github-token', 0, 40, 1],
      ['aws-access-key-id', 54, 74, 3],
    ]);
    notes.delete(0, notes.length);
    clock.all();
    expect(found()).toEqual([]);
  });

  it('goes through 1 MB in pieces, and finds what lies across two of them, once', () => {
    const filler = 'слово про замовлення, न कि कुंजी\n'.repeat(40_000).slice(0, 1_000_000);
    const at = 100_000 - 8;
    const text = `${filler.slice(0, at)} ${KEY} ${filler.slice(at)}`;
    const { clock, found } = watched(text);
    expect(clock.all()).toBe(11);
    expect(found().map(([kind, from]) => [kind, from])).toEqual([['aws-access-key-id', at + 1]]);
  });

  it('what is typed meanwhile begins the look anew: places are never those of another text', () => {
    const { notes, clock, found } = watched(`${'x '.repeat(150_000)}${KEY}`);
    clock.next();
    notes.insert(0, 'more ');
    while (clock.next() !== null) for (const [, from] of found()) expect(notes.toJSON().slice(Number(from))).toBe(KEY);
    expect(found()).toHaveLength(1);
  });

  it('tells two of the same kind apart, and a look that finds nothing says nothing', () => {
    const { clock, watch } = watched(`${KEY} AKIAIOSFODNN7EXAMPL2`);
    let told = 0;
    watch.found.subscribe(() => (told += 1));
    clock.all();
    expect(new Set(watch.found.getState().map(({ key }) => key)).size).toBe(2);
    expect(told).toBe(1);
    const quiet = watched('nothing here');
    quiet.watch.found.subscribe(() => (told += 1));
    quiet.clock.all();
    expect(told).toBe(1);
  });

  it('stops', () => {
    const { notes, clock, watch } = watched('');
    clock.all();
    watch.stop();
    notes.insert(0, KEY);
    expect(clock.next()).toBeNull();
  });
});
