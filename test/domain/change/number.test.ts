import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meant, numbersOf, tagOf } from '../../../shared/domain/change/number';
import { holds } from '../../builders/property';

const change = fc.record({ id: fc.uuid(), serial: fc.integer({ min: 1, max: 5 }) });

describe('numbers of changes', () => {
  it('are never shared, however machines without a network counted (product.md 4)', () => {
    holds(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const numbers = numbersOf(changes);
        const ids = new Set(changes.map(({ id }) => id));
        expect(numbers.size).toBe(ids.size);
        expect(new Set(numbers.values()).size).toBe(ids.size);
      }),
    );
  });

  it('are told apart by more letters where the first four are alike', () => {
    const [a, b] = ['00000000-0000-4000-8000-00000001abcd', '10000000-0000-4000-8000-00000001abcd'];
    expect(tagOf(a)).toBe(tagOf(b));
    const numbers = numbersOf([
      { id: a, serial: 7 },
      { id: b, serial: 7 },
      { id: '22222222-0000-4000-8000-000000000001', serial: 7 },
    ]);
    expect(new Set(numbers.values()).size).toBe(3);
    expect(numbers.get('22222222-0000-4000-8000-000000000001')).toMatch(/^7-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('are the same whatever the order in which changes are known', () => {
    holds(
      fc.property(fc.uniqueArray(change, { maxLength: 30, selector: ({ id }) => id }), (changes) => {
        expect([...numbersOf([...changes].reverse())].sort()).toEqual([...numbersOf(changes)].sort());
      }),
    );
  });

  it('are understood as people say them, and an ambiguous one gives all that it may mean', () => {
    const changes = [
      { id: 'a', number: '214-K7QD' },
      { id: 'b', number: '214-9XFA' },
      { id: 'c', number: '215-0000' },
    ];
    const ids = (said: string): readonly string[] => meant(changes, said).map(({ id }) => id);
    expect(ids('CHG-214-k7qd')).toEqual(['a']);
    expect(ids('214')).toEqual(['a', 'b']);
    expect(ids('chg 215')).toEqual(['c']);
    expect(ids('21')).toEqual([]);
    expect(ids('b')).toEqual(['b']);
  });
});
