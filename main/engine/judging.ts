import type { Clock } from '../../shared/lib/clock';
import { err } from '../../shared/lib/result';
import { MINUTE, type Ms } from '../../shared/lib/time';
import type { Change, Watched } from '../../shared/domain/change/types';
import { BEFORE, judgedSpan, type JudgedSpan } from '../../shared/domain/judgement/spans';
import type { JudgedSignal } from '../../shared/domain/judgement/types';
import { judgeGone, judgeWatched } from '../../shared/domain/judgement/watched';
import { weekBeforeOf } from '../../shared/domain/judgement/week-before';
import { EMPTY_SIGNAL } from '../../shared/domain/signals/merge';
import type { Point, SignalData } from '../../shared/domain/signals/types';
import { sourceId } from '../../shared/domain/sources/types';
import { signalKey } from '../../shared/domain/status/gathered';
import { signalSource } from '../../shared/domain/status/required';
import type { Signal, Site } from '../../shared/domain/workspace/types';
import type { BucketAnswer, BucketWish } from '../polling/buckets';
import type { Board } from './board';
import type { Polling } from './polling';

export type JudgeChange = (
  change: Pick<Change, 'id' | 'state' | 'times' | 'watched'>,
) => Promise<readonly JudgedSignal[]>;

/** What was fetched of one signal for one change. */
interface Fetched {
  readonly question: string | undefined;
  readonly points: readonly Point[];
  /** Null: nothing was answered. */
  readonly covered: readonly [from: Ms, to: Ms] | null;
  /** Why not. */
  readonly gap: string | null;
  /** What was not answered is not asked for again before. */
  readonly againAt: Ms;
}
type Kept = Map<string, Fetched>;

/** A window asks with every new bucket; AWS is not asked in vain that often. */
const AGAIN: Ms = MINUTE;
/** What was answered in part may never be answered whole. */
const AGAIN_PARTIAL: Ms = 15 * MINUTE;
/** Changes whose buckets are kept: those that people look at in turn. */
const MOST_CHANGES = 16;

interface One {
  readonly watched: Watched;
  readonly site: Site;
  readonly signal: Signal;
  readonly key: string;
}

/**
 * Compares the watched signals of a change with real buckets: those of the board, and those of the day and of the week before, which
 * are asked for once, when somebody wants to know. What was so then never changes, so it is kept for as long as this runs.
 */
export function createJudging(tools: {
  readonly board: Board;
  readonly polling: () => Pick<Polling, 'buckets'>;
  readonly clock: Clock;
}): JudgeChange {
  const { board, polling, clock } = tools;
  const kept = new Map<string, Kept>();
  const turns = new Map<string, Promise<unknown>>();
  const judged = new WeakMap<SignalData, { readonly by: readonly unknown[]; readonly result: JudgedSignal }>();

  const dataOf = (key: string): SignalData => board.signals.get(key) ?? EMPTY_SIGNAL;
  const awsNowOf = (signal: Signal): Ms =>
    board.sources.get(sourceId(signalSource(signal)))?.lastGoodAwsAt ?? clock.now();

  function find(watched: Watched): One | string {
    const site = board.workspace.sites.find(({ id }) => id === watched.site);
    if (site === undefined) return `site ${watched.site} is not in the workspace file any more`;
    const signal = site.signals.find(({ id }) => id === watched.signal);
    if (signal === undefined) return `${site.name} has no signal ${watched.signal} any more`;
    return { watched, site, signal, key: signalKey(site.id, signal.id) };
  }

  async function fetchFor(id: string, ones: readonly One[], span: JudgedSpan): Promise<Kept> {
    const known: Kept = kept.get(id) ?? new Map<string, Fetched>();
    // Last used, last forgotten.
    kept.delete(id);
    kept.set(id, known);
    for (const oldest of [...kept.keys()].slice(0, -MOST_CHANGES)) kept.delete(oldest);
    const wishes = ones.flatMap((one) => {
      const has = known.get(one.key);
      const fetched = has?.question === board.questions.get(one.key) ? has : undefined;
      if (fetched === undefined) known.delete(one.key);
      return wishOf(one, span, dataOf(one.key), fetched, awsNowOf(one.signal), clock.now()) ?? [];
    });
    if (wishes.length === 0) return known;
    const questions = new Map(wishes.map(({ key }) => [key, board.questions.get(key)]));
    const answers = await polling().buckets(wishes);
    for (const { key, from } of wishes) {
      const answer: BucketAnswer = answers.get(key) ?? err('it was not asked');
      const found = answer.ok ? answer.value : null;
      known.set(key, {
        question: questions.get(key),
        points: found?.points ?? [],
        // What AWS no longer keeps is known to be gone.
        covered: found?.problem === null ? [from, found.asked[1]] : null,
        gap: answer.ok ? (answer.value.problem?.text ?? null) : answer.error,
        againAt: clock.now() + (found === null ? AGAIN : AGAIN_PARTIAL),
      });
    }
    return known;
  }

  /** The same answer while nothing came that could change it: comparing takes longer than anything else here. */
  function judgeOne(one: One, span: JudgedSpan | null, fetched: Fetched | undefined): JudgedSignal {
    const { watched, site, signal, key } = one;
    const live = dataOf(key);
    const awsNow = awsNowOf(signal);
    const by = [watched.tolerance, signal, span?.start, span?.bake, span?.end, fetched, watched.id];
    const before = judged.get(live);
    if (before?.by.every((value, index) => value === by[index])) return before.result;
    const [from, to] = span === null ? [0, 0] : weekBeforeOf(span.start - BEFORE, span.end, site.timeZone);
    const result = judgeWatched({
      watched,
      signal,
      zone: site.timeZone,
      data: span === null ? live : joined(live, fetched, span),
      weekBefore: (fetched?.points ?? []).filter(([at]) => at >= from && at < to),
      gap: fetched?.gap ?? null,
      span,
      awsNow,
    });
    if (live !== EMPTY_SIGNAL) judged.set(live, { by, result });
    return result;
  }

  async function judge(change: Parameters<JudgeChange>[0]): Promise<readonly JudgedSignal[]> {
    const span = judgedSpan(change);
    const found = change.watched.map((watched) => ({ watched, one: find(watched) }));
    const ones = found.flatMap(({ one }) => (typeof one === 'string' ? [] : [one]));
    const fetched = span === null ? new Map<string, Fetched>() : await fetchFor(change.id, ones, span);
    return found.map(({ watched, one }) =>
      typeof one === 'string' ? judgeGone(watched, one) : judgeOne(one, span, fetched.get(one.key)),
    );
  }

  // One look at a change after the other: two at once would ask the same twice.
  return async (change) => {
    const turn = (turns.get(change.id) ?? Promise.resolve()).then(() => judge(change));
    const done: Promise<unknown> = turn
      .catch(() => undefined)
      .then(() => turns.get(change.id) === done && turns.delete(change.id));
    turns.set(change.id, done);
    return turn;
  };
}

/** What has to be asked of a signal: one range from the first to the last bucket that is not known. Null: nothing. */
function wishOf(
  { signal, site, key }: One,
  span: JudgedSpan,
  live: SignalData,
  fetched: Fetched | undefined,
  awsNow: Ms,
  now: Ms,
): BucketWish | null {
  // AWS refuses its question, or forbids it.
  if (live.problem !== null && live.problem.kind !== 'partial') return null;
  if (fetched?.covered === null && now < fetched.againAt) return null;
  const from = span.start - BEFORE;
  const known = fetched?.covered ?? null;
  const needed = weekBeforeOf(from, Math.min(span.end, awsNow), site.timeZone);
  const hasWeek = known !== null && known[0] <= needed[0] && known[1] >= needed[1];
  // Below a minute AWS has no buckets of another day: what the board has is all there is.
  const ownTo = signal.periodSeconds < 60 ? from : missingTo(from, Math.min(span.end, awsNow), live, known);
  if (hasWeek && ownTo <= from) return null;
  const week = weekBeforeOf(from, span.end, site.timeZone);
  // Also where only the own day is missing: what is asked anew takes the place of what is kept.
  return { key, from: week[0], to: Math.max(week[1], ownTo) };
}

/** Up to where buckets of [from, to) are neither live nor fetched; `from` where none is missing. */
function missingTo(from: Ms, to: Ms, live: SignalData, fetched: readonly [Ms, Ms] | null): Ms {
  const reached = fetched !== null && fetched[0] <= from ? Math.max(from, fetched[1]) : from;
  if (reached >= to) return from;
  const first = live.covered?.[0] ?? Infinity;
  if (first <= reached) return from;
  return Math.min(to, first);
}

/** Live buckets, and what was fetched of the time that these do not cover. */
function joined(live: SignalData, fetched: Fetched | undefined, { start, end }: JudgedSpan): SignalData {
  if (fetched === undefined || fetched.points.length === 0) return live;
  const [first, last] = live.covered ?? [Infinity, -Infinity];
  const isOwn = ([at]: Point): boolean => at >= start - BEFORE && at < end;
  const older = fetched.points.filter((point) => isOwn(point) && point[0] < first);
  const newer = fetched.points.filter((point) => isOwn(point) && point[0] >= last);
  const ends = [live.covered?.[1], fetched.covered?.[1]].flatMap((at) => at ?? []);
  return {
    ...live,
    points: [...older, ...live.points, ...newer],
    covered: ends.length === 0 ? null : [start - BEFORE, Math.max(...ends)],
  };
}
