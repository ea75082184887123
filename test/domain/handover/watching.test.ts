import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWatch, watchedOf } from '../../../shared/domain/handover/watching';
import type { HandoverRow, IfThen } from '../../../shared/domain/handover/types';
import type { Point } from '../../../shared/domain/signals/types';
import { HOUR, MINUTE } from '../../../shared/lib/time';
import { BRAZIL, HANDOVER_AT, INDIA } from '../../builders/follow-the-sun';
import { holds } from '../../builders/property';

const SIGNAL = { periodSeconds: 60, settleSeconds: 120 };
const FROM = HANDOVER_AT;
const WATCH = { site: 'br-prod', signal: 'p95', is: 'over', limit: 900, minutes: 3 } as const;

/** Buckets of a minute from `FROM` on, the last one complete a moment ago; null: it is missing. */
function folded(values: readonly (number | null)[], over: Partial<typeof WATCH> | { is: 'under' } = {}) {
  const points = values.flatMap((value, index): readonly Point[] =>
    value === null ? [] : [[FROM + index * MINUTE, value]],
  );
  const to = FROM + values.length * MINUTE;
  return foldWatch({ ...WATCH, ...over }, SIGNAL, { points, covered: [FROM - HOUR, to] }, FROM, to + 2 * MINUTE);
}
const since = (...values: readonly (number | null)[]) => folded(values)?.since ?? null;

describe('an if-then with a signal and a limit', () => {
  it('is true when the signal was over its limit for so long, in complete buckets, since the first of them', () => {
    expect(since(1, 901, 901)).toBeNull();
    expect(since(1, 901, 901, 901)).toBe(FROM + MINUTE);
    expect(since(901, 901, 901, 5_000)).toBe(FROM);
  });

  it('the limit itself is not over it, and not under it', () => {
    expect(since(900, 900, 900)).toBeNull();
    expect(folded([900, 900, 900], { is: 'under' })?.since).toBeNull();
    expect(folded([899, 899, 899], { is: 'under' })?.since).toBe(FROM);
  });

  it('is over with the first bucket that is inside the limit', () => {
    expect(since(901, 901, 901, 1)).toBeNull();
    expect(since(901, 901, 901, 1, 901, 901, 901)).toBe(FROM + 4 * MINUTE);
  });

  it('a missing bucket makes nothing true, and takes nothing back', () => {
    expect(since(901, null, 901, 901)).toBeNull();
    expect(since(901, 901, null, 901)).toBeNull();
    expect(folded([901, 901, 901, null, null])).toMatchObject({ since: FROM, silent: 2, value: 901 });
    expect(since(901, 901, 901, null, 1)).toBeNull();
    expect(folded([null, null, null])).toMatchObject({ since: null, silent: 5 + 3, needed: 3 });
  });

  it('what was so already when duty passed is true at once', () => {
    // Complete are those that ended two minutes ago.
    const points: readonly Point[] = [6, 5, 4, 3].map((before) => [FROM - before * MINUTE, before === 6 ? 1 : 901]);
    const covered = [FROM - HOUR, FROM] as const;
    expect(foldWatch(WATCH, SIGNAL, { points, covered }, FROM, FROM)?.since).toBe(FROM - 5 * MINUTE);
    expect(foldWatch(WATCH, SIGNAL, { points, covered }, FROM, FROM - 1)?.since).toBeNull();
  });

  it('S3 the newest, incomplete bucket does not count', () => {
    const points: readonly Point[] = [0, 1, 2].map((index) => [FROM + index * MINUTE, 901]);
    const covered = [FROM - HOUR, FROM + 3 * MINUTE] as const;
    const at = (now: number) => foldWatch(WATCH, SIGNAL, { points, covered }, FROM, now)?.since;
    expect(at(FROM + 5 * MINUTE - 1)).toBeNull();
    expect(at(FROM + 5 * MINUTE)).toBe(FROM);
  });

  it('takes at least one bucket, and counts those of five minutes as such', () => {
    const five = { periodSeconds: 300, settleSeconds: 300 };
    const fold = (minutes: number, count: number) => {
      const points = Array.from({ length: count }, (_, index): Point => [FROM + index * 5 * MINUTE, 901]);
      const to = FROM + count * 5 * MINUTE;
      return foldWatch({ ...WATCH, minutes }, five, { points, covered: [FROM - HOUR, to] }, FROM, to + 5 * MINUTE);
    };
    expect(fold(1, 1)).toMatchObject({ since: FROM, needed: 1 });
    expect(fold(6, 1)).toMatchObject({ since: null, needed: 2 });
    expect(fold(6, 2)).toMatchObject({ since: FROM, needed: 2 });
  });

  it('is not known where nothing was ever answered', () => {
    expect(foldWatch(WATCH, SIGNAL, { points: [], covered: null }, FROM, FROM + HOUR)).toBeNull();
  });

  it('is never true without so many buckets in a row that are over it and none since that is not (property)', () => {
    const values = fc.array(fc.constantFrom(1, 901, null), { maxLength: 40 });
    holds(
      fc.property(values, (all) => {
        const found = since(...all);
        const text = all.map((value) => (value === null ? '-' : value > 900 ? 'x' : '.')).join('');
        const after = text.slice(text.lastIndexOf('.') + 1);
        expect(found !== null, text).toBe(after.includes('xxx'));
      }),
    );
  });
});

describe('what is watched', () => {
  const IF: IfThen = {
    id: 'if-1',
    item: null,
    text: 'latency climbs',
    watch: WATCH,
    action: 'Roll back',
    who: 'ananya',
    from: null,
    until: null,
  };
  type Row = Parameters<typeof watchedOf>[0][number];
  const row = (over: Partial<Row> = {}): Row => ({
    id: 'h1',
    from: 'br-l2',
    to: 'in-l2',
    at: HANDOVER_AT,
    state: 'accepted',
    acceptedAt: HANDOVER_AT - 5 * MINUTE,
    watches: [IF],
    ...over,
  });
  const teams = [BRAZIL, INDIA];
  const spans = (...rows: readonly Row[]) =>
    watchedOf(rows, teams, END).map(({ handover, from, until }) => [handover, from, until]);
  const END = HANDOVER_AT + 12 * HOUR;

  it('begins with the acceptance and ends with the receiving shift', () => {
    expect(spans(row())).toEqual([['h1', HANDOVER_AT - 5 * MINUTE, END]]);
    expect(spans(row({ state: 'self-covered' }))).toHaveLength(1);
    expect(spans(row({ state: 'ready', acceptedAt: null }))).toEqual([]);
  });

  it('begins and ends when it says itself', () => {
    const own = { ...IF, from: HANDOVER_AT + HOUR, until: END + HOUR };
    expect(spans(row({ watches: [own] }))).toEqual([['h1', HANDOVER_AT + HOUR, END + HOUR]]);
    expect(spans(row({ watches: [{ ...own, until: HANDOVER_AT }] }))).toEqual([]);
  });

  it('ends when those who took over have given duty on', () => {
    const next: HandoverRow['state'] = 'accepted-with-reservations';
    const given = row({
      id: 'h2',
      from: 'in-l2',
      to: 'br-l2',
      at: END,
      state: next,
      acceptedAt: END - HOUR,
      watches: [],
    });
    expect(spans(row(), given)).toEqual([['h1', HANDOVER_AT - 5 * MINUTE, END - HOUR]]);
    expect(spans(row(), { ...given, state: 'ready', acceptedAt: null })).toHaveLength(1);
  });

  it('begins at once where it was accepted by a clock that is ahead: with the end of the shift, or now', () => {
    const ahead = row({ acceptedAt: HANDOVER_AT + 3 * HOUR });
    const begins = (now: number) => watchedOf([ahead], teams, now).map(({ from }) => from - HANDOVER_AT);
    expect(begins(HANDOVER_AT + HOUR)).toEqual([0]);
    expect(begins(HANDOVER_AT - 5 * MINUTE)).toEqual([-5 * MINUTE]);
    expect(begins(HANDOVER_AT + 4 * HOUR)).toEqual([3 * HOUR]);
  });

  it('of a team that is gone from the workspace file is watched for half a day', () => {
    expect(watchedOf([row()], [], END)).toMatchObject([{ until: HANDOVER_AT + 12 * HOUR }]);
  });
});

describe('what is watched of two handovers of one end of a shift', () => {
  it('is every if-then once: the same words and the same watch are one, another limit is another', () => {
    const ifThen = {
      id: 'if-1',
      item: null,
      text: 'slow',
      watch: WATCH,
      action: 'Roll back',
      who: null,
      from: null,
      until: null,
    };
    const row = (id: string, acceptedAt: number, watches: readonly IfThen[]) =>
      ({ id, from: 'br-l2', to: 'in-l2', at: HANDOVER_AT, state: 'accepted', acceptedAt, watches }) as const;
    const later = row('a', HANDOVER_AT, [ifThen, { ...ifThen, id: 'if-2' }]);
    const first = row('b', HANDOVER_AT - MINUTE, [ifThen, { ...ifThen, id: 'if-2', watch: { ...WATCH, limit: 500 } }]);
    const watched = watchedOf([later, first], [BRAZIL, INDIA], HANDOVER_AT).map(
      ({ id, handover }) => `${handover} ${id}`,
    );
    expect(watched.sort()).toEqual(['a if-2', 'b if-1', 'b if-2']);
  });
});
