import { describe, expect, it } from 'vitest';
import { boundaryOf } from '../../../shared/domain/handover/boundary';
import { HANDOVER_AT, BRAZIL, INDIA } from '../../builders/follow-the-sun';
import { aTeamView } from '../../builders/guard';
import { HOUR, MINUTE } from '../../../shared/lib/time';

const WEEKDAYS = [1, 2, 3, 4, 5];
/** Days from 08:00 to 20:00, nights until 08:00: the last one ends on Saturday morning, and the next begins on Monday. */
const DAYS = aTeamView({
  id: 'days',
  timeZone: 'UTC',
  shifts: [{ days: WEEKDAYS, from: 8 * 60, to: 20 * 60 }],
  handsOverTo: 'nights',
});
const NIGHTS = aTeamView({
  id: 'nights',
  timeZone: 'UTC',
  shifts: [{ days: WEEKDAYS, from: 20 * 60, to: 8 * 60 }],
  handsOverTo: 'days',
});
/** A week of June 2026: the 6th is a Saturday. */
const june = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 5, day, hour, minute);
const SATURDAY = june(6, 8);

describe('the end of a shift that is handed over late', () => {
  const of = (from: string, now: number, known: Parameters<typeof boundaryOf>[2] = []) => {
    const found = boundaryOf([DAYS, NIGHTS], from, known, now);
    return found.ok ? found.value.at : found.error;
  };

  it.each([
    ['Saturday afternoon', june(6, 15), SATURDAY],
    ['Saturday night, after twelve hours', june(6, 21), SATURDAY],
    ['Monday morning, as the next shift begins', june(8, 8), SATURDAY],
    ['Monday, before that shift ends', june(8, 19, 59), SATURDAY],
    ['Monday night, on the own shift again', june(8, 20, 1), june(9, 8)],
  ])('H1 of a weekday team on a %s', (_, now, at) => {
    expect(of('nights', now)).toBe(at);
  });

  it('is the next one where that one was taken over', () => {
    const known = [{ from: 'nights', to: 'days', at: SATURDAY, state: 'accepted' } as const];
    expect(of('nights', june(7, 12), known)).toBe(june(9, 8));
  });

  it('is possible for twelve hours at least, however short the next shift is', () => {
    const short = { ...INDIA, shifts: [{ days: [0, 1, 2, 3, 4, 5, 6], from: 8 * 60 + 30, to: 10 * 60 }] };
    const at = (late: number) => {
      const found = boundaryOf([BRAZIL, short], 'br-l2', [], HANDOVER_AT + late);
      return found.ok ? found.value.at - HANDOVER_AT : found.error;
    };
    expect([at(11 * HOUR + 59 * MINUTE), at(12 * HOUR)]).toEqual([0, 24 * HOUR]);
  });
});
