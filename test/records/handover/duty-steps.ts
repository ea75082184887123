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
  machine: fc.nat(3),
  what: fc.oneof(
    weighted(3, 'edit'),
    weighted(2, 'merge'),
    weighted(1, 'take apart'),
    weighted(1, 'name people'),
    weighted(2, 'complete'),
    weighted(1, 'sign'),
    weighted(1, 'review'),
    weighted(2, 'read-back'),
    weighted(1, 'read all'),
    weighted(1, 'answer'),
    weighted(1, 'answer all'),
    weighted(3, 'accept'),
    weighted(1, 'accept an earlier text'),
    weighted(2, 'refuse'),
    weighted(1, 'self-cover'),
    weighted(2, 'settle'),
    weighted(6, 'meet'),
  ),
  n: fc.nat(1_000),
});
type Plan = readonly (readonly [machine: number, what: string, n: number])[];
const SIGNED: Plan = [
  [0, 'complete', 0],
  [0, 'sign', 0],
  [0, 'meet', 1],
];
const READ: Plan = [
  [1, 'read all', 0],
  [1, 'meet', 0],
  [0, 'answer all', 0],
  [0, 'meet', 1],
  [0, 'meet', 2],
];
const TAKEN: Plan = [
  [1, 'accept', 0],
  [2, 'accept', 0],
  [1, 'meet', 2],
  [2, 'settle', 0],
];
/** The way people mean it (what is given, signed, read back, answered, accepted, settled), and the ways it goes where somebody minds. */
const WAYS: readonly { readonly weight: number; readonly way: Plan }[] = [
  { weight: 4, way: [...SIGNED, ...READ, ...TAKEN] },
  { weight: 3, way: [[0, 'merge', 1], ...SIGNED, ...READ, ...TAKEN] },
  { weight: 2, way: [...SIGNED, ...READ, [0, 'merge', 1], ...SIGNED, [0, 'meet', 2], ...TAKEN] },
  { weight: 1, way: [[0, 'merge', 1], ...SIGNED, ...READ, [0, 'take apart', 1], ...SIGNED, [0, 'meet', 2], ...TAKEN] },
  // Refused: over that person's head, answered by a signature.
  { weight: 3, way: [...SIGNED, ...READ, [1, 'refuse', 0], [1, 'meet', 2], [2, 'accept', 0], ...TAKEN] },
  { weight: 2, way: [...SIGNED, ...READ, [1, 'refuse', 0], [1, 'meet', 0], [0, 'sign', 0], [0, 'meet', 2], ...TAKEN] },
  // What was read back is confirmed by a third one, read back by another one than who accepts.
  { weight: 5, way: [...SIGNED, [1, 'read all', 0], [1, 'meet', 2], [2, 'answer all', 0], [2, 'meet', 1], ...TAKEN] },
  { weight: 2, way: [...SIGNED, ...READ, [2, 'accept', 0]] },
  { weight: 2, way: [...SIGNED, ...READ, [0, 'self-cover', 0], ...TAKEN, [0, 'meet', 2], [2, 'settle', 1]] },
];
/** Of that way each step is mostly done, at times by another, and anything happens in between. */
const disturbed = (way: Plan): fc.Arbitrary<readonly Step[]> =>
  fc
    .tuple(
      ...way.map(([machine, what, n]) => {
        const step = { machine, what, n };
        return fc.tuple(
          fc.oneof(
            { weight: 9, arbitrary: fc.constant([]) },
            { weight: 1, arbitrary: fc.array(anything, { maxLength: 3 }) },
          ),
          fc.oneof(
            { weight: 40, arbitrary: fc.constant([step]) },
            { weight: 1, arbitrary: fc.constant([]) },
            { weight: 2, arbitrary: fc.nat(3).map((other) => [{ ...step, machine: other }]) },
          ),
        );
      }),
      fc.array(anything, { maxLength: 12 }),
    )
    .map((parts) => parts.flat(2));
export const steps: fc.Arbitrary<readonly Step[]> = fc.oneof(
  ...WAYS.map(({ weight, way }) => ({ weight, arbitrary: disturbed(way) })),
);

/** Who sits where: also one person at two machines, and two people of one side. */
export const people = fc.constantFrom(
  ['rafael', 'ananya', 'vikram'],
  ['rafael', 'ananya', 'vikram', 'thiago'],
  ['rafael', 'ananya', 'dana', 'vikram'],
  ['rafael', 'ananya', 'rafael'],
  ['rafael', 'ananya', 'ananya'],
);
/** Who is named where: nobody, several, one on both sides, one on the wrong one. */
export const sides = fc.constantFrom(
  { givers: ['rafael', 'thiago'], receivers: ['ananya', 'vikram'] },
  { givers: ['rafael'], receivers: ['ananya', 'vikram', 'dana'] },
  { givers: ['rafael', 'dana'], receivers: ['ananya', 'dana'] },
  { givers: [], receivers: [] },
  { givers: ['rafael', 'ananya'], receivers: ['vikram'] },
  { givers: ['thiago'], receivers: ['rafael', 'ananya'] },
);
