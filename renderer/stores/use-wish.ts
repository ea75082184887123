import { useEffect, useRef } from 'react';
import type { Wish } from './navigation';
import { useStores } from './stores';

/** Begins what was asked for elsewhere (the palette), also where it was asked for before this was on screen. */
export function useWish(wish: Wish, begin: () => void): void {
  const { navigation } = useStores();
  const latest = useRef(begin);
  useEffect(() => {
    latest.current = begin;
  });
  useEffect(() => {
    const look = (): void => {
      if (navigation.getState().wish !== wish) return;
      navigation.wish(null);
      latest.current();
    };
    look();
    return navigation.subscribe(look);
  }, [navigation, wish]);
}
