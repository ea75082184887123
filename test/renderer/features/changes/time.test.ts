import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../shared/lib/time';
import { toWall } from '../../../../shared/lib/zones';
import { drawn, fixedBecause, keyMoves, moved, SNAP } from '../../../../renderer/features/changes/timeline/moving';
import { drawnAround, SPANS, startAround, xOf, atOf } from '../../../../renderer/features/changes/timeline/scale';
import { hourSpans, localTicks, USUAL_HOURS, utcTicks } from '../../../../renderer/features/changes/timeline/ticks';
import { windowWords } from '../../../../renderer/features/changes/timeline/words';
import { aChange, AT } from '../../../builders/planned';
import { holds } from '../../../builders/property';

const NEW_YORK = 'America/New_York';
const ZONES = [
  NEW_YORK,
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Europe/Kyiv',
  'UTC',
  'Australia/Lord_Howe',
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });

describe('hours of a country', () => {
  it('a day of 23 and one of 25 hours have their nine to six all the same', () => {
    const spring = { from: Date.UTC(2026, 2, 8), to: Date.UTC(2026, 2, 10) };
    const fall = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 3) };
    for (const range of [spring, fall]) {
      const spans = hourSpans(NEW_YORK, USUAL_HOURS, range);
      for (const { start, end } of spans) {
        expect(new Date(toWall(NEW_YORK, start)).getUTCHours()).toBe(9);
        expect(new Date(toWall(NEW_YORK, end)).getUTCHours()).toBe(18);
      }
    }
    const midnights = (range: typeof spring) =>
      localTicks(NEW_YORK, { from: range.from, to: range.to + DAY }, 72, 400)
        .filter(({ midnight }) => midnight)
        .map(({ at }) => at);
    const [first, second] = midnights(spring);
    expect(((second ?? 0) - (first ?? 0)) / HOUR).toBe(23);
    const [one, other] = midnights(fall);
    expect(((other ?? 0) - (one ?? 0)) / HOUR).toBe(25);
  });

  it('an end before its start is on the next day', () => {
    const range = { from: Date.UTC(2026, 10, 18), to: Date.UTC(2026, 10, 19) };
    expect(hourSpans('UTC', [[22 * 60, 2 * 60]], range)).toEqual([
      { start: Date.UTC(2026, 10, 17, 22), end: Date.UTC(2026, 10, 18, 2) },
      { start: Date.UTC(2026, 10, 18, 22), end: Date.UTC(2026, 10, 19, 2) },
    ]);
  });

  it('ticks of any zone stand in order, inside of what is drawn, with one midnight a local day', () => {
    holds(
      fc.property(zone, instant, fc.constantFrom(...SPANS), (of, at, span) => {
        const range = drawnAround(at, span);
        const ticks = localTicks(of, range, span, 400);
        for (const [index, tick] of ticks.entries()) {
          expect(tick.at).toBeGreaterThan(ticks[index - 1]?.at ?? -Infinity);
          expect(tick.at >= range.from && tick.at < range.to).toBe(true);
        }
        const days = ticks.filter(({ midnight }) => midnight).length;
        expect(Math.abs(days - (range.to - range.from) / DAY)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('a day that has little room is told without its month', () => {
    const range = { from: Date.UTC(2026, 10, 18), to: Date.UTC(2026, 10, 19) };
    expect(utcTicks(range, 336, 62)[0]?.text).toBe('Wed 18');
    expect(localTicks('UTC', range, 336, 62)[0]?.text).toBe('Wed 18');
    expect(localTicks('UTC', range, 336, 90)[0]?.text).toBe('Wed 18 Nov');
  });

  it('every midnight of UTC names its day', () => {
    const said = utcTicks({ from: Date.UTC(2026, 10, 18), to: Date.UTC(2026, 10, 20) }, 72, 400);
    expect(said.filter(({ midnight }) => midnight).map(({ text }) => text)).toEqual(['Wed 18 Nov', 'Thu 19 Nov']);
    expect(said.map(({ text }) => text).filter((text) => text.length === 2)).toEqual([
      '06',
      '12',
      '18',
      '06',
      '12',
      '18',
    ]);
  });
});

describe('what is drawn around the view', () => {
  it('always has half a view more on each side, and moves in steps', () => {
    holds(
      fc.property(instant, fc.constantFrom(...SPANS), (from, span) => {
        const range = drawnAround(from, span);
        const half = (span * HOUR) / 2;
        expect(from - range.from).toBeGreaterThanOrEqual(half);
        expect(range.to - (from + span * HOUR)).toBeGreaterThanOrEqual(half);
        expect(range.from % half).toBe(0);
      }),
    );
  });

  it('pixels and instants lead to each other, later is farther right, and now is in view', () => {
    const scale = { base: AT, perHour: 1196 / 72 };
    holds(
      fc.property(instant, instant, (a, b) => {
        expect(Math.abs(atOf(scale, xOf(scale, a)) - a)).toBeLessThan(MINUTE);
        if (a < b) expect(xOf(scale, a)).toBeLessThanOrEqual(xOf(scale, b));
      }),
    );
    for (const span of SPANS) {
      const from = startAround(AT, span);
      expect(AT > from && AT < from + (span * HOUR) / 2).toBe(true);
    }
  });
});

describe('moving a window', () => {
  const window = { start: Date.UTC(2026, 10, 19, 12), end: Date.UTC(2026, 10, 19, 13, 30) };

  it('snaps to quarters of the wall, keeps its length as a whole, and is never shorter than a quarter', () => {
    holds(
      fc.property(
        zone,
        instant,
        fc.integer({ min: 1, max: 4_000 }),
        fc.integer({ min: -3_000, max: 3_000 }),
        (of, start, long, by) => {
          const from = { start: Math.floor(start / SNAP) * SNAP, end: Math.floor(start / SNAP) * SNAP + long * SNAP };
          const whole = moved(from, 'whole', by * MINUTE, of);
          expect(whole.end - whole.start).toBe(from.end - from.start);
          expect(toWall(of, whole.start) % SNAP).toBe(0);
          for (const grip of ['start', 'end'] as const) {
            const after = moved(from, grip, by * MINUTE, of);
            expect(after.end - after.start).toBeGreaterThanOrEqual(SNAP);
            expect(grip === 'start' ? after.end : after.start).toBe(grip === 'start' ? from.end : from.start);
          }
          const other = drawn(start, start + by * MINUTE, of);
          expect(other.end - other.start).toBeGreaterThanOrEqual(SNAP);
        },
      ),
    );
  });

  it('arrows move it by a quarter, with Shift by an hour; brackets change its length', () => {
    const press = (key: string, shift = false) => keyMoves(key, shift, window, NEW_YORK);
    expect(press('ArrowRight')).toEqual({ start: window.start + SNAP, end: window.end + SNAP });
    expect(press('ArrowLeft', true)).toEqual({ start: window.start - HOUR, end: window.end - HOUR });
    expect(press(']')).toEqual({ start: window.start, end: window.end + SNAP });
    expect(press('[', true)).toEqual({ start: window.start, end: window.end - HOUR });
    expect(press('x')).toBeNull();
  });

  it('what is under way, over or from a file stays where it is, and says why', () => {
    expect(fixedBecause(aChange())).toBeNull();
    expect(fixedBecause(aChange({ state: 'running' }))).toMatch(/under way/);
    expect(fixedBecause(aChange({ state: 'done' }))).toMatch(/over/);
    expect(fixedBecause(aChange({ origin: { kind: 'calendar', uid: 'u', name: 'ops.ics' } }))).toMatch(/ops\.ics/);
    expect(fixedBecause(aChange({ window: null }))).toMatch(/no window/);
  });

  it('is said on both clocks; the day of UTC stands where it is another', () => {
    expect(windowWords(window.start, window.end, 'America/Sao_Paulo')).toBe(
      'Thu 19 Nov 09:00 to 10:30 BRT, 12:00 to 13:30 UTC',
    );
    const night = Date.UTC(2026, 10, 19, 1);
    expect(windowWords(night, night + 3 * HOUR, 'America/Sao_Paulo')).toBe(
      'Wed 18 Nov 22:00 to Thu 19 Nov 01:00 BRT, Thu 19 Nov 01:00 to 04:00 UTC',
    );
    expect(windowWords(night, night + HOUR, 'UTC')).toBe('Thu 19 Nov 01:00 to 02:00 UTC');
  });
});
