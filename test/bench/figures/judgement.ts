import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { judge } from '../../../shared/domain/judgement/judge';
import type { Judgement } from '../../../shared/domain/judgement/types';
import { weekBefore } from '../../../shared/domain/judgement/week-before';
import type { BenchContext, Figure, Row } from '../figure';
import { bucketsOf, curveAt, ZONE } from '../judgement/traffic';
import { createRandom } from '../random';

const RUNS = 600;
const CV = 0.2;
const KEEPS = [0, 0.5, 0.7, 0.9] as const;
/** How often a person looks while a change bakes: each look could be a false alarm. */
const LOOKS = [30, 45, 60] as const;
const TOLERANCE = 0.05;
/** Of the hour's own curve; a breach by half is this and half of it again. */
const LIMIT = 1.5;
const FIRST = Date.parse('2026-11-18T15:00:00Z');

export const judgementFigure: Figure = {
  id: 'judgement',
  title: 'Judgement of a signal before and after a change',
  method:
    `Seeded traffic with a curve over the day (250 to 1,650 a minute), noise of ${CV * 100} % and buckets that keep 0, 0.5, 0.7 or 0.9 of the deviation of the one before; ${RUNS} changes each, at any hour, judged with a day of buckets before, the same hours of a week before with noise of their own, and a tolerance of ${TOLERANCE * 100} %. ` +
    `False alarms: nothing changed, and one of the looks at ${LOOKS.join(', ')} buckets says worse. Found: a fifth more from the change on is called worse at 30 buckets. Breach: the signal lies 50 % above its limit (${LIMIT} times the curve) and is called worse at 8 buckets. ` +
    'Where buckets keep much of each other 30 of them tell as little as a few: what a judge who knew curve, noise and memory could find at the same caution stands beside.',
  run: (context) => Promise.resolve(measure(context)),
};

interface Change {
  /** Judged after so many buckets, each `factor` times what it would have been. */
  readonly at: (buckets: number, factor: number, limit: number) => Judgement;
}

function changeOf(keeps: number, random: () => number): Change {
  const start = FIRST + Math.floor(random() * 24) * HOUR;
  const traffic = { cv: CV, keeps };
  const week = bucketsOf(traffic, start - 8 * DAY - HOUR, 27 * 60, random);
  const buckets = bucketsOf(traffic, start - DAY, 24 * 60 + 60, random);
  const usual = weekBefore(week, ZONE);
  const before = buckets.slice(0, 24 * 60);
  return {
    at: (count, factor, limit) =>
      judge({
        worse: 'higher',
        periodSeconds: MINUTE / 1_000,
        before,
        after: buckets.slice(24 * 60, 24 * 60 + count).map(([at, value]) => [at, value * factor] as const),
        usual,
        isBeyond: ([at, value]) => value > limit * curveAt(at),
        breach: { m: 3, n: 5 },
        tolerance: TOLERANCE,
      }),
  };
}

function measure({ seed, log }: BenchContext): readonly Row[] {
  return KEEPS.flatMap((keeps) => {
    const random = createRandom(seed + 100 * keeps);
    const counts = { alarms: 0, found: 0, breaches: 0 };
    for (let run = 0; run < RUNS; run += 1) {
      const change = changeOf(keeps, random);
      if (LOOKS.some((look) => change.at(look, 1, Infinity).verdict === 'worse')) counts.alarms += 1;
      if (change.at(30, 1.2, Infinity).verdict === 'worse') counts.found += 1;
      if (change.at(8, 1.5 * LIMIT, LIMIT).verdict === 'worse') counts.breaches += 1;
    }
    log(`buckets that keep ${keeps}: ${JSON.stringify(counts)} of ${RUNS}`);
    const share = (count: number): number => (100 * count) / RUNS;
    const row = (what: string, text: string, count: number, limit: Row['limit']): Row => ({
      id: `judgement ${what} ${keeps}`,
      what: `${text}, CV ${CV * 100} %, AR(1) ${keeps}`,
      measured: share(count),
      unit: '%',
      limit,
      note: `${count} of ${RUNS}`,
    });
    return [
      row('alarm', 'Unchanged traffic called worse', counts.alarms, { kind: 'at-most', value: 3 }),
      {
        ...row(
          'found',
          'A regression of 20 % called worse at 30 buckets',
          counts.found,
          keeps === 0 ? { kind: 'at-least', value: 90 } : null,
        ),
        peer: `who knew the noise: ${(100 * best(keeps, 30)).toFixed(0)} %`,
      },
      row('breach', 'A limit exceeded by 50 % called worse at 8 buckets', counts.breaches, {
        kind: 'at-least',
        value: 95,
      }),
    ];
  });
}

/** What the mean of the buckets can find at a chance of 1 % for a false alarm, when mean, noise and memory are known. */
function best(keeps: number, count: number): number {
  let pairs = count;
  for (let apart = 1; apart < count; apart += 1) pairs += 2 * (count - apart) * keeps ** apart;
  const strays = (CV * Math.sqrt(pairs)) / count;
  return normalCdf(0.2 / strays - 2.326);
}

/** Chance that a standard normal number is at most `z`, by the sum of its density. */
function normalCdf(z: number): number {
  const step = 0.001;
  let sum = 0;
  for (let at = -8; at < z; at += step) sum += Math.exp(-(at * at) / 2) * step;
  return sum / Math.sqrt(2 * Math.PI);
}
