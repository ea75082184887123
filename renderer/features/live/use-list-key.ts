import { useEffect } from 'react';
import { useStores } from '../../stores/stores';
import { isTyping } from '../../ui/typing';

/** L shows the map as a list and back, while no overlay is open and nobody types. */
export function useListKey(): void {
  const { preferences, navigation } = useStores();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { letters, view } = preferences.getState();
      const { overlay, site } = navigation.getState();
      if (event.defaultPrevented || !letters || overlay !== null || site !== null) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      if (event.key.toLowerCase() !== 'l') return;
      event.preventDefault();
      preferences.set({ view: view === 'map' ? 'list' : 'map' });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [preferences, navigation]);
}
