import type { Clock } from '../../shared/lib/clock';
import { median } from '../../shared/lib/numbers';
import { HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import type { AwsPort } from './ports';

/** What is to be added to the clock of this machine to get AWS's. */
export interface ClockOffset {
  /** An answer that was asked for at `sentAt` and is here now. */
  heard(from: string, awsAt: Ms, sentAt: Ms): void;
  /** Null: nothing was measured that still says something. */
  current(): Ms | null;
}

/** What was heard this long ago stands beside what was heard now. */
const FRESH: Ms = 10 * MINUTE;
/** Offline, the last measurement stands for so long: a clock that nobody sets loses a second a day. */
const STANDS: Ms = 24 * HOUR;
/** Less is no difference worth a word (R31). */
const NO_DIFFERENCE: Ms = 2 * SECOND;

/** AWS said its time after it was asked and before we heard it, cut to the second: the offset lies between the two. */
interface Measured {
  readonly least: Ms;
  readonly most: Ms;
  readonly at: Ms;
}

/**
 * The offset of AWS's clock as many sources measure it: the median, so that one strange host moves nothing, and none where a slow answer
 * explains it as well. It keeps its value until it is notably another one: lines that are written after each other stay in their order.
 */
export function createClockOffset(clock: Pick<Clock, 'now'>): ClockOffset {
  const measured = new Map<string, Measured>();
  let standing: Ms | null = null;
  return {
    heard: (from, awsAt, sentAt) => {
      const now = clock.now();
      measured.set(from, { least: awsAt - now, most: awsAt + SECOND - sentAt, at: now });
    },
    current: () => {
      const now = clock.now();
      // Measured later than now: the clock was set back since.
      const valid = [...measured.values()].filter(({ at }) => at <= now && now - at <= STANDS);
      const fresh = valid.filter(({ at }) => now - at <= FRESH);
      const found = estimate(fresh.length > 0 ? fresh : valid);
      if (found === null) standing = null;
      else if (standing === null || Math.abs(found - standing) > NO_DIFFERENCE) standing = found;
      return standing;
    },
  };
}

function estimate(measured: readonly Measured[]): Ms | null {
  const least = median(measured.map((one) => one.least));
  const most = median(measured.map((one) => one.most));
  if (least === null || most === null) return null;
  return least <= NO_DIFFERENCE && most >= -NO_DIFFERENCE ? 0 : Math.round((least + most) / 2);
}

/** The same AWS, each of whose answers says what time it is there. */
export const heardOf = (
  aws: AwsPort,
  { offset, clock }: { readonly offset: Pick<ClockOffset, 'heard'>; readonly clock: Pick<Clock, 'now'> },
): AwsPort => ({
  whoAmI: (...words) => aws.whoAmI(...words),
  onCredentialsChanged: (...words) => aws.onCredentialsChanged(...words),
  signInEnd: (profile) => aws.signInEnd(profile),
  close: () => aws.close(),
  call: async (target, ...rest) => {
    const sentAt = clock.now();
    const answer = await aws.call(target, ...rest);
    if (answer.ok && answer.value.awsAt !== null)
      offset.heard(`${target.account} ${target.region}`, answer.value.awsAt, sentAt);
    return answer;
  },
});
