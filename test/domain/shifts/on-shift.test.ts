import { describe, expect, test } from 'vitest';
import { handovers, selfCover } from '../../../shared/domain/shifts/handover-times';
import { onShift, stretchesOf } from '../../../shared/domain/shifts/on-shift';
import { callsOf, shiftsOf } from '../../../shared/domain/shifts/shifts';
import type { DutyEntry, Shift } from '../../../shared/domain/shifts/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import { crewText, entry, EVERY_DAY, fourZones, hours } from '../../builders/rota';

const in2026 = (day: string): number => Date.parse(`2026-${day}:00Z`);
const utc = (at: number): string => new Date(at).toISOString().slice(5, 16);
const line = (people: readonly string[], from = '2026-11-16', to = '2026-11-22', shift: string | null = null) => ({
  from,
  to,
  shift,
  people,
});

/** The shift of India on 18 November: 03:00 to 15:00 UTC. */
const DAY = ['11-18T03:00', '11-18T15:00'] as const;
const shiftOf = (teams: readonly TeamView[], id: string, at: string): Shift => {
  const team = teams.find((one) => one.id === id);
  const found =
    team && [...shiftsOf(team, in2026(at), in2026(at) + 1), ...callsOf(team, in2026(at), in2026(at) + 1)][0];
  if (!found) throw new Error(`${id} has no shift at ${at}`);
  return found;
};

type Row = readonly [what: string, india: Partial<TeamView>, entries: readonly DutyEntry[], crew: string];
const leave = (person: string, from: string, to: string) =>
  entry({ kind: 'leave', person, from: in2026(from), to: in2026(to) });
const cover = (person: string, instead: string | null, from: string = DAY[0], to: string = DAY[1]) =>
  entry({ kind: 'cover', team: 'in', person, instead, from: in2026(from), to: in2026(to) });
const said = (person: string, from: string = DAY[0], to: string = DAY[1]) =>
  entry({ kind: 'on-duty', team: 'in', person, from: in2026(from), to: in2026(to) });
const swap = (a: string, b: string, dayA: string, dayB: string, at = 0) =>
  entry({ kind: 'swap', team: 'in', between: [a, b], days: [dayA, dayB] }, at);
const TWO = { rota: [line(['vikram', 'ananya'])] };

const ROWS: readonly Row[] = [
  ['the rota, leads first', TWO, [], 'named: ananya rota, vikram rota'],
  ['two lines add up', { rota: [line(['vikram']), line(['ananya'])] }, [], 'named: ananya rota, vikram rota'],
  ['no line: everybody', {}, [], 'whole-team: ananya team, vikram team, meera team'],
  ['a line without people: everybody', { rota: [line([])] }, [], 'whole-team: ananya team, vikram team, meera team'],
  [
    'a line that ended the day before',
    { rota: [line(['vikram'], '2026-11-01', '2026-11-17')] },
    [],
    'whole-team: ananya team, vikram team, meera team',
  ],
  ['a line of this day alone', { rota: [line(['vikram'], '2026-11-18', '2026-11-18')] }, [], 'named: vikram rota'],
  ['the rota may name people of other teams', { rota: [line(['dana'])] }, [], 'named: dana rota'],
  ['a team of which nobody is known', { people: [] }, [], 'whole-team: '],

  [
    'leave of the file, whole days of Kolkata',
    { ...TWO, leave: [{ person: 'vikram', from: '2026-11-18', to: '2026-11-18' }] },
    [],
    'named: ananya rota | vikram leave',
  ],
  [
    'leave of the file until the day before',
    { ...TWO, leave: [{ person: 'vikram', from: '2026-11-16', to: '2026-11-17' }] },
    [],
    'named: ananya rota, vikram rota',
  ],
  ['leave that was written', TWO, [leave('ananya', ...DAY)], 'named: vikram rota | ananya leave'],
  [
    'leave for a part: on for the rest',
    TWO,
    [leave('ananya', '11-18T03:00', '11-18T14:59')],
    'named: ananya rota, vikram rota',
  ],
  [
    'leave of everybody',
    TWO,
    [leave('ananya', ...DAY), leave('vikram', ...DAY)],
    'nobody:  | vikram leave, ananya leave',
  ],
  [
    'leave of one of the whole team',
    {},
    [leave('vikram', ...DAY)],
    'whole-team: ananya team, meera team | vikram leave',
  ],
  ['leave of somebody else', TWO, [leave('meera', ...DAY)], 'named: ananya rota, vikram rota'],

  ['cover beside the rota', TWO, [cover('meera', null)], 'named: ananya rota, vikram rota, meera cover'],
  [
    'cover in the place of one, by another team',
    TWO,
    [cover('dana', 'vikram')],
    'named: ananya rota, dana cover | vikram covered',
  ],
  [
    'cover of the file by two, on the clock of Kolkata',
    {
      ...TWO,
      cover: [{ people: ['meera', 'dana'], instead: 'ananya', from: '2026-11-18T08:30', to: '2026-11-18T20:30' }],
    },
    [],
    'named: dana cover, vikram rota, meera cover | ananya covered',
  ],
  [
    'cover of the file that ends as it begins',
    { ...TWO, cover: [{ people: ['meera'], instead: 'ananya', from: '2026-11-17T08:30', to: '2026-11-18T08:30' }] },
    [],
    'named: ananya rota, vikram rota',
  ],
  [
    'cover of somebody on leave',
    { rota: [line(['vikram'])] },
    [leave('vikram', ...DAY), cover('meera', 'vikram')],
    'named: meera cover | vikram leave',
  ],
  [
    'cover by somebody on leave',
    { rota: [line(['vikram'])] },
    [leave('meera', ...DAY), cover('meera', 'vikram')],
    'nobody:  | vikram covered, meera leave',
  ],
  [
    'cover for the afternoon: both are on for a part',
    { rota: [line(['vikram'])] },
    [cover('meera', 'vikram', '11-18T09:00')],
    'named: vikram rota, meera cover',
  ],
  [
    'cover of another team',
    TWO,
    [entry({ kind: 'cover', team: 'br', person: 'meera', instead: 'ananya', from: 0, to: 9e15 })],
    'named: ananya rota, vikram rota',
  ],

  [
    'swap, on the day of the first',
    { rota: [line(['vikram'], '2026-11-18', '2026-11-18'), line(['meera'], '2026-11-19', '2026-11-19')] },
    [swap('vikram', 'meera', '2026-11-18', '2026-11-19')],
    'named: meera swap | vikram swap',
  ],
  [
    'swap, on the day of the second',
    { rota: [line(['vikram'], '2026-11-18', '2026-11-18')] },
    [swap('meera', 'vikram', '2026-11-17', '2026-11-18')],
    'named: meera swap | vikram swap',
  ],
  [
    'swap of the file',
    { rota: [line(['vikram'])], swaps: [{ between: ['vikram', 'meera'], days: ['2026-11-18', '2026-11-19'] }] },
    [],
    'named: meera swap | vikram swap',
  ],
  [
    'swap of other days',
    { rota: [line(['vikram'])] },
    [swap('vikram', 'meera', '2026-11-17', '2026-11-19')],
    'named: vikram rota',
  ],
  [
    'swap with who is on already',
    TWO,
    [swap('vikram', 'ananya', '2026-11-18', '2026-11-19')],
    'named: ananya rota | vikram swap',
  ],
  [
    'swap of one who is not on',
    { rota: [line(['ananya'])] },
    [swap('vikram', 'meera', '2026-11-18', '2026-11-19')],
    'named: ananya rota',
  ],
  [
    'swap of both on one day changes nothing',
    TWO,
    [swap('vikram', 'ananya', '2026-11-18', '2026-11-18')],
    'named: ananya rota, vikram rota',
  ],
  [
    'swap onto somebody on leave',
    { rota: [line(['vikram'])] },
    [swap('vikram', 'meera', '2026-11-18', '2026-11-19'), leave('meera', ...DAY)],
    'nobody:  | vikram swap, meera leave',
  ],
  [
    'swaps one after the other, in the order of their time',
    { rota: [line(['vikram'])] },
    [swap('meera', 'ananya', '2026-11-18', '2026-11-20', 2), swap('vikram', 'meera', '2026-11-18', '2026-11-19', 1)],
    'named: ananya swap | vikram swap, meera swap',
  ],
  [
    'swapped away and back',
    { rota: [line(['vikram'])] },
    [swap('vikram', 'meera', '2026-11-18', '2026-11-19', 1), swap('meera', 'vikram', '2026-11-18', '2026-11-19', 2)],
    'named: vikram swap | meera swap',
  ],

  ['"I am on duty" where the rota names nobody', {}, [said('meera')], 'named: meera said'],
  ['"I am on duty" beside the rota', TWO, [said('meera')], 'named: ananya rota, vikram rota, meera said'],
  ['"I am on duty" of one who is on anyway', TWO, [said('vikram')], 'named: ananya rota, vikram rota'],
  [
    '"I am on duty" in spite of leave',
    { rota: [line(['vikram'])] },
    [leave('vikram', ...DAY), said('vikram')],
    'named: vikram said',
  ],
  ['"I am on duty" of one nobody knows', {}, [said('stranger')], 'named: stranger said'],
  [
    '"I am on duty" of yesterday',
    TWO,
    [said('meera', '11-17T03:00', '11-18T03:00')],
    'named: ananya rota, vikram rota',
  ],
];

describe('who works a shift', () => {
  test.each(ROWS)('%s', (_, india, entries, crew) => {
    const teams = fourZones({ in: india });
    expect(crewText(onShift(teams, shiftOf(teams, 'in', '11-18T04:00'), entries))).toBe(crew);
  });

  test('leave in the file is by the zone of the team of the person: Dana is away in the American day', () => {
    const teams = fourZones({
      in: { rota: [line(['dana'])] },
      us: { leave: [{ person: 'dana', from: '2026-11-18', to: '2026-11-18' }] },
    });
    const shift = shiftOf(teams, 'in', '11-18T04:00');
    // Midnight in New York is 05:00 UTC.
    expect(stretchesOf(teams, shift).map(({ from, to, crew }) => `${utc(from)} ${utc(to)} ${crewText(crew)}`)).toEqual([
      '11-18T03:00 11-18T05:00 named: dana rota',
      '11-18T05:00 11-18T15:00 nobody:  | dana leave',
    ]);
  });

  test('by name: people are per team and shift, and a line without a shift is for all of them', () => {
    const teams = fourZones({
      in: {
        shifts: [hours(EVERY_DAY, '06:00-14:00', 'early'), hours(EVERY_DAY, '14:00-22:00', 'late')],
        onCall: [hours(EVERY_DAY, '22:00-06:00', 'night')],
        rota: [
          line(['vikram'], '2026-11-16', '2026-11-22', 'early'),
          line(['meera'], '2026-11-16', '2026-11-22', 'late'),
          line(['ananya'], '2026-11-18', '2026-11-18'),
        ],
      },
    });
    const on = (at: string): string => crewText(onShift(teams, shiftOf(teams, 'in', at)));
    expect([on('11-18T04:00'), on('11-18T10:00'), on('11-19T04:00'), on('11-18T18:00')]).toEqual([
      'named: ananya rota, vikram rota',
      'named: ananya rota, meera rota',
      'named: vikram rota',
      'named: ananya rota',
    ]);
  });

  test('over midnight by the day on which it begins', () => {
    const teams = fourZones({
      br: {
        shifts: [hours(EVERY_DAY, '20:00-08:00')],
        rota: [line(['thiago'], '2026-11-17', '2026-11-17'), line(['rafael'], '2026-11-18', '2026-11-18')],
        swaps: [{ between: ['thiago', 'rafael'], days: ['2026-11-17', '2026-11-18'] }],
      },
    });
    // 02:00 of the 18th in São Paulo: still the shift of the 17th, which is swapped.
    expect(crewText(onShift(teams, shiftOf(teams, 'br', '11-18T05:00')))).toBe('named: rafael swap | thiago swap');
  });
});

describe('H6: one person on both sides of a handover', () => {
  const boundary = (teams: readonly TeamView[]) => handovers(teams, in2026('11-18T02:00'), in2026('11-18T04:00'))[0]!;
  test.each<readonly [string, Partial<TeamView>, Partial<TeamView>, readonly DutyEntry[], string, boolean]>([
    ['nobody is', { rota: [line(['rafael'])] }, { rota: [line(['vikram'])] }, [], '', false],
    [
      'who covers the next shift too',
      { rota: [line(['rafael'])] },
      { rota: [line(['vikram'])] },
      [cover('rafael', 'vikram')],
      'rafael',
      true,
    ],
    [
      'who covers with somebody',
      { rota: [line(['rafael'])] },
      { rota: [line(['vikram'])] },
      [cover('rafael', null)],
      'rafael',
      false,
    ],
    [
      'who gives with somebody',
      { rota: [line(['rafael', 'thiago'])] },
      { rota: [line(['thiago'])] },
      [],
      'thiago',
      false,
    ],
    [
      'cover that begins later',
      { rota: [line(['rafael'])] },
      { rota: [line(['vikram'])] },
      [cover('rafael', 'vikram', '11-18T03:01')],
      '',
      false,
    ],
  ])('%s', (_, brazil, india, entries, both, alone) => {
    const teams = fourZones({ br: brazil, in: india });
    const found = selfCover(teams, boundary(teams), entries);
    expect([found.people.map(({ id }) => id).join(), found.alone]).toEqual([both, alone]);
  });

  test('is nobody where no shift comes', () => {
    const teams = fourZones({ in: { shifts: [] } });
    expect(selfCover(teams, boundary(teams))).toEqual({ people: [], alone: false });
  });
});
