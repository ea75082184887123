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

/** A bell over the hours of a day that runs on over midnight. */
function bell(hour: number, centre: number, width: number): number {
  const away = Math.min(Math.abs(hour - centre), 24 - Math.abs(hour - centre));
  return Math.exp(-(away * away) / (2 * width * width));
}

const step = (hour: number, at: number, width: number): number => 1 / (1 + Math.exp((at - hour) / width));

function dayShape(shape: WeekShape, hour: number, weekend: boolean): number {
  const open = step(hour, weekend ? 9.3 : 7.8, 0.7) * (1 - step(hour, 23.4, 0.55));
  return 0.5 * open + 0.22 * bell(hour, shape.lunch, 1.3) + 0.42 * bell(hour, shape.evening, 2.1);
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
    const value = factor * dayShape(shape, hour, day === 0 || day === 6);
    table[minute] = value;
    top = Math.max(top, value);
  }
  for (let minute = 0; minute < table.length; minute += 1) {
    table[minute] = shape.night + ((1 - shape.night) * (table[minute] ?? 0)) / top;
  }
  return table;
}
