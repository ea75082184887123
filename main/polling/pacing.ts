import type { Api, FailureKind } from '../../shared/domain/sources/types';
import { HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';

/** What the pace of one source depends on. */
export interface PaceOf {
  readonly api: Api;
  /** A production site needs it. */
  readonly production: boolean;
  /** Shortest period of its signals; null for what has none. */
  readonly shortestPeriodSeconds: number | null;
  /** Since when all it feeds is calm; null while it is not. */
  readonly calmSince: Ms | null;
}

/** P4: calm must have lasted this long before production is asked less often. */
const CALM: Ms = HOUR;
/** The glossary's bounds of a promised interval. */
const MOST_PRODUCTION = 300;
const MOST_ELSEWHERE = 900;

/** P4: the promised interval in seconds. */
export function promisedSeconds(pace: PaceOf, now: Ms): number {
  switch (pace.api) {
    case 'Health':
      return 60;
    case 'DescribeAlarms':
      return pace.production ? 30 : 60;
    // Planned by people, hours ahead.
    case 'ListAlarmMuteRules':
      return MOST_PRODUCTION;
    case 'CodePipeline':
    case 'CodeDeploy':
    case 'CloudFormation':
      return pace.production ? 60 : 300;
    case 'GetMetricData': {
      const calm = pace.calmSince !== null && now - pace.calmSince >= CALM;
      const own = !pace.production ? 300 : calm ? 120 : 60;
      // Nothing is asked faster than its data can change.
      const data = Math.max(own, pace.shortestPeriodSeconds ?? 0);
      return Math.min(data, pace.production ? MOST_PRODUCTION : MOST_ELSEWHERE);
    }
  }
}

/** P4: the promised interval with a jitter of 10 % either way, so that many workers and machines drift apart. */
export const usualDelay = (intervalSeconds: number, random: () => number): Ms =>
  intervalSeconds * SECOND * (0.9 + 0.2 * random());

const FIRST_RETRY: Ms = 2 * SECOND;
/** Full jitter may say nothing at all; a try at once is no back-off. */
const LEAST_RETRY: Ms = SECOND / 2;

/** P6: how long to wait after the n-th failure in a row. */
export function retryDelay(kind: FailureKind, failures: number, intervalSeconds: number, random: () => number): Ms {
  switch (kind) {
    case 'throttled':
    case 'offline':
    case 'error': {
      const bound = Math.min(intervalSeconds * SECOND, FIRST_RETRY * 2 ** Math.min(failures - 1, 20));
      return Math.max(LEAST_RETRY, random() * bound);
    }
    case 'denied':
      return usualDelay(intervalSeconds, random);
    case 'signed-out':
      // A changed credential cache wakes it earlier.
      return usualDelay(MINUTE / SECOND, random);
  }
}

/** Nothing waits for what no status needs: at the start it is asked after what one needs, spread as well. */
const BESIDE_AFTER: Ms = 3 * SECOND;
export const besideDelay = (random: () => number): Ms => BESIDE_AFTER * (1 + random());

/** P7: catch-up sweeps are spread over this. */
const SPREAD: Ms = 5 * SECOND;
export const catchUpDelay = (random: () => number): Ms => random() * SPREAD;

/** P7: a timer that fired this late was not late: the machine slept, or its clock was set. */
export const isJump = (lateness: Ms, intervalSeconds: number): boolean => lateness > 2 * intervalSeconds * SECOND;
