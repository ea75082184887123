import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dutyNow } from '../../../shared/domain/shifts/duty';
import { coverGaps } from '../../../shared/domain/shifts/gaps';
import { endsOf } from '../../../shared/domain/shifts/handover-times';
import { chainsOf, dutyHolders } from '../../../shared/domain/shifts/holder';
import { onShiftAt } from '../../../shared/domain/shifts/on-shift';
import { callsOf, shiftsOf } from '../../../shared/domain/shifts/shifts';
import type { DutyEntry, DutyFact, HandoverFact } from '../../../shared/domain/shifts/types';
import type { ShiftView, TeamView } from '../../../shared/domain/snapshot/types';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { offsetAt } from '../../../shared/lib/zones';
import { ZONES } from '../../builders/guarded';
import { casesOf, holds, seedOf } from '../../builders/property';
import { aRotaTeam, entry } from '../../builders/rota';

/** Weeks around the changes of the clocks in spring and in autumn, and one without. */
const STARTS = [Date.UTC(2026, 2, 6), Date.UTC(2026, 9, 23), Date.UTC(2026, 10, 16)] as const;
const SPAN = 12 * DAY;
const PEOPLE = ['ana', 'bia', 'caio', 'dana', 'eva', 'stranger'] as const;
const IDS = ['a', 'b', 'c', 'd'] as const;
const SHIFT_NAMES = ['early', 'late'] as const;

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
const day = fc
  .tuple(fc.constantFrom(...STARTS), fc.integer({ min: 0, max: 11 }))
  .map(([start, days]) => isoDay(start + days * DAY));
const within = (start: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: SPAN / (15 * MINUTE) }).map((quarters) => start + quarters * 15 * MINUTE);
const instant = fc.constantFrom(...STARTS).chain(within);

const hours: fc.Arbitrary<ShiftView> = fc.record(
  {
    days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
    from: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
    to: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
    name: fc.constantFrom(...SHIFT_NAMES),
  },
  { requiredKeys: ['days', 'from', 'to'] },
);
const people = fc.subarray([...PEOPLE], { maxLength: 2 });
const teamOf = (id: string): fc.Arbitrary<TeamView> =>
  fc
    .record({
      level: fc.constantFrom('L2', 'L3'),
      timeZone: fc.constantFrom(...ZONES),
      shifts: fc.array(hours, { maxLength: 3 }),
      onCall: fc.array(hours, { maxLength: 1 }),
      handsOverTo: fc.option(fc.constantFrom(...IDS), { nil: null }),
      people: fc
        .subarray([...PEOPLE].slice(0, 5), { maxLength: 3 })
        .map((ids) => ids.map((one) => ({ id: one, name: one, lead: one === 'bia' }))),
      rota: fc.array(
        fc.record({
          from: fc.oneof(fc.constant('2026-01-01'), day),
          to: fc.oneof(fc.constant('2026-12-31'), day),
          shift: fc.option(fc.constantFrom(...SHIFT_NAMES), { nil: null }),
          people,
        }),
        { maxLength: 3 },
      ),
      holidays: fc.option(
        fc.array(day, { maxLength: 2 }).map((days) => ({ country: 'BR', subdivision: null, days, knownUntil: 2040 })),
        { nil: null },
      ),
    })
    .map((team) => aRotaTeam({ id, ...team }));
const teamsOfFour = fc.tuple(...IDS.map(teamOf));

const person = fc.constantFrom(...PEOPLE);
const team = fc.constantFrom(...IDS);
/** What people write about the days around an instant, of those who work then and of others; so the facts meet a shift. */
const saidOf = (teams: readonly TeamView[], at: number): fc.Arbitrary<readonly DutyEntry[]> => {
  const when = fc
    .tuple(fc.integer({ min: -40 * 60, max: 40 * 60 }), fc.integer({ min: 1, max: 60 * 60 }))
    .map(([start, minutes]) => ({ from: at + start * MINUTE, to: at + (start + minutes) * MINUTE }));
  const days = fc.integer({ min: -1, max: 1 }).map((count) => isoDay(at + count * DAY));
  const facts = fc.constantFrom(...teams).chain(({ id, people: members, rota }): fc.Arbitrary<readonly DutyFact[]> => {
    const workers = [...new Set([...members.map((one) => one.id), ...rota.flatMap((line) => line.people)])];
    const worker = workers.length > 0 ? fc.oneof(fc.constantFrom(...workers), person) : person;
    const leaveOf = (all: readonly string[]) =>
      when.map((span) => all.map((who): DutyFact => ({ kind: 'leave', person: who, ...span })));
    return fc.oneof(
      worker.chain((who) => leaveOf([who])),
      leaveOf(workers),
      fc
        .tuple(person, fc.option(worker, { nil: null }), when)
        .map(([who, instead, span]): DutyFact[] => [{ kind: 'cover', team: id, person: who, instead, ...span }]),
      fc
        .tuple(worker, person, days, days)
        .map(([a, b, dayA, dayB]): DutyFact[] => [{ kind: 'swap', team: id, between: [a, b], days: [dayA, dayB] }]),
      fc.tuple(person, when).map(([who, span]): DutyFact[] => [{ kind: 'on-duty', team: id, person: who, ...span }]),
    );
  });
  return fc
    .array(fc.tuple(facts, instant), { minLength: 4, maxLength: 16 })
    .map((all) => all.flatMap(([some, written]) => some.map((one) => entry(one, written))));
};
const said = fc
  .tuple(teamsOfFour, instant)
  .chain(([teams, at]) => fc.record({ teams: fc.constant(teams), at: fc.constant(at), all: saidOf(teams, at) }));

describe(`any rota (seed ${seedOf(20_261_123)})`, () => {
  test('a shift runs when the clock on the wall says so', () => {
    let running = 0;
    holds(
      fc.property(teamOf('a'), instant, (one, at) => {
        // In the hours around a change of the clocks the wall shows what is no time of the shift; those are in the tables.
        fc.pre(offsetAt(one.timeZone, at - 4 * HOUR) === offsetAt(one.timeZone, at + 4 * HOUR));
        const wall = wallClock(one.timeZone, at);
        const expected = one.shifts.filter((shift) => {
          const runs = (weekday: number, date: string, minute: number): boolean =>
            shift.days.includes(weekday) &&
            !one.holidays?.days.includes(date) &&
            shift.from <= minute &&
            minute < endOf(shift);
          return (
            runs(wall.weekday, wall.date, wall.minute) ||
            runs((wall.weekday + 6) % 7, dayBefore(wall.date), wall.minute + 24 * 60)
          );
        }).length;
        running += expected;
        expect(shiftsOf(one, at, at + 1).filter(({ from, to }) => from <= at && at < to)).toHaveLength(expected);
      }),
      400,
    );
    expect(running).toBeGreaterThan(casesOf(400) / 20);
  });

  test('nobody is on and away at once, nobody on leave works without saying so, and nobody twice', () => {
    const seen = { rota: 0, cover: 0, swap: 0, said: 0, team: 0, away: 0, nobody: 0 };
    holds(
      fc.property(said, ({ teams, all, at }) => {
        for (const one of teams) {
          for (const shift of [...shiftsOf(one, at, at + 1), ...callsOf(one, at, at + 1)]) {
            const { people: on, away, kind } = onShiftAt(teams, shift, at, all);
            const ids = on.map(({ id }) => id);
            expect(new Set([...ids, ...away.map(({ id }) => id)]).size).toBe(on.length + away.length);
            for (const { id, why } of on) {
              seen[why] += 1;
              const isSaid = all.some(
                (it) => it.kind === 'on-duty' && it.team === one.id && it.person === id && it.from <= at && at < it.to,
              );
              const isAway = all.some(
                (gone) => gone.kind === 'leave' && gone.person === id && gone.from <= at && at < gone.to,
              );
              expect(isAway && !isSaid).toBe(false);
            }
            seen.away += away.length;
            seen.nobody += Number(kind === 'nobody');
            expect(kind === 'nobody').toBe(on.length === 0 && away.length > 0);
          }
        }
      }),
      300,
    );
    // Each way of being on, or away, is met.
    for (const [what, times] of Object.entries(seen)) expect([what, times > casesOf(300) / 30]).toEqual([what, true]);
  });

  test('gaps are exactly the times in which duty says that there is nobody', () => {
    const seen = { 'no-team': 0, nobody: 0 };
    holds(
      fc.property(said, fc.array(fc.nat(2 * 24 * 60 - 1), { maxLength: 6 }), ({ teams, all, at: from }, minutes) => {
        const gaps = coverGaps(teams, from, from + 2 * DAY, all);
        expect(gaps.map((gap) => gap.from)).toEqual(gaps.map((gap) => gap.from).sort((a, b) => a - b));
        for (const minute of minutes) {
          const at = from + minute * MINUTE;
          const duties = dutyNow(teams, at, all);
          for (const level of new Set(teams.map((one) => one.level))) {
            const here = duties.filter((one) => one.team.level === level);
            const known = here.some((one) => one.team.shifts.length + one.team.onCall.length > 0);
            const isGap = gaps.some(
              (gap) => gap.kind === 'no-team' && gap.level === level && gap.from <= at && at < gap.to,
            );
            seen['no-team'] += Number(isGap);
            expect(isGap).toBe(known && here.every(({ kind }) => kind === 'off'));
          }
          for (const duty of duties) {
            const isGap = gaps.some(
              (gap) => gap.kind === 'nobody' && gap.team.id === duty.team.id && gap.from <= at && at < gap.to,
            );
            seen.nobody += Number(isGap);
            // On shift somebody on call may still be there.
            if (duty.kind !== 'shift' || duty.team.onCall.length === 0)
              expect(isGap).toBe((duty.kind === 'shift' || duty.kind === 'on-call') && duty.crew.kind === 'nobody');
          }
        }
      }),
      300,
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(casesOf(300) / 10);
  });
});

/** Handovers at ends of shifts of the teams and at others, accepted before, after or never. */
const factsFor = (teams: readonly TeamView[], start: number): fc.Arbitrary<readonly HandoverFact[]> => {
  const ends = teams.flatMap((one) =>
    one.handsOverTo === null
      ? []
      : endsOf(one, start, start + SPAN).map((at) => ({
          from: one.id,
          to: one.handsOverTo ?? '',
          at,
        })),
  );
  const other = fc.record({ from: team, to: team, at: within(start) });
  const boundary = ends.length > 0 ? fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...ends) }, other) : other;
  const state = fc.constantFrom<HandoverFact['state']>('open', 'accepted', 'self-covered');
  return fc.array(
    fc.tuple(boundary, state, fc.integer({ min: -10 * 60, max: 30 * 60 })).map(([end, is, late]) => ({
      ...end,
      state: is,
      by: is === 'open' ? null : 'ana',
      acceptedAt: is === 'open' ? null : end.at + late * MINUTE,
    })),
    { maxLength: 8 },
  );
};
const ring = fc
  .tuple(teamsOfFour, fc.integer({ min: 2, max: 4 }))
  .map(([teams, size]) =>
    teams.slice(0, size).map((one, index, all) => ({ ...one, handsOverTo: all[(index + 1) % size]?.id ?? null })),
  );
const handing = fc
  .tuple(fc.oneof(ring, teamsOfFour), fc.constantFrom(...STARTS))
  .chain(([teams, start]) => fc.tuple(fc.constant<readonly TeamView[]>(teams), factsFor(teams, start), within(start)));
/** Whatever clock dated it: it is here, so it has happened. Nobody hands over farther ahead. */
const takenAt = (one: HandoverFact, now: number): boolean => one.state !== 'open' && one.at <= now + 8 * DAY;

describe(`H5: duty of any teams (seed ${seedOf(20_261_123)})`, () => {
  test('has exactly one holder in every chain at any time, one of its teams', () => {
    holds(
      fc.property(handing, ([teams, facts, now]) => {
        const holders = dutyHolders(teams, facts, now);
        expect(holders.map(({ chain }) => chain)).toEqual(chainsOf(teams));
        for (const { chain, team: holder, since, by, overdueMinutes } of holders) {
          expect(chain).toContain(holder);
          expect(since === null || since <= now).toBe(true);
          expect(overdueMinutes).toBeGreaterThanOrEqual(0);
          if (by !== 'kept') expect(overdueMinutes).toBe(0);
        }
      }),
      500,
    );
  });

  test('never returns to the giver of an accepted handover but by a later end of a shift', () => {
    let accepted = 0;
    holds(
      fc.property(handing, ([teams, facts, now]) => {
        for (const { chain, team: holder } of dutyHolders(teams, facts, now)) {
          const inChain = (id: string): boolean => chain.some((one) => one.id === id);
          for (const one of facts) {
            if (one.from !== holder.id || one.from === one.to || !inChain(one.to) || !takenAt(one, now)) continue;
            accepted++;
            const ends = chain.flatMap((giver) =>
              giver.handsOverTo === null || !inChain(giver.handsOverTo) ? [] : endsOf(giver, one.at + 1, now + 1),
            );
            const later = facts.filter(
              (other) =>
                other.to !== other.from &&
                inChain(other.to) &&
                inChain(other.from) &&
                other.at >= one.at &&
                other !== one,
            );
            // Without a later end of a shift in the chain, and nothing later accepted, it cannot be the giver.
            expect(ends.length > 0 || later.some((other) => other.at <= now || takenAt(other, now))).toBe(true);
          }
        }
      }),
      500,
    );
    expect(accepted).toBeGreaterThan(casesOf(500) / 25);
  });

  test('after an acceptance stays with the receiver until the next end of a shift, however the clock goes on', () => {
    let checked = 0;
    holds(
      fc.property(ring, fc.nat(), fc.integer({ min: -120, max: 600 }), fc.nat(100), (teams, pick, late, part) => {
        const ends = teams
          .flatMap((one) =>
            endsOf(one, STARTS[1], STARTS[1] + SPAN).map((at) => ({ from: one.id, to: one.handsOverTo ?? '', at })),
          )
          .sort((a, b) => a.at - b.at);
        const end = ends[pick % Math.max(1, ends.length)];
        if (end === undefined) return;
        const acceptedAt = end.at + late * MINUTE;
        const next = ends.find(({ at }) => at > Math.max(end.at, acceptedAt))?.at;
        if (next === undefined) return;
        const now = Math.floor(acceptedAt + ((next - 1 - acceptedAt) * part) / 100);
        const facts: readonly HandoverFact[] = [{ ...end, state: 'accepted', by: 'ana', acceptedAt }];
        checked++;
        expect(dutyHolders(teams, facts, now)[0]?.team.id).toBe(end.to);
      }),
      400,
    );
    expect(checked).toBeGreaterThan(casesOf(400) / 8);
  });

  test('moves nowhere while every handover is open, for eight days', () => {
    holds(
      fc.property(ring, fc.array(fc.nat((8 * DAY) / MINUTE - 1), { minLength: 1, maxLength: 5 }), (teams, minutes) => {
        const start = STARTS[1];
        const facts = teams.flatMap((one) =>
          endsOf(one, start, start + 2 * SPAN).map((at): HandoverFact => ({
            from: one.id,
            to: one.handsOverTo ?? '',
            at,
            state: 'open',
            by: null,
            acceptedAt: null,
          })),
        );
        const first = Math.min(...facts.map(({ at }) => at));
        fc.pre(facts.length > 0);
        const before = dutyHolders(teams, [], first - 1)[0]?.team.id;
        for (const minute of minutes) {
          const now = first + minute * MINUTE;
          expect(dutyHolders(teams, facts, now)[0]?.team.id).toBe(before);
        }
      }),
      200,
    );
  });
});

/** What the platform's own calendar shows, which the rules do not use. */
function wallClock(
  zone: string,
  at: number,
): { readonly weekday: number; readonly date: string; readonly minute: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    weekday: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].findIndex((name) => part('weekday').startsWith(name)),
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
const endOf = ({ from, to }: ShiftView): number => (to <= from ? to + 24 * 60 : to);
const dayBefore = (date: string): string => isoDay(Date.parse(date) - DAY);
