import type { Group, Lane } from './groups';
import { rowsWithin, type Placed } from './layout';
import type { Measures } from './measures';

export interface LanePlace {
  readonly lane: Lane;
  readonly y: number;
  readonly rowHeight: number;
  readonly height: number;
}
export interface GroupPlace {
  readonly group: Group;
  readonly y: number;
  readonly height: number;
  readonly lanes: readonly LanePlace[];
}

/** Where everything stands below each other: a lane is as high as the bars that are drawn of it. */
export function placeGroups(
  groups: readonly Group[],
  placed: ReadonlyMap<string, readonly Placed[]>,
  drawn: { readonly left: number; readonly right: number },
  measures: Measures,
): { readonly groups: readonly GroupPlace[]; readonly height: number } {
  let y = 0;
  const places = groups.map((group): GroupPlace => {
    const top = y;
    y += measures.header;
    const lanes = group.lanes.map((lane): LanePlace => {
      const bars = placed.get(lane.site.id);
      const rowHeight = lane.site.tier === 'production' ? measures.production : measures.lower;
      const height = rowHeight * (bars === undefined ? 1 : rowsWithin(bars, drawn.left, drawn.right));
      const place = { lane, y, rowHeight, height };
      y += height;
      return place;
    });
    y += measures.after;
    return { group, y: top, height: y - top, lanes };
  });
  return { groups: places, height: y };
}

/** Those that touch what is seen, and some around it. */
export const within = <T extends { readonly y: number; readonly height: number }>(
  places: readonly T[],
  view: { readonly top: number; readonly bottom: number },
): readonly T[] => places.filter(({ y, height }) => y < view.bottom && y + height > view.top);
