import type { Ms } from '../../shared/lib/time';
import { age, clock } from './time';

/**
 * Hints are written when a part is drawn and read later. An age inside one is therefore kept as an instant and told by
 * the clock of the moment in which the hint is shown: a number never claims to be younger than it is.
 */
const MARK = /\{ago (-?\d+)\}/g;

/** Stands for "12 s ago". */
export const ago = (at: Ms): string => `{ago ${Math.round(at)}}`;

export const fillAges = (text: string, now: Ms): string =>
  text.replace(MARK, (_, at: string) => `${age(now - Number(at))} ago`);

/** For a label that is read aloud at any later time: the instant itself. */
export const spoken = (text: string): string =>
  text
    .replace(MARK, (_, at: string) => `at ${clock(Number(at), 'UTC')} UTC`)
    .replace(/\n/g, '. ')
    .replace(/\.\. /g, '. ');
