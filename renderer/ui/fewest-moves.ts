/**
 * Which of the items must be moved so that their places ascend: all but a longest ascending row of those that stay. The one at
 * `fixed` stays always (-1 for none).
 * @param places where each item shall stand; Infinity: behind all
 */
export function fewestMoves(places: readonly number[], fixed = -1): readonly number[] {
  const pinned = places[fixed];
  const mayStay = places.map(
    (place, index) => pinned === undefined || index === fixed || (index < fixed ? place <= pinned : place >= pinned),
  );
  /** Of each length: the index at which the row ends lowest. */
  const ends: number[] = [];
  const before = places.map(() => -1);
  for (const [index, place] of places.entries()) {
    if (mayStay[index] !== true) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  }
  const stays = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) stays.add(index);
  return places.flatMap((_, index) => (stays.has(index) ? [] : [index]));
}
