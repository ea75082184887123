import { useEffect } from 'react';
import { useStores } from '../../stores/stores';

/** The name of the mark in the window's performance timeline. */
const MARK = 'meridian:markers-drawn';

/**
 * Marks the moment at which all sites of the platform are on screen, once per window, and tells main, which keeps a line of it in
 * its log: the figure to look at when a start feels slow. The effect runs with the markers in the document; the next frame lays
 * them out and paints them; the task after that frame is the first that can know it.
 */
export function useDrawn(sites: number, known: number, all: boolean): void {
  const { commands } = useStores();
  useEffect(() => {
    if (!all || performance.getEntriesByName(MARK).length > 0) return;
    let task: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => {
        const { startTime } = performance.mark(MARK);
        commands.drawn({ at: performance.timeOrigin + startTime, sites, known });
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, [all, sites, known, commands]);
}
