import type { Result } from '../../../shared/lib/result';
import type { AwsFailure } from '../ports';

/** P2: Health answers details and entities for 10 ARNs per call. */
const TEN = 10;

export interface Tens<I, T> {
  readonly answers: readonly { readonly items: readonly I[]; readonly value: T }[];
  /** What was not answered, and why. */
  readonly failed: ReadonlyMap<I, AwsFailure>;
}

/**
 * Asks items ten at a time. A policy can deny single events, and one bad ARN spoils a whole call: then its ten are asked one
 * by one. Any other failure, or ten denied ones, ends the asking, because the rest would fare alike.
 */
export async function askTens<I, T>(
  items: readonly I[],
  ask: (ten: readonly I[]) => Promise<Result<T, AwsFailure>>,
): Promise<Tens<I, T>> {
  const answers: { items: readonly I[]; value: T }[] = [];
  const failed = new Map<I, AwsFailure>();
  let end: AwsFailure | null = null;
  for (let from = 0; from < items.length; from += TEN) {
    const ten = items.slice(from, from + TEN);
    const answer: Result<T, AwsFailure> = end === null ? await ask(ten) : { ok: false, error: end };
    if (answer.ok) {
      answers.push({ items: ten, value: answer.value });
      continue;
    }
    const single: boolean =
      end === null && ten.length > 1 && (answer.error.kind === 'denied' || answer.error.kind === 'validation');
    let good = 0;
    for (const item of ten) {
      const own: Result<T, AwsFailure> = single && end === null ? await ask([item]) : answer;
      if (own.ok) {
        answers.push({ items: [item], value: own.value });
        good++;
        continue;
      }
      failed.set(item, own.error);
      if (single && own.error.kind !== 'denied' && own.error.kind !== 'validation') end = own.error;
    }
    if (good === 0) end ??= answer.error;
  }
  return { answers, failed };
}
