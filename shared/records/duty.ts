import type { DutyEntry } from '../domain/shifts/types';
import { iso } from '../lib/time';
import type { Content } from './content';
import { number, text } from './fields';
import type { Json } from './ids';

/** What somebody wrote of who takes a shift; null where it was withdrawn or does not say enough to be one (a newer or a hostile writer). */
export function dutyOf({ fields }: Content, id: string): DutyEntry | null {
  if (fields.withdrawn === true) return null;
  const written = { id, by: text(fields.by), at: number(fields.at) ?? 0 };
  const team = text(fields.team);
  const person = text(fields.person);
  const span = spanOf(number(fields.from), number(fields.to));
  switch (text(fields.kind)) {
    case 'leave':
      return person === '' || span === null ? null : { ...written, kind: 'leave', person, ...span };
    case 'cover':
      return team === '' || person === '' || span === null
        ? null
        : { ...written, kind: 'cover', team, person, instead: text(fields.instead) || null, ...span };
    case 'on-duty':
      return team === '' || person === '' || span === null
        ? null
        : { ...written, kind: 'on-duty', team, person, ...span };
    case 'swap': {
      const between = pairOf(fields.between, (name) => name.trim() !== '');
      const days = pairOf(fields.days, isDay);
      return team === '' || between === null || days === null
        ? null
        : { ...written, kind: 'swap', team, between, days };
    }
    default:
      return null;
  }
}

const spanOf = (from: number | null, to: number | null): { readonly from: number; readonly to: number } | null =>
  from !== null && to !== null && from < to && Math.abs(from) <= 8.64e15 && Math.abs(to) <= 8.64e15
    ? { from, to }
    : null;

function pairOf(value: Json | undefined, is: (one: string) => boolean): readonly [string, string] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [a, b] = value as readonly Json[];
  return typeof a === 'string' && typeof b === 'string' && is(a) && is(b) ? [a, b] : null;
}

/** A day that calendars know: `2026-11-23`. */
const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && iso(Date.parse(`${day}T00:00:00Z`)).startsWith(day);
