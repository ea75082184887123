/** An instant in milliseconds since 1970-01-01T00:00:00Z. All instants of the domain use it; the wire of AWS uses seconds. */
export type Ms = number;

export const SECOND: Ms = 1_000;
export const MINUTE: Ms = 60_000;
export const HOUR: Ms = 3_600_000;
export const DAY: Ms = 86_400_000;

export const floorTo = (at: Ms, step: Ms): Ms => Math.floor(at / step) * step;
export const ceilTo = (at: Ms, step: Ms): Ms => Math.ceil(at / step) * step;

/** ISO 8601 in UTC, or null. */
export const iso = (at: Ms): string => new Date(at).toISOString();
