import { describe, expect, test, vi } from 'vitest';
import { remembered, rememberedWith } from '../../shared/lib/remembered';

describe('remembering what was computed', () => {
  test('computes once for each object, also where the result is nothing', () => {
    const compute = vi.fn((of: { readonly id: number }) => (of.id === 0 ? undefined : [of.id]));
    const ask = remembered(compute);
    const [one, other, none] = [{ id: 1 }, { id: 1 }, { id: 0 }];
    expect(ask(one)).toBe(ask(one));
    expect(ask(other)).toEqual([1]);
    expect(ask(other)).not.toBe(ask(one));
    ask(none);
    ask(none);
    expect(compute).toHaveBeenCalledTimes(3);
  });

  test('computes anew when another argument is another', () => {
    const compute = vi.fn((of: object, now: number) => ({ of, now }));
    const ask = rememberedWith(compute);
    const of = {};
    expect(ask(of, 1)).toBe(ask(of, 1));
    expect(ask(of, 2)).toEqual({ of, now: 2 });
    expect(ask(of, 1)).toEqual({ of, now: 1 });
    expect(compute).toHaveBeenCalledTimes(3);
  });
});
