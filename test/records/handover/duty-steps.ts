import fc from 'fast-check';

export interface Step {
  readonly machine: number;
  readonly what: string;
  readonly n: number;
}

const weighted = (weight: number, what: string): { weight: number; arbitrary: fc.Arbitrary<string> } => ({
  weight,
  arbitrary: fc.constant(what),
});
const anything: fc.Arbitrary<Step> = fc.record({
  machine: fc.nat(2),
  what: fc.oneof(
    weighted(3, 'edit'),
    weighted(2, 'complete'),
    weighted(1, 'sign'),
    weighted(1, 'review'),
    weighted(2, 'read-back'),
    weighted(1, 'read all'),
    weighted(1, 'answer'),
    weighted(1, 'answer all'),
    weighted(3, 'accept'),
    weighted(1, 'accept an earlier text'),
    weighted(1, 'refuse'),
    weighted(1, 'self-cover'),
    weighted(2, 'settle'),
    weighted(6, 'meet'),
  ),
  n: fc.nat(1_000),
});
/** The way people mean it: what is given, signed, read back, answered, accepted, settled. */
const ROUND: readonly Step[] = (
  [
    [0, 'complete', 0],
    [0, 'sign', 0],
    [0, 'meet', 1],
    [1, 'read all', 0],
    [1, 'meet', 0],
    [0, 'answer all', 0],
    [0, 'meet', 1],
    [0, 'meet', 2],
    [1, 'accept', 0],
    [2, 'accept', 0],
    [1, 'meet', 2],
    [2, 'settle', 0],
  ] as const
).map(([machine, what, n]) => ({ machine, what, n }));
/** Of that way each step is mostly done, at times by another, and anything happens in between. */
export const steps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    ...ROUND.map((step) =>
      fc.tuple(
        fc.oneof(
          { weight: 6, arbitrary: fc.constant([]) },
          { weight: 2, arbitrary: fc.array(anything, { maxLength: 3 }) },
        ),
        fc.oneof(
          { weight: 24, arbitrary: fc.constant([step]) },
          { weight: 1, arbitrary: fc.constant([]) },
          { weight: 2, arbitrary: fc.nat(2).map((machine) => [{ ...step, machine }]) },
        ),
      ),
    ),
    fc.array(anything, { maxLength: 12 }),
  )
  .map((parts) => parts.flat(2));
export const people = fc.constantFrom(
  ['rafael', 'ananya', 'vikram'],
  ['rafael', 'ananya', 'rafael'],
  ['rafael', 'ananya', 'ananya'],
);
