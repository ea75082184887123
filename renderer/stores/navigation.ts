import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Hours } from './histories';
import { fieldsOf, keep, oneOf, type KeyValue } from './kept';

export type Overlay = 'palette' | 'keys';

/** Where the person is; what comes back when the page is begun anew. */
interface Place {
  /** The site whose drawer is open. */
  readonly site: string | null;
  /** The signal the drawer was opened for, shown first. */
  readonly signal: string | null;
  /** Hours that its charts show. */
  readonly span: Hours;
}

export interface NavigationState extends Place {
  readonly overlay: Overlay | null;
  /** One line about something that just happened or cannot happen; read aloud, gone after a while. */
  readonly notice: string | null;
}

export interface NavigationStore extends StoreApi<NavigationState> {
  readonly openSite: (site: string, signal?: string) => void;
  readonly showSpan: (span: Hours) => void;
  /** One level back: overlay, then drawer. False when there was nothing to leave. */
  readonly back: () => boolean;
  /** To the screen itself, nothing open on it. */
  readonly leave: () => void;
  readonly show: (overlay: Overlay | null) => void;
  readonly say: (notice: string | null) => void;
}

const KEY = 'meridian.place';
const NOWHERE: Place = { site: null, signal: null, span: 1 };

/**
 * Where in the window the person is. `session` lives as long as the window: a page that crashed or hung and is begun anew finds
 * the place again, without the overlay and the notice of the moment.
 */
export function createNavigationStore(session: KeyValue | null = null): NavigationStore {
  const kept = keep(session, KEY);
  const store = createStore<NavigationState>(() => ({ ...parse(kept.read()), overlay: null, notice: null }));
  // Each at once: the page may end at any moment.
  const go = (place: Place): void => {
    store.setState({ ...place, overlay: null });
    kept.write(place);
  };
  return Object.assign(store, {
    openSite: (site: string, signal?: string) => {
      const open = store.getState();
      go({ site, signal: signal ?? null, span: open.site === site ? open.span : 1 });
    },
    showSpan: (span: Hours) => {
      const { site, signal } = store.getState();
      go({ site, signal, span });
    },
    back: () => {
      const { overlay, site } = store.getState();
      if (overlay !== null) store.setState({ overlay: null });
      else if (site !== null) go(NOWHERE);
      else return false;
      return true;
    },
    leave: () => go(NOWHERE),
    show: (overlay: Overlay | null) => store.setState({ overlay }),
    say: (notice: string | null) => store.setState({ notice }),
  });
}

function parse(stored: unknown): Place {
  const { site, signal, span } = fieldsOf(stored);
  const id = (value: unknown): string | null => (typeof value === 'string' && value.length <= 256 ? value : null);
  return id(site) === null ? NOWHERE : { site: id(site), signal: id(signal), span: oneOf(span, [1, 24] as const, 1) };
}
