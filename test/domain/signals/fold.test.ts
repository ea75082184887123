import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldSignal, newestComplete, type Folded } from '../../../shared/domain/signals/fold';
import type { SignalData } from '../../../shared/domain/signals/types';
import type { Signal } from '../../../shared/domain/workspace/types';
import { MINUTE, SECOND } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';
import { aSignal, absolute, bucketAt, buckets, bucketsOf, someData } from '../../builders/signals';
import { foldedBySpec, type Mark } from './fold-by-spec';

const noHistory = (): null => null;

function folded(signal: Signal, data: SignalData, now = NOW): Folded {
  const result = foldSignal(signal, data, now, noHistory);
  if (result === null) throw new Error('nothing was folded');
  return result;
}
const stateOf = (marks: string, over: Partial<Signal> = {}): string => {
  const signal = aSignal(over);
  return folded(signal, buckets(signal, marks)).state;
};

describe('S3: a bucket is complete when its end and the settle time have passed on the clock of AWS', () => {
  test.each([
    { settle: 120, at: '12:00:00', newest: '11:57:00' },
    { settle: 120, at: '12:00:59.999', newest: '11:57:00' },
    { settle: 120, at: '12:01:00', newest: '11:58:00' },
    { settle: 120, at: '11:59:59.999', newest: '11:56:00' },
    { settle: 0, at: '12:00:00', newest: '11:59:00' },
    { settle: 600, at: '12:00:00', newest: '11:49:00' },
  ])('settle $settle s at $at: the newest begins at $newest', ({ settle, at, newest }) => {
    const start = newestComplete({ periodSeconds: 60, settleSeconds: settle }, Date.parse(`2026-11-23T${at}Z`));
    expect(new Date(start).toISOString()).toBe(`2026-11-23T${newest}.000Z`);
  });

  test('the newest complete bucket never ends, with its settle time, after the instant, and the next one always does', () => {
    holds(
      fc.property(
        fc.constantFrom(10, 30, 60, 300, 3_600),
        fc.integer({ min: 0, max: 7_200 }),
        fc.integer({ min: 0, max: 4_102_444_800_000 }),
        (periodSeconds, settleSeconds, now) => {
          const start = newestComplete({ periodSeconds, settleSeconds }, now);
          const settled = (bucket: number): number => bucket + (periodSeconds + settleSeconds) * SECOND;
          expect(Math.abs(start % (periodSeconds * SECOND))).toBe(0);
          expect(settled(start)).toBeLessThanOrEqual(now);
          expect(settled(start + periodSeconds * SECOND)).toBeGreaterThan(now);
        },
      ),
    );
  });

  test.each(['....|CCC', '....|C', '....|---', '....|WWWWWW'])(
    'what is not complete never counts: %s is ok',
    (marks) => {
      expect(stateOf(marks)).toBe('ok');
    },
  );

  test('what is not complete changes nothing of the fold, whatever it is', () => {
    holds(
      fc.property(
        fc.string({ unit: fc.constantFrom('C', 'W', '.', '-'), minLength: 5, maxLength: 30 }),
        fc.string({ unit: fc.constantFrom('C', 'W', '.', '-'), maxLength: 4 }),
        (complete, incomplete) => {
          const signal = aSignal();
          expect(folded(signal, buckets(signal, `${complete}|${incomplete}`))).toEqual(
            folded(signal, buckets(signal, complete)),
          );
        },
      ),
    );
  });

  test('only what was asked counts: after the end of the answer nothing is missing yet', () => {
    const signal = aSignal();
    const data = buckets(signal, '..........');
    const later = folded(signal, data, NOW + 10 * MINUTE);
    // The answer reached to noon: 11:59 is its last bucket, the following ones were not asked for.
    expect(later).toMatchObject({ newest: NOW - MINUTE, silent: 2, missing: 2 });
  });

  test('nothing asked, or nothing complete in what was asked, folds to nothing', () => {
    const signal = aSignal();
    expect(foldSignal(signal, someData(), NOW, noHistory)).toBeNull();
    expect(foldSignal(signal, someData({ covered: [NOW - 2 * MINUTE, NOW] }), NOW, noHistory)).toBeNull();
    expect(foldSignal(signal, someData({ covered: [NOW, NOW] }), NOW, noHistory)).toBeNull();
  });

  test('a range that begins within a bucket does not count that bucket', () => {
    const signal = aSignal({ m: 1, n: 1 });
    const whole = bucketsOf(signal, [3_000, 100]);
    const [from, to] = whole.covered ?? [0, 0];
    expect(folded(signal, { ...whole, covered: [from + 1, to] }).since).toBe(bucketAt(signal, 0));
    expect(folded(signal, whole).since).toBe(bucketAt(signal, 1));
  });
});

describe('S3: b breaching of the last N, m missing: b >= M is a breach, else b + m >= M follows S5, else none', () => {
  test.each([
    // 3 of 5
    { marks: '......', state: 'ok' },
    { marks: '.....C', state: 'ok' },
    { marks: '....CC', state: 'ok' },
    { marks: '...CCC', state: 'critical' },
    { marks: '.C.C.C', state: 'critical' },
    { marks: 'C..C.C', state: 'ok' }, // the first is no longer among the last 5
    { marks: '...WWW', state: 'warning' },
    { marks: '...CWW', state: 'warning' }, // a critical bucket is also a warning bucket
    { marks: '...CCW', state: 'warning' },
    { marks: '...CC-', state: 'unknown' },
    { marks: '...C--', state: 'unknown' },
    { marks: '...---', state: 'unknown' },
    { marks: '....--', state: 'ok' },
    { marks: '...WW-', state: 'unknown' },
    { marks: '..CW-.', state: 'unknown' },
    { marks: '..WWW-', state: 'warning' }, // b >= M comes before what is missing
    { marks: '..CCC-', state: 'critical' },
  ])('3 of 5, missing: unknown, $marks is $state', ({ marks, state }) => {
    expect(stateOf(marks)).toBe(state);
  });

  test.each([
    { m: 1, n: 1, marks: '....C', state: 'critical' },
    { m: 1, n: 1, marks: '....-', state: 'unknown' },
    { m: 1, n: 3, marks: '..C..', state: 'critical' },
    { m: 5, n: 5, marks: '.CCCC', state: 'ok' },
    { m: 5, n: 5, marks: 'CCCCC', state: 'critical' },
    { m: 2, n: 2, marks: '...WC', state: 'warning' },
  ])('$m of $n: $marks is $state', ({ m, n, marks, state }) => {
    expect(stateOf(marks, { m, n })).toBe(state);
  });

  test('b and m are told: of the level that stands, of the last N', () => {
    const signal = aSignal();
    expect(folded(signal, buckets(signal, '....CCC'))).toMatchObject({ breaching: 3, missing: 0, silent: 0 });
    expect(folded(signal, buckets(signal, '..CCC-C--'))).toMatchObject({ breaching: 2, missing: 3, silent: 2 });
    expect(folded(signal, buckets(signal, '...WWC'))).toMatchObject({ state: 'warning', breaching: 3 });
  });

  test('buckets are counted, not points: two values of one bucket are one bucket', () => {
    const signal = aSignal();
    const data = buckets(signal, '.....CC');
    const twice = { ...data, points: data.points.flatMap((point) => [point, point]) };
    expect(folded(signal, twice)).toEqual(folded(signal, data));
    expect(folded(signal, twice).state).toBe('ok');
  });

  test.each([
    { worse: 'higher', values: [800, 800, 800, 800, 800], state: 'ok' },
    { worse: 'higher', values: [800.01, 800.01, 800.01, 800.01, 800.01], state: 'warning' },
    { worse: 'higher', values: [2_000, 2_000, 2_000, 2_000, 2_000], state: 'warning' },
    { worse: 'lower', values: [2_000, 2_000, 2_000, 2_000, 2_000], state: 'warning' },
    { worse: 'lower', values: [800, 800, 800, 800, 800], state: 'warning' },
    { worse: 'lower', values: [799, 799, 799, 799, 799], state: 'critical' },
    { worse: 'lower', values: [-5, -5, -5, -5, -5], state: 'critical' },
    { worse: 'lower', values: [2_001, 2_001, 2_001, 2_001, 2_001], state: 'ok' },
  ] as const)('the limit itself is inside: $worse is worse, $values.0 is $state', ({ worse, values, state }) => {
    const limits =
      worse === 'higher'
        ? { warning: absolute(800), critical: absolute(2_000) }
        : { warning: absolute(2_001), critical: absolute(800) };
    const signal = aSignal({ worse, ...limits });
    expect(folded(signal, bucketsOf(signal, values)).state).toBe(state);
  });

  test('before the first bucket nothing is known: a fold over fewer buckets than can tell is unknown, not ok', () => {
    expect(stateOf('.')).toBe('unknown');
    expect(stateOf('..')).toBe('unknown');
    expect(stateOf('...')).toBe('ok');
    expect(stateOf('.....', { m: 6, n: 99 })).toBe('unknown');
    expect(stateOf('C.', { missing: 'ok' })).toBe('unknown');
  });

  test('without a critical limit nothing is critical, without a warning limit nothing is a warning', () => {
    expect(stateOf('..CCCCC', { critical: null })).toBe('warning');
    expect(stateOf('..WWWWW', { warning: null })).toBe('ok');
    expect(stateOf('..CCCCC', { warning: null })).toBe('critical');
  });
});

describe('S4: rising takes effect at once, falling needs K buckets in a row', () => {
  /** The state after every bucket, one letter each: c, w, u, o. */
  const course = (marks: string, over: Partial<Signal> = {}): string =>
    Array.from(marks, (_mark, index) => stateOf(marks.slice(0, index + 1), over)[0]).join('');

  // 3 of 5 and K = 5 unless said otherwise; the first two buckets are too few to tell.
  test.each([
    { what: 'rising is at once', marks: '.....CCC', states: 'uuoooooc' },
    { what: 'rising passes over warning', marks: '.....WWCCC', states: 'uuooooo' + 'wwc' },
    { what: 'falling is one level at a time', marks: '...CCC.......', states: 'uuoooc' + 'cccc' + 'woo' },
    { what: 'a breach begins the count anew', marks: '...CCC...C.....', states: 'uuoooc' + 'cccccccc' + 'w' },
    { what: 'a warning bucket is calm for critical only', marks: '...CCCWWWWWW', states: 'uuoooc' + 'cccc' + 'ww' },
    { what: 'a warning falls to ok', marks: '...WWW......', states: 'uuooow' + 'wwww' + 'oo' },
    { what: 'rising again on the way down', marks: '...CCC.....CCC', states: 'uuoooc' + 'cccc' + 'wwwc' },
    { what: 'missing neither counts nor resets', marks: '...CCC..-..-..', states: 'uuoooc' + 'cccccc' + 'wo' },
    { what: 'missing does not end a level', marks: '...WWW....--.', states: 'uuooow' + 'wwww' + 'wwo' },
  ])('$what: $marks', ({ marks, states }) => {
    expect(course(marks)).toBe(states);
  });

  test.each([
    { recover: 1, marks: '...WWW...', states: 'uuooow' + 'ww' + 'o' },
    { recover: 1, marks: '...CCC....', states: 'uuoooc' + 'cc' + 'wo' },
    { recover: 3, marks: '...CCC....', states: 'uuoooc' + 'cc' + 'wo' },
    { recover: 8, marks: '...CCC.........', states: 'uuoooc' + 'ccccccc' + 'wo' },
  ])('K = $recover: a level never falls while M of N still breach it: $marks', ({ recover, marks, states }) => {
    expect(course(marks, { recover })).toBe(states);
  });

  test('a signal without a warning limit falls from critical to what its buckets say', () => {
    expect(course('...CCC......', { warning: null })).toBe('uuoooc' + 'cccc' + 'oo');
  });

  test.each([
    { missing: 'ok', marks: '...CCC----....', states: 'uuoooc' + 'cccc' + 'cccc' },
    { missing: 'breaching', marks: '...CCC..---....', states: 'uuoooc' + 'cc' + 'ccc' + 'ccwo' },
  ] as const)(
    'also where missing counts as $missing, it neither counts nor resets: $marks',
    ({ missing, marks, states }) => {
      expect(course(marks, { missing })).toBe(states);
    },
  );

  test('is what the words of S3, S4 and S5 say, whatever the buckets', () => {
    const mark = fc.constantFrom<Mark>('C', 'C', 'W', 'W', '.', '.', '.', '.', '-');
    holds(
      fc.property(
        fc.array(mark, { minLength: 1, maxLength: 60 }),
        fc
          .integer({ min: 1, max: 6 })
          .chain((n) => fc.record({ n: fc.constant(n), m: fc.integer({ min: 1, max: n }) })),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('unknown', 'ok', 'breaching'),
        (marks, mOfN, recover, missing) => {
          // A silence that outlives a level is another rule, with its own tests.
          fc.pre(!marks.join('').includes('-'.repeat(15)));
          expect(stateOf(marks.join(''), { ...mOfN, recover, missing })).toBe(
            foldedBySpec(marks, { ...mOfN, recover, missing }),
          );
        },
      ),
      1_000,
    );
  });
});

describe('S4: the state is a pure fold over stored buckets', () => {
  test('the order in which points are stored does not matter', () => {
    const signal = aSignal();
    const data = buckets(signal, '...CCC..-..W..-.CC.');
    holds(
      fc.property(fc.shuffledSubarray([...data.points], { minLength: data.points.length }), (points) => {
        expect(folded(signal, { ...data, points })).toEqual(folded(signal, data));
      }),
      50,
    );
  });

  test('the same buckets give the same state at every later instant, until more is asked', () => {
    const signal = aSignal();
    const data = buckets(signal, '....CCC..');
    const { newest, ...first } = folded(signal, { ...data, covered: [data.covered?.[0] ?? 0, bucketAt(signal, -1)] });
    const later = folded(
      signal,
      { ...data, covered: [data.covered?.[0] ?? 0, bucketAt(signal, -1)] },
      NOW + 90 * MINUTE,
    );
    expect(later).toEqual({ newest, ...first });
  });

  test('folding changes nothing of what it reads', () => {
    const signal = Object.freeze(aSignal());
    const data = buckets(signal, '...CC-C');
    const copy = structuredClone(data);
    folded(signal, Object.freeze({ ...data, points: Object.freeze([...data.points]) }));
    expect(data).toEqual(copy);
  });
});

describe('S4: a level that its metric falls silent under is held 15 minutes after its last bucket', () => {
  const signal = aSignal();
  const silentFor = (missing: number, over: Partial<Signal> = {}): Folded =>
    folded({ ...signal, ...over }, buckets({ ...signal, ...over }, `...CCC${'-'.repeat(missing)}`));

  test('15 missing minutes later it stands, 16 later it does not', () => {
    expect(silentFor(15)).toMatchObject({ state: 'critical', was: null, silent: 15 });
    expect(silentFor(16)).toMatchObject({ state: 'unknown', silent: 16, since: bucketAt(signal, 0) });
  });

  test('then it says what it was, when it was last so and since when', () => {
    expect(silentFor(20).was).toEqual({ status: 'critical', at: bucketAt(signal, 20), since: bucketAt(signal, 20) });
    expect(folded(signal, buckets(signal, `...WWWW${'-'.repeat(20)}`)).was).toEqual({
      status: 'warning',
      at: bucketAt(signal, 20),
      since: bucketAt(signal, 21),
    });
  });

  test('where missing counts as breaching, silence ends nothing', () => {
    expect(silentFor(60, { missing: 'breaching' })).toMatchObject({ state: 'critical', was: null });
  });

  test('where missing counts as ok, what it was is not forgotten by the silence itself', () => {
    expect(silentFor(16, { missing: 'ok' })).toMatchObject({ state: 'ok', was: { status: 'critical' } });
  });

  test('a bucket that says better, and a new level, make it forget', () => {
    const after = (marks: string): Folded => folded(signal, buckets(signal, `...CCC${'-'.repeat(16)}${marks}`));
    expect(after('..')).toMatchObject({ state: 'unknown', was: { status: 'critical' } });
    expect(after('...')).toMatchObject({ state: 'ok', was: null });
    expect(after('WWW')).toMatchObject({ state: 'warning', was: null });
  });

  test('a hole of a slow metric is no silence: there it is held N buckets', () => {
    const hourly: Partial<Signal> = { periodSeconds: 3_600, settleSeconds: 3_600 };
    const slow = aSignal(hourly);
    expect(folded(slow, buckets(slow, '...CCC.-..-.')).state).toBe('critical');
    expect(folded(slow, buckets(slow, '...CCC.-..-..')).state).toBe('warning');
    expect(folded(slow, buckets(slow, '...CCC-----')).state).toBe('critical');
    expect(folded(slow, buckets(slow, '...CCC------')).state).toBe('unknown');
  });
});

describe('S5: missing buckets count as the signal says', () => {
  test.each([
    { missing: 'unknown', marks: '......---', state: 'unknown' },
    { missing: 'ok', marks: '......---', state: 'ok' },
    { missing: 'breaching', marks: '......---', state: 'critical' },
    { missing: 'unknown', marks: '......--', state: 'ok' },
    { missing: 'breaching', marks: '......--', state: 'ok' },
    { missing: 'breaching', marks: '.....C--', state: 'critical' },
    { missing: 'breaching', marks: '.....W--', state: 'warning' },
    { missing: 'ok', marks: '.....CC-', state: 'ok' },
    { missing: 'ok', marks: '.....CC-C', state: 'critical' },
    { missing: 'ok', marks: '-----', state: 'ok' },
    { missing: 'unknown', marks: '-----', state: 'unknown' },
  ] as const)('$missing: $marks is $state', ({ missing, marks, state }) => {
    expect(stateOf(marks, { missing })).toBe(state);
  });

  test.each(['unknown', 'ok', 'breaching'] as const)('a missing denominator is unknown, missing: %s', (missing) => {
    expect(stateOf('......///', { missing })).toBe('unknown');
    expect(stateOf('......//', { missing })).toBe('ok');
  });

  test('a missing denominator neither breaches nor ends a level, nor counts as calm', () => {
    expect(stateOf('...CC///', { missing: 'breaching' })).toBe('unknown');
    expect(stateOf('...CCC////', { missing: 'ok' })).toBe('critical');
    expect(stateOf('...CCC..//..', { missing: 'ok' })).toBe('critical');
    expect(stateOf('...CCC..//...', { missing: 'ok' })).toBe('warning');
  });

  test.each(['unknown', 'ok', 'breaching'] as const)(
    'holes of an answer that AWS calls partial are unknown, missing: %s',
    (missing) => {
      const signal = aSignal({ missing });
      const data = buckets(signal, '......---');
      expect(folded(signal, { ...data, problem: { kind: 'partial', text: 'is partial' } }).state).toBe('unknown');
    },
  );
});

describe('S10: since is the start of the first bucket of the state', () => {
  test.each([
    { marks: '.......', back: 4 }, // the first two are too few to tell
    { marks: '....CCC', back: 0 },
    { marks: '....CCCCC', back: 2 },
    { marks: '...CCC......', back: 0 },
    { marks: '...CCC.....', back: 0 },
    { marks: '....---', back: 0 },
    { marks: '....-----', back: 2 },
  ])('$marks: $back buckets before the newest', ({ marks, back }) => {
    const signal = aSignal();
    expect(folded(signal, buckets(signal, marks)).since).toBe(bucketAt(signal, back));
  });

  test('is within what was asked, and not after the newest complete bucket', () => {
    holds(
      fc.property(
        fc.string({ unit: fc.constantFrom('C', 'W', '.', '-', '/'), minLength: 1, maxLength: 50 }),
        (marks) => {
          const signal = aSignal();
          const { since, newest } = folded(signal, buckets(signal, marks));
          expect(newest).toBe(bucketAt(signal, 0));
          expect(since).toBeGreaterThanOrEqual(bucketAt(signal, marks.length - 1));
          expect(since).toBeLessThanOrEqual(newest);
        },
      ),
    );
  });
});
