import { useEffect, useRef } from 'react';
import { useStores } from '../../stores/stores';
import { isTyping } from '../../ui/typing';

interface ScreenKeys {
  readonly onList: () => void;
  readonly toNow: () => void;
}

/** Letters of the screen; Escape closes what is open. What a part of it used is left alone. */
export function useScreenKeys(keys: ScreenKeys): void {
  const { navigation, preferences } = useStores();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (key: string): boolean => {
      switch (key) {
        case 'c':
          navigation.plan();
          return true;
        case 'l':
          latest.current.onList();
          return true;
        case 'f': {
          const field = document.querySelector<HTMLElement>('[data-find-change]');
          if (field === null) latest.current.onList();
          requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-find-change]')?.focus());
          return true;
        }
        default:
          return false;
      }
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const { overlay, change } = navigation.getState();
      if (event.defaultPrevented || overlay !== null || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') {
        if (change === null || isTyping(event)) return;
        navigation.openChange(null);
      } else if (event.key === 'Home' && !isTyping(event)) latest.current.toNow();
      else if (!preferences.getState().letters || isTyping(event) || !press(event.key.toLowerCase())) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigation, preferences]);
}
