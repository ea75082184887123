import { describe, expect, it } from 'vitest';
import {
  earlierRows,
  measuresView,
  middleOf,
  partOf,
} from '../../../../renderer/features/handover/history/measures-model';
import { clocksFor } from '../../../../renderer/ui/clocks';
import type { HandoverMeasures, HandoverRow } from '../../../../shared/domain/handover/types';
import { DAY, HOUR } from '../../../../shared/lib/time';
import { aHandover, BOUNDARY } from '../../builders/handover';
import { fourTeams } from '../../builders/snapshot';

const NOW = BOUNDARY + 6 * HOUR;
const ground = { teams: fourTeams(), clocks: clocksFor('site', 'UTC', NOW) };
const row = (
  id: string,
  days: number,
  measures: Partial<HandoverMeasures>,
  over: Partial<HandoverRow> = {},
): HandoverRow => {
  const one = aHandover({}, {}, { id, at: BOUNDARY - days * DAY, state: 'accepted', ...over });
  return { ...one, measures: { ...one.measures, openItems: 4, withIfThen: 3, ...measures } };
};
const ROWS = [
  row('a', 1, { minutesToAccept: 12, minutesLate: -4, surprises: [] }),
  row('b', 0, {
    minutesToAccept: 40,
    minutesLate: 25,
    questions: 2,
    surprises: [{ id: 'i', title: 'Search down', at: NOW }],
  }),
  row('next', -1, {}, { state: 'draft' }),
];

describe('what handovers did', () => {
  it('has one line for each that is over, the newest first, and none for what comes', () => {
    expect(measuresView(ROWS, ground, NOW).rows).toMatchObject([
      {
        id: 'b',
        pair: 'Brazil L2 to India L2',
        accept: '40 min',
        late: '25 min late',
        isLate: true,
        ifThen: '3 of 4',
        questions: '2',
      },
      { id: 'a', accept: '12 min', late: 'in time', isLate: false, surprises: [] },
    ]);
  });

  it('product.md 8: under 10 there are counts, each with its n, and no rates', () => {
    expect(measuresView(ROWS, ground, NOW).sums.map(({ text, how }) => `${text} | ${how}`)).toEqual([
      '12, 40 min | 2 handovers with both',
      '1 of 2 | 2 accepted handovers',
      '6 of 8 | 8 open items',
      '2 | in 2 handovers',
      '1 | in 2 handovers of which the two hours are over',
    ]);
    expect(partOf(9, 12)).toBe('9 of 12, 75%');
    expect(middleOf([1, 2, 3, 4, 5, 7, 8, 9, 10, 90])).toBe('median 6 min');
  });

  it('a shift that nobody took stands there too', () =>
    expect(measuresView([row('late', 0, {}, { state: 'ready' })], ground, NOW).rows[0]).toMatchObject({
      accept: 'not taken',
      late: '',
    }));

  it('has nothing to sum up where nothing was handed over', () =>
    expect(measuresView([], ground, NOW)).toEqual({ rows: [], sums: [] }));
});

describe('earlier handovers', () => {
  it('are those before the one that is looked at: who gave to whom, when, and how fast it was taken', () => {
    const rows = earlierRows(ROWS, 'next', ground, 1);
    expect(rows).toEqual([{ id: 'b', pair: 'Brazil L2 to India L2', when: '08:30 IST', how: 'taken in 40 min' }]);
    expect(earlierRows(ROWS, 'b', ground, 9).map(({ id }) => id)).toEqual(['a']);
  });
});
