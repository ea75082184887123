import { DAY, HOUR, MINUTE, type Ms } from '../../../shared/lib/time';

const WEEK_MINUTES = 10_080;

/** Local time of one IANA zone. */
export interface Zone {
  /** Minutes since Sunday 00:00 local time, 0 to 10,079. */
  readonly minuteOfWeek: (at: Ms) => number;
}

/** Offsets are remembered per hour: asking Intl for each of 20,000 points would cost more than everything else together. */
export function createZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const offsets = new Map<number, Ms>();

  const readOffset = (at: Ms): Ms => {
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
    const field = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const local = Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute'));
    return local - Math.floor(at / MINUTE) * MINUTE;
  };

  return {
    minuteOfWeek: (at) => {
      const hour = Math.floor(at / HOUR);
      let offset = offsets.get(hour);
      if (offset === undefined) {
        offset = readOffset(hour * HOUR);
        offsets.set(hour, offset);
      }
      // 1970-01-01 was a Thursday, four days after Sunday.
      const minutes = Math.floor((at + offset + 4 * DAY) / MINUTE);
      return ((minutes % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;
    },
  };
}
