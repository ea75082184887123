import { useCallback, useRef } from 'react';
import { useStores } from '../../stores/stores';
import type { ScrollPlace } from '../../stores/navigation';

/** What a person does who wants to be somewhere else than they were. */
const TAKES_OVER = ['wheel', 'pointerdown', 'keydown'] as const;

/**
 * A list stands again where it was scrolled to before the page was begun anew. Its rows may come in over a while: it is tried with
 * each change until it fits, or until the person moves.
 */
export function useKeptScroll(place: ScrollPlace): (element: HTMLElement | null) => void {
  const { navigation } = useStores();
  const stop = useRef<() => void>(() => undefined);
  return useCallback(
    (element: HTMLElement | null) => {
      stop.current();
      stop.current = () => undefined;
      if (element === null) return;
      const wanted = navigation.scrollOf(place);
      const keep = (): void => navigation.scrolled(place, element.scrollTop);
      const restore = (): void => {
        element.scrollTop = wanted;
        if (Math.abs(element.scrollTop - wanted) <= 1) settle();
      };
      const growing = new MutationObserver(restore);
      const settle = (): void => {
        growing.disconnect();
        for (const event of TAKES_OVER) element.removeEventListener(event, settle);
        // Once at the end of a movement, not with each of its frames.
        element.addEventListener('scrollend', keep);
      };
      stop.current = () => {
        settle();
        element.removeEventListener('scrollend', keep);
      };
      if (wanted === 0) {
        settle();
        return;
      }
      growing.observe(element, { childList: true, subtree: true });
      for (const event of TAKES_OVER) element.addEventListener(event, settle, { passive: true });
      restore();
    },
    [navigation, place],
  );
}
