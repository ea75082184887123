import { describe, expect, test } from 'vitest';
import { coverGaps } from '../../../shared/domain/shifts/gaps';
import type { CoverGap, DutyEntry } from '../../../shared/domain/shifts/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import { aRotaTeam, entry, EVERY_DAY, fourZones, holidaysOf, hours } from '../../builders/rota';

const in2026 = (day: string): number => Date.parse(`2026-${day}:00Z`);
const utc = (at: number): string => new Date(at).toISOString().slice(5, 16);
const told = (gap: CoverGap): string =>
  `${utc(gap.from)} ${utc(gap.to)} ${gap.level} ` +
  (gap.kind === 'no-team'
    ? `none of ${gap.teams.map(({ id }) => id).join()}`
    : `nobody of ${gap.team.name}: ${gap.away.map(({ id, why }) => `${id} ${why}`).join()}`);
const on = (people: readonly string[], from = '2026-01-01', to = '2026-12-31'): TeamView['rota'][number] => ({
  from,
  to,
  shift: null,
  people,
});
const leave = (person: string, from: string, to: string) =>
  entry({ kind: 'leave', person, from: in2026(from), to: in2026(to) });

type Row = readonly [
  what: string,
  over: Parameters<typeof fourZones>[0],
  entries: readonly DutyEntry[],
  from: string,
  to: string,
  gaps: readonly string[],
];
const ROWS: readonly Row[] = [
  ['a weekday: none', {}, [], '11-18T00:00', '11-19T00:00', []],
  [
    'the weekend in which New York changes its clocks: on call until 02:00 and from 18:00 there, 07:00 to 09:00 in Kyiv',
    {},
    [],
    '10-31T00:00',
    '11-02T12:00',
    ['10-31T07:00 10-31T22:00 L3 none of us,ua', '11-01T07:00 11-01T23:00 L3 none of us,ua'],
  ],
  ['only what is within', {}, [], '10-31T08:00', '10-31T09:00', ['10-31T08:00 10-31T09:00 L3 none of us,ua']],
  [
    'Thanksgiving: after Ukraine nobody until New York is on call',
    { us: holidaysOf('US') },
    [],
    '11-26T00:00',
    '11-27T00:00',
    ['11-26T16:00 11-26T23:00 L3 none of us,ua'],
  ],
  [
    'somebody says to be on duty in a part of it',
    { us: holidaysOf('US') },
    [entry({ kind: 'on-duty', team: 'us', person: 'dana', from: in2026('11-26T18:00'), to: in2026('11-26T20:00') })],
    '11-26T00:00',
    '11-27T00:00',
    ['11-26T16:00 11-26T18:00 L3 none of us,ua', '11-26T20:00 11-26T23:00 L3 none of us,ua'],
  ],
  [
    'everybody of a shift is on leave',
    { in: { rota: [on(['ananya', 'vikram'])] } },
    [leave('ananya', '11-18T00:00', '11-19T00:00'), leave('vikram', '11-18T00:00', '11-18T10:00')],
    '11-18T00:00',
    '11-19T00:00',
    ['11-18T03:00 11-18T10:00 L2 nobody of India L2: ananya leave,vikram leave'],
  ],
  [
    'one after the other away: one gap that names both',
    { in: { rota: [on(['ananya'], '2026-11-18', '2026-11-18')] } },
    [
      leave('ananya', '11-18T00:00', '11-18T10:00'),
      leave('vikram', '11-18T10:00', '11-18T15:00'),
      entry({
        kind: 'cover',
        team: 'in',
        person: 'vikram',
        instead: 'ananya',
        from: in2026('11-18T10:00'),
        to: in2026('11-18T15:00'),
      }),
    ],
    '11-18T00:00',
    '11-19T00:00',
    ['11-18T03:00 11-18T15:00 L2 nobody of India L2: ananya leave,vikram leave'],
  ],
  [
    'cover closes it, for its time',
    { in: { rota: [on(['ananya'])], leave: [{ person: 'ananya', from: '2026-11-18', to: '2026-11-18' }] } },
    [
      entry({
        kind: 'cover',
        team: 'in',
        person: 'dana',
        instead: 'ananya',
        from: in2026('11-18T02:00'),
        to: in2026('11-18T12:00'),
      }),
    ],
    '11-18T00:00',
    '11-19T00:00',
    ['11-18T12:00 11-18T15:00 L2 nobody of India L2: ananya leave'],
  ],
  [
    'of those on call too',
    { us: { rota: [on(['marcus'])] } },
    [leave('marcus', '11-18T20:00', '11-19T12:00')],
    '11-18T20:00',
    '11-19T20:00',
    ['11-18T20:00 11-19T07:00 L3 nobody of US L3: marcus leave'],
  ],
  [
    'of both levels, the earliest first',
    { in: { rota: [on(['ananya'])] } },
    [leave('ananya', '11-21T00:00', '11-22T00:00')],
    '11-21T00:00',
    '11-22T00:00',
    ['11-21T03:00 11-21T15:00 L2 nobody of India L2: ananya leave', '11-21T07:00 11-21T23:00 L3 none of us,ua'],
  ],
  [
    'of two shifts at once, for one of which nobody is named',
    {
      in: {
        people: [],
        shifts: [hours(EVERY_DAY, '08:30-20:30'), hours(EVERY_DAY, '08:30-20:30', 'early')],
        rota: [{ ...on(['ananya']), shift: 'early' }],
      },
    },
    [leave('ananya', '11-18T00:00', '11-18T10:00')],
    '11-18T00:00',
    '11-19T00:00',
    ['11-18T03:00 11-18T10:00 L2 nobody of India L2: ananya leave'],
  ],
  ['a team of which nobody is known is none', { in: { people: [] } }, [], '11-18T00:00', '11-19T00:00', []],
];

describe('gaps in cover', () => {
  test.each(ROWS)('%s', (_, over, entries, from, to, gaps) => {
    expect(coverGaps(fourZones(over), in2026(from), in2026(to), entries).map(told)).toEqual(gaps);
  });
  test('are none of teams whose hours nobody wrote', () => {
    expect(coverGaps([aRotaTeam({ id: 'a' })], in2026('11-18T00:00'), in2026('11-19T00:00'))).toEqual([]);
    expect(coverGaps([], in2026('11-18T00:00'), in2026('11-19T00:00'))).toEqual([]);
  });
});
