import { expect, it } from 'vitest';
import { ago, fillAges, spoken } from '../../../renderer/ui/hint-text';
import { NOW } from '../builders/snapshot';

it('tells an age by the moment the hint is shown, not by the moment it was written', () => {
  const text = `Read ${ago(NOW)} from prod.`;
  expect(fillAges(text, NOW + 12_000)).toBe('Read 12 s ago from prod.');
  expect(fillAges(text, NOW + 7 * 60_000)).toBe('Read 7 min ago from prod.');
});

it('is read aloud with the instant, which stays true', () =>
  expect(spoken(`Ok.\nRead ${ago(NOW)}.`)).toBe('Ok. Read at 01:42 UTC.'));
