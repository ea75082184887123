import { describe, expect, test } from 'vitest';
import { handovers } from '../../../shared/domain/shifts/handover-times';
import { callsOf, shiftsOf, workOf } from '../../../shared/domain/shifts/shifts';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import { aRotaTeam, EVERY_DAY, fourZones, holidaysOf, hours, WEEKDAYS } from '../../builders/rota';

const utc = (at: number): string => new Date(at).toISOString().slice(5, 16);
/** "10-31T22:00 11-01T07:00 9h": from, to and how long. */
const told = (spans: readonly { readonly from: number; readonly to: number }[]): readonly string[] =>
  spans.map(({ from, to }) => `${utc(from)} ${utc(to)} ${(to - from) / 3_600_000}h`);
const in2026 = (day: string): number => Date.parse(`2026-${day}:00Z`);

const [br, india, us, ua] = fourZones() as [TeamView, TeamView, TeamView, TeamView];
const shiftsIn = (timeZone: string, days: readonly number[], ...ranges: readonly string[]): TeamView =>
  aRotaTeam({ id: 'x', timeZone, shifts: ranges.map((range) => hours(days, range)) });
const NEW_YORK = 'America/New_York';
const KYIV = 'Europe/Kyiv';
const SATURDAY = [6];
const SUNDAY = [0];

/*
 * The instants are worked out by hand. New York is UTC-5, from 8 March 07:00 UTC to 1 November 06:00 UTC UTC-4. Kyiv is UTC+2,
 * from 29 March 01:00 UTC to 25 October 01:00 UTC UTC+3. São Paulo is UTC-3 and Kolkata UTC+5:30 all the year.
 */
type Row = readonly [what: string, team: TeamView, from: string, to: string, shifts: readonly string[]];

const SHIFTS: readonly Row[] = [
  ['São Paulo, until midnight', br, '11-17T12:00', '11-18T12:00', ['11-17T15:00 11-18T03:00 12h']],
  ['Kolkata, from half past in a half-hour zone', india, '11-18T00:00', '11-19T00:00', ['11-18T03:00 11-18T15:00 12h']],
  [
    'New York, the weekend in which the clocks go forward',
    us,
    '03-06T00:00',
    '03-10T00:00',
    ['03-06T14:00 03-06T23:00 9h', '03-09T13:00 03-09T22:00 9h'],
  ],
  [
    'New York, the weekend in which they go back',
    us,
    '10-30T00:00',
    '11-03T00:00',
    ['10-30T13:00 10-30T22:00 9h', '11-02T14:00 11-02T23:00 9h'],
  ],
  [
    'Kyiv, the weekend in which the clocks go forward',
    ua,
    '03-27T00:00',
    '03-31T00:00',
    ['03-27T07:00 03-27T16:00 9h', '03-30T06:00 03-30T15:00 9h'],
  ],
  [
    'Kyiv, the weekend in which they go back',
    ua,
    '10-23T00:00',
    '10-27T00:00',
    ['10-23T06:00 10-23T15:00 9h', '10-26T07:00 10-26T16:00 9h'],
  ],
  [
    'a night of New York that is an hour shorter',
    shiftsIn(NEW_YORK, SATURDAY, '22:00-06:00'),
    '03-07T00:00',
    '03-09T00:00',
    ['03-08T03:00 03-08T10:00 7h'],
  ],
  [
    'a night of New York that is an hour longer',
    shiftsIn(NEW_YORK, SATURDAY, '22:00-06:00'),
    '10-31T00:00',
    '11-02T00:00',
    ['11-01T02:00 11-01T11:00 9h'],
  ],
  [
    'a night of Kyiv that is an hour shorter',
    shiftsIn(KYIV, SATURDAY, '22:00-06:00'),
    '03-28T00:00',
    '03-30T00:00',
    ['03-28T20:00 03-29T03:00 7h'],
  ],
  [
    'a night of Kyiv that is an hour longer',
    shiftsIn(KYIV, SATURDAY, '22:00-06:00'),
    '10-24T00:00',
    '10-26T00:00',
    ['10-24T19:00 10-25T04:00 9h'],
  ],
  [
    'New York skips 02:30: it begins when the clock shows as much after the gap',
    shiftsIn(NEW_YORK, SUNDAY, '02:30-10:30'),
    '03-08T00:00',
    '03-09T00:00',
    ['03-08T07:30 03-08T14:30 7h'],
  ],
  [
    'New York doubles 01:30: it begins at the first',
    shiftsIn(NEW_YORK, SUNDAY, '01:30-09:30'),
    '11-01T00:00',
    '11-02T00:00',
    ['11-01T05:30 11-01T14:30 9h'],
  ],
  [
    'Kyiv skips 03:30',
    shiftsIn(KYIV, SUNDAY, '03:30-11:30'),
    '03-29T00:00',
    '03-30T00:00',
    ['03-29T01:30 03-29T08:30 7h'],
  ],
  [
    'Kyiv doubles 03:30: one that ends then meets the one that begins then',
    shiftsIn(KYIV, SUNDAY, '03:30-11:30', '00:30-03:30'),
    '10-25T00:00',
    '10-26T00:00',
    ['10-24T21:30 10-25T00:30 3h', '10-25T00:30 10-25T09:30 9h'],
  ],
  ['an hour that is skipped', shiftsIn(NEW_YORK, SUNDAY, '02:00-03:00'), '03-08T00:00', '03-09T00:00', []],
  ['a quarter of it to its end', shiftsIn(NEW_YORK, SUNDAY, '02:15-03:00'), '03-08T00:00', '03-09T00:00', []],
  [
    'an hour that is doubled',
    shiftsIn(NEW_YORK, SUNDAY, '01:00-02:00'),
    '11-01T00:00',
    '11-02T00:00',
    ['11-01T05:00 11-01T07:00 2h'],
  ],
  [
    'the day of the week is the local one: Monday in Kolkata begins on Sunday in UTC',
    shiftsIn('Asia/Kolkata', [1], '00:30-05:00'),
    '11-15T00:00',
    '11-17T00:00',
    ['11-15T19:00 11-15T23:30 4.5h'],
  ],
  [
    'early and late of a team, each for itself',
    shiftsIn('America/Sao_Paulo', WEEKDAYS, '14:00-22:00', '06:00-14:00'),
    '11-20T00:00',
    '11-22T00:00',
    ['11-19T17:00 11-20T01:00 8h', '11-20T09:00 11-20T17:00 8h', '11-20T17:00 11-21T01:00 8h'],
  ],
  [
    'US: Thanksgiving',
    { ...us, ...holidaysOf('US') },
    '11-25T00:00',
    '11-28T00:00',
    ['11-25T14:00 11-25T23:00 9h', '11-27T14:00 11-27T23:00 9h'],
  ],
  [
    'US: 4 July is a Saturday, Friday is off for it',
    { ...us, ...holidaysOf('US') },
    '07-02T00:00',
    '07-07T00:00',
    ['07-02T13:00 07-02T22:00 9h', '07-06T13:00 07-06T22:00 9h'],
  ],
  [
    'Brazil: 7 September, and the shift of the day before runs into it',
    { ...br, shifts: [hours(EVERY_DAY, '20:00-08:00')], ...holidaysOf('BR') },
    '09-06T12:00',
    '09-09T00:00',
    ['09-06T23:00 09-07T11:00 12h', '09-08T23:00 09-09T11:00 12h'],
  ],
  ['India: Diwali', { ...india, ...holidaysOf('IN') }, '11-08T00:00', '11-09T00:00', []],
];

describe('shifts of a team', () => {
  test.each(SHIFTS)('%s', (_, team, from, to, expected) => {
    expect(told(shiftsOf(team, in2026(from), in2026(to)))).toEqual(expected);
  });

  test('carry their name and the day on which they begin, over midnight too', () => {
    const night = aRotaTeam({
      id: 'night',
      timeZone: 'America/Sao_Paulo',
      shifts: [hours(EVERY_DAY, '20:00-08:00', 'night')],
    });
    expect(shiftsOf(night, in2026('11-18T06:00'), in2026('11-18T07:00'))).toEqual([
      {
        team: 'night',
        kind: 'shift',
        name: 'night',
        day: '2026-11-17',
        from: in2026('11-17T23:00'),
        to: in2026('11-18T11:00'),
      },
    ]);
  });

  test('that meet are one stretch of work', () => {
    const round = shiftsIn('UTC', EVERY_DAY, '00:00-08:00', '08:00-16:00', '15:00-20:00');
    expect(told(workOf(round, in2026('11-18T01:00'), in2026('11-18T23:00')))).toEqual(['11-18T00:00 11-18T20:00 20h']);
  });
});

const CALLS: readonly Row[] = [
  ['New York until 02:00, which is skipped', us, '03-07T12:00', '03-08T12:00', ['03-07T23:00 03-08T07:00 8h']],
  ['New York over the doubled hour', us, '10-31T12:00', '11-01T12:00', ['10-31T22:00 11-01T07:00 9h']],
  [
    'Kyiv in the morning, both days around its change',
    ua,
    '10-24T00:00',
    '10-26T00:00',
    ['10-24T04:00 10-24T06:00 2h', '10-25T05:00 10-25T07:00 2h'],
  ],
  ['on Thanksgiving too', { ...us, ...holidaysOf('US') }, '11-26T12:00', '11-27T12:00', ['11-26T23:00 11-27T07:00 8h']],
];

describe('on call', () => {
  test.each(CALLS)('%s', (_, team, from, to, expected) => {
    expect(told(callsOf(team, in2026(from), in2026(to)))).toEqual(expected);
  });
});

describe('handovers', () => {
  const teams = fourZones();
  test.each<readonly [string, string, string, readonly string[]]>([
    [
      'a day of two L2 teams on a Saturday',
      '11-21T00:00',
      '11-22T00:00',
      [
        '11-21T03:00 br to in, from 11-21T03:00, Asia/Kolkata',
        '11-21T15:00 in to br, from 11-21T15:00, America/Sao_Paulo',
      ],
    ],
    [
      'Friday, after Ukraine changed its clocks and before the US does: US runs when Ukraine ends, Ukraine is off until Monday',
      '10-30T04:00',
      '10-31T00:00',
      [
        '10-30T15:00 in to br, from 10-30T15:00, America/Sao_Paulo',
        '10-30T16:00 ua to us, from 10-30T13:00, America/New_York',
        '10-30T22:00 us to ua, from 11-02T07:00, Europe/Kyiv',
      ],
    ],
    [
      'Monday, both have changed',
      '11-02T15:30',
      '11-03T00:00',
      [
        '11-02T16:00 ua to us, from 11-02T14:00, America/New_York',
        '11-02T23:00 us to ua, from 11-03T07:00, Europe/Kyiv',
      ],
    ],
  ])('%s', (_, from, to, expected) => {
    expect(
      handovers(teams, in2026(from), in2026(to)).map(
        (one) =>
          `${utc(one.at)} ${one.from.id} to ${one.to.id}, from ${one.toShift ? utc(one.toShift.from) : 'never'}, ${one.zone}`,
      ),
    ).toEqual(expected);
  });

  test('are none between the shifts of one team, name the shift that ends, and the late one of those that run', () => {
    const early = hours(EVERY_DAY, '06:00-14:00', 'early');
    const late = hours(EVERY_DAY, '14:00-22:00', 'late');
    const both = [
      aRotaTeam({ id: 'a', shifts: [early, late], handsOverTo: 'b' }),
      aRotaTeam({
        id: 'b',
        shifts: [hours(EVERY_DAY, '20:00-04:00', 'first'), hours(EVERY_DAY, '21:00-05:00', 'second')],
      }),
    ];
    const found = handovers(both, in2026('11-18T00:00'), in2026('11-19T00:00'));
    expect(found.map(({ at, fromShift, toShift }) => [utc(at), fromShift.name, toShift?.name])).toEqual([
      ['11-18T22:00', 'late', 'second'],
    ]);
  });

  test('to a team without shifts come to no shift', () => {
    const teams = [
      aRotaTeam({ id: 'a', shifts: [hours(EVERY_DAY, '06:00-14:00')], handsOverTo: 'b' }),
      aRotaTeam({ id: 'b' }),
    ];
    expect(handovers(teams, in2026('11-18T00:00'), in2026('11-19T00:00'))[0]?.toShift).toBeNull();
  });
});
