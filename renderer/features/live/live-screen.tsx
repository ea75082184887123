import { lazy, Suspense } from 'react';
import { Pane } from '../../stores/pane';
import { useNavigation, usePreferences, useStores } from '../../stores/stores';
import { Later } from '../../ui/later';
import { Cards } from './cards/cards';
import { Legend, LayerSwitch } from './legend/legend';
import { SiteList } from './list/site-list';
import { Queue } from './queue/queue';
import { MapPane } from './scene/map-pane';
import { Title } from './title/title';
import { useLabels } from './use-labels';
import { useListKey } from './use-list-key';
import './live.css';

// The first screen does not wait for the drawer and its charts.
const Drawer = lazy(async () => ({ default: (await import('./drawer/drawer')).Drawer }));

/** The live screen: map or list, countries, attention; and the drawer of one site. */
export function LiveScreen() {
  const labels = useLabels();
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
            <Pane>
              <SiteList labels={labels} />
            </Pane>
          ) : (
            <>
              <Pane>
                <MapPane labels={labels} />
              </Pane>
              {open ? (
                <button type="button" className="live-back" onClick={() => navigation.back()}>
                  <kbd>Esc</kbd> back to all countries
                </button>
              ) : (
                <>
                  <Pane>
                    <Title labels={labels} />
                  </Pane>
                  <Legend />
                  <LayerSwitch />
                </>
              )}
            </>
          )}
        </div>
        {!open && (
          <Later place="cards">
            <Pane>
              <Cards />
            </Pane>
          </Later>
        )}
      </div>
      {open ? (
        <Suspense fallback={<section className="drawer-wait" aria-busy="true" />}>
          <Pane key={site}>
            <Drawer site={site} labels={labels} />
          </Pane>
        </Suspense>
      ) : (
        <Later place="queue">
          <Pane>
            <Queue labels={labels} />
          </Pane>
        </Later>
      )}
    </main>
  );
}
