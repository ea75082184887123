/** An instant in milliseconds since 1970-01-01T00:00:00Z. All instants of the domain use it; the wire of AWS uses seconds. */
export type Ms = number;

export const SECOND: Ms = 1_000;
export const MINUTE: Ms = 60_000;
export const HOUR: Ms = 3_600_000;
export const DAY: Ms = 86_400_000;

export const floorTo = (at: Ms, step: Ms): Ms => Math.floor(at / step) * step;
export const ceilTo = (at: Ms, step: Ms): Ms => Math.ceil(at / step) * step;

/** The farthest instants a Date can hold, either side of 1970. */
const FARTHEST: Ms = 8.64e15;

/** ISO 8601 in UTC. Never throws: what no calendar holds is brought to its edge, NaN to 1970. */
export const iso = (at: Ms): string =>
  new Date(Math.min(Math.max(Number.isNaN(at) ? 0 : at, -FARTHEST), FARTHEST)).toISOString();
