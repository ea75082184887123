import { err, ok, type Result } from '../../shared/lib/result';
import { DAY, SECOND, floorTo, type Ms } from '../../shared/lib/time';
import type { SignalAnswer } from '../../shared/domain/signals/merge';
import { retentionOf, type Range } from './questions/ranges';
import { SIDE_BY_SIDE, packSpans, type Span } from './questions/spans';
import { unitOf, type Watched } from './questions/units';
import type { Asker } from './sweep/asker';
import { sweepMetrics } from './sweep/metrics';

/** Buckets of one signal, by `site/signal`, from `from` to before `to`. */
export interface BucketWish {
  readonly key: string;
  readonly from: Ms;
  readonly to: Ms;
}
/** What AWS answered, or why it was not asked or did not answer. */
export type BucketAnswer = Result<SignalAnswer, string>;

/** The period at which buckets of other days can be asked: below a minute AWS keeps three hours only. */
const askablePeriod = (periodSeconds: number): number => Math.max(60, periodSeconds);

/**
 * P2, P3: buckets of named signals in the fewest calls, with each metric named once: points are free and metrics are not. What
 * AWS no longer keeps is not asked for.
 */
export async function askBuckets(
  asker: Asker,
  watched: ReadonlyMap<string, Watched>,
  wishes: readonly BucketWish[],
  awsNow: Ms,
): Promise<ReadonlyMap<string, BucketAnswer>> {
  const answers = new Map<string, BucketAnswer>();
  const spans: Span[] = [];
  for (const wish of wishes) {
    const one = watched.get(wish.key);
    const span = one === undefined ? err('it is not in the workspace file') : spanOf(one, wish, awsNow);
    if (span.ok) spans.push(span.value);
    else answers.set(wish.key, span);
  }
  const batches = packSpans(spans);
  for (let from = 0; from < batches.length; from += SIDE_BY_SIDE) {
    const asked = batches.slice(from, from + SIDE_BY_SIDE);
    const found = await sweepMetrics(asker, asked, { scanBy: 'TimestampAscending' });
    for (const { units } of asked)
      for (const { watched: one } of units) {
        const answer = found.answers.get(one.key);
        answers.set(one.key, answer === undefined ? err(found.failure?.reason ?? 'AWS did not answer it') : ok(answer));
      }
    if (found.failure === null) continue;
    // Whoever does not answer now is not asked for the rest.
    for (const { units } of batches.slice(from + SIDE_BY_SIDE))
      for (const { watched: one } of units) answers.set(one.key, err(found.failure.reason));
    break;
  }
  return answers;
}

function spanOf(watched: Watched, { from, to }: BucketWish, awsNow: Ms): Result<Span, string> {
  const periodSeconds = askablePeriod(watched.signal.periodSeconds);
  const unit = unitOf(watched, { periodSeconds, denominators: false });
  if (!unit.ok) return unit;
  const range = keptPart({ start: from, end: to }, periodSeconds, awsNow);
  if (range !== null) return ok({ unit: unit.value, range });
  const days = Math.round(retentionOf(periodSeconds) / DAY);
  return err(`AWS keeps buckets of ${periodSeconds} s for ${days} days`);
}

/** The part of a range that AWS still has; null where that is nothing. */
function keptPart({ start, end }: Range, periodSeconds: number, awsNow: Ms): Range | null {
  const oldest = floorTo(awsNow - retentionOf(periodSeconds), periodSeconds * SECOND) + periodSeconds * SECOND;
  const range = { start: Math.max(start, oldest), end: Math.min(end, awsNow) };
  return range.start < range.end ? range : null;
}
