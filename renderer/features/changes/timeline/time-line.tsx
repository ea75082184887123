import {
  Fragment,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';
import { useStore } from 'zustand';
import type { Change } from '../../../../shared/domain/change/types';
import type { FreezeWindow } from '../../../../shared/domain/freezes/types';
import { HOUR, type Ms } from '../../../../shared/lib/time';
import { useMinute, useNavigation, usePreferences, useStores } from '../../../stores/stores';
import { labelSites } from '../../../ui/labels';
import { useFolded } from '../../../ui/use-media';
import { useSize } from '../../../ui/use-size';
import { useSteady } from '../../../ui/use-steady';
import type { Ground as GroundFacts } from '../use-ground';
import { pressOnBars, type KeyTools } from './bar-keys';
import { createBarFocus, FocusContext } from './focus';
import { Days, LaneGround } from './ground';
import { Lane } from './lane';
import type { Placed } from './layout';
import { laneFacts } from './marks';
import { measuresOf } from './measures';
import { MovingGhost, MovingSaid } from './moving-ghost';
import { Bands, Names } from './names';
import { entryBar } from './nav';
import { createPlanning, type LaneAt } from './planning';
import { placeGroups, within, type LanePlace } from './places';
import { Floor } from './floor';
import { Ruler } from './ruler';
import { SPANS, startAround, xOf, type Span } from './scale';
import { useLayouts } from './use-layouts';
import { usePan } from './use-pan';
import { usePointer, type PointerTools } from './use-pointer';
import './time-line.css';

/** What others may do with the time line. */
export interface TimeLineHandle {
  readonly toNow: () => void;
  /** Now stays where it is, where it is in view. */
  readonly zoomTo: (span: Span) => void;
  readonly reveal: (start: Ms, end: Ms) => void;
}
interface TimeLineProps {
  readonly ground: GroundFacts;
  readonly changes: readonly Change[];
  readonly freezes: ReadonlyMap<string, readonly FreezeWindow[]>;
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
  readonly handle: RefObject<TimeLineHandle | null>;
}

/** Lanes of sites over time. Everything on it is also in the list. */
export function TimeLine(props: TimeLineProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  return (
    <section className="tl" aria-label="Time line" data-panel>
      <div className="tl-measure" ref={box} />
      {size !== null && size.width > 0 && <Measured {...props} width={size.width} />}
    </section>
  );
}

/** Drawn above and below what is seen. */
const OVER = 240;
const NO_BARS: readonly never[] = [];

function Measured({
  ground,
  changes,
  freezes,
  span,
  onSpan,
  handle,
  width,
}: TimeLineProps & { readonly width: number }) {
  const { navigation, changes: store, clock, guard } = useStores();
  const now = useMinute();
  const folded = useFolded();
  const letters = usePreferences((state) => state.letters);
  const chosen = useNavigation((state) => state.change);
  const measures = measuresOf(folded);
  const [begun] = useState(() => startAround(now, span));
  const { pan, scale, cut, drawn } = usePan(begun, span, width, guard.busy);
  const { layer } = pan;
  const { groups, placed, lay, numbers } = useLayouts(ground, changes, freezes, scale, now, !folded);
  const { groups: places, height } = useSteady(
    placeGroups(groups, placed, { left: xOf(scale, drawn.from), right: xOf(scale, drawn.to) }, measures),
  );
  const titles = useMemo(() => labelSites(ground.sites), [ground.sites]);
  const facts = useMemo(
    () => new Map(ground.sites.map((site) => [site.id, laneFacts(site, ground.events, now).join(', ')])),
    [ground.sites, ground.events, now],
  );
  const [scrolled, setScrolled] = useState(0);
  const [focus] = useState(createBarFocus);
  const [planning] = useState(() => createPlanning(store, navigation));
  const body = useRef<HTMLDivElement>(null);
  const band = useRef<HTMLDivElement>(null);

  const rows = useMemo(
    () =>
      places.flatMap(({ lanes }) =>
        lanes.map(({ lane }) => ({
          site: lane.site.id,
          bars: placed.get(lane.site.id) ?? NO_BARS,
        })),
      ),
    [places, placed],
  );
  const laneAt = useCallback(
    (site: string): LaneAt | null => {
      const zone = ground.sites.find(({ id }) => id === site)?.timeZone;
      return zone === undefined ? null : { site, zone };
    },
    [ground.sites],
  );

  // Tab comes to the chosen bar, else to the one nearest to now.
  const focused = useStore(focus.store, (state) => state.key);
  useEffect(() => {
    const known = rows.some(({ bars }) => bars.some(({ item }) => item.key === focused));
    if (!known) focus.store.setState({ key: entryBar(rows, chosen, xOf(scale, now))?.item.key ?? null });
  }, [rows, focused, focus, chosen, scale, now]);

  const toNow = (): void => pan.to(startAround(clock.getState().now, span));
  const zoomTo = (next: Span, around?: Ms): void => {
    // What stood under the pointer, or now where it is seen, stays where it was.
    const from = pan.from();
    const seen = now >= from && now < from + span * HOUR;
    const at = around ?? (seen ? now : from + (span * HOUR) / 2);
    pan.jump(at - ((at - from) / span) * next);
    // Of another scale a bar is drawn elsewhere: it keeps the focus.
    const key = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['key'] : undefined;
    if (key !== undefined) focus.give(key);
    onSpan(next);
  };
  const zoom = (step: 1 | -1, around?: Ms): void => {
    const next = SPANS[SPANS.indexOf(span) + step];
    if (next !== undefined) zoomTo(next, around);
  };
  const choose = (key: string): void => {
    const item = rows.flatMap(({ bars }) => bars).find((bar) => bar.item.key === key)?.item;
    focus.give(key);
    if (item?.kind === 'change') navigation.openChange(item.change.id);
  };
  const show = ({ item }: Placed): void => {
    pan.reveal(item.start, item.end);
    focus.give(item.key);
    const place = places.flatMap(({ lanes }) => lanes).find(({ lane }) => lane.site.id === item.site);
    const scroller = body.current;
    if (place === undefined || scroller === null) return;
    if (place.y < scroller.scrollTop) scroller.scrollTop = place.y - measures.header;
    else if (place.y + place.height > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = place.y + place.height - scroller.clientHeight;
  };

  const tools = useRef<PointerTools & KeyTools & Pick<TimeLineHandle, 'zoomTo'>>(null as never);
  useEffect(() => {
    tools.current = {
      pan,
      span,
      rows,
      focus,
      planning,
      letters,
      now: () => clock.getState().now,
      laneAt,
      siteAt: (y) =>
        places.flatMap(({ lanes }) => lanes).find((lane) => y >= lane.y && y < lane.y + lane.height)?.lane.site.id ??
        null,
      show,
      choose,
      toNow,
      zoom,
      zoomTo,
      changeOf: (key) => {
        const item = rows.flatMap(({ bars }) => bars).find((bar) => bar.item.key === key)?.item;
        return item?.kind === 'change' ? item.change : null;
      },
    };
  });
  usePointer(band, tools);
  useImperativeHandle(
    handle,
    () => ({
      toNow: () => tools.current.toNow(),
      zoomTo: (next) => tools.current.zoomTo(next),
      reveal: (start, end) => tools.current.pan.reveal(start, end),
    }),
    [],
  );

  // Heights come from who watches them: asking for one after something was drawn would lay the page out once more.
  const seenHeight = useSize(body)?.height ?? 0;
  const onScroll = (): void => {
    const top = Math.floor((body.current?.scrollTop ?? 0) / OVER) * OVER;
    setScrolled(top);
  };
  const view = useMemo(
    () => ({ top: scrolled - OVER, bottom: scrolled + Math.max(seenHeight, 2 * OVER) + 2 * OVER }),
    [scrolled, seenHeight],
  );
  const visible = within(places, view);
  const onView = (lanes: readonly LanePlace[]): readonly LanePlace[] => within(lanes, view);
  const nowX = xOf(scale, now);

  return (
    <FocusContext value={focus}>
      <div className="tl-head">
        <div className="tl-corner">UTC</div>
        <div className="tl-clip" style={{ width }} data-pans>
          <div className="tl-pan" ref={layer} style={{ height: 22 }}>
            <Floor pan={pan} span={span} scale={scale} />
            <Ruler cut={cut} now={now} />
          </div>
        </div>
      </div>
      <div className="tl-body" ref={body} onScroll={onScroll}>
        <div className="tl-names" style={{ height }}>
          <Names places={visible} events={ground.events} header={measures.header} />
        </div>
        <div
          className={folded ? 'tl-band is-folded' : 'tl-band'}
          ref={band}
          data-pans
          style={{ height }}
          onKeyDown={(event) => pressOnBars(event, tools.current)}
        >
          <div className="tl-pan" ref={layer} style={{ height }}>
            <Floor pan={pan} span={span} scale={scale}>
              <Bands places={visible} header={measures.header} />
            </Floor>
            {visible.map((place) => (
              <Fragment key={place.group.key}>
                {onView(place.lanes).map((lane) => (
                  <LaneGround
                    key={lane.lane.site.id}
                    place={lane}
                    lay={lay}
                    hours={ground.rules.hours[lane.lane.site.id]?.agreed}
                    drawn={drawn}
                    cut={cut}
                  />
                ))}
                <Days place={place} cut={cut} header={measures.header} />
              </Fragment>
            ))}
            <i className="tl-now" style={{ left: nowX - 0.75, height }} />
            <div
              role="listbox"
              aria-label="Changes on the time line"
              aria-orientation="horizontal"
              className="tl-lanes"
            >
              {visible.flatMap(({ lanes }) =>
                onView(lanes).map((place) => {
                  const { id, name } = place.lane.site;
                  return (
                    <Lane
                      key={id}
                      place={place}
                      title={titles.get(id)?.inSentence ?? name}
                      facts={facts.get(id) ?? ''}
                      lay={lay}
                      cut={cut}
                      numbers={numbers}
                    />
                  );
                }),
              )}
            </div>
            <MovingGhost planning={planning} places={places} pan={pan} scale={scale} width={width} height={height} />
          </div>
        </div>
      </div>
      <MovingSaid planning={planning} />
    </FocusContext>
  );
}
