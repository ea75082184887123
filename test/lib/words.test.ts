import { describe, expect, test } from 'vitest';
import { iso } from '../../shared/lib/time';
import { ageText, countText, listText, utcText } from '../../shared/lib/words';
import { at } from '../builders/instants';

describe('an age', () => {
  test.each([
    { age: -5_000, text: '0 s' },
    { age: 0, text: '0 s' },
    { age: 999, text: '0 s' },
    { age: 12_000, text: '12 s' },
    { age: 59_999, text: '59 s' },
    { age: 60_000, text: '1 min' },
    { age: 3_599_999, text: '59 min' },
    { age: 3_600_000, text: '1 h' },
    { age: 7_500_000, text: '2 h 5 min' },
    { age: 86_399_999, text: '23 h 59 min' },
    { age: 86_400_000, text: '1 d' },
    { age: 273_600_000, text: '3 d 4 h' },
    { age: 86_400_000 * 400, text: '400 d' },
  ])('$age ms is $text', ({ age, text }) => {
    expect(ageText(age)).toBe(text);
  });
});

describe('an instant', () => {
  test.each([
    { instant: '2026-11-23T12:27:59Z', text: '12:27 UTC' },
    { instant: '2026-11-23T00:00:00Z', text: '00:00 UTC' },
    { instant: '2026-11-22T23:59:59Z', text: '2026-11-22 23:59 UTC' },
    { instant: '2026-11-24T01:00:00Z', text: '2026-11-24 01:00 UTC' },
    { instant: '2025-11-23T12:27:00Z', text: '2025-11-23 12:27 UTC' },
  ])('$instant on 23 November is $text', ({ instant, text }) => {
    expect(utcText(at(instant), at('2026-11-23T12:30:00Z'))).toBe(text);
  });

  test.each([
    { instant: 0, text: '1970-01-01T00:00:00.000Z' },
    { instant: -1, text: '1969-12-31T23:59:59.999Z' },
    { instant: 8.64e15, text: '+275760-09-13T00:00:00.000Z' },
    { instant: 1e300, text: '+275760-09-13T00:00:00.000Z' },
    { instant: Number.POSITIVE_INFINITY, text: '+275760-09-13T00:00:00.000Z' },
    { instant: Number.NEGATIVE_INFINITY, text: '-271821-04-20T00:00:00.000Z' },
    { instant: Number.NaN, text: '1970-01-01T00:00:00.000Z' },
  ])('$instant in ISO 8601 is $text, and never throws', ({ instant, text }) => {
    expect(iso(instant)).toBe(text);
    expect(() => utcText(instant, 0)).not.toThrow();
  });
});

describe('counts and lists', () => {
  test.each([
    { count: 0, text: '0 alarms' },
    { count: 1, text: '1 alarm' },
    { count: 2, text: '2 alarms' },
  ])('$text', ({ count, text }) => {
    expect(countText(count, 'alarm')).toBe(text);
  });

  test('with its own plural', () => {
    expect(countText(2, 'pattern matches', 'patterns match')).toBe('2 patterns match');
    expect(countText(1, 'pattern matches', 'patterns match')).toBe('1 pattern matches');
  });

  test.each([
    { names: [], text: '' },
    { names: ['a'], text: 'a' },
    { names: ['a', 'b', 'c'], text: 'a, b, c' },
    { names: ['a', 'b', 'c', 'd'], text: 'a, b, c and 1 more' },
    { names: ['a', 'b', 'c', 'd', 'e', 'f'], text: 'a, b, c and 3 more' },
  ])('$text', ({ names, text }) => {
    expect(listText(names)).toBe(text);
  });

  test('as many as wanted', () => {
    expect(listText(['a', 'b'], 1)).toBe('a and 1 more');
  });
});
