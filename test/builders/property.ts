import fc from 'fast-check';

/**
 * Checks a property. Runs are seeded, so that a red build is red again; the report of a failure names seed and path.
 * MERIDIAN_SEED takes another seed, MERIDIAN_RUNS more runs.
 */
export function holds<Ts extends [unknown, ...unknown[]]>(property: fc.IProperty<Ts>, runs = 200): void {
  fc.assert(property, {
    seed: Number(process.env['MERIDIAN_SEED'] ?? 20_261_123),
    numRuns: Number(process.env['MERIDIAN_RUNS'] ?? runs),
  });
}
