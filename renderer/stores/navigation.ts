import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Window } from '../../shared/domain/change/types';
import type { Hours } from './histories';
import { fieldsOf, keep, oneOf, type KeyValue } from './kept';

export type Overlay = 'palette' | 'keys' | 'declare' | 'pin' | 'plan' | 'duty' | 'measures';
/** What a screen is asked to begin from elsewhere. */
export type Wish = 'export' | 'import' | 'person' | 'import-changes' | 'export-changes' | 'freezes';
/** Screens that are built. */
export type Screen = 'live' | 'changes' | 'incidents' | 'handover';
const BUILT: readonly Screen[] = ['live', 'changes', 'incidents', 'handover'];
const SCREEN_OF: Readonly<Record<Wish, Screen>> = {
  export: 'incidents',
  import: 'incidents',
  person: 'incidents',
  'import-changes': 'changes',
  'export-changes': 'changes',
  freezes: 'changes',
};

/** Parts of the window that scroll: the two columns of a drawer, the queue, the list of sites. */
export type ScrollPlace = 'reasons' | 'side' | 'queue' | 'list';

/** Where the person is; what comes back when the page is begun anew. */
interface Place {
  readonly screen: Screen;
  /** The incident that is open. */
  readonly incident: string | null;
  /** The change that is open. */
  readonly change: string | null;
  /** The handover that was chosen; null: the one that concerns the person now. */
  readonly handover: string | null;
  /** The site whose drawer is open. */
  readonly site: string | null;
  /** The signal the drawer was opened for, shown first. */
  readonly signal: string | null;
  /** Hours that its charts show. */
  readonly span: Hours;
}

/** What an incident is declared from; both null: from nothing on screen. */
export interface DeclareFrom {
  readonly site: string | null;
  /** Key of the attention item. */
  readonly attention: string | null;
  /** A signal of the site that is pinned with it. */
  readonly signal?: string | null;
}

/** What a change is planned from: an empty place of the time line, a change that is edited; all null: nothing on screen. */
export interface PlanFrom {
  /** The change whose plan is edited; null: a new one. */
  readonly change: string | null;
  /** A new one that is like `change`, which stays as it is. */
  readonly duplicate: boolean;
  readonly site: string | null;
  readonly window: Window | null;
}

/** What a notice offers to do about what it says. */
export interface Offer {
  readonly word: string;
  readonly run: () => void;
}

/** What is to be pinned to an incident. */
export interface PinWhat {
  readonly site: string;
  /** Null: the site itself. */
  readonly signal: string | null;
}

export interface NavigationState extends Place {
  readonly overlay: Overlay | null;
  readonly declareFrom: DeclareFrom;
  readonly planFrom: PlanFrom;
  /** What the sheet `pin` asks about. */
  readonly pinWhat: PinWhat | null;
  readonly wish: Wish | null;
  /** One line about something that just happened or cannot happen; read aloud, gone after a while. */
  readonly notice: string | null;
  readonly offer: Offer | null;
}

export interface NavigationStore extends StoreApi<NavigationState> {
  readonly openSite: (site: string, signal?: string) => void;
  readonly showSpan: (span: Hours) => void;
  readonly goTo: (screen: Screen) => void;
  /** To the incident, on its screen; null: to that screen alone. */
  readonly openIncident: (incident: string | null) => void;
  /** To the change, on its screen; null: to that screen alone. */
  readonly openChange: (change: string | null) => void;
  /** To the handover, on its screen; null: to the one that concerns the person now. */
  readonly openHandover: (handover: string | null) => void;
  /** Asks what is needed to plan one, or edits a plan. */
  readonly plan: (from?: Partial<PlanFrom>) => void;
  /** Asks what is needed to declare one. */
  readonly declare: (from?: DeclareFrom) => void;
  /** Asks which incident something is pinned to. */
  readonly choosePin: (what: PinWhat) => void;
  /** Null: it was begun. */
  readonly wish: (wish: Wish | null) => void;
  /** One level back: overlay, then drawer. False when there was nothing to leave. */
  readonly back: () => boolean;
  /** To the screen itself, nothing open on it. */
  readonly leave: () => void;
  readonly show: (overlay: Overlay | null) => void;
  /** `leads`: the incident that it leads to. */
  readonly say: (notice: string | null, leads?: string) => void;
  /** Says something that one press does something about. */
  readonly propose: (notice: string, offer: Offer) => void;
  /** Pixels from the top that a part was scrolled to. */
  readonly scrollOf: (place: ScrollPlace) => number;
  readonly scrolled: (place: ScrollPlace, top: number) => void;
}

const KEY = 'meridian.place';
const NOWHERE: Place = {
  screen: 'live',
  incident: null,
  change: null,
  handover: null,
  site: null,
  signal: null,
  span: 1,
};
const FROM_NOTHING: DeclareFrom = { site: null, attention: null };
const PLAN_FROM_NOTHING: PlanFrom = { change: null, duplicate: false, site: null, window: null };

/**
 * Where in the window the person is. `session` lives as long as the window: a page that crashed or hung and is begun anew finds
 * the place again, without the overlay and the notice of the moment.
 */
export function createNavigationStore(session: KeyValue | null = null): NavigationStore {
  const kept = keep(session, KEY);
  const store = createStore<NavigationState>(() => ({
    ...parse(kept.read()),
    overlay: null,
    declareFrom: FROM_NOTHING,
    planFrom: PLAN_FROM_NOTHING,
    pinWhat: null,
    wish: null,
    notice: null,
    offer: null,
  }));
  let scroll = parseScroll(kept.read());
  // Each at once: the page may end at any moment.
  const write = (): void => {
    const { screen, incident, change, handover, site, signal, span } = store.getState();
    kept.write({ screen, incident, change, handover, site, signal, span, scroll });
  };
  const go = ({ screen, incident, change, handover, site, signal, span }: Place): void => {
    const place: Place = { screen, incident, change, handover, site, signal, span };
    // Another drawer begins at its top; the lists behind it stay.
    if (place.site !== store.getState().site) scroll = { ...scroll, reasons: 0, side: 0 };
    store.setState({ ...place, overlay: null });
    write();
  };
  const openIncident = (incident: string | null): void => go({ ...store.getState(), screen: 'incidents', incident });
  return Object.assign(store, {
    openSite: (site: string, signal?: string) => {
      const open = store.getState();
      go({ ...open, screen: 'live', site, signal: signal ?? null, span: open.site === site ? open.span : 1 });
    },
    showSpan: (span: Hours) => {
      go({ ...store.getState(), span });
    },
    goTo: (screen: Screen) => go({ ...store.getState(), screen }),
    openIncident,
    openChange: (change: string | null) => go({ ...store.getState(), screen: 'changes', change }),
    openHandover: (handover: string | null) => go({ ...store.getState(), screen: 'handover', handover }),
    plan: (from: Partial<PlanFrom> = {}) =>
      store.setState({ planFrom: { ...PLAN_FROM_NOTHING, ...from }, overlay: 'plan' }),
    declare: (declareFrom: DeclareFrom = FROM_NOTHING) => store.setState({ declareFrom, overlay: 'declare' }),
    choosePin: (pinWhat: PinWhat) => store.setState({ pinWhat, overlay: 'pin' }),
    wish: (wish: Wish | null) => {
      if (wish !== null) go({ ...store.getState(), screen: SCREEN_OF[wish] });
      store.setState({ wish });
    },
    back: () => {
      const { screen, incident, change, handover, overlay, site } = store.getState();
      if (overlay !== null) store.setState({ overlay: null });
      else if (screen === 'live' && site !== null) go({ ...NOWHERE, incident, change, handover });
      else return false;
      return true;
    },
    leave: () => go(NOWHERE),
    show: (overlay: Overlay | null) => store.setState({ overlay }),
    say: (notice: string | null, leads?: string) =>
      store.setState({
        notice,
        offer: leads === undefined ? null : { word: 'Open it', run: () => openIncident(leads) },
      }),
    propose: (notice: string, offer: Offer) => store.setState({ notice, offer }),
    scrollOf: (place: ScrollPlace) => scroll[place],
    scrolled: (place: ScrollPlace, top: number) => {
      scroll = { ...scroll, [place]: Math.round(top) };
      write();
    },
  });
}

function parse(stored: unknown): Place {
  const { screen, incident, change, handover, site, signal, span } = fieldsOf(stored);
  const id = (value: unknown): string | null => (typeof value === 'string' && value.length <= 256 ? value : null);
  return {
    screen: oneOf(screen, BUILT, 'live'),
    incident: id(incident),
    change: id(change),
    handover: id(handover),
    site: id(site),
    signal: id(site) === null ? null : id(signal),
    span: id(site) === null ? 1 : oneOf(span, [1, 24] as const, 1),
  };
}

function parseScroll(stored: unknown): Readonly<Record<ScrollPlace, number>> {
  const tops = fieldsOf(fieldsOf(stored).scroll);
  const top = (value: unknown): number => (typeof value === 'number' && value > 0 && value < 1e7 ? value : 0);
  return { reasons: top(tops.reasons), side: top(tops.side), queue: top(tops.queue), list: top(tops.list) };
}
