import { SECOND, type Ms } from '../../../shared/lib/time';
import { ok, type Result } from '../../../shared/lib/result';
import { signalKey } from '../../../shared/domain/status/gathered';
import type { Metric, Signal, Site } from '../../../shared/domain/workspace/types';
import { readExpression, type Expression } from './expression';

/** A signal in its site, as polling knows it. */
export interface Watched {
  /** `site/signal`, the key of everything said about it. */
  readonly key: string;
  readonly site: Site;
  readonly signal: Signal;
}

export const watchedOf = (site: Site): readonly Watched[] =>
  site.signals.map((signal) => ({ key: signalKey(site.id, signal.id), site, signal }));

/** One metric with one statistic at one period: what two signals may share within a call. */
export interface Stat {
  /** Equal for stats that are the same question. */
  readonly key: string;
  /** Equal for stats of the same metric, which are billed together (P2). */
  readonly metricKey: string;
  readonly metric: Metric;
  readonly periodSeconds: number;
}

/** What one signal asks: the smallest thing that can be refused alone. */
export interface Unit {
  readonly watched: Watched;
  readonly periodSeconds: number;
  /** By the name the expression has for it; a plain metric is called `value`. */
  readonly stats: ReadonlyMap<string, Stat>;
  readonly expression: Expression | null;
  /** Names of stats whose points are asked for too: the value itself, or denominators (S5). */
  readonly returned: ReadonlySet<string>;
  /** What its values are multiplied with. */
  readonly scale: number;
}

export interface UnitOptions {
  /** Asks at another period than its own: history below a minute, the probe by the hour. */
  readonly periodSeconds?: number;
  /** Whether buckets without a denominator are to be told (S5). */
  readonly denominators: boolean;
}

const PLAIN = 'value';

/** The question of a signal, or why it is none. */
export function unitOf(watched: Watched, options: UnitOptions): Result<Unit, string> {
  const { signal } = watched;
  const { question } = signal;
  const period = options.periodSeconds ?? signal.periodSeconds;
  if (question.kind === 'metric') {
    const stats = new Map([[PLAIN, statOf(question.metric, period)]]);
    // Sums grow with their bucket: what is asked over longer buckets is brought back to the signal's own.
    const share = /^(Sum|SampleCount)$/.test(question.metric.statistic) ? signal.periodSeconds / period : 1;
    return ok({
      watched,
      periodSeconds: period,
      stats,
      expression: null,
      returned: new Set([PLAIN]),
      scale: question.scale * share,
    });
  }
  const expression = readExpression(question.expression, [...question.metrics.keys()]);
  if (!expression.ok) return expression;
  const stats = new Map<string, Stat>();
  for (const name of expression.value.uses) {
    const metric = question.metrics.get(name);
    if (metric !== undefined) stats.set(name, statOf(metric, period));
  }
  // Where a missing bucket is unknown anyway, nobody needs to know what was missing.
  const returned =
    options.denominators && signal.missing !== 'unknown' ? expression.value.denominators : new Set<string>();
  return ok({ watched, periodSeconds: period, stats, expression: expression.value, returned, scale: 1 });
}

function statOf(metric: Metric, periodSeconds: number): Stat {
  const dimensions = Object.entries(metric.dimensions).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const metricKey = JSON.stringify([metric.namespace, metric.name, dimensions]);
  return {
    key: JSON.stringify([metricKey, metric.statistic, periodSeconds, metric.unit]),
    metricKey,
    metric,
    periodSeconds,
  };
}

export const periodOf = (unit: Unit): Ms => unit.periodSeconds * SECOND;
