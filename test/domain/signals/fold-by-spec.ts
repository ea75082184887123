import type { Signal } from '../../../shared/domain/workspace/types';

/** One bucket: beyond critical, beyond warning only, calm, missing. */
export type Mark = 'C' | 'W' | '.' | '-';

type Rules = Pick<Signal, 'm' | 'n' | 'recover' | 'missing'>;

/**
 * S3, S4 and S5 word by word, slow and without memory of counts, for signals with both limits and silences too short to end a
 * level: what the fold is compared with. Buckets before the first are not known.
 */
export function foldedBySpec(marks: readonly Mark[], rules: Rules): 'critical' | 'warning' | 'unknown' | 'ok' {
  let level = 0;
  marks.forEach((_mark, end) => {
    const judged = isBreach(marks, end, 'critical', rules) ? 2 : isBreach(marks, end, 'warning', rules) ? 1 : 0;
    if (judged >= level) level = judged;
    else if (isCalm(marks, end, level === 2 ? 'critical' : 'warning', rules.recover)) level -= 1;
  });
  if (level === 2) return 'critical';
  if (level === 1) return 'warning';
  const end = marks.length - 1;
  return isOpen(marks, end, 'critical', rules) || isOpen(marks, end, 'warning', rules) ? 'unknown' : 'ok';
}

type Level = 'critical' | 'warning';
const breaches = (mark: Mark | undefined, level: Level): boolean =>
  mark === 'C' || (mark === 'W' && level === 'warning');

function count(marks: readonly Mark[], end: number, n: number, is: (mark: Mark | undefined) => boolean): number {
  let found = 0;
  for (let index = end - n + 1; index <= end; index++) if (is(marks[index])) found++;
  return found;
}

function isBreach(marks: readonly Mark[], end: number, level: Level, { m, n, missing }: Rules): boolean {
  return count(marks, end, n, (mark) => breaches(mark, level) || (missing === 'breaching' && mark === '-')) >= m;
}

/** b + m >= M where what is missing says nothing; undefined is a bucket before the first. */
function isOpen(marks: readonly Mark[], end: number, level: Level, { m, n, missing }: Rules): boolean {
  const may = (mark: Mark | undefined): boolean =>
    breaches(mark, level) || mark === undefined || (mark === '-' && missing !== 'ok');
  return count(marks, end, n, may) >= m;
}

/** The last K buckets that are there are in a row and breach nothing: what is missing neither counts nor resets. */
function isCalm(marks: readonly Mark[], end: number, level: Level, k: number): boolean {
  const present = marks.slice(0, end + 1).filter((mark) => mark !== '-');
  return present.length >= k && present.slice(-k).every((mark) => !breaches(mark, level));
}
