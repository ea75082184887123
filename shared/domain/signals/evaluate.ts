import { firstIndexFrom } from './points';
import { sayIn } from '../../lib/numbers';
import { DAY, HOUR, SECOND, floorTo, type Ms } from '../../lib/time';
import type { SignalState } from '../status/types';
import type { Limit, Signal } from '../workspace/types';
import { foldSignal, newestComplete, type Folded } from './fold';
import { appliedLimit, limitsAt } from './limits';
import { sameHourLookup } from './same-hour';
import type { Point, SignalData, SignalProblem } from './types';

/** What one signal says at the time of the last good answer of its source. */
export interface SignalEvaluation {
  readonly signal: Signal;
  readonly state: SignalState;
  readonly since: Ms;
  readonly was: Folded['was'];
  /** Why it is not ok, or that it is; one sentence without its time. */
  readonly text: string;
  /** The same without the count of buckets, for a title. */
  readonly headline: string;
  readonly value: number | null;
  readonly at: Ms | null;
  readonly warning: number | null;
  readonly critical: number | null;
  readonly limitText: string | null;
  readonly sameHour: number | null;
  readonly ordersLostPerMinute: number | null;
  readonly recent: readonly Point[];
  readonly incomplete: Point | null;
  readonly problem: SignalProblem | null;
  /** End of the range AWS was last asked for, by its clock; null before the first answer. */
  readonly askedTo: Ms | null;
}

/**
 * Judges one signal as of the last good answer (`awsNow`, AWS's clock): a bucket that completed since then was not asked
 * for yet, so it is neither missing nor known. `traffic` says whether another signal of the site proves that it is used (S5).
 */
export function evaluateSignal(
  signal: Signal,
  data: SignalData,
  zone: string,
  awsNow: Ms,
  traffic: boolean,
): SignalEvaluation {
  const sameHour = sameHourLookup(data.hours, zone);
  const folded = foldSignal(signal, data, awsNow, sameHour);
  const newest = folded?.newest ?? newestComplete(signal, awsNow);
  const complete = lastIndexUpTo(data.points, newest);
  const last = complete < 0 ? undefined : data.points[complete];
  const limits = limitsAt(signal, newest, sameHour);
  const median = data.hours.length > 0 ? sameHour(newest) : null;
  const verdict = judge(signal, data, folded, traffic, newest);
  const next = data.points[complete + 1];
  const said = describe(signal, verdict.state, folded, last?.[1] ?? null, limits);
  return {
    signal,
    state: verdict.state,
    since: verdict.since ?? folded?.since ?? newest,
    was: folded?.was ?? null,
    text: `${signal.name}${verdict.text ?? said.join('')}`,
    headline: `${signal.name}${verdict.text ?? said[0]}`,
    value: last?.[1] ?? null,
    at: last?.[0] ?? null,
    warning: typeof limits.warning === 'number' ? limits.warning : null,
    critical: typeof limits.critical === 'number' ? limits.critical : null,
    limitText: limitText(signal),
    sameHour: median,
    ordersLostPerMinute: ordersLost(signal, last, newest, sameHour),
    recent: data.points.slice(firstIndexFrom(data.points, newest - HOUR + signal.periodSeconds * SECOND), complete + 1),
    incomplete: next ?? null,
    problem: data.problem,
    askedTo: data.covered?.[1] ?? null,
  };
}

/** States that no bucket arithmetic may soften: what AWS refused, what was never seen, what nobody proves to be used. */
function judge(
  signal: Signal,
  data: SignalData,
  folded: Folded | null,
  traffic: boolean,
  newest: Ms,
): { readonly state: SignalState; readonly text: string | null; readonly since?: Ms } {
  const problem = data.problem;
  if (problem !== null && problem.kind !== 'partial') return { state: 'unknown', text: `: ${problem.text}` };
  if (folded === null) return { state: 'unknown', text: ' was not answered yet' };
  if (data.points.length === 0) {
    if (data.seenIn14Days === true && folded.state !== 'unknown' && (signal.missing !== 'ok' || traffic))
      return { state: folded.state, text: null };
    // S5: never seen is unknown whatever `missing` says.
    if (data.seenIn14Days !== true) {
      return data.seenIn14Days === false
        ? // Since a day, not a bucket: the beginning must not move on with every bucket.
          { state: 'unknown', text: ' has not reported in the last 14 days', since: floorTo(newest - 14 * DAY, DAY) }
        : { state: 'unknown', text: ' has no data', since: folded.since };
    }
    return { state: 'unknown', text: ' is silent' };
  }
  if (folded.state === 'ok' && signal.missing === 'ok' && folded.silent >= 3 * signal.n && !traffic) {
    return {
      state: 'unknown',
      text: ` is silent for ${folded.silent} buckets, and no other signal of the site proves traffic`,
      since: newest - (folded.silent - 1) * signal.periodSeconds * SECOND,
    };
  }
  return { state: folded.state, text: null };
}

/** What is behind the name: the headline, and how it is known. */
function describe(
  signal: Signal,
  state: SignalState,
  folded: Folded | null,
  value: number | null,
  limits: ReturnType<typeof limitsAt>,
): readonly [headline: string, evidence: string] {
  const bounds = [limits.warning, limits.critical].filter((limit) => typeof limit === 'number');
  const say = sayIn(signal.unit, [...(value === null ? [] : [value]), ...bounds]);
  const now = value === null ? '' : ` ${say(value)}`;
  switch (state) {
    case 'critical':
    case 'warning': {
      const limit = limits[state];
      const bound = typeof limit === 'number' ? `, limit ${say(limit)}` : '';
      const count =
        folded === null
          ? ''
          : folded.breaching > 0
            ? `, beyond it in ${folded.breaching} of the last ${signal.n} buckets`
            : `, ${signal.recover} buckets inside it are needed`;
      const silent = folded !== null && folded.silent > 0 ? `, silent since ${folded.silent} buckets` : '';
      return [`${now}${bound}`, `${count}${silent}`];
    }
    case 'unknown':
      return folded?.unjudged === true && folded.missing < signal.m && folded.silent === 0
        ? [': no history of the same hour yet', ', its limit cannot be told']
        : [': no data', ` in ${folded?.missing ?? signal.n} of the last ${signal.n} buckets`];
    case 'ok':
      return [now, ''];
  }
}

const limitText = (signal: Signal): string | null => {
  const relative = [signal.warning, signal.critical].filter(
    (limit): limit is Extract<Limit, { kind: 'same-hour' }> => limit?.kind === 'same-hour',
  );
  return relative.length === 0 ? null : `${relative.map((limit) => `${limit.percent} %`).join(' / ')} of same hour`;
};

/**
 * S11: max(0, same-hour median - now), a minute; sums over longer buckets are brought to a minute first. Null when no bucket
 * of the last N has a point: what was measured before that is not now.
 */
function ordersLost(
  signal: Signal,
  last: Point | undefined,
  newest: Ms,
  sameHour: (at: Ms) => number | null,
): number | null {
  if (signal.impact !== 'orders' || last === undefined) return null;
  const [at, value] = last;
  const median = at > newest - signal.n * signal.periodSeconds * SECOND ? sameHour(at) : null;
  if (median === null) return null;
  const isSum = signal.question.kind === 'metric' && /^(Sum|SampleCount)$/.test(signal.question.metric.statistic);
  return Math.max(0, median - value) * (isSum ? 60 / signal.periodSeconds : 1);
}

/** S5: a present, positive value in the last window proves that the site is used. */
export function provesTraffic(signal: Signal, data: SignalData, awsNow: Ms): boolean {
  const newest = newestComplete(signal, awsNow);
  const from = newest - (signal.n - 1) * signal.periodSeconds * SECOND;
  for (let index = lastIndexUpTo(data.points, newest); index >= 0; index--) {
    const [at, value] = data.points[index] ?? [0, 0];
    if (at < from) return false;
    if (value > 0) return true;
  }
  return false;
}

/** Limits for a chart: one entry where they change. */
export function limitSteps(
  signal: Signal,
  data: SignalData,
  zone: string,
  from: Ms,
  to: Ms,
): readonly { readonly at: Ms; readonly warning: number | null; readonly critical: number | null }[] {
  const sameHour = sameHourLookup(data.hours, zone);
  const steps: { at: Ms; warning: number | null; critical: number | null }[] = [];
  for (let at = from; at <= to; at += signal.periodSeconds * SECOND) {
    const median = (): number | null => sameHour(at);
    const warning = plain(appliedLimit(signal.warning, signal.floor, median));
    const critical = plain(appliedLimit(signal.critical, signal.floor, median));
    const last = steps.at(-1);
    if (last?.warning !== warning || last.critical !== critical) steps.push({ at, warning, critical });
  }
  return steps;
}

const plain = (limit: number | 'none' | 'unknown'): number | null => (typeof limit === 'number' ? limit : null);

function lastIndexUpTo(points: readonly Point[], at: Ms): number {
  let index = points.length - 1;
  while (index >= 0 && (points[index]?.[0] ?? 0) > at) index--;
  return index;
}
