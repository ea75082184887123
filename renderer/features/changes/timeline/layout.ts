import { isOver, isPlanned } from '../../../../shared/domain/change/rules';
import { isMoving } from '../../../../shared/domain/outside/rules';
import type { Change } from '../../../../shared/domain/change/types';
import { textWidth } from '../../../ui/text-width';
import type { ChangeItem, LaneItem, RunItem } from './items';
import { widthOf, xOf, type Scale } from './scale';
import { awsTitle } from './words';

/** A label: nothing, the number, or number and title; where it begins. */
export interface BarLabel {
  readonly mode: 'none' | 'number' | 'title';
  readonly x: number;
  readonly width: number;
  /** It stands on a hatch, and needs a ground to be read. */
  readonly plate: boolean;
}
/** Where an item stands. */
export interface Placed {
  readonly item: LaneItem;
  readonly x: number;
  readonly width: number;
  /** Runs from outside stand on none: they have a strip along the lane's edge. */
  readonly row: number;
}
export interface Bar extends Placed {
  readonly label: BarLabel;
  /** What of it takes the pointer: more than is drawn of a run, as far as its neighbours leave room. */
  readonly hit: Obstacle;
  /** Of a run: nothing stands above it, which it could take the pointer from. */
  readonly free: boolean;
}
/** Two planned changes of the same site and service at the same time. */
export interface Conflict {
  readonly key: string;
  /** Keys of both. */
  readonly a: string;
  readonly b: string;
  readonly x: number;
  readonly width: number;
  /** Rows it stands between. */
  readonly from: number;
  readonly to: number;
}
/** Something else that is written on the first row of a lane. */
export interface Obstacle {
  readonly x: number;
  readonly width: number;
}
export interface LaneLayout {
  readonly bars: readonly Bar[];
  readonly conflicts: readonly Conflict[];
}

/** Narrower could not be hit. */
const LEAST_BAR = 6;
/** Narrower could not be seen. */
const LEAST_MARK = 3;
const HIT = 24;
export const STRIP = -1;
const BETWEEN_BARS = 3;
const BEFORE_LABEL = 6;
const BETWEEN_LABELS = 8;
export const GLYPH = 12;
const AFTER_GLYPH = 5;
const FONT = 12;
/** What a word takes more than is told of its letters. */
const SPARE = 1.08;

const wide = (text: string): number => Math.ceil(textWidth(text, FONT, 'cond') * SPARE);

/** What is written beside a bar: a number (bold) and words. */
export interface Written {
  readonly number: string;
  readonly title: string;
  readonly glyph: boolean;
}

export function writtenOf(item: LaneItem, numbers: ReadonlyMap<string, string>): Written {
  switch (item.kind) {
    case 'change': {
      const { change } = item;
      const number = numbers.get(change.id) ?? change.number;
      return { number, title: titleOf(change), glyph: hasVerdict(change) };
    }
    case 'aws':
      return { number: '', title: awsTitle(item.event), glyph: true };
    case 'run':
      return { number: 'unplanned', title: item.run.name, glyph: false };
  }
}

/** The guard answers for what is to come or under way. */
export const hasVerdict = (change: Change): boolean => isPlanned(change.state);

const titleOf = ({ title, state }: Change): string =>
  state === 'rolled-back' ? `${title}, rolled back` : state === 'aborted' ? `${title}, aborted` : title;

/**
 * Bars of a lane: those that overlap stand below each other, and labels never touch a bar, each other or what else is written
 * there. Items come the earliest first.
 */
export function layLane(
  items: readonly LaneItem[],
  scale: Scale,
  obstacles: readonly Obstacle[],
  numbers: ReadonlyMap<string, string>,
  titles: boolean,
  hatched: readonly Obstacle[] = [],
): LaneLayout {
  const placed = placeLane(items, scale);
  const nextInRow: number[] = [];
  const bars: Bar[] = [];
  const ahead = [...obstacles].sort((a, b) => a.x - b.x);
  // From the last to the first: each knows what stands after it.
  for (let at = placed.length - 1; at >= 0; at--) {
    const bar = placed[at];
    if (bar === undefined || bar.row === STRIP) continue;
    const starts = bar.x + bar.width + BEFORE_LABEL;
    const next = bar.row === 0 ? nextObstacle(ahead, bar.x + bar.width) : Infinity;
    const ends = Math.min(nextInRow[bar.row] ?? Infinity, next) - BETWEEN_LABELS;
    nextInRow[bar.row] = bar.x;
    bars.push({ ...bar, hit: bar, free: true, label: labelIn(writtenOf(bar.item, numbers), starts, ends, titles) });
  }
  bars.push(...runMarks(placed, takenIn(bars, obstacles), numbers));
  bars.sort((a, b) => a.item.start - b.item.start || (a.item.key < b.item.key ? -1 : 1));
  return { bars: bars.map((bar) => plated(bar, hatched)), conflicts: conflictsOf(bars) };
}

/** Where the first of them begins that ends after `x`. They never overlap, and the earliest is first. */
function nextObstacle(obstacles: readonly Obstacle[], x: number): number {
  let from = 0;
  let to = obstacles.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const one = obstacles[middle];
    if (one !== undefined && one.x + one.width <= x) from = middle + 1;
    else to = middle;
  }
  return obstacles[from]?.x ?? Infinity;
}

const plated = (bar: Bar, hatched: readonly Obstacle[]): Bar => {
  const { x, width, mode } = bar.label;
  const onHatch = mode !== 'none' && hatched.some((one) => one.x < x + width && one.x + one.width > x);
  return onHatch ? { ...bar, label: { ...bar.label, plate: true } } : bar;
};

function labelIn({ number, title, glyph }: Written, starts: number, ends: number, titles: boolean): BarLabel {
  const mark = glyph ? GLYPH + AFTER_GLYPH : 0;
  const short = mark + wide(number);
  const long = short + (number === '' ? 0 : 4) + wide(title);
  if ((titles || number === '') && starts + long <= ends)
    return { mode: 'title', x: starts, width: long, plate: false };
  if (number !== '' && starts + short <= ends) return { mode: 'number', x: starts, width: short, plate: false };
  return { mode: 'none', x: starts, width: 0, plate: false };
}

/** What stands on the rows. */
const takenIn = (bars: readonly Bar[], obstacles: readonly Obstacle[]): readonly Obstacle[] => [
  ...obstacles,
  ...bars.flatMap(({ x, width, label }) => [
    { x, width },
    ...(label.mode === 'none' ? [] : [{ x: label.x, width: label.width }]),
  ]),
];

/** Whether anything of a run still moves. */
export const isUnderWayRun = ({ run, more }: RunItem): boolean => [run, ...more].some(isMoving);

/** Marks of runs: only what is under way says its name, where nothing else needs the room. */
function runMarks(
  placed: readonly Placed[],
  taken: readonly Obstacle[],
  numbers: ReadonlyMap<string, string>,
): readonly Bar[] {
  const marks = placed.filter(({ row }) => row === STRIP);
  const said = [...taken];
  let border = -Infinity;
  return marks.map((mark, at): Bar => {
    const { item, x, width } = mark;
    const right = x + width;
    const after = marks[at + 1];
    const middle = x + width / 2;
    const from = Math.max(border, Math.min(x, middle - HIT / 2));
    border = after === undefined ? Infinity : Math.max(from + 1, borderOf(mark, after));
    const to = Math.min(border, Math.max(right, middle + HIT / 2));
    const starts = right + BEFORE_LABEL;
    const ends = said.reduce((least, one) => (one.x + one.width > right ? Math.min(least, one.x) : least), Infinity);
    const whole =
      item.kind === 'run' && isUnderWayRun(item)
        ? labelIn(writtenOf(item, numbers), starts, ends - BETWEEN_LABELS, true)
        : null;
    const label: BarLabel = whole?.mode === 'title' ? whole : { mode: 'none', x: starts, width: 0, plate: false };
    if (label.mode !== 'none') said.push(label);
    const free = taken.every((one) => one.x >= to || one.x + one.width <= from);
    return { ...mark, hit: { x: from, width: to - from }, free, label };
  });
}

/** Where of two marks the first ends for the hand: between them, or within where they overlap, so that each can be taken hold of. */
function borderOf(first: Obstacle, second: Obstacle): number {
  const right = first.x + first.width;
  const between = (right + second.x) / 2;
  return second.x < right ? Math.min(between, second.x + second.width / 2) : between;
}

/** The first row that is free; a bar is at least as wide as can be hit. */
export function placeLane(items: readonly LaneItem[], scale: Scale): readonly Placed[] {
  const rowEnds: number[] = [];
  return items.map((item) => {
    const x = xOf(scale, item.start);
    if (item.kind === 'run')
      return { item, x, width: Math.max(LEAST_MARK, widthOf(scale, item.end - item.start)), row: STRIP };
    const width = Math.max(LEAST_BAR, widthOf(scale, item.end - item.start));
    let row = rowEnds.findIndex((end) => end + BETWEEN_BARS <= x);
    if (row < 0) row = rowEnds.length;
    rowEnds[row] = x + width;
    return { item, x, width, row };
  });
}

const isChange = (bar: Bar): bar is Bar & { readonly item: ChangeItem } => bar.item.kind === 'change';

/** Nothing of a draft or of what is over is in anybody's way. */
const conflictable = ({ change }: ChangeItem): boolean => !isOver(change.state) && change.state !== 'draft';

const shareService = (a: Change, b: Change): boolean => a.services.some((service) => b.services.includes(service));

function conflictsOf(bars: readonly Bar[]): readonly Conflict[] {
  const found: Conflict[] = [];
  let open: (Bar & { readonly item: ChangeItem })[] = [];
  for (const bar of bars) {
    if (!isChange(bar) || !conflictable(bar.item)) continue;
    open = open.filter(({ item }) => item.end > bar.item.start);
    for (const other of open) {
      if (!shareService(other.item.change, bar.item.change)) continue;
      const right = Math.min(other.x + other.width, bar.x + bar.width);
      found.push({
        key: `${other.item.key} ${bar.item.key}`,
        a: other.item.key,
        b: bar.item.key,
        x: bar.x,
        width: Math.max(2, right - bar.x),
        from: Math.min(other.row, bar.row),
        to: Math.max(other.row, bar.row),
      });
    }
    open.push(bar);
  }
  return found;
}

/** How many rows the bars of a part of the time line take. */
export const rowsWithin = (bars: readonly Placed[], left: number, right: number): number =>
  bars.reduce((most, bar) => (bar.x < right && bar.x + bar.width > left ? Math.max(most, bar.row + 1) : most), 1);

/** Numbers as they are said: `214`, with its letters where another change has the same count. */
export function saidNumbers(changes: readonly Change[]): ReadonlyMap<string, string> {
  const serials = new Map<string, number>();
  const serial = (number: string): string => number.split('-')[0] ?? number;
  for (const { number } of changes) serials.set(serial(number), (serials.get(serial(number)) ?? 0) + 1);
  return new Map(
    changes.map(({ id, number }) => [id, (serials.get(serial(number)) ?? 0) > 1 ? number : serial(number)]),
  );
}
