import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useStores } from '../../../stores/stores';
import { covers, joined, nextTiles, seenTiles, touches, wantedTiles, type Cut, type TileRange } from './scale';

/**
 * One line of tiles: those in view and some around it. Panning moves them; a tile that comes near is drawn, and one that is far is
 * dropped, in a turn of its own, so that no frame pays for more than a few. Of a jump or another scale what is seen is there at
 * once. `children` depends on the tile and on what the parent is drawn with.
 */
export function Tiles({ cut, children }: { readonly cut: Cut; readonly children: (tile: number) => ReactNode }) {
  const { turns } = useStores();
  const [store] = useState(() => createStore<{ cut: Cut; range: TileRange }>(() => ({ cut, range: atOnce(cut) })));
  const state = useStore(store);
  const shown = state.cut === cut ? state.range : atOnce(cut);
  useLayoutEffect(() => {
    if (store.getState().cut !== cut) store.setState({ cut, range: atOnce(cut) });
  }, [store, cut]);
  useEffect(() => {
    const step = (): void => {
      const { range } = store.getState();
      const next = nextTiles(range, seenTiles(cut));
      if (next === range) return;
      // Drawn within the turn, so that what it costs is known before the next one begins.
      flushSync(() => store.setState({ cut, range: next }));
      turn.ask();
    };
    const turn = turns.join(step);
    const follow = (): void => {
      const seen = seenTiles(cut);
      if (!turns.paced) store.setState({ cut, range: wantedTiles(seen) });
      else {
        // A hand that is faster than the turns: what is seen is never missing.
        const { range } = store.getState();
        if (!touches(range, seen)) store.setState({ cut, range: atOnce(cut) });
        else if (!covers(range, seen)) store.setState({ cut, range: joined(range, seen) });
        turn.ask();
      }
    };
    follow();
    const stop = cut.pan.tiles.subscribe(follow);
    return () => {
      stop();
      turn.leave();
    };
  }, [store, cut, turns]);
  const tiles: ReactNode[] = [];
  for (let tile = shown.from; tile < shown.to; tile++) tiles.push(children(tile));
  return tiles;
}

/** With the tile before: bars of it reach into the view. */
function atOnce(cut: Cut): TileRange {
  const { from, to } = seenTiles(cut);
  return { from: from - 1, to };
}
