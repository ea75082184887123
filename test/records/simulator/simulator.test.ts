import { describe, expect, it } from 'vitest';
import { casesOf, seedOf } from '../../builders/property';
import { simulate } from './simulate';

// R17: replicas that got the same entries, in whatever order, say the same, and no saved word is missing.
// MERIDIAN_SEED takes another first seed, MERIDIAN_RUNS more runs; the title of a failing run names its seed.
const FIRST = seedOf(1);
const RUNS = casesOf(60);
const BATCH = 10;

describe('replicas that exchange logs over a bad network', () => {
  for (let from = FIRST; from < FIRST + RUNS; from += BATCH) {
    it(`R17 agree in the end, seeds ${from} to ${from + BATCH - 1}`, async () => {
      for (let seed = from; seed < from + BATCH; seed += 1) {
        const { said, missing, waiting } = await simulate(seed, { replicas: 2 + (seed % 3), steps: 220 });
        expect(missing, `seed ${seed}: words that were saved`).toEqual([]);
        expect(waiting, `seed ${seed}: still on their way`).toEqual([]);
        expect(new Set(said).size, `seed ${seed}: the replicas differ`).toBe(1);
      }
    });
  }

  it('the runs hold what they are about', async () => {
    const all: Record<string, number> = {};
    let words = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const { events, saved } = await simulate(seed, { replicas: 3, steps: 220 });
      words += saved;
      for (const [event, count] of Object.entries(events)) all[event] = (all[event] ?? 0) + count;
    }
    expect(words).toBeGreaterThan(300);
    const expected = [
      'wrote',
      'deleted',
      'acted',
      'folded',
      'restarted',
      'crashed',
      'restored',
      'dropped',
      'repeated',
      'partitioned',
      'delivered',
    ];
    for (const event of expected) expect([event, (all[event] ?? 0) > 3]).toEqual([event, true]);
  });
});
