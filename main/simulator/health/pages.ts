import { err, ok, type Result } from '../../../shared/lib/result';
import { constraintError, invalidPaginationToken, type AwsError } from '../protocol/errors';
import { readNumber, readText, type Json } from '../protocol/json';
import { readOffset, writeToken } from '../protocol/token';
import type { HealthBook } from '../world/types';

/** AWS documents no default; a small one makes a caller notice that it forgot to ask for 100. */
const DEFAULT_RESULTS = 10;

export interface HealthPage {
  readonly items: readonly unknown[];
  readonly nextToken: string | null;
}

/** Cuts one page by maxResults and nextToken. */
export function pageOf(
  items: readonly unknown[],
  input: Json,
  book: Pick<HealthBook, 'pageSize' | 'repeatOnPages'>,
  least = 1,
): Result<HealthPage, AwsError> {
  const max = readNumber(input, 'maxResults') ?? DEFAULT_RESULTS;
  if (max < least || max > 100) {
    const bound = max < least ? `greater than or equal to ${least}` : 'less than or equal to 100';
    return err(constraintError(String(max), 'maxResults', `Member must have value ${bound}`));
  }
  const offset = readOffset(readText(input, 'nextToken'));
  if (offset === null) return err(invalidPaginationToken);
  const size = Math.min(max, book.pageSize ?? max);
  const end = offset + size;
  const from = book.repeatOnPages && offset > 0 ? offset - 1 : offset;
  return ok({
    items: items.slice(from, end),
    nextToken: end < items.length ? writeToken({ offset: end }) : null,
  });
}

export const withToken = (value: Json, nextToken: string | null): Json =>
  nextToken === null ? value : { ...value, nextToken };
