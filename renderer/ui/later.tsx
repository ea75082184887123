import { useEffect, useState, type ReactNode } from 'react';

/** A page appears once: what is opened later is drawn whole at once. */
let appeared = false;

/** False for the first frame of the page, true from the next one on. */
export function useSecondFrame(): boolean {
  const [second, setSecond] = useState(appeared);
  useEffect(() => {
    if (appeared) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        appeared = true;
        setSecond(true);
      });
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return second;
}

/**
 * What stands beside the map and has a place of a fixed size: in the first frame only that place is drawn, so that the map with
 * its markers does not wait for it; in the next frame it is filled.
 */
export function Later({ place, children }: { readonly place: string; readonly children: ReactNode }) {
  return useSecondFrame() ? children : <div className={place} aria-hidden="true" />;
}
