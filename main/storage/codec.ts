import type { HourMedian, Point } from '../../shared/domain/signals/types';

// Blobs are 64-bit floats, little-endian whatever the machine is.

/** Numbers of a point: start and value. */
export const POINT = 2;

/** Points as numbers, start and value by turns. */
export function pointNumbers(points: readonly Point[]): Float64Array {
  const numbers = new Float64Array(points.length * POINT);
  let i = 0;
  for (const [at, value] of points) {
    numbers[i++] = at;
    numbers[i++] = value;
  }
  return numbers;
}

/** Null for a blob that is none of ours. */
export function unpackPoints(blob: Uint8Array): Point[] | null {
  const numbers = unpack(blob, POINT);
  if (numbers === null) return null;
  const points: Point[] = [];
  for (let i = 0; i < numbers.length; i += POINT) points.push([numbers[i] ?? 0, numbers[i + 1] ?? 0]);
  return points;
}

/** Hour medians as one blob: start, median and count by turns. */
export const packHours = (hours: readonly HourMedian[]): Uint8Array =>
  pack(Float64Array.from(hours.flatMap(({ start, median, count }) => [start, median, count])));

export function unpackHours(blob: Uint8Array): HourMedian[] | null {
  const numbers = unpack(blob, 3);
  if (numbers === null) return null;
  const hours: HourMedian[] = [];
  for (let i = 0; i < numbers.length; i += 3) {
    hours.push({ start: numbers[i] ?? 0, median: numbers[i + 1] ?? 0, count: numbers[i + 2] ?? 0 });
  }
  return hours;
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A view where the machine allows it, no copy: a sweep packs some hundred thousand numbers. */
export function pack(numbers: Float64Array): Uint8Array {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return littleEndian ? bytes : swapped(bytes);
}

/** The numbers of a blob, a whole count of groups of `size`; null when it is no such blob or holds what is no number. */
function unpack(blob: Uint8Array, size: number): Float64Array | null {
  if (blob.byteLength % (size * 8) !== 0) return null;
  // A copy of its own: a view needs an offset that is a multiple of eight.
  const bytes = Uint8Array.from(blob);
  const numbers = new Float64Array((littleEndian ? bytes : swapped(bytes)).buffer);
  return numbers.every(Number.isFinite) ? numbers : null;
}

const swapped = (bytes: Uint8Array): Uint8Array => Uint8Array.from(Buffer.from(bytes).swap64());
