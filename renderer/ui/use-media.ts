import { useMemo, useSyncExternalStore } from 'react';

/** Whether a media query holds, followed. */
export function useMedia(query: string): boolean {
  const { list, follow } = useMemo(() => {
    const list = window.matchMedia(query);
    const follow = (changed: () => void): (() => void) => {
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    };
    return { list, follow };
  }, [query]);
  return useSyncExternalStore(follow, () => list.matches);
}

/** Below this the window folds: sublines, limits, layers and arc labels go, the title and all states stay. */
/** So little height that the map needs what a second line of its title would take (title.css). */
export const useShort = (): boolean => useMedia('(max-height: 680px)');
export const useFolded = (): boolean => useMedia('(max-width: 1240px)');
