import { randomFrom, type Random } from '../records/simulator/random';

/** What goes on when the program is killed. */
export type Moment = 'typing' | 'acts' | 'both' | 'startup' | 'opening' | 'closing' | 'backup' | 'fold';

export interface Plan {
  readonly seed: number;
  readonly moment: Moment;
  /** From where the moment begins to the kill, in milliseconds. */
  readonly delay: number;
  /** After the kill the command line looks at the store before the window does. */
  readonly commandFirst: boolean;
}

/** The commonest first. */
const TURNS: readonly Moment[] = [
  'both',
  'opening',
  'typing',
  'backup',
  'closing',
  'acts',
  'both',
  'startup',
  'typing',
  'opening',
];
/** A record is folded when it was left alone for 20 s: one kill of so many waits for that. */
const FOLD_ONE_IN = 30;
/** How long each moment takes, about: kills fall all over it, and a little behind. */
const LASTS: Readonly<Record<Moment, number>> = {
  typing: 900,
  acts: 1_500,
  both: 900,
  startup: 3_000,
  opening: 60,
  closing: 220,
  backup: 120,
  fold: 6,
};

export function planOf(seed: number, index: number): Plan {
  const random = randomFrom(seed);
  const moment = index % FOLD_ONE_IN === 9 ? 'fold' : (TURNS[index % TURNS.length] ?? 'both');
  // Half of them early, where most begins and little is done.
  const delay = random.below(random.chance(0.5) ? Math.ceil(LASTS[moment] / 3) : LASTS[moment]);
  return { seed, moment, delay, commandFirst: random.chance(0.5) };
}

const SCRIPTS: readonly string[] = [
  'checkout payment rollback queue latency watching deploy cache region customer answers slowly again',
  'черга замовлень зупинилась платежі їжак ґанок сервіс відповідає повільно кошик об’єкт щойно є',
  'भुगतान सेवा धीमी क्षमता जाँच ग्राहक त्रुटि क्षेत्र खोज स्थिति श्रृंखला ज़िला',
];

/** What somebody types, letter by letter, without an end: three scripts, and lines. */
export function* letters(random: Random): Generator<string> {
  for (;;) {
    const words = random.pick(SCRIPTS).split(' ');
    for (let count = 1 + random.below(6); count > 0; count -= 1) yield* `${random.pick(words)} `;
    if (random.chance(0.2)) yield '\n';
  }
}
