/** Which numbers of one replica's chain are here: ranges, ascending, apart. */
export class Chain {
  private ranges: (readonly [from: number, to: number])[] = [];

  add(from: number, to: number): void {
    if (to < from) return;
    const last = this.ranges.at(-1);
    // The usual case: the next one.
    if (last !== undefined && from === last[1] + 1) {
      this.ranges[this.ranges.length - 1] = [last[0], to];
      return;
    }
    const kept: (readonly [number, number])[] = [];
    let [low, high] = [from, to];
    for (const range of this.ranges) {
      if (range[1] + 1 < low || range[0] > high + 1) {
        kept.push(range);
      } else {
        low = Math.min(low, range[0]);
        high = Math.max(high, range[1]);
      }
    }
    kept.push([low, high]);
    this.ranges = kept.sort((a, b) => a[0] - b[0]);
  }

  has(from: number, to: number): boolean {
    return to < from || this.ranges.some(([low, high]) => low <= from && to <= high);
  }

  /** 1 to this are all here. */
  head(): number {
    const first = this.ranges[0];
    return first?.[0] === 1 ? first[1] : 0;
  }

  /** The highest that is here. */
  top(): number {
    return this.ranges.at(-1)?.[1] ?? 0;
  }

  /** How many of 1 to `upTo` are not here. */
  missing(upTo: number): number {
    let missing = upTo;
    for (const [low, high] of this.ranges) if (low <= upTo) missing -= Math.min(high, upTo) - low + 1;
    return missing;
  }
}
