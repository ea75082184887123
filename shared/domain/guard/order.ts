/** Longer lists are sorted as any other; of a few, putting each in its place is cheaper and leaves no garbage. */
const FEW = 16;

/** The list in order: itself where it is so already. Equal ones stay as they came. */
export function ordered<T>(items: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  if (isOrdered(items, compare)) return items;
  if (items.length > FEW) return [...items].sort(compare);
  const sorted = items.slice();
  for (let index = 1; index < sorted.length; index += 1) {
    const one = sorted[index] as T;
    let at = index;
    for (; at > 0 && compare(sorted[at - 1] as T, one) > 0; at -= 1) sorted[at] = sorted[at - 1] as T;
    sorted[at] = one;
  }
  return sorted;
}

function isOrdered<T>(items: readonly T[], compare: (a: T, b: T) => number): boolean {
  for (let index = 1; index < items.length; index += 1)
    if (compare(items[index - 1] as T, items[index] as T) > 0) return false;
  return true;
}

export const compareWords = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each word once, in order. */
export function distinct(words: readonly string[]): readonly string[] {
  if (isDistinct(words)) return words;
  const sorted = ordered(words, compareWords);
  return sorted.filter((word, index) => index === 0 || word !== sorted[index - 1]);
}

function isDistinct(words: readonly string[]): boolean {
  for (let index = 1; index < words.length; index += 1)
    if (compareWords(words[index - 1] ?? '', words[index] ?? '') >= 0) return false;
  return true;
}
