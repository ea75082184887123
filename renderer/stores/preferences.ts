import { createStore, type StoreApi } from 'zustand/vanilla';

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
};

/** What this viewer likes to see. Kept by the browser engine; whatever it holds is read with distrust. */
export function createPreferencesStore(storage: Pick<Storage, 'getItem' | 'setItem'> | null): PreferencesStore {
  const store = createStore<PreferencesState>(() => parse(read(storage)));
  const set = (part: Partial<PreferencesState>): void => {
    store.setState(part);
    try {
      storage?.setItem(KEY, JSON.stringify(store.getState()));
    } catch {
      // A full or forbidden storage costs only the memory of a preference.
    }
  };
  return Object.assign(store, {
    set,
    toggleLayer: (layer: Layer) => {
      const { layers } = store.getState();
      set({ layers: { ...layers, [layer]: !layers[layer] } });
    },
  });
}

function read(storage: Pick<Storage, 'getItem' | 'setItem'> | null): unknown {
  try {
    return JSON.parse(storage?.getItem(KEY) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

function parse(stored: unknown): PreferencesState {
  const of = (value: unknown): Readonly<Record<string, unknown>> =>
    value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {};
  const { theme, zone, layers, letters, view } = of(stored);
  const { night, teams, health } = of(layers);
  const flag = (value: unknown, otherwise: boolean): boolean => (typeof value === 'boolean' ? value : otherwise);
  const one = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
    allowed.find((item) => item === value) ?? otherwise;
  return {
    theme: one(theme, ['system', 'dark', 'light'], DEFAULTS.theme),
    zone: one(zone, ['site', 'utc', 'viewer'], DEFAULTS.zone),
    layers: { night: flag(night, true), teams: flag(teams, true), health: flag(health, true) },
    letters: flag(letters, DEFAULTS.letters),
    view: one(view, ['map', 'list'], DEFAULTS.view),
  };
}
