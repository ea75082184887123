import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesAny, matchesGlob } from '../../shared/lib/glob';
import { holds } from '../builders/property';

test.each([
  ['retail-br-*', 'retail-br-cpu', true],
  ['retail-br-*', 'retail-br-', true],
  ['retail-br-*', 'retail-br', false],
  ['retail-br-*', 'my-retail-br-cpu', false],
  ['*-page', 'retail-br-page', true],
  ['*-page', 'retail-br-page-2', false],
  ['*-page', '-page', true],
  ['*br*page', 'retail-br-cpu-page', true],
  ['*br*page', 'retail-us-cpu-page', false],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'acb', false],
  ['a*ab', 'aab', true],
  ['a*ab', 'aaab', true],
  ['*', '', true],
  ['*', 'anything\nat all', true],
  ['', '', true],
  ['', 'a', false],
  ['a', '', false],
  ['**', 'x', true],
  ['a**b', 'ab', true],
  ['?', 'a', true],
  ['?', '', false],
  ['?', 'ab', false],
  ['retail-?r-cpu', 'retail-br-cpu', true],
  ['a?c', 'a\nc', true],
  ['exact', 'exact', true],
  ['exact', 'Exact', false],
  ['a.c', 'abc', false],
  ['a+', 'aa', false],
  ['a+', 'a+', true],
  ['[a-z]', 'b', false],
  ['[a-z]', '[a-z]', true],
  ['(a|b)', 'a', false],
  ['a\\*', 'a\\b', true],
  ['$x^', '$x^', true],
  ['TargetTracking-*', 'TargetTracking-table/x-AlarmHigh-1', true],
  ['São *', 'São Paulo', true],
])('%j and %j: %s', (pattern, name, matches) => {
  expect(matchesGlob(pattern, name)).toBe(matches);
});

test('it says the same as a regular expression in which * is any text and ? any character', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '*', '?'), maxLength: 8 });
  holds(
    fc.property(pattern, text, (glob, name) => {
      const source = glob.replaceAll('.', '\\.').replaceAll('*', '[^]*').replaceAll('?', '[^]');
      expect(matchesGlob(glob, name)).toBe(new RegExp(`^${source}$`).test(name));
    }),
    3_000,
  );
});

test('no pattern makes matching slow', () => {
  // One that tries every way to split the text would not end before the test's own limit.
  expect(matchesGlob(`${'*a'.repeat(120)}*b`, 'a'.repeat(255))).toBe(false);
});

test('any of several patterns', () => {
  expect(matchesAny(['x*', '*y'], 'ay')).toBe(true);
  expect(matchesAny(['x*', '*y'], 'az')).toBe(false);
  expect(matchesAny([], 'a')).toBe(false);
});
