import { MINUTE, SECOND, floorTo, type Ms } from '../../lib/time';
import type { SignalState } from '../status/types';
import type { Signal } from '../workspace/types';
import { isBeyond, limitsAt } from './limits';
import type { Point, SignalData } from './types';

/**
 * A level that stands although its metric fell silent is held this long after its last bucket, as S2 holds it for blind
 * sources; N buckets where they are longer, so that a hole of an hourly metric is no silence (S4).
 */
const SILENCE_HOLD: Ms = 15 * MINUTE;

/** Where a fold stands after its last complete bucket. */
export interface Folded {
  readonly state: SignalState;
  /** S10: start of the first bucket of the state. */
  readonly since: Ms;
  /** S2, S4: the level that a silence outlived, when it was last so and since when; null when there is none. */
  readonly was: { readonly status: 'critical' | 'warning'; readonly at: Ms; readonly since: Ms } | null;
  /** Start of the newest complete bucket (by AWS's clock), whether it has a point or not. */
  readonly newest: Ms;
  /** Of the last N buckets: those that breach the level of the state, and those without a value. */
  readonly breaching: number;
  readonly missing: number;
  /** Missing buckets in a row at the end. */
  readonly silent: number;
  /** A limit could not be told for want of same-hour history. */
  readonly unjudged: boolean;
}

/** S3: start of the newest bucket that is complete at an instant of AWS's clock. */
export function newestComplete(signal: Pick<Signal, 'periodSeconds' | 'settleSeconds'>, awsNow: Ms): Ms {
  const period = signal.periodSeconds * SECOND;
  return floorTo(awsNow - period - signal.settleSeconds * SECOND, period);
}

/** What one bucket says about one level. `unsure` is neither fine nor missing: a limit or a denominator is not known. */
type Say = 'breach' | 'fine' | 'missing' | 'unsure';

/**
 * S3, S4, S5: folds complete buckets into a state. Pure: the window, the command line and another machine with the same
 * buckets agree. Returns null when no complete bucket was ever asked for.
 */
export function foldSignal(
  signal: Signal,
  data: SignalData,
  awsNow: Ms,
  sameHour: (at: Ms) => number | null,
): Folded | null {
  if (data.covered === null) return null;
  const period = signal.periodSeconds * SECOND;
  const first = Math.ceil(data.covered[0] / period) * period;
  const newest = Math.min(newestComplete(signal, awsNow), floorTo(data.covered[1] - 1, period));
  if (newest < first) return null;

  const valueAt = lookup(data.points);
  const partial = data.problem !== null;
  const hold = Math.max(SILENCE_HOLD, signal.n * period);
  const critical = new Window(signal);
  const warning = new Window(signal);
  let held: Level = null;
  let state: SignalState = 'ok';
  let since = first;
  let was: Folded['was'] = null;
  let lastSeen: Ms | null = null;
  let silent = 0;
  let unjudged = false;

  for (let at = first; at <= newest; at += period) {
    const value = valueAt(at);
    if (value === undefined) {
      // A missing denominator, or a hole in an answer that AWS itself calls partial, is never "nothing happened" (S5).
      const say = partial || data.noDenominator.has(at) ? 'unsure' : 'missing';
      critical.add(say);
      warning.add(say);
      silent++;
    } else {
      const limits = limitsAt(signal, at, sameHour);
      const beyondCritical = says(value, limits.critical, signal);
      // S3: a critical bucket is also a warning bucket.
      const beyondWarning = worst(says(value, limits.warning, signal), beyondCritical);
      critical.add(beyondCritical);
      warning.add(beyondWarning);
      unjudged = limits.critical === 'unknown' || limits.warning === 'unknown';
      lastSeen = at;
      silent = 0;
      // Most buckets of a day are one more of the same: nothing below would change.
      if (state === 'ok' && held === null && critical.allFine && warning.allFine) {
        was = null;
        continue;
      }
    }

    const judged: Level =
      critical.verdict() === 'breach' ? 'critical' : warning.verdict() === 'breach' ? 'warning' : null;
    held = nextLevel(held, judged, critical, warning, signal);
    if (held !== null && value === undefined && lastSeen !== null && at - lastSeen > hold && judged === null) {
      was = { status: held, at: lastSeen, since };
      held = null;
    }

    const open = critical.verdict() === 'unknown' || warning.verdict() === 'unknown';
    const next: SignalState = held ?? (open ? 'unknown' : 'ok');
    if (next !== state) {
      state = next;
      since = at;
    }
    // What a silence outlived is forgotten when a bucket says better, or another level stands.
    if (state !== 'unknown' && (value !== undefined || held !== null)) was = null;
  }

  const level = state === 'critical' ? critical : warning;
  let missing = 0;
  for (let index = 0; index < signal.n; index++) if (valueAt(newest - index * period) === undefined) missing++;
  return {
    state,
    since,
    was,
    newest,
    breaching: level.count('breach'),
    missing,
    silent,
    unjudged,
  };
}

/** Value of the bucket that starts at an instant. Points nearly always ascend and are asked for in turn: then a finger moves along. */
function lookup(points: readonly Point[]): (at: Ms) => number | undefined {
  let last = -Infinity;
  for (const [at] of points) {
    if (!(at > last)) {
      const values = new Map(points);
      return (asked) => values.get(asked);
    }
    last = at;
  }
  let finger = 0;
  return (at) => {
    while ((points[finger - 1]?.[0] ?? -Infinity) >= at) finger--;
    while ((points[finger]?.[0] ?? Infinity) < at) finger++;
    const found = points[finger];
    return found?.[0] === at ? found[1] : undefined;
  };
}

type Level = 'critical' | 'warning' | null;

/** S4: rising takes effect at once; falling goes one level at a time, each after K buckets in a row that do not breach the level that is left. */
function nextLevel(held: Level, judged: Level, critical: Window, warning: Window, signal: Signal): Level {
  if (judged === 'critical' || held === null) return judged;
  if (held === 'critical') {
    if (critical.calm < signal.recover) return 'critical';
    return signal.warning === null ? judged : 'warning';
  }
  return judged === null && warning.calm >= signal.recover ? null : 'warning';
}

function says(value: number, limit: number | 'none' | 'unknown', signal: Signal): Say {
  if (limit === 'none') return 'fine';
  if (limit === 'unknown') return 'unsure';
  return isBeyond(value, limit, signal.worse) ? 'breach' : 'fine';
}

const worst = (a: Say, b: Say): Say =>
  a === 'breach' || b === 'breach' ? 'breach' : a === 'unsure' || b === 'unsure' ? 'unsure' : a;

/** The last N buckets of one level (S3), and how many in a row did not breach it (S4). Before the first bucket nothing is known. */
class Window {
  private readonly last: Say[];
  /** How many of the last N say what: counted as they come and go, since a start judges a day of buckets of every signal. */
  private readonly counts: Record<Say, number>;
  private oldest = 0;
  /** S4: a missing bucket neither counts nor resets. */
  calm = 0;
  private readonly signal: Signal;

  constructor(signal: Signal) {
    this.signal = signal;
    this.last = Array.from({ length: signal.n }, () => 'unsure');
    this.counts = { breach: 0, fine: 0, missing: 0, unsure: signal.n };
  }

  /** Every one of the last N is fine. */
  get allFine(): boolean {
    return this.counts.fine === this.signal.n;
  }

  add(say: Say): void {
    if (say === 'fine' && this.allFine) {
      this.calm++;
      return;
    }
    this.counts[this.last[this.oldest] ?? 'unsure']--;
    this.counts[say]++;
    this.last[this.oldest] = say;
    this.oldest = (this.oldest + 1) % this.last.length;
    if (say === 'breach') this.calm = 0;
    else if (say === 'fine') this.calm++;
  }

  count(say: Say): number {
    return this.counts[say];
  }

  /** S3: b >= M is a breach; else b + m >= M follows S5; else none. */
  verdict(): 'breach' | 'unknown' | 'none' {
    const missing = this.count('missing');
    const breaches = this.count('breach') + (this.signal.missing === 'breaching' ? missing : 0);
    if (breaches >= this.signal.m) return 'breach';
    const open = this.count('unsure') + (this.signal.missing === 'unknown' ? missing : 0);
    return breaches + open >= this.signal.m ? 'unknown' : 'none';
  }
}
