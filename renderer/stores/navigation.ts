import { createStore, type StoreApi } from 'zustand/vanilla';

export type Overlay = 'palette' | 'keys';

export interface NavigationState {
  /** The site whose drawer is open. */
  readonly site: string | null;
  /** The signal the drawer was opened for, shown first. */
  readonly signal: string | null;
  readonly overlay: Overlay | null;
  /** One line about something that just happened or cannot happen; read aloud, gone after a while. */
  readonly notice: string | null;
}

export interface NavigationStore extends StoreApi<NavigationState> {
  readonly openSite: (site: string, signal?: string) => void;
  /** One level back: overlay, then drawer. False when there was nothing to leave. */
  readonly back: () => boolean;
  readonly show: (overlay: Overlay | null) => void;
  readonly say: (notice: string | null) => void;
}

/** Where in the window the person is. */
export function createNavigationStore(): NavigationStore {
  const store = createStore<NavigationState>(() => ({ site: null, signal: null, overlay: null, notice: null }));
  return Object.assign(store, {
    openSite: (site: string, signal?: string) => store.setState({ site, signal: signal ?? null, overlay: null }),
    back: () => {
      const { overlay, site } = store.getState();
      if (overlay !== null) store.setState({ overlay: null });
      else if (site !== null) store.setState({ site: null, signal: null });
      else return false;
      return true;
    },
    show: (overlay: Overlay | null) => store.setState({ overlay }),
    say: (notice: string | null) => store.setState({ notice }),
  });
}
