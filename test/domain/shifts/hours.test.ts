import { describe, expect, it } from 'vitest';
import { dutyOf, peopleOf } from '../../../shared/domain/shifts/duty';
import { handovers, nextHandover } from '../../../shared/domain/shifts/handover-times';
import { spansOf } from '../../../shared/domain/shifts/spans';
import { aTeam, fourTeams, NOW } from '../../renderer/builders/snapshot';

const HOUR = 3_600_000;
const utc = (at: number): string => new Date(at).toISOString().slice(5, 16);
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

describe('shifts', () => {
  it('over midnight are one span', () => {
    const spans = spansOf([{ days: EVERY_DAY, from: 1320, to: 360 }], 'UTC', NOW - 6 * HOUR, NOW + 6 * HOUR);
    expect(spans.map((span) => [utc(span.from), utc(span.to)])).toEqual([['11-17T22:00', '11-18T06:00']]);
  });

  it('ending at 00:00 end with the day', () => {
    const [span] = spansOf(aTeam().shifts, 'America/Sao_Paulo', NOW, NOW + HOUR);
    expect(utc(span?.to ?? 0)).toBe('11-18T03:00');
  });

  it('start at half past in a half-hour zone', () => {
    const [span] = spansOf([{ days: EVERY_DAY, from: 510, to: 1230 }], 'Asia/Kolkata', NOW, NOW + 6 * HOUR);
    expect([utc(span?.from ?? 0), utc(span?.to ?? 0)]).toEqual(['11-18T03:00', '11-18T15:00']);
  });

  it('are an hour longer or shorter over a change of the clocks, because they are wall clock times', () => {
    const night = [{ days: EVERY_DAY, from: 1320, to: 360 }];
    const fall = Date.UTC(2026, 10, 1, 5); // New York leaves summer time at 06:00 UTC.
    const [long] = spansOf(night, 'America/New_York', fall, fall + HOUR);
    expect(((long?.to ?? 0) - (long?.from ?? 0)) / HOUR).toBe(9);
    const spring = Date.UTC(2026, 2, 8, 6); // It enters it at 07:00 UTC.
    const [short] = spansOf(night, 'America/New_York', spring, spring + HOUR);
    expect(((short?.to ?? 0) - (short?.from ?? 0)) / HOUR).toBe(7);
  });

  it('know their days by the local calendar', () => {
    // Sunday 22:00 in New York is already Monday in UTC.
    const monday = spansOf(
      [{ days: [1], from: 540, to: 1080 }],
      'America/New_York',
      Date.UTC(2026, 10, 16),
      Date.UTC(2026, 10, 17),
    );
    expect(monday.map((span) => utc(span.from))).toEqual(['11-16T14:00']);
  });

  it('that touch are joined', () => {
    const round = [
      { days: EVERY_DAY, from: 0, to: 720 },
      { days: EVERY_DAY, from: 720, to: 0 },
    ];
    expect(spansOf(round, 'UTC', NOW, NOW + HOUR)).toHaveLength(1);
  });
});

describe('duty', () => {
  const [brazil, india, us, ukraine] = fourTeams();
  it('is a shift, on call, or off until the next', () => {
    expect(dutyOf(brazil!, NOW)).toMatchObject({ kind: 'shift', until: Date.UTC(2026, 10, 18, 3) });
    expect(dutyOf(us!, NOW)).toMatchObject({ kind: 'on-call', until: Date.UTC(2026, 10, 18, 7) });
    expect(dutyOf(india!, NOW)).toMatchObject({ kind: 'off', until: Date.UTC(2026, 10, 18, 3) });
    expect(dutyOf(ukraine!, NOW)).toMatchObject({ kind: 'off', until: Date.UTC(2026, 10, 18, 7) });
    expect(dutyOf(aTeam({ shifts: [] }), NOW)).toEqual({ kind: 'off', until: null });
  });

  it('is that of the rota, by the local day, else of everybody; leads first', () => {
    const on = (from: string, to: string): ReturnType<typeof peopleOf> => {
      const team = aTeam({ rota: [{ from, to, shift: null, people: ['thiago'] }] });
      return peopleOf(team, [team], NOW);
    };
    expect(on('2026-11-17', '2026-11-17')).toMatchObject({ names: ['Thiago Nunes'], whole: false });
    const everybody = on('2026-11-18', '2026-11-30');
    expect(everybody.whole).toBe(true);
    expect(everybody.names[0]).toBe('Rafael Monteiro');
  });
});

describe('handover', () => {
  it('is the end of a shift whose team names the next', () => {
    const next = nextHandover(fourTeams(), NOW);
    expect([next?.from.id, next?.to.id, utc(next?.at ?? 0)]).toEqual(['br-l2', 'in-l2', '11-18T03:00']);
    expect(handovers(fourTeams(), NOW, NOW + 24 * HOUR).map((one) => utc(one.at))).toEqual([
      '11-18T03:00',
      '11-18T15:00',
    ]);
  });
  it('is none to a team that does not exist, and none of a team that never stops', () => {
    expect(nextHandover([aTeam({ handsOverTo: 'nobody' })], NOW)).toBeNull();
    const always = aTeam({ shifts: [{ days: EVERY_DAY, from: 0, to: 0 }] });
    expect(nextHandover([always, aTeam({ id: 'in-l2' })].slice(0, 1), NOW)).toBeNull();
  });
});
