import { hasEnded } from '../../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import { HANDOVER_STATE_WORD } from '../../../../shared/domain/handover/words';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { MINUTE, type Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import { plural } from '../../../ui/format';
import { age } from '../../../ui/time';

/** Under so many there are counts and no rates (product.md 8). */
const LEAST = 10;

export interface MeasureRow {
  readonly id: string;
  /** "Brazil L2 to India L2" */
  readonly pair: string;
  /** End of the shift, in the time of those who came. */
  readonly when: string;
  readonly accept: string;
  readonly late: string;
  readonly isLate: boolean;
  /** "5 of 7" */
  readonly ifThen: string;
  readonly questions: string;
  /** Null: it is not over yet. */
  readonly surprises: readonly { readonly id: string; readonly title: string }[] | null;
}

export interface MeasuresView {
  readonly rows: readonly MeasureRow[];
  /** Each with its n; empty where there is nothing to count. */
  readonly sums: readonly { readonly name: string; readonly text: string; readonly how: string }[];
}

interface Ground {
  readonly teams: readonly TeamView[];
  readonly clocks: Clocks;
}

const teamName = ({ teams }: Ground, id: string): string => teams.find((team) => team.id === id)?.name ?? id;
const pairOf = (row: Pick<HandoverRow, 'from' | 'to'>, ground: Ground): string =>
  `${teamName(ground, row.from)} to ${teamName(ground, row.to)}`;
const zoneOf = ({ teams }: Ground, { to }: Pick<HandoverRow, 'to'>): string =>
  teams.find(({ id }) => id === to)?.timeZone ?? 'UTC';
const whenOf = (row: Pick<HandoverRow, 'at' | 'to'>, ground: Ground): string =>
  ground.clocks.dated(row.at, zoneOf(ground, row));

/** What handovers did, the newest first: what was taken, and what should have been by now. */
export function measuresView(rows: readonly HandoverRow[], ground: Ground, now: Ms): MeasuresView {
  const counted = [...rows].filter(({ state, at }) => hasEnded(state) || at < now).sort((a, b) => b.at - a.at);
  return { rows: counted.map((row) => rowOf(row, ground)), sums: sumsOf(counted) };
}

function rowOf(row: HandoverRow, ground: Ground): MeasureRow {
  const { measures, state } = row;
  const { minutesToAccept, minutesLate, withIfThen, openItems, questions, surprises } = measures;
  return {
    id: row.id,
    pair: pairOf(row, ground),
    when: whenOf(row, ground),
    accept:
      minutesToAccept === null
        ? hasEnded(state)
          ? HANDOVER_STATE_WORD[state]
          : 'not taken'
        : minutesText(minutesToAccept),
    late: minutesLate === null ? '' : minutesLate > 0 ? `${minutesText(minutesLate)} late` : 'in time',
    isLate: minutesLate !== null && minutesLate > 0,
    ifThen: `${withIfThen} of ${openItems}`,
    questions: String(questions),
    surprises,
  };
}

const minutesText = (minutes: number): string => age(minutes * MINUTE);

function sumsOf(rows: readonly HandoverRow[]): MeasuresView['sums'] {
  if (rows.length === 0) return [];
  const all = rows.map(({ measures }) => measures);
  const accepts = all
    .flatMap(({ minutesToAccept }) => (minutesToAccept === null ? [] : [minutesToAccept]))
    .sort((a, b) => a - b);
  const taken = all.filter(({ minutesLate }) => minutesLate !== null);
  const late = taken.filter(({ minutesLate }) => (minutesLate ?? 0) > 0).length;
  const items = all.reduce((sum, { openItems }) => sum + openItems, 0);
  const ifThen = all.reduce((sum, { withIfThen }) => sum + withIfThen, 0);
  const over = all.flatMap(({ surprises }) => (surprises === null ? [] : [surprises.length]));
  return [
    {
      name: 'From signature to acceptance',
      text: middleOf(accepts),
      how: `${plural(accepts.length, 'handover')} with both`,
    },
    {
      name: 'Taken after the end of the shift',
      text: partOf(late, taken.length),
      how: plural(taken.length, 'accepted handover'),
    },
    { name: 'Open items with an if-then', text: partOf(ifThen, items), how: plural(items, 'open item') },
    {
      name: 'Questions',
      text: String(all.reduce((sum, { questions }) => sum + questions, 0)),
      how: `in ${plural(all.length, 'handover')}`,
    },
    {
      name: 'Surprises in the first two hours',
      text: String(over.reduce((sum, count) => sum + count, 0)),
      how: `in ${plural(over.length, 'handover')} of which the two hours are over`,
    },
  ];
}

/** "3 of 7"; a rate beside it once there are enough. */
export const partOf = (some: number, all: number): string =>
  all < LEAST ? `${some} of ${all}` : `${some} of ${all}, ${Math.round((100 * some) / all)}%`;

/** "median 12 min"; each of them while they are few. */
export function middleOf(minutes: readonly number[]): string {
  if (minutes.length === 0) return 'none yet';
  if (minutes.length < LEAST) return `${minutes.join(', ')} min`;
  const middle = minutes.length >> 1;
  const value =
    minutes.length % 2 === 1 ? (minutes[middle] ?? 0) : ((minutes[middle - 1] ?? 0) + (minutes[middle] ?? 0)) / 2;
  return `median ${minutesText(value)}`;
}

export interface EarlierRow {
  readonly id: string;
  readonly pair: string;
  readonly when: string;
  /** "taken in 12 min", or how it stands. */
  readonly how: string;
}

/** Those before the one that is looked at, the newest first. */
export function earlierRows(
  rows: readonly HandoverRow[],
  open: string | null,
  ground: Ground,
  most: number,
): readonly EarlierRow[] {
  const until = rows.find(({ id }) => id === open)?.at ?? Infinity;
  return rows
    .filter(({ id, at }) => id !== open && at <= until)
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .map((row) => ({ id: row.id, pair: pairOf(row, ground), when: whenOf(row, ground), how: howOf(row) }));
}

function howOf({ state, inConflict, measures: { minutesToAccept } }: HandoverRow): string {
  if (inConflict) return 'taken twice';
  if (hasEnded(state) && minutesToAccept !== null) return `taken in ${minutesText(minutesToAccept)}`;
  return HANDOVER_STATE_WORD[state].toLowerCase();
}
