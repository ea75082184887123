/**
 * Hash-based noise: the same (key, minute) always gives the same number, so any past minute can be answered without
 * remembering it, and nothing is allocated on the way.
 */

/** Mixes two 32-bit integers into one. */
function mix(a: number, b: number): number {
  let h = Math.imul((a ^ Math.imul(b, 0x9e3779b1)) | 0, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

/** A 32-bit key of a text and a seed. */
export function keyOf(seed: number, text: string): number {
  let h = (seed ^ 0x811c9dc5) | 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, seed);
}

/** In [0, 1). */
export const unit = (key: number, index: number): number => mix(key, index) / 4294967296;

/** Smooth noise in [-1, 1]: random heights at whole numbers, eased between them. */
function smooth(key: number, x: number): number {
  const whole = Math.floor(x);
  const part = x - whole;
  const ease = part * part * (3 - 2 * part);
  const from = unit(key, whole);
  return (from + (unit(key, whole + 1) - from) * ease) * 2 - 1;
}

/** Correlated noise in [-1, 1], as a busy metric shows it: slow drift, short swings and a little jitter. */
export const wander = (key: number, minute: number): number =>
  0.42 * smooth(key, minute / 47) + 0.3 * smooth(key + 1, minute / 11) + 0.28 * (unit(key + 2, minute) * 2 - 1);

/** Text of `length` hexadecimal digits that looks like an identifier of AWS and depends on the seed only. */
export function hex(seed: number, text: string, length: number): string {
  let out = '';
  for (let i = 0; out.length < length; i += 1) out += mix(keyOf(seed, text), i).toString(16).padStart(8, '0');
  return out.slice(0, length);
}

/** A UUID-shaped identifier. */
export function uuid(seed: number, text: string): string {
  const digits = hex(seed, text, 32);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}
