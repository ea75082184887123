import { createStore, type StoreApi } from 'zustand/vanilla';
import { fieldsOf, keep, oneOf, type KeyValue } from './kept';

export type Theme = 'system' | 'dark' | 'light';
/** Which clock stands beside UTC: the site's own, none, or the viewer's. */
export type ZoneMode = 'site' | 'utc' | 'viewer';
export type Layer = 'night' | 'teams' | 'health';

export interface PreferencesState {
  readonly theme: Theme;
  readonly zone: ZoneMode;
  readonly layers: Readonly<Record<Layer, boolean>>;
  /** Single-character keys (1 to 8, ?, J, K, A ...). Off for those who type into other tools by voice. */
  readonly letters: boolean;
  readonly view: 'map' | 'list';
  readonly changesView: 'time' | 'list';
  /** Hours that the time line of changes shows. */
  readonly changesSpan: 24 | 72 | 336;
  /** A handover shows only what is not as it was in the one before. */
  readonly handoverChanged: boolean;
}

export interface PreferencesStore extends StoreApi<PreferencesState> {
  set(part: Partial<PreferencesState>): void;
  toggleLayer(layer: Layer): void;
}

const KEY = 'meridian.preferences';
export const DEFAULTS: PreferencesState = {
  theme: 'system',
  zone: 'site',
  layers: { night: true, teams: true, health: true },
  letters: true,
  view: 'map',
  changesView: 'time',
  changesSpan: 72,
  handoverChanged: false,
};

/** What this viewer likes to see. Kept by the browser engine; whatever it holds is read with distrust. */
export function createPreferencesStore(storage: KeyValue | null): PreferencesStore {
  const kept = keep(storage, KEY);
  const store = createStore<PreferencesState>(() => parse(kept.read()));
  const set = (part: Partial<PreferencesState>): void => {
    store.setState(part);
    kept.write(store.getState());
  };
  return Object.assign(store, {
    set,
    toggleLayer: (layer: Layer) => {
      const { layers } = store.getState();
      set({ layers: { ...layers, [layer]: !layers[layer] } });
    },
  });
}

function parse(stored: unknown): PreferencesState {
  const { theme, zone, layers, letters, view, changesView, changesSpan, handoverChanged } = fieldsOf(stored);
  const { night, teams, health } = fieldsOf(layers);
  const flag = (value: unknown, otherwise: boolean): boolean => (typeof value === 'boolean' ? value : otherwise);
  return {
    theme: oneOf(theme, ['system', 'dark', 'light'], DEFAULTS.theme),
    zone: oneOf(zone, ['site', 'utc', 'viewer'], DEFAULTS.zone),
    layers: { night: flag(night, true), teams: flag(teams, true), health: flag(health, true) },
    letters: flag(letters, DEFAULTS.letters),
    view: oneOf(view, ['map', 'list'], DEFAULTS.view),
    changesView: oneOf(changesView, ['time', 'list'], DEFAULTS.changesView),
    changesSpan: oneOf(changesSpan, [24, 72, 336], DEFAULTS.changesSpan),
    handoverChanged: flag(handoverChanged, DEFAULTS.handoverChanged),
  };
}
