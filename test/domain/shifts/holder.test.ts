import { describe, expect, test } from 'vitest';
import { chainsOf, dutyHolders } from '../../../shared/domain/shifts/holder';
import type { HandoverFact } from '../../../shared/domain/shifts/types';
import { aRotaTeam, EVERY_DAY, fourZones, hours } from '../../builders/rota';

const in2026 = (day: string): number => Date.parse(`2026-${day}:00Z`);
const utc = (at: number): string => new Date(at).toISOString().slice(5, 16);

const fact = (
  way: string,
  at: string,
  state: HandoverFact['state'],
  acceptedAt: string | null = null,
  by: string | null = state === 'open' ? null : 'ananya',
): HandoverFact => {
  const [from = '', to = ''] = way.split(' ');
  return { from, to, at: in2026(at), state, by, acceptedAt: acceptedAt === null ? null : in2026(acceptedAt) };
};
const L3_ACCEPTED = fact('ua us', '11-17T16:00', 'accepted', '11-17T16:00');

/** Of Brazil and India: shifts of Brazil end at 03:00 UTC, those of India at 15:00 UTC. */
const holder = (facts: readonly HandoverFact[], now: string, teams = fourZones()): string => {
  const found = dutyHolders(teams, facts, in2026(now)).find(({ chain }) => chain.some(({ id }) => id === 'br'));
  if (!found) return 'no chain';
  const since = found.since === null ? 'never' : utc(found.since);
  const late = found.by === 'kept' ? `, ${found.overdueMinutes} min past ${utc(found.boundary?.at ?? 0)}` : '';
  return `${found.team.id} ${found.by} since ${since}${found.person === null ? '' : ` by ${found.person}`}${late}`;
};

type Row = readonly [what: string, facts: readonly HandoverFact[], now: string, holder: string];
const ROWS: readonly Row[] = [
  ['nothing is written: the rota', [], '11-18T02:59', 'br rota since 11-17T15:00'],
  ['nothing is written: the rota, from the end of the shift on', [], '11-18T03:00', 'in rota since 11-18T03:00'],
  [
    'open: the giver keeps it',
    [fact('br in', '11-18T03:00', 'open')],
    '11-18T04:05',
    'br kept since 11-17T15:00, 65 min past 11-18T03:00',
  ],
  [
    'open, before the end of the shift',
    [fact('br in', '11-18T03:00', 'open')],
    '11-18T02:30',
    'br rota since 11-17T15:00',
  ],
  [
    'open, and its own shift begins again: nothing is overdue any more',
    [fact('br in', '11-18T03:00', 'open')],
    '11-18T15:01',
    'br rota since 11-18T15:00',
  ],
  [
    'accepted by a clock that is ahead: it has happened, and counts from the end of the shift',
    [fact('br in', '11-18T03:00', 'accepted', '11-18T06:10')],
    '11-18T03:09',
    'in handover since 11-18T03:00 by ananya',
  ],
  [
    'the same before the end of the shift: it counts from now',
    [fact('br in', '11-18T03:00', 'accepted', '11-18T06:10')],
    '11-18T02:50',
    'in handover since 11-18T02:50 by ananya',
  ],
  [
    'accepted by a clock that is a day ahead: the next end of a shift is one all the same',
    [fact('br in', '11-18T03:00', 'accepted', '11-19T03:10')],
    '11-18T16:00',
    'in kept since 11-18T03:00 by ananya, 60 min past 11-18T15:00',
  ],
  [
    'accepted late: from then on the receiver',
    [fact('br in', '11-18T03:00', 'accepted', '11-18T03:10')],
    '11-18T03:10',
    'in handover since 11-18T03:10 by ananya',
  ],
  [
    'accepted before the end of the shift',
    [fact('br in', '11-18T03:00', 'accepted', '11-18T02:40')],
    '11-18T02:41',
    'in handover since 11-18T02:40 by ananya',
  ],
  [
    'accepted before the end of the shift, which then takes nothing back',
    [fact('br in', '11-18T03:00', 'accepted', '11-18T02:40')],
    '11-18T03:30',
    'in handover since 11-18T02:40 by ananya',
  ],
  [
    'nobody wrote this one, and others are accepted: the giver keeps it',
    [L3_ACCEPTED],
    '11-18T04:00',
    'br kept since 11-17T15:00, 60 min past 11-18T03:00',
  ],
  [
    'nobody wrote this one or the one after, and others are accepted',
    [L3_ACCEPTED],
    '11-18T16:00',
    'br rota since 11-17T15:00',
  ],
  [
    'nobody wrote this one, and the last one was accepted more than 7 days before it',
    [fact('ua us', '11-11T02:00', 'accepted', '11-11T02:59')],
    '11-18T04:00',
    'in rota since 11-18T03:00',
  ],
  [
    'the same, accepted within the 7 days',
    [fact('ua us', '11-11T02:00', 'accepted', '11-11T03:01')],
    '11-18T04:00',
    // India had it by the rota, never gave it, and is on its own shift again.
    'in rota since 11-11T03:00',
  ],
  [
    'what is accepted elsewhere after the end of a shift does not take duty back',
    [fact('ua us', '11-18T03:00', 'accepted', '11-18T03:30')],
    '11-18T04:00',
    'in rota since 11-18T03:00',
  ],
  [
    'accepted, and at the next end of a shift nobody takes over',
    [fact('br in', '11-18T03:00', 'accepted', '11-18T03:10')],
    '11-18T16:00',
    'in kept since 11-18T03:10 by ananya, 60 min past 11-18T15:00',
  ],
  [
    'accepted after the end of the next shift: the receiver has it, and is overdue',
    [fact('br in', '11-18T03:00', 'accepted', '11-18T15:30')],
    '11-18T16:00',
    'in kept since 11-18T15:30 by ananya, 60 min past 11-18T15:00',
  ],
  [
    'accepted when the next one was accepted already: that one counts',
    [
      fact('br in', '11-18T03:00', 'accepted', '11-18T16:30'),
      fact('in br', '11-18T15:00', 'accepted', '11-18T15:10', 'rafael'),
    ],
    '11-18T17:00',
    'br handover since 11-18T15:10 by rafael',
  ],
  [
    'H6: a self-cover passes it on too',
    [fact('br in', '11-18T03:00', 'self-covered', '11-18T03:00', 'rafael')],
    '11-18T04:00',
    'in self-cover since 11-18T03:00 by rafael',
  ],
  [
    'H8: of two acceptances the earlier gave duty',
    [
      fact('br in', '11-18T03:00', 'accepted', '11-18T03:20', 'vikram'),
      fact('br in', '11-18T03:00', 'accepted', '11-18T03:05', 'ananya'),
    ],
    '11-18T04:00',
    'in handover since 11-18T03:05 by ananya',
  ],
  [
    'accepted, and a draft of the same that is still open takes nothing back',
    [fact('br in', '11-18T03:00', 'accepted', '11-18T03:05'), fact('br in', '11-18T03:00', 'open')],
    '11-18T04:00',
    'in handover since 11-18T03:05 by ananya',
  ],
  [
    'of an end of a shift that the hours know no more',
    [fact('br in', '11-18T01:00', 'accepted', '11-18T01:05')],
    '11-18T02:00',
    'in handover since 11-18T01:05 by ananya',
  ],
  [
    'between teams that are none of this workspace, or hand over to nobody here: no sign that handovers are in use',
    [
      fact('venus mars', '11-18T02:00', 'accepted', '11-18T02:00'),
      fact('br ua', '11-18T02:00', 'accepted', '11-18T02:00'),
    ],
    '11-18T04:00',
    'in rota since 11-18T03:00',
  ],
  [
    'of an end of a shift in a far future: nobody has handed that over',
    [fact('in br', '12-18T15:00', 'accepted', '11-18T01:00')],
    '11-18T04:00',
    'in rota since 11-18T03:00',
  ],
];

describe('H5: duty', () => {
  test.each(ROWS)('%s', (_, facts, now, expected) => {
    expect(holder(facts, now)).toBe(expected);
  });

  test('by the rota is on the team on call where none is on shift, and stays where it was where none is', () => {
    const l3 = (now: string): string => {
      const found = dutyHolders(fourZones(), [], in2026(now))[1];
      return `${found?.team.id} since ${utc(found?.since ?? 0)}`;
    };
    // Ukraine works 07:00 to 16:00, New York 14:00 to 23:00 and is on call until 07:00, all in UTC.
    expect([l3('11-18T15:59'), l3('11-18T16:00'), l3('11-18T23:30'), l3('11-19T06:59'), l3('11-19T07:00')]).toEqual([
      'ua since 11-18T07:00',
      'us since 11-18T16:00',
      'us since 11-18T23:00',
      'us since 11-18T23:00',
      'ua since 11-19T07:00',
    ]);
    // Saturday noon: the last on call was Ukraine or New York until 07:00.
    expect(l3('11-21T12:00')).toBe('us since 11-20T23:00');
  });

  test('of a weekend stays with who accepted on Friday', () => {
    const friday = fact('us ua', '11-20T23:00', 'accepted', '11-20T22:50', 'olena');
    const found = dutyHolders(fourZones(), [friday], in2026('11-22T12:00'))[1];
    expect(found).toMatchObject({ team: { id: 'ua' }, by: 'handover', person: 'olena', since: in2026('11-20T22:50') });
  });

  test('stays with who accepted last for as long as no shift ends at all, a month at most', () => {
    const atWork = [hours([1], '08:00-20:00')];
    const quiet = ['a', 'b'].map((id, index) => ({
      ...aRotaTeam({ id, shifts: index === 0 ? atWork : [], handsOverTo: index === 0 ? 'b' : 'a' }),
      holidays: {
        country: 'BR',
        subdivision: null,
        days: ['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'],
        knownUntil: 2040,
      },
    }));
    const monday = fact('a b', '11-02T20:00', 'accepted', '11-02T19:50');
    const at = (now: string): string => {
      const [found] = dutyHolders(quiet, [monday], in2026(now));
      return `${found?.team.id} ${found?.by}`;
    };
    expect([at('11-05T12:00'), at('11-20T12:00'), at('12-05T12:00')]).toEqual(['b handover', 'b handover', 'a rota']);
    // The shifts of December take place.
    expect(at('12-08T12:00')).toBe('a rota');
  });

  test('is found at once, whatever the times of documents say', () => {
    const facts = [0, -8.64e15, 8.64e15].flatMap((at) =>
      (['open', 'accepted'] as const).map((state): HandoverFact => ({
        from: 'br',
        to: 'in',
        at,
        state,
        by: null,
        acceptedAt: state === 'open' ? null : at,
      })),
    );
    const began = performance.now();
    expect(holder(facts, '11-18T04:00')).toBe('in rota since 11-18T03:00');
    // Walking since 1970 takes seconds.
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('goes around in a chain of three', () => {
    const three = ['a', 'b', 'c'].map((id, index) =>
      aRotaTeam({
        id,
        shifts: [hours(EVERY_DAY, ['00:00-08:00', '08:00-16:00', '16:00-00:00'][index] ?? '')],
        handsOverTo: ['b', 'c', 'a'][index] ?? null,
      }),
    );
    const at = (facts: readonly HandoverFact[], now: string): string => {
      const [found] = dutyHolders(three, facts, in2026(now));
      return `${found?.team.id} ${found?.by} ${found?.overdueMinutes}`;
    };
    const open = [fact('a b', '11-18T08:00', 'open'), fact('b c', '11-18T16:00', 'open')];
    expect([at(open, '11-18T09:00'), at(open, '11-18T17:00'), at(open, '11-19T01:00')]).toEqual([
      'a kept 60',
      'a kept 540',
      'a rota 0',
    ]);
    expect(at([open[0]!, fact('b c', '11-18T16:00', 'accepted', '11-18T16:00')], '11-18T17:00')).toBe('c handover 0');
  });

  test('chains are teams that hand over to each other', () => {
    const lonely = aRotaTeam({ id: 'x' });
    const itself = aRotaTeam({ id: 'y', handsOverTo: 'y' });
    const nowhere = aRotaTeam({ id: 'z', handsOverTo: 'mars' });
    const chains = chainsOf([...fourZones(), lonely, itself, nowhere]);
    expect(chains.map((chain) => chain.map(({ id }) => id))).toEqual([
      ['br', 'in'],
      ['us', 'ua'],
    ]);
  });
});
