import { isOver, isUnderWay } from '../../../../shared/domain/change/rules';
import type { Change, Window } from '../../../../shared/domain/change/types';
import { HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { fromWall, toWall } from '../../../../shared/lib/zones';

/** What is grabbed of a bar: the whole of it, or one of its ends. */
export type Grip = 'whole' | 'start' | 'end';

export const SNAP: Ms = 15 * MINUTE;

/** The nearest quarter of an hour on the wall of a zone. */
const snapped = (at: Ms, zone: string): Ms => fromWall(zone, Math.round(toWall(zone, at) / SNAP) * SNAP);

/** Why a window cannot be moved here; null: it can. */
export function fixedBecause(change: Change): string | null {
  if (change.origin !== null) return `It comes from ${change.origin.name} and is changed there.`;
  if (isUnderWay(change.state)) return 'It is under way.';
  if (isOver(change.state)) return 'It is over.';
  return change.window === null ? 'It has no window yet.' : null;
}

/** The window after a grip was moved by `by`; its other end stays, and it never gets shorter than a quarter. */
export function moved(window: Window, grip: Grip, by: Ms, zone: string): Window {
  switch (grip) {
    case 'whole': {
      const start = snapped(window.start + by, zone);
      return { start, end: start + (window.end - window.start) };
    }
    case 'start':
      return { start: Math.min(snapped(window.start + by, zone), window.end - SNAP), end: window.end };
    case 'end':
      return { start: window.start, end: Math.max(snapped(window.end + by, zone), window.start + SNAP) };
  }
}

/** A window drawn on an empty lane from one place to another, in either direction. */
export function drawn(from: Ms, to: Ms, zone: string): Window {
  const start = snapped(Math.min(from, to), zone);
  return { start, end: Math.max(start + SNAP, snapped(Math.max(from, to), zone)) };
}

/** What a key does to a window that is moved by keyboard; null: nothing. */
export function keyMoves(key: string, shift: boolean, window: Window, zone: string): Window | null {
  const by = shift ? HOUR : SNAP;
  switch (key) {
    case 'ArrowLeft':
      return moved(window, 'whole', -by, zone);
    case 'ArrowRight':
      return moved(window, 'whole', by, zone);
    case '[':
    case '{':
      return moved(window, 'end', -by, zone);
    case ']':
    case '}':
      return moved(window, 'end', by, zone);
    default:
      return null;
  }
}

export const sameWindow = (a: Window | null, b: Window | null): boolean => a?.start === b?.start && a?.end === b?.end;
