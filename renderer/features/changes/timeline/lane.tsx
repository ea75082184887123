import { memo, useMemo } from 'react';
import { InTurn } from '../../../stores/in-turn';
import type { ChangeItem } from './items';
import type { LaneLayout } from './layout';
import { Bar } from './bar';
import type { LanePlace } from './places';
import { xOf, type Range, type Scale } from './scale';

interface LaneProps {
  readonly place: LanePlace;
  readonly title: string;
  /** What is drawn of the lane besides its bars. */
  readonly facts: string;
  readonly layout: LaneLayout;
  readonly drawn: Range;
  readonly scale: Scale;
  readonly numbers: ReadonlyMap<string, string>;
}

/** The bars of one site. It stands where it belongs at once; bars that come into what is drawn have a turn of their own. */
export const Lane = memo(function Lane({ place, title, facts, layout, drawn, scale, numbers }: LaneProps) {
  const { lane, y, rowHeight, height } = place;
  const zone = lane.site.timeZone;
  const value = useMemo(
    () => ({ zone, rowHeight, title, layout, drawn, scale, numbers }),
    [zone, rowHeight, title, layout, drawn, scale, numbers],
  );
  return (
    <div
      role="group"
      aria-label={`${title}, ${facts}`}
      className={`tl-lane is-${lane.site.tier}`}
      data-site={lane.site.id}
      style={{ top: y, height }}
    >
      <InTurn value={value} atOnce={isOtherScale}>
        {(shown) => <Bars {...shown} />}
      </InTurn>
    </div>
  );
});

interface BarsProps extends Pick<LaneProps, 'title' | 'layout' | 'drawn' | 'scale' | 'numbers'> {
  readonly zone: string;
  readonly rowHeight: number;
}

/** Bars of another scale would stand under the wrong hour. */
const isOtherScale = (shown: BarsProps, next: BarsProps): boolean => shown.scale !== next.scale;

const Bars = memo(function Bars({ zone, rowHeight, title, layout, drawn, scale, numbers }: BarsProps) {
  const left = xOf(scale, drawn.from);
  const right = xOf(scale, drawn.to);
  const overlaps = useMemo(() => overlapsOf(layout), [layout]);
  return (
    <>
      {layout.bars.map((bar) =>
        bar.x < right && bar.x + bar.width > left ? (
          <Bar
            key={bar.item.key}
            bar={bar}
            site={title}
            zone={zone}
            rowHeight={rowHeight}
            numbers={numbers}
            overlaps={overlaps.get(bar.item.key) ?? NONE}
            scale={scale}
          />
        ) : null,
      )}
      {layout.conflicts.map(({ key, x, width, from, to }) =>
        x < right && x + width > left ? (
          <i
            key={key}
            className="tl-conflict"
            aria-hidden="true"
            style={{ left: x, width, top: from * rowHeight + rowHeight - 4, height: (to - from - 1) * rowHeight + 8 }}
          />
        ) : null,
      )}
    </>
  );
});

const NONE: readonly string[] = [];

/** Numbers of the changes that each bar overlaps with. */
function overlapsOf({ bars, conflicts }: LaneLayout): ReadonlyMap<string, readonly string[]> {
  const changes = new Map(bars.flatMap(({ item }) => (item.kind === 'change' ? [[item.key, item] as const] : [])));
  const found = new Map<string, string[]>();
  const put = (item: ChangeItem | undefined, other: ChangeItem | undefined): void => {
    if (item !== undefined && other !== undefined)
      found.set(item.key, [...(found.get(item.key) ?? []), `CHG-${other.change.number}`]);
  };
  for (const { a, b } of conflicts) {
    put(changes.get(a), changes.get(b));
    put(changes.get(b), changes.get(a));
  }
  return found;
}
