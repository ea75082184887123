import { createContext, useContext } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Which bar Tab comes to, and which one shall have the focus as soon as it is drawn. */
export interface BarFocus {
  readonly store: StoreApi<{ readonly key: string | null }>;
  readonly give: (key: string) => void;
  /** Once for each time it was given. */
  readonly takes: (key: string) => boolean;
}

export function createBarFocus(): BarFocus {
  const store = createStore<{ readonly key: string | null }>(() => ({ key: null }));
  let wanted: string | null = null;
  return {
    store,
    give: (key) => {
      wanted = key;
      store.setState({ key });
    },
    takes: (key) => {
      if (wanted !== key) return false;
      wanted = null;
      return true;
    },
  };
}

export const FocusContext = createContext<BarFocus>(createBarFocus());
export const useBarFocus = (): BarFocus => useContext(FocusContext);
