import { expect, test } from 'vitest';
import { createGuard } from '../../../shared/domain/guard/guard';
import { fleet } from '../../bench/guard/fleet';

const SEED = 7;

test(`made in parts it answers as made at once (seed ${SEED})`, () => {
  const all = fleet(SEED);
  const facts = { ...all, changes: all.changes.slice(0, 200) };
  const inParts = createGuard(facts);
  let parts = 0;
  while (inParts.prepare()) {
    parts += 1;
    if (parts > 100) throw new Error('it is never made');
  }
  expect(parts).toBeGreaterThan(10);
  expect(inParts.prepare()).toBe(false);
  const atOnce = createGuard(facts);
  expect(facts.changes.map((change) => inParts(change))).toEqual(facts.changes.map((change) => atOnce(change)));
  // Asked in the middle it is made to its end.
  const asked = createGuard(facts);
  asked.prepare();
  expect(facts.changes.map((change) => asked(change))).toEqual(facts.changes.map((change) => atOnce(change)));
  expect(asked.prepare()).toBe(false);
});
