import type { SignalAnswer } from '../../../shared/domain/signals/merge';
import type { Ms } from '../../../shared/lib/time';
import type { MetricPage } from '../parse/metrics';
import type { AwsFailure } from '../ports';
import { answerOf, collect } from '../questions/answers';
import type { Batch } from '../questions/batches';
import { callOf, type MetricCall } from '../questions/calls';
import type { Range } from '../questions/ranges';
import type { Unit } from '../questions/units';
import { allPages, earlier, type Asker } from './asker';

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

  constructor(asker: Asker, options: MetricSweepOptions) {
    this.asker = asker;
    this.options = options;
  }

  result(): MetricSweep {
    const { answers, refused, failure, awsAt, notUnderstood } = this;
    return { answers, refused, failure, awsAt, notUnderstood };
  }

  async ask(units: readonly Unit[], range: Range, turn: 'first' | 'again'): Promise<void> {
    const call = callOf(units, range, this.options.scanBy);
    const pages = await this.pagesOf(call);
    if (!pages.ok) {
      if (pages.error.kind === 'validation') await this.split(call, pages.error);
      else this.failure ??= pages.error;
      return;
    }
    this.awsAt = earlier(this.awsAt, pages.value.awsAt);
    const retry = this.take(call, pages.value.value, turn);
    if (retry.length > 0) await this.ask(retry, range, 'again');
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
  private take(call: MetricCall, pages: readonly MetricPage[], turn: 'first' | 'again'): readonly Unit[] {
    const collection = collect(call, pages);
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

  /** P2: splits until the bad query stands alone; the halves are asked side by side. */
  private async split(call: MetricCall, refusal: AwsFailure): Promise<void> {
    const units = call.asked.map((asked) => asked.unit);
    const [only] = call.asked;
    if (call.asked.length === 1 && only !== undefined) {
      const { key } = only.unit.watched;
      this.refused.push(key);
      this.answers.set(
        key,
        nothing(call.range, 'misconfigured', `AWS refuses its question: ${inOwnWords(refusal.reason, only.names)}`),
      );
      return;
    }
    if (++this.splits > MOST_SPLITS) {
      for (const unit of units) {
        this.answers.set(
          unit.watched.key,
          nothing(call.range, 'partial', 'AWS refused a batch it was in, and the bad query is not found yet'),
        );
      }
      return;
    }
    const suspects = new Set(suspectsOf(call, refusal.reason));
    const halves: readonly Unit[][] =
      suspects.size > 0 && suspects.size < units.length
        ? [units.filter((unit) => suspects.has(unit)), units.filter((unit) => !suspects.has(unit))]
        : [units.slice(0, units.length >> 1), units.slice(units.length >> 1)];
    await Promise.all(halves.map((half) => this.ask(half, call.range, 'first')));
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

/** The message with the names of the workspace file in place of our ids. */
const inOwnWords = (message: string, names: ReadonlyMap<string, string>): string =>
  message.replace(/\bq\d+\b/g, (id) => names.get(id) ?? id);
