import { usePreferences, useSight, useStores } from '../../../stores/stores';
import type { Layer } from '../../../stores/preferences';
import { LegendCount } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import './legend.css';

const ORDER = ['critical', 'warning', 'maintenance', 'unknown', 'ok'] as const;

/** The five states with their counts: the legend of the map and the sum of the screen. */
export function Legend() {
  const counts = useSight((sight) => sight.counts);
  return (
    <div className="legend" data-legend role="group" aria-label="Sites by state">
      {ORDER.map((status) => (
        <LegendCount key={status} status={status} count={counts[status]} />
      ))}
    </div>
  );
}

const LAYERS: readonly (readonly [layer: Layer, word: string])[] = [
  ['night', 'Day and night'],
  ['teams', 'Teams'],
  ['health', 'AWS Health'],
];

/** What is drawn on the map, and the list that says the same. */
export function LayerSwitch() {
  const { preferences } = useStores();
  const layers = usePreferences((state) => state.layers);
  return (
    <div className="layers" role="group" aria-label="Map layers">
      {LAYERS.map(([layer, word]) => (
        <button
          key={layer}
          type="button"
          className="layer is-fold"
          aria-pressed={layers[layer]}
          onClick={() => preferences.toggleLayer(layer)}
        >
          {word}
        </button>
      ))}
      <button type="button" className="layer" aria-keyshortcuts="L" onClick={() => preferences.set({ view: 'list' })}>
        <Icon name="list" size={13} />
        List <kbd aria-hidden="true">L</kbd>
      </button>
    </div>
  );
}
