import type { KeyboardEvent } from 'react';
import type { BarFocus } from './focus';
import type { Placed } from './layout';
import { keyMoves } from './moving';
import { barFrom, entryBar, nearestBar, type Rows } from './nav';
import type { LaneAt, Planning } from './planning';
import { xOf, type Span } from './scale';
import type { Pan } from './use-pan';
import { HOUR, type Ms } from '../../../../shared/lib/time';

export interface KeyTools {
  readonly pan: Pan;
  readonly span: Span;
  readonly rows: Rows;
  readonly focus: BarFocus;
  readonly planning: Planning;
  readonly letters: boolean;
  readonly now: () => Ms;
  readonly laneAt: (site: string) => LaneAt | null;
  readonly show: (bar: Placed) => void;
  readonly choose: (key: string) => void;
  readonly toNow: () => void;
  readonly zoom: (step: 1 | -1) => void;
}

const ARROWS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Keys of the time line: along and across bars, panning, zoom, and moving a bar. */
export function pressOnBars(event: KeyboardEvent<HTMLElement>, tools: KeyTools): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const done = tools.planning.getState().moving === null ? press(event, tools) : pressMoving(event, tools);
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function press(event: KeyboardEvent<HTMLElement>, tools: KeyTools): boolean {
  const { pan, rows, focus } = tools;
  const key = event.target instanceof HTMLElement ? (event.target.dataset['key'] ?? null) : null;
  const arrow = ARROWS[event.key];
  if (arrow !== undefined) {
    const sideways = arrow === 'left' ? -1 : 1;
    if (event.shiftKey && (arrow === 'left' || arrow === 'right')) return panned(tools, sideways / 8);
    const bar = key === null ? entryBar(rows, null, xOf(pan.scale(), pan.from())) : barFrom(rows, key, arrow);
    if (bar !== null) tools.show(bar);
    else if (arrow === 'left' || arrow === 'right') return panned(tools, sideways / 8);
    return true;
  }
  switch (event.key) {
    case 'Enter':
    case ' ':
      if (key !== null) tools.choose(key);
      return key !== null;
    case 'PageUp':
      return panned(tools, -0.75);
    case 'PageDown':
      return panned(tools, 0.75);
    case 'Home': {
      tools.toNow();
      const bar = nearestBar(
        rows.flatMap(({ bars }) => bars),
        xOf(pan.scale(), tools.now()),
      );
      if (bar !== null) focus.give(bar.item.key);
      return true;
    }
    case '+':
    case '=':
      if (tools.letters) tools.zoom(-1);
      return tools.letters;
    case '-':
      if (tools.letters) tools.zoom(1);
      return tools.letters;
    case 'm':
    case 'M':
    case 'ContextMenu':
      return (tools.letters || event.key === 'ContextMenu') && key !== null && beginMoving(key, tools);
    default:
      return false;
  }
}

function panned({ pan, span }: KeyTools, part: number): boolean {
  pan.to(pan.from() + part * span * HOUR);
  return true;
}

function beginMoving(key: string, { rows, planning, laneAt }: KeyTools): boolean {
  const item = rows.flatMap(({ bars }) => bars).find((bar) => bar.item.key === key)?.item;
  const lane = item === undefined ? null : laneAt(item.site);
  if (item?.kind !== 'change' || lane === null) return false;
  planning.begin(item.change, lane, 'keys');
  return true;
}

/** While a bar is moved every other key waits: nothing of it is lost by a slip. */
function pressMoving(event: KeyboardEvent<HTMLElement>, { planning, pan, letters }: KeyTools): boolean {
  const { moving } = planning.getState();
  if (moving === null || event.key === 'Tab') {
    planning.cancel();
    return false;
  }
  if (event.key === 'Enter') void planning.save();
  else if (event.key === 'Escape') planning.cancel();
  else {
    const isBracket = /^[[\]{}]$/.test(event.key);
    const window = isBracket && !letters ? null : keyMoves(event.key, event.shiftKey, moving.window, moving.lane.zone);
    if (window !== null) {
      planning.set(window);
      pan.reveal(window.start, window.end);
    }
  }
  return true;
}
