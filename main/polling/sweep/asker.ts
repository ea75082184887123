import type { Clock } from '../../../shared/lib/clock';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import type { Decoder } from '../decode/decoder';
import type { AnswerKind, Parsed } from '../parse/parse';
import type { AwsFailure, AwsPort, AwsTarget, Operation } from '../ports';

/** What a good answer holds, and AWS's clock when it was given. */
export interface Answered<T> {
  readonly value: T;
  readonly awsAt: Ms | null;
}

/** One request that was made, for the meter (P5). Retries inside the SDK are not among them: AWS answered none of those. */
export interface Usage {
  readonly operation: Operation;
  /** Metrics this request is billed for; 0 for what AWS does not bill. */
  readonly billedMetrics: number;
  readonly at: Ms;
}

/** Asks one target, within the time of one call, and parses what comes back (P1, P10). */
export interface Asker {
  ask<K extends AnswerKind>(
    kind: K,
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    billedMetrics?: number,
  ): Promise<Result<Answered<Parsed[K]>, AwsFailure>>;
}

export interface AskerOptions {
  readonly aws: AwsPort;
  readonly target: AwsTarget;
  readonly clock: Clock;
  readonly decoder: Decoder;
  /** When a call that starts now has to end. */
  readonly deadline: () => Ms;
  readonly signal: AbortSignal;
  readonly onUsage: (usage: Usage) => void;
}

export function createAsker(options: AskerOptions): Asker {
  const { aws, target, clock, decoder, deadline, signal, onUsage } = options;
  return {
    async ask(kind, operation, input, billedMetrics = 0) {
      const until = deadline();
      if (signal.aborted || until <= clock.now())
        return err({ kind: 'offline', code: null, reason: 'there was no time left to ask' });
      const answer = await aws.call(target, operation, input, { deadline: until, signal });
      // What AWS answered is billed, and so may be a question it refused after reading it; what it turned away unread is not.
      const billed = answer.ok || answer.error.kind === 'validation';
      onUsage({ operation, billedMetrics: billed ? billedMetrics : 0, at: clock.now() });
      if (!answer.ok) return answer;
      const parsed = await decoder.decode(kind, answer.value.body, answer.value.awsAt ?? clock.now());
      if (!parsed.ok)
        return err({ kind: 'error', code: null, reason: `${operation} was answered with ${parsed.error}` });
      return ok({ value: parsed.value, awsAt: answer.value.awsAt });
    },
  };
}

/** Most pages of one question: far above what an account can hold, and an end for a service that never stops. */
const MOST_PAGES = 1_000;

/** Pages of one question, put in order. `more` says that the pages were cut where the caller asked for it. */
export interface Pages<T> extends Answered<readonly T[]> {
  readonly more: boolean;
}

/**
 * All pages of one question (P2). The same token twice, or too many pages, is an error rather than an endless sweep, unless
 * the caller is content with the first `enough` pages. The instant is that of the first page: nothing later than it is
 * promised to be in the answer.
 */
export async function allPages<T>(
  ask: (token: string | null) => Promise<Result<Answered<T>, AwsFailure>>,
  nextToken: (page: T) => string | null,
  enough = Infinity,
): Promise<Result<Pages<T>, AwsFailure>> {
  const pages: T[] = [];
  const tokens = new Set<string>();
  let awsAt: Ms | null = null;
  let token: string | null = null;
  do {
    if (pages.length >= MOST_PAGES) return err(failed('AWS sent more than 1,000 pages'));
    if (pages.length >= enough) return ok({ value: pages, awsAt, more: true });
    const answer: Result<Answered<T>, AwsFailure> = await ask(token);
    // A refusal of a later page is about its token, not about the question: it must not split a batch.
    if (!answer.ok)
      return pages.length > 0 && answer.error.kind === 'validation' ? err({ ...answer.error, kind: 'error' }) : answer;
    awsAt ??= answer.value.awsAt;
    pages.push(answer.value.value);
    token = nextToken(answer.value.value);
    if (token !== null && tokens.has(token))
      return err(failed('AWS pages in a circle: it sent the same page token twice'));
    if (token !== null) tokens.add(token);
  } while (token !== null);
  return ok({ value: pages, awsAt, more: false });
}

const failed = (reason: string): AwsFailure => ({ kind: 'error', code: null, reason });

/** P10: an answer that has entries, of which not one can be understood. */
export const nothingReadable = (operation: Operation): AwsFailure =>
  failed(`${operation} was answered with nothing that can be understood`);

/** The earlier of two instants of AWS's clock: nothing later is promised to be known. */
export const earlier = (a: Ms | null, b: Ms | null): Ms | null => (a === null ? b : b === null ? a : Math.min(a, b));
