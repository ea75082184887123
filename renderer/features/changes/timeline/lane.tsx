import { memo, use, useMemo } from 'react';
import { useStore } from 'zustand';
import { useChanges, useNavigation, useStores } from '../../../stores/stores';
import { InTurn } from '../../../stores/in-turn';
import type { GuardState } from '../../../stores/guard';
import { Bar } from './bar';
import { useBarFocus } from './focus';
import type { ChangeItem } from './items';
import { hasVerdict, type Bar as BarPlace, type LaneLayout } from './layout';
import type { LanePlace } from './places';
import { AHEAD, tileAt, tileWidth, type Cut, type Scale } from './scale';
import { Tiles, TileShown } from './tiles';
import type { Layouts } from './use-layouts';

interface LaneProps {
  readonly place: LanePlace;
  readonly title: string;
  /** What is drawn of the lane besides its bars. */
  readonly facts: string;
  readonly lay: Layouts['lay'];
  readonly cut: Cut;
  readonly numbers: ReadonlyMap<string, string>;
}

/** The bars of one site. It stands where it belongs at once; what changes on it has a turn of its own. */
export const Lane = memo(function Lane({ place, title, facts, lay, cut, numbers }: LaneProps) {
  const { lane, y, rowHeight, height } = place;
  const { id, timeZone: zone } = lane.site;
  const value = useMemo(
    () => ({ site: id, zone, rowHeight, title, lay, cut, numbers }),
    [id, zone, rowHeight, title, lay, cut, numbers],
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
        {(shown) => <Laid {...shown} />}
      </InTurn>
    </div>
  );
});

interface LaidProps extends Pick<LaneProps, 'title' | 'lay' | 'cut' | 'numbers'> {
  readonly site: string;
  readonly zone: string;
  readonly rowHeight: number;
}

/** Labels are measured within the lane's own turn. */
const Laid = memo(function Laid({ site, lay, ...shown }: LaidProps) {
  return <Bars layout={lay(site).layout} {...shown} />;
});

interface BarsProps extends Pick<LaneProps, 'title' | 'cut' | 'numbers'> {
  readonly layout: LaneLayout;
  readonly zone: string;
  readonly rowHeight: number;
}

/** Bars of another scale would stand under the wrong hour. */
const isOtherScale = (shown: Pick<LaneProps, 'cut'>, next: Pick<LaneProps, 'cut'>): boolean => shown.cut !== next.cut;

const Bars = memo(function Bars({ zone, rowHeight, title, layout, cut, numbers }: BarsProps) {
  const { scale } = cut;
  const { tiles, far } = useMemo(() => tiled(layout, cut), [layout, cut]);
  const overlaps = useMemo(() => overlapsOf(layout), [layout]);
  const shared = { zone, rowHeight, title, numbers, overlaps, scale };
  return (
    <>
      {far.length > 0 && <Some bars={far} {...shared} />}
      <Tiles cut={cut}>
        {(tile) => {
          const bars = tiles.get(tile);
          return bars === undefined ? null : <Some key={tile} bars={bars} {...shared} />;
        }}
      </Tiles>
      {layout.conflicts.map(({ key, x, width, from, to }) => (
        <i
          key={key}
          className="tl-conflict"
          aria-hidden="true"
          style={{ left: x, width, top: from * rowHeight + rowHeight - 4, height: (to - from - 1) * rowHeight + 8 }}
        />
      ))}
    </>
  );
});

/** Bars by the tile they begin in; apart those that reach farther than tiles are drawn ahead. */
function tiled({ bars }: LaneLayout, { span, scale }: Cut) {
  const most = AHEAD * tileWidth(span, scale);
  const tiles = new Map<number, BarPlace[]>();
  const far: BarPlace[] = [];
  for (const bar of bars) {
    const { x, width, label, item } = bar;
    const tile = tileAt(item.start, span);
    const own = tiles.get(tile);
    if (Math.max(x + width, label.x + label.width) - x > most) far.push(bar);
    else if (own === undefined) tiles.set(tile, [bar]);
    else own.push(bar);
  }
  return { tiles, far };
}

interface SomeProps extends Omit<BarsProps, 'layout' | 'cut'> {
  readonly bars: readonly BarPlace[];
  readonly overlaps: ReadonlyMap<string, readonly string[]>;
  readonly scale: Scale;
}

/** Some bars of a lane that are drawn together. They ask once for what changes of them while they stand where they are. */
const Some = memo(function Some({ bars, overlaps, title, ...shared }: SomeProps) {
  const { guard } = useStores();
  // A word for all: they are drawn anew when it is another, and each bar for itself only when its own part is.
  const verdicts = useStore(guard, ({ answers }) => bars.map((bar) => verdictOf(bar, answers) ?? '').join(' ')).split(
    ' ',
  );
  const open = useNavigation(({ change }) => (bars.some((bar) => changeOf(bar) === change) ? change : null));
  const tried = useChanges(({ trying }) =>
    trying === null ? null : (bars.find((bar) => changeOf(bar) === trying.id)?.item.key ?? null),
  );
  const focus = useBarFocus();
  const shown = use(TileShown);
  const focused = useStore(focus.store, ({ key }) => (bars.some(({ item }) => item.key === key) ? key : null));
  return bars.map((bar, index) => (
    <Bar
      key={bar.item.key}
      bar={bar}
      site={title}
      overlaps={overlaps.get(bar.item.key) ?? NONE}
      verdict={toVerdict(verdicts[index])}
      open={open !== null && changeOf(bar) === open}
      moved={tried === bar.item.key}
      inTab={focused === bar.item.key}
      takesFocus={shown || focused !== bar.item.key ? focus.takes : notYet}
      {...shared}
    />
  ));
});

/** Nothing that is hidden can be focused: it is when it is shown. */
const notYet = (): boolean => false;

const changeOf = ({ item }: BarPlace): string | undefined => (item.kind === 'change' ? item.change.id : undefined);

const verdictOf = ({ item }: BarPlace, answers: GuardState['answers']) =>
  item.kind === 'change' && hasVerdict(item.change) ? answers.get(item.change.id)?.verdict : undefined;

const toVerdict = (word: string | undefined) => (word === 'go' || word === 'caution' || word === 'hold' ? word : null);

const NONE: readonly string[] = [];

/** Numbers of the changes that each bar overlaps with. */
function overlapsOf({ bars, conflicts }: LaneLayout): ReadonlyMap<string, readonly string[]> {
  if (conflicts.length === 0) return NO_OVERLAPS;
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
const NO_OVERLAPS: ReadonlyMap<string, readonly string[]> = new Map();
