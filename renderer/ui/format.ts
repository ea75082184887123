const MINUS = '\u2212';

/** A number and the unit printed after it, one size down. */
export interface Quantity {
  readonly text: string;
  readonly unit: string;
}

interface Scale {
  readonly factor: number;
  readonly unit: string;
  readonly whole: boolean;
}

/**
 * How a unit is written. `about` is any number of the same row (its limit): a whole row is scaled alike, so that
 * "2.4 s, limit 0.8 s" is never "2.4 s, limit 800 ms".
 */
function scaleOf(unit: string, about: number): Scale {
  switch (unit.trim().toLowerCase()) {
    case 'percent':
    case '%':
      return { factor: 1, unit: '%', whole: false };
    case 'ms':
    case 'milliseconds':
      return Math.abs(about) >= 1000
        ? { factor: 0.001, unit: 's', whole: false }
        : { factor: 1, unit: 'ms', whole: false };
    case 's':
    case 'seconds':
      return { factor: 1, unit: 's', whole: false };
    case 'per minute':
      return { factor: 1, unit: '/min', whole: true };
    case 'per second':
      return { factor: 1, unit: '/s', whole: true };
    case 'count':
    case 'none':
    case '':
      return { factor: 1, unit: '', whole: true };
    case 'bytes': {
      const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
      const step = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(about))) / 3)));
      return { factor: 1 / 1000 ** step, unit: steps[step] ?? 'B', whole: false };
    }
    default:
      return { factor: 1, unit: unit.trim(), whole: false };
  }
}

/** Enough digits to compare, not more: 1,722; 73; 2.4; 0.43. */
export function number(value: number, whole = false): string {
  if (!Number.isFinite(value)) return 'no value';
  const size = Math.abs(value);
  const text = formatOf(size, whole).format(size);
  const zero = /^[0.,]*$/.test(text);
  return `${value < 0 && !zero ? MINUS : ''}${zero ? '0' : text}`;
}

// Building a formatter costs more than a whole card; these are all there are.
const withDigits = (least: number, most: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
const NONE = withDigits(0, 0);
const UP_TO_ONE = withDigits(0, 1);
const ONE = withDigits(1, 1);
const UP_TO_TWO = withDigits(1, 2);
const CENTS = withDigits(2, 2);

function formatOf(size: number, whole: boolean): Intl.NumberFormat {
  if (size >= 100 || (whole && Number.isInteger(size))) return NONE;
  if (size >= 10) return UP_TO_ONE;
  return size >= 1 ? ONE : UP_TO_TWO;
}

export function quantity(value: number, unit: string, about: readonly (number | null)[] = []): Quantity {
  const largest = Math.max(Math.abs(value), ...about.map((one) => Math.abs(one ?? 0)));
  const scale = scaleOf(unit, largest);
  return { text: number(value * scale.factor, scale.whole), unit: scale.unit };
}

/** "2.4 s", "508 /min" becomes "508/min", "3.1%". */
export function quantityText(value: number, unit: string, about: readonly (number | null)[] = []): string {
  const { text, unit: suffix } = quantity(value, unit, about);
  if (suffix === '') return text;
  return suffix === '%' || suffix.startsWith('/') ? `${text}${suffix}` : `${text} ${suffix}`;
}

/** Factor and unit for the axis of a chart. */
export function axisScale(unit: string, largest: number): { readonly factor: number; readonly unit: string } {
  const { factor, unit: name } = scaleOf(unit, largest);
  return { factor, unit: name };
}

/** "1 site", "12 sites". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

const firstLetter = (word: string): string => /^\p{L}\p{M}*/u.exec(word)?.[0] ?? word.charAt(0);

/** "RM" of "Rafael Monteiro": at most two letters, of any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = firstLetter(words[0] ?? '');
  const last = words.length > 1 ? firstLetter(words.at(-1) ?? '') : '';
  return `${first}${last}`.toLocaleUpperCase();
}

/** "$ 12.40"; a small amount keeps its cents. */
export const dollars = (value: number): string => `$ ${CENTS.format(value)}`;
