/** What makes one text of another: at a place (UTF-16 units) so many letters go and these come. */
export interface Splice {
  readonly from: number;
  readonly removed: number;
  readonly inserted: string;
}

/** The shortest single one. */
export function spliceBetween(before: string, after: string): Splice {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, removed: before.length - from - same, inserted: after.slice(from, after.length - same) };
}

export const spliced = (before: string, { from, removed, inserted }: Splice): string =>
  before.slice(0, from) + inserted + before.slice(from + removed);
