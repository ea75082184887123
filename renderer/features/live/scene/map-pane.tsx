import { memo, useMemo, useRef, useState } from 'react';
import type { Snapshot } from '../../../../shared/domain/snapshot/types';
import {
  useMinute,
  useNavigation,
  usePreferences,
  useSecond,
  useSight,
  useSnapshot,
  useStores,
} from '../../../stores/stores';
import type { SiteNow } from '../../../stores/derive/sight';
import { useWorker } from '../../../stores/use-worker';
import { besideDrawer, fitCamera } from '../../../ui/map/camera';
import { Land } from '../../../ui/map/land';
import type { Camera } from '../../../ui/map/projection';
import type { SiteLabel } from '../../../ui/labels';
import { rulerTicks } from '../../../ui/map/ruler';
import { useFolded, useShort } from '../../../ui/use-media';
import { useSize, type Size } from '../../../ui/use-size';
import { useClocks } from '../use-clocks';
import { useTitle } from '../use-title';
import type { TitleView } from '../title/view-model';
import { titleBox } from '../title/title-box';
import type { Box } from './boxes';
import { Halos, Marks } from './marks';
import { Arcs, ArcLabels, Plates, Tags, TeamDots } from './plates-view';
import { sceneSteps } from './view-model';
import './scene.css';

interface MapPaneProps {
  readonly labels: ReadonlyMap<string, SiteLabel>;
}

const NO_SITES: readonly SiteNow[] = [];
const NOTHING: Pick<Snapshot, 'teams' | 'events' | 'attention'> = { teams: [], events: [], attention: [] };

/** The map and everything that stands on it. Geometry follows the size, the minute and the states, never the second. */
export function MapPane(props: MapPaneProps) {
  const pane = useRef<HTMLDivElement>(null);
  const size = useSize(pane);
  return (
    <div className="map-pane" ref={pane} data-panel>
      {size && size.width > 40 && size.height > 40 && <Placed {...props} size={size} />}
    </div>
  );
}

function Placed({ labels, size }: MapPaneProps & { readonly size: Size }) {
  const { navigation } = useStores();
  const title = useTitle(labels);
  const sites = useSight((sight) => sight.sites);
  const live = useSight((sight) => sight.kind === 'live' || sight.kind === 'partial');
  const { teams, events, attention } = useSnapshot((state) => state.snapshot) ?? NOTHING;
  const layers = usePreferences((state) => state.layers);
  const selected = useNavigation((state) => state.site);
  const now = useSecond();
  const minute = useMinute();
  const clocks = useClocks();
  const folded = useFolded();
  const short = useShort();

  const box = titleBox(title, folded, short, size.width);
  const places = usePlaces(sites);
  const camera = useCamera(size, places, selected, box.top + box.height + UNDER_TITLE);
  const countries = useMemo(() => [...new Set(places.map(({ country }) => country))].sort(), [places]);
  const taken = useMemo(
    () => overlays(size, title, folded, short, selected !== null),
    [size, title, folded, short, selected],
  );
  const scene = useWorker(
    sceneSteps,
    {
      sites: sites.length > 0 ? sites : NO_SITES,
      teams,
      events,
      attention,
      layers,
      camera,
      taken,
      clocks,
      folded,
      labels,
      selected,
      live,
      now,
    },
    URGENT,
  );
  const criticalKey = scene.critical.join(' ');
  const critical = useMemo(() => (criticalKey === '' ? [] : criticalKey.split(' ')), [criticalKey]);
  const chosen = scene.nodes.flatMap((node) => [node.head, ...node.satellites]).find((mark) => mark.site === selected);
  const leader = chosen ? `M${chosen.x + chosen.radius} ${chosen.y}H${camera.width}` : null;

  return (
    <>
      <Land camera={camera} countries={countries} critical={critical} night={layers.night ? minute : null} />
      <Ruler camera={camera} now={minute} />
      <Arcs scene={scene} camera={camera} leader={leader} tone={chosen?.status ?? 'ok'} />
      <TeamDots dots={scene.teams} />
      <Halos halos={scene.halos} />
      {/* Above what moves, all is one layer: a browser that has to part it into many spends a frame on that alone. */}
      <div className={scene.halos.some((halo) => !halo.quiet) ? 'map-top is-lifted' : 'map-top'}>
        <Marks scene={scene} sites={sites.length} />
        <Tags tags={scene.tags} />
        <Plates plates={scene.plates} onOpen={navigation.openSite} />
        <ArcLabels arcs={scene.arcs} />
        {scene.chosen && (
          <div
            className={`chosen-label is-${scene.chosen.mark.status}`}
            style={{ left: scene.chosen.left, top: scene.chosen.top, width: scene.chosen.width }}
            aria-hidden="true"
          >
            <b>{scene.chosen.text}</b>
          </div>
        )}
      </div>
    </>
  );
}

/** What a person did, or the workspace; all else happens to the sites. */
const URGENT = ['camera', 'selected', 'folded', 'layers', 'labels'] as const;

/** Pixels between the title and the northernmost marker: half of a marker, and air. */
const UNDER_TITLE = 18;

interface SitePlace {
  readonly id: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Where sites are, not how they do: the same list as long as none moves. */
function usePlaces(sites: readonly SiteNow[]): readonly SitePlace[] {
  const [settle] = useState(steadyPlaces);
  return settle(sites);
}

function steadyPlaces(): (sites: readonly SiteNow[]) => readonly SitePlace[] {
  let known: readonly SitePlace[] = [];
  const isSame = (place: SitePlace | undefined, { id, country, latitude, longitude }: SitePlace): boolean =>
    place?.id === id && place.country === country && place.latitude === latitude && place.longitude === longitude;
  return (sites) => {
    if (sites.length !== known.length || !sites.every(({ site }, index) => isSame(known[index], site)))
      known = sites.map(({ site: { id, country, latitude, longitude } }) => ({ id, country, latitude, longitude }));
    return known;
  };
}

function useCamera(size: Size, places: readonly SitePlace[], selected: string | null, under: number): Camera {
  // Only a title of more lines pushes it down.
  return useMemo(() => {
    const home = fitCamera(places, size.width, size.height, under);
    const chosen = places.find((place) => place.id === selected);
    if (!chosen) return home;
    // The scale is that of the whole pane; beside a drawer the pane is narrower than the world it comes from.
    const whole = fitCamera(places, Math.max(size.width, 1024), 639);
    return besideDrawer(whole, chosen, size.width, size.height);
  }, [places, size, selected, under]);
}

/** What stands over the map already, so that no plate is put under it. */
function overlays(size: Size, title: TitleView, folded: boolean, short: boolean, drawer: boolean): readonly Box[] {
  const foot = (width: number, right: boolean): Box => ({
    left: right ? size.width - width - 16 : 16,
    top: size.height - 38,
    width,
    height: 26,
  });
  if (drawer) return [foot(190, false)];
  return [
    titleBox(title, folded, short, size.width),
    foot(folded ? 440 : 500, false),
    ...(folded ? [] : [foot(330, true)]),
  ];
}

const Ruler = memo(function Ruler({ camera, now }: { readonly camera: Camera; readonly now: number }) {
  return (
    <svg className="ruler" width={camera.width} height={20} role="img" aria-label="Solar time by meridian">
      <rect width={camera.width} height={20} fill="var(--panel)" />
      <path d={`M0 19.5H${camera.width}`} stroke="var(--line)" />
      <text x={20} y={13} className="axis-text">
        Sun time
      </text>
      {rulerTicks(camera, now).map((tick) => (
        <g key={tick.key}>
          <path d={`M${tick.x} 16V20`} stroke="var(--ink-4)" />
          <text x={tick.x} y={13} textAnchor="middle" className={tick.lit ? 'axis-text is-lit' : 'axis-text'}>
            {tick.text}
          </text>
        </g>
      ))}
    </svg>
  );
});
