import type { Clock } from '../../shared/lib/clock';
import { HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import type { AwsPort } from './ports';

/** What is to be added to the clock of this machine to get AWS's. */
export interface ClockOffset {
  heard(from: string, awsAt: Ms): void;
  /** Null: nothing was measured that still says something. */
  current(): Ms | null;
}

/** What was heard this long ago stands beside what was heard now. */
const FRESH: Ms = 10 * MINUTE;
/** Offline, the last measurement stands for so long: a clock that nobody sets loses a second a day. */
const STANDS: Ms = 24 * HOUR;
/** A Date header is cut to the second, and the answer took its time: less than this is no difference (R31). */
const NO_DIFFERENCE: Ms = 2 * SECOND;
/** Of what is cut to the second, the middle. */
const HALF: Ms = SECOND / 2;

/**
 * The offset of AWS's clock as many sources measure it: the median, so that one slow answer, or one strange host, moves nothing. It keeps
 * its value until it is notably another one: lines that are written after each other stay in their order.
 */
export function createClockOffset(clock: Pick<Clock, 'now'>): ClockOffset {
  const measured = new Map<string, { readonly offset: Ms; readonly at: Ms }>();
  let standing: Ms | null = null;
  return {
    heard: (from, awsAt) => {
      const now = clock.now();
      measured.set(from, { offset: awsAt + HALF - now, at: now });
    },
    current: () => {
      const now = clock.now();
      // Measured later than now: the clock was set back since.
      const valid = [...measured.values()].filter(({ at }) => at <= now && now - at <= STANDS);
      const fresh = valid.filter(({ at }) => now - at <= FRESH);
      const found = median((fresh.length > 0 ? fresh : valid).map(({ offset }) => offset));
      if (found === null) return (standing = null);
      const notable = Math.abs(found) > NO_DIFFERENCE ? Math.round(found) : 0;
      if (standing === null || Math.abs(found - standing) > NO_DIFFERENCE) standing = notable;
      return standing;
    },
  };
}

function median(values: readonly Ms[]): Ms | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The same AWS, each of whose answers says what time it is there. */
export const heardOf = (aws: AwsPort, offset: Pick<ClockOffset, 'heard'>): AwsPort => ({
  ...aws,
  call: async (target, ...rest) => {
    const answer = await aws.call(target, ...rest);
    if (answer.ok && answer.value.awsAt !== null)
      offset.heard(`${target.account} ${target.region}`, answer.value.awsAt);
    return answer;
  },
});
