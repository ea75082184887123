import type { SignalAnswer } from '../../../shared/domain/signals/merge';
import type { Ms } from '../../../shared/lib/time';
import type { MetricPage } from '../parse/metrics';
import type { AwsFailure } from '../ports';
import { answerOf, collect, said, type Collection } from '../questions/answers';
import type { Batch } from '../questions/batches';
import { callOf, type Asked, type MetricCall } from '../questions/calls';
import type { Range } from '../questions/ranges';
import type { Unit } from '../questions/units';
import { allPages, earlier, nothingReadable, type Asker } from './asker';

/** Calls one sweep may spend on finding refused queries; what is left then waits for the next sweep. */
const MOST_SPLITS = 100;

/** What one sweep of GetMetricData found. A failure may come with answers: other batches were answered. */
export interface MetricSweep {
  /** By signal key. */
  readonly answers: ReadonlyMap<string, SignalAnswer>;
  /** Keys of signals AWS refused when they stood alone (P2). */
  readonly refused: readonly string[];
  readonly failure: AwsFailure | null;
  readonly awsAt: Ms | null;
  readonly notUnderstood: readonly string[];
}

export interface MetricSweepOptions {
  readonly scanBy?: 'TimestampDescending' | 'TimestampAscending';
}

/** One sweep: all batches side by side, each split by halves where AWS refuses it (P2). */
export async function sweepMetrics(
  asker: Asker,
  batches: readonly Batch[],
  options: MetricSweepOptions = {},
): Promise<MetricSweep> {
  const sweep = new Sweep(asker, options);
  await Promise.all(batches.map((batch) => sweep.ask(batch.units, batch.range, 'first')));
  return sweep.result();
}

class Sweep {
  private readonly asker: Asker;
  private readonly options: MetricSweepOptions;
  private readonly answers = new Map<string, SignalAnswer>();
  private readonly refused: string[] = [];
  private readonly notUnderstood: string[] = [];
  private failure: AwsFailure | null = null;
  private awsAt: Ms | null = null;
  private splits = 0;
  /** A query that AWS named as bad was good alone: what it names is not believed for the rest of this sweep. */
  private misled = false;
  /** Something of an answer could be understood; something could not. */
  private understood = false;
  private unreadable = false;

  constructor(asker: Asker, options: MetricSweepOptions) {
    this.asker = asker;
    this.options = options;
  }

  result(): MetricSweep {
    const { answers, refused, failure, awsAt, notUnderstood } = this;
    if (failure !== null || this.understood || !this.unreadable)
      return { answers, refused, failure, awsAt, notUnderstood };
    // P10: results, and not one of them readable, are no answer; what AWS refused stays said.
    const kept = new Map([...answers].filter(([key]) => refused.includes(key)));
    return { answers: kept, refused, failure: nothingReadable('GetMetricData'), awsAt: null, notUnderstood };
  }

  /** Asks units in one call, and what became of that call as a whole. */
  async ask(units: readonly Unit[], range: Range, turn: 'first' | 'again'): Promise<'answered' | 'refused' | 'failed'> {
    const call = callOf(units, range, this.options.scanBy);
    const pages = await this.pagesOf(call);
    if (!pages.ok) {
      if (pages.error.kind === 'validation') {
        await this.split(call, pages.error);
        return 'refused';
      }
      this.failure ??= pages.error;
      return 'failed';
    }
    const collection = collect(call, pages.value.value);
    if (collection.byId.size > 0) this.understood = true;
    else if (collection.broken.size > 0) this.unreadable = true;
    else {
      // P10: nothing of what was asked came back. Taken for an answer it would say that every metric is silent.
      this.failure ??= unanswered(collection);
      return 'failed';
    }
    this.awsAt = earlier(this.awsAt, pages.value.awsAt);
    const retry = this.take(call, collection, turn);
    if (retry.length > 0) await this.ask(retry, range, 'again');
    return 'answered';
  }

  private pagesOf(call: MetricCall): ReturnType<typeof allPages<MetricPage>> {
    return allPages(
      (token) =>
        this.asker.ask(
          'metrics',
          'GetMetricData',
          token === null ? call.input : { ...call.input, NextToken: token },
          call.billedMetrics,
        ),
      (page) => page.nextToken,
    );
  }

  /** Keeps the answers; returns the units AWS could not compute, which are asked once more (InternalError means: try again). */
  private take(call: MetricCall, collection: Collection, turn: 'first' | 'again'): readonly Unit[] {
    const retry: Unit[] = [];
    for (const asked of call.asked) {
      const { key } = asked.unit.watched;
      this.answers.set(key, answerOf(asked, call, collection));
      if (collection.broken.has(asked.valueId)) this.notUnderstood.push(key);
      const ids = [asked.valueId, ...asked.denominatorIds];
      if (turn === 'first' && ids.some((id) => collection.byId.get(id)?.status === 'InternalError'))
        retry.push(asked.unit);
    }
    this.notUnderstood.push(...collection.strangers);
    return retry;
  }

  /** P2: splits until the bad query stands alone, beginning with what AWS names as bad. */
  private async split(call: MetricCall, refusal: AwsFailure): Promise<void> {
    const units = call.asked.map((asked) => asked.unit);
    const [only] = call.asked;
    if (call.asked.length === 1 && only !== undefined) {
      const { key } = only.unit.watched;
      this.refused.push(key);
      this.answers.set(
        key,
        nothing(call.range, 'misconfigured', `AWS refuses its question: ${inOwnWords(refusal.reason, only)}`),
      );
      return;
    }
    if (!this.maySplit(units, call.range)) return;
    const suspects = this.misled ? [] : suspectsOf(call, refusal.reason);
    // A hint that leaves more than half of them is worth no more than a half, and may be wrong.
    if (suspects.length === 0 || suspects.length * 2 > units.length) {
      await this.halve(units, call.range);
      return;
    }
    const rest = units.filter((unit) => !suspects.includes(unit));
    if ((await this.ask(suspects, call.range, 'first')) !== 'answered') await this.ask(rest, call.range, 'first');
    else {
      // What was named is good, so the bad one is among the rest, and a message may name a good one each time.
      this.misled = true;
      if (rest.length === 1 || this.maySplit(rest, call.range)) await this.halve(rest, call.range);
    }
  }

  /** Asks the halves side by side. */
  private async halve(units: readonly Unit[], range: Range): Promise<void> {
    const middle = units.length >> 1;
    const halves = [units.slice(0, middle), units.slice(middle)].filter((half) => half.length > 0);
    await Promise.all(halves.map((half) => this.ask(half, range, 'first')));
  }

  /** Counts a split; where there were too many, these units wait for the next sweep. */
  private maySplit(units: readonly Unit[], range: Range): boolean {
    if (++this.splits <= MOST_SPLITS) return true;
    for (const unit of units) {
      this.answers.set(
        unit.watched.key,
        nothing(range, 'partial', 'AWS refused a batch it was in, and the bad query is not found yet'),
      );
    }
    return false;
  }
}

const nothing = (range: Range, kind: 'misconfigured' | 'partial', text: string): SignalAnswer => ({
  asked: [range.start, range.end],
  points: [],
  noDenominator: new Set(),
  problem: { kind, text },
});

/** Units that use the one query the message names, by its id or by its place; none when it names several or no query. */
function suspectsOf(call: MetricCall, message: string): readonly Unit[] {
  const queries = call.input['MetricDataQueries'] as readonly { readonly Id: string }[];
  const places = [...message.matchAll(/MetricDataQueries\.member\.(\d+)/gi)].map(
    (match) => queries[Number(match[1]) - 1]?.Id,
  );
  const named = new Set(
    [...places, ...(message.match(/\bq\d+\b/g) ?? [])].filter((id) => queries.some((query) => query.Id === id)),
  );
  const [id] = named;
  if (named.size !== 1 || id === undefined) return [];
  return call.asked.filter((asked) => asked.names.has(id) || asked.valueId === id).map((asked) => asked.unit);
}

/** The message with the words of the workspace file in place of our ids: names of metrics, and the expression as it is written. */
const inOwnWords = (message: string, { names, valueId, unit }: Asked): string => {
  const { question } = unit.watched.signal;
  return message.replace(/(['"]?)\b(q\d+)\b\1/g, (whole, quote: string, id: string) => {
    if (id === valueId && question.kind === 'expression') return `"${shortened(question.expression)}"`;
    const name = question.kind === 'metric' && id === valueId ? question.metric.name : names.get(id);
    return name === undefined ? whole : `${quote}${name}${quote}`;
  });
};

/** Longest piece of an expression within a sentence. */
const MOST_WORDS = 160;
const shortened = (expression: string): string => {
  const line = expression.replace(/\s+/g, ' ').trim();
  return line.length <= MOST_WORDS ? line : `${line.slice(0, MOST_WORDS - 1)}\u2026`;
};

const unanswered = ({ messages }: Collection): AwsFailure => ({
  kind: 'error',
  code: null,
  reason: `GetMetricData was answered without any of the metrics that were asked for${said(messages)}`,
});
