import { lazy, Suspense, useMemo } from 'react';
import { useNavigation, usePreferences, useSecond, useSight, useSnapshot, useStores } from '../../stores/stores';
import { labelSites, type SiteLabel } from '../../ui/labels';
import { Later } from '../../ui/later';
import { useSteady } from '../../ui/use-steady';
import { Cards } from './cards/cards';
import { Legend, LayerSwitch } from './legend/legend';
import { SiteList } from './list/site-list';
import { Queue } from './queue/queue';
import { MapPane } from './scene/map-pane';
import { Title } from './title/title';
import { titleOf, type TitleView } from './title/view-model';
import { useClocks } from './use-clocks';
import { useListKey } from './use-list-key';
import './live.css';

// The drawer brings the chart library with it; the first screen does not wait for that.
const Drawer = lazy(async () => ({ default: (await import('./drawer/drawer')).Drawer }));

/** The live screen: map or list, countries, attention; and the drawer of one site. */
export function LiveScreen() {
  const labels = useLabels();
  const title = useTitle(labels);
  const site = useNavigation((state) => state.site);
  const view = usePreferences((state) => state.view);
  const { navigation } = useStores();
  useListKey();
  const open = site !== null && labels.has(site);

  return (
    <main className={open ? 'live has-drawer' : 'live'} id="live">
      <div className="live-main">
        <div className="live-stage">
          {view === 'list' && !open ? (
            <SiteList title={title} labels={labels} />
          ) : (
            <>
              <MapPane title={title} labels={labels} />
              {open ? (
                <button type="button" className="live-back" onClick={() => navigation.back()}>
                  <kbd>Esc</kbd> back to all countries
                </button>
              ) : (
                <>
                  <Title view={title} />
                  <Legend />
                  <LayerSwitch />
                </>
              )}
            </>
          )}
        </div>
        {!open && (
          <Later place="cards">
            <Cards />
          </Later>
        )}
      </div>
      {open ? (
        <Suspense fallback={<section className="drawer-wait" aria-busy="true" />}>
          <Drawer key={site} site={site} labels={labels} />
        </Suspense>
      ) : (
        <Later place="queue">
          <Queue labels={labels} />
        </Later>
      )}
    </main>
  );
}

function useLabels(): ReadonlyMap<string, SiteLabel> {
  const sites = useSnapshot((state) => state.snapshot?.sites);
  const parts = useSteady((sites ?? []).map(({ id, name, country, tier }) => ({ id, name, country, tier })));
  return useMemo(() => labelSites(parts), [parts]);
}

function useTitle(labels: ReadonlyMap<string, SiteLabel>): TitleView {
  const sight = useSight((one) => one);
  const snapshot = useSnapshot((state) => state.snapshot);
  const problem = useSnapshot((state) => state.problem);
  const clocks = useClocks();
  const now = useSecond();
  const view = titleOf({
    sight,
    events: snapshot?.events ?? [],
    labels,
    clocks,
    problem,
    file: snapshot?.workspace.file ?? null,
    now,
  });
  const { look, glyph, title, sub } = view;
  // One object as long as it says the same: the map places its plates around it.
  return useMemo(() => ({ look, glyph, title, sub }), [look, glyph, title, sub]);
}
