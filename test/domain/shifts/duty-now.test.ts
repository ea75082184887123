import { describe, expect, test } from 'vitest';
import { dutyNow, peopleOf } from '../../../shared/domain/shifts/duty';
import type { DutyEntry } from '../../../shared/domain/shifts/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import { aRotaTeam, crewText, entry, EVERY_DAY, fourZones, hours } from '../../builders/rota';

const in2026 = (day: string): number => Date.parse(`2026-${day}:00Z`);
const utc = (at: number): string => new Date(at).toISOString().slice(5, 16);
const line = (people: readonly string[], from = '2026-11-16', to = '2026-11-22', shift: string | null = null) => ({
  from,
  to,
  shift,
  people,
});

describe('duty now', () => {
  const now = in2026('11-18T01:42');
  const at = (teams: readonly TeamView[], entries: readonly DutyEntry[] = [], when = now): readonly string[] =>
    dutyNow(teams, when, entries).map(
      ({ team, kind, until, crew }) => `${team.id} ${kind} ${until === null ? 'never' : utc(until)} ${crewText(crew)}`,
    );

  test('is told of every team: on shift, on call, or who comes next', () => {
    const teams = fourZones({ in: { rota: [line(['vikram'])] }, us: { rota: [line(['marcus'])] } });
    expect(at(teams)).toEqual([
      'br shift 11-18T03:00 whole-team: rafael team, thiago team',
      'in off 11-18T03:00 named: vikram rota',
      'us on-call 11-18T07:00 named: marcus rota',
      'ua off 11-18T05:00 whole-team: olena team, danylo team',
    ]);
  });

  test('of a team outside of its hours is who says so, and of a team without hours who the rota names', () => {
    const teams = [
      ...fourZones(),
      aRotaTeam({ id: 'none', people: [{ id: 'kim', name: 'Kim', lead: false }], rota: [line(['kim'])] }),
    ];
    const entries = [entry({ kind: 'on-duty', team: 'in', person: 'meera', from: now - 1, to: now + 3_600_000 })];
    expect(at(teams, entries)[1]).toBe('in said 11-18T02:42 named: meera said');
    expect(at(teams)[4]).toBe('none off never named: kim rota');
  });

  test('of two shifts that run together is that of both', () => {
    const teams = [
      aRotaTeam({
        id: 'a',
        shifts: [hours(EVERY_DAY, '00:00-04:00', 'early'), hours(EVERY_DAY, '01:00-05:00', 'late')],
        people: [
          { id: 'e', name: 'E', lead: false },
          { id: 'l', name: 'L', lead: true },
        ],
        rota: [line(['e'], '2026-01-01', '2026-12-31', 'early'), line(['l'], '2026-01-01', '2026-12-31', 'late')],
      }),
    ];
    expect(at(teams)).toEqual(['a shift 11-18T05:00 named: l rota, e rota']);
    expect(peopleOf(teams[0]!, teams, now)).toMatchObject({ names: ['L', 'E'], whole: false });
  });

  test('on a public holiday passes over to the next working day', () => {
    const teams = fourZones({
      us: {
        onCall: [],
        holidays: { country: 'US', subdivision: null, days: ['2026-11-26', '2026-11-27'], knownUntil: 2040 },
      },
    });
    expect(at(teams, [], in2026('11-26T15:00'))[2]).toBe('us off 11-30T14:00 whole-team: dana team, marcus team');
  });
});
