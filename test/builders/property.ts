import fc from 'fast-check';

/**
 * How many of the seeded cases of a test run: all of them in `npm test`, a fifth in `npm run test:unit`, which is for the
 * minute between two changes. MERIDIAN_RUNS says another number.
 */
export const casesOf = (all: number): number =>
  Number(process.env['MERIDIAN_RUNS'] ?? (import.meta.env.MODE === 'quick' ? Math.ceil(all / 5) : all));

/** The seed of a test; MERIDIAN_SEED takes another. */
export const seedOf = (usual: number): number => Number(process.env['MERIDIAN_SEED'] ?? usual);

/**
 * Checks a property. Runs are seeded, so that a red build is red again; the report of a failure names seed and path.
 */
export function holds<Ts extends [unknown, ...unknown[]]>(
  property: fc.IAsyncProperty<Ts>,
  runs?: number,
): Promise<void>;
export function holds<Ts extends [unknown, ...unknown[]]>(property: fc.IProperty<Ts>, runs?: number): void;
export function holds<Ts extends [unknown, ...unknown[]]>(property: fc.IRawProperty<Ts>, runs = 200): unknown {
  const done: unknown = fc.assert(property, { seed: seedOf(20_261_123), numRuns: casesOf(runs) });
  return done;
}
