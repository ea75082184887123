/** How busy a shop is over a week of local time. */
export interface WeekShape {
  /** Share of the peak that is left in the dead of the night. */
  readonly night: number;
  /** Local hour of the lunch and of the evening peak. */
  readonly lunch: number;
  readonly evening: number;
  /** Factors from Sunday to Saturday. */
  readonly days: readonly [number, number, number, number, number, number, number];
}

const DAY_MINUTES = 1440;

/** Local hour at which a shop is emptiest, and the one at which the morning's rise is over. */
const TROUGH = 4;
const MORNING = 11;

/** How awake the shop is at the end of the morning; the evening peak is 1, the trough 0. */
const DAYTIME = 0.8;

/** From 0 to 1 as x goes from 0 to 1, without corners. */
const ease = (x: number): number => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, x)))) / 2;

/** A bell over the hours of a day that runs on over midnight. */
function bell(hour: number, centre: number, width: number): number {
  const away = Math.min(Math.abs(hour - centre), 24 - Math.abs(hour - centre));
  return Math.exp(-(away * away) / (2 * width * width));
}

/**
 * How awake a shop is, from 0 to about 1. The slopes are gentle on purpose: a limit of "75% of the same local hour" must
 * hold at both ends of any hour of a calm day.
 */
function awake(shape: WeekShape, hour: number): number {
  const sinceTrough = (hour - TROUGH + 24) % 24;
  const peak = shape.evening - TROUGH;
  const morning = MORNING - TROUGH;
  const base =
    sinceTrough < morning
      ? DAYTIME * ease(sinceTrough / morning)
      : sinceTrough < peak
        ? DAYTIME + (1 - DAYTIME) * ease((sinceTrough - morning) / (peak - morning))
        : 1 - ease((sinceTrough - peak) / (24 - peak));
  return base + 0.07 * bell(hour, shape.lunch, 1.1);
}

/**
 * Activity in (0, 1] for each minute of the local week, Sunday 00:00 first. Weekday factors change smoothly from noon to
 * noon, so that midnight shows no step.
 */
export function weekTable(shape: WeekShape): Float64Array {
  const table = new Float64Array(7 * DAY_MINUTES);
  let top = 0;
  for (let minute = 0; minute < table.length; minute += 1) {
    const day = Math.floor(minute / DAY_MINUTES);
    const hour = (minute % DAY_MINUTES) / 60;
    const neighbour = (day + (hour < 12 ? 6 : 1)) % 7;
    const share = Math.abs(hour - 12) / 24;
    const factor = (shape.days[day] ?? 1) * (1 - share) + (shape.days[neighbour] ?? 1) * share;
    const value = factor * shape.night ** (1 - awake(shape, hour));
    table[minute] = value;
    top = Math.max(top, value);
  }
  return table.map((value) => value / top);
}
