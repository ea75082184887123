import { createContext, memo, useEffect, useLayoutEffect, useState, type CSSProperties, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useStores } from '../../../stores/stores';
import {
  covers,
  joined,
  keptTiles,
  nextTiles,
  seenTiles,
  touches,
  wantedTiles,
  type Cut,
  type TileRange,
} from './scale';

/** Whether the tile that something stands on is shown; one that was left is kept, and cannot be looked at. */
export const TileShown = createContext(true);

interface Drawn {
  readonly cut: Cut;
  readonly shown: TileRange;
  /** With those that were left: hidden they cost a frame nothing, and coming back to them draws nothing. */
  readonly kept: TileRange;
}

/**
 * One line of tiles: those in view and some around it. Panning moves them; a tile that comes near is drawn, and one that is far is
 * hidden, in a turn of its own, so that no frame pays for more than a few. Of a jump or another scale what is seen is there at
 * once. `children` depends on the tile and on what the parent is drawn with.
 */
export function Tiles({ cut, children }: { readonly cut: Cut; readonly children: (tile: number) => ReactNode }) {
  const { turns } = useStores();
  const [store] = useState(() => createStore<Drawn>(() => atOnce(cut)));
  const state = useStore(store);
  const { shown, kept } = state.cut === cut ? state : atOnce(cut);
  useLayoutEffect(() => {
    if (store.getState().cut !== cut) store.setState(atOnce(cut));
  }, [store, cut]);
  useEffect(() => {
    const show = (next: TileRange): void =>
      store.setState({ cut, shown: next, kept: keptTiles(store.getState().kept, next) });
    const step = (): void => {
      const { shown: before } = store.getState();
      const next = nextTiles(before, seenTiles(cut));
      if (next === before) return;
      // Drawn within the turn, so that what it costs is known before the next one begins.
      flushSync(() => show(next));
      turn.ask();
    };
    const turn = turns.join(step);
    const follow = (): void => {
      const seen = seenTiles(cut);
      if (!turns.paced) {
        const wanted = wantedTiles(seen);
        store.setState({ cut, shown: wanted, kept: wanted });
      } else {
        // A hand that is faster than the turns: what is seen is never missing.
        const { shown: before } = store.getState();
        if (!touches(before, seen)) show(atOnce(cut).shown);
        else if (!covers(before, seen)) show(joined(before, seen));
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
  for (let tile = kept.from; tile < kept.to; tile++)
    tiles.push(
      <Tile key={tile} tile={tile} shown={tile >= shown.from && tile < shown.to}>
        {children}
      </Tile>,
    );
  return tiles;
}

interface TileProps {
  readonly tile: number;
  readonly shown: boolean;
  readonly children: (tile: number) => ReactNode;
}

/** It stands where the line stands, shown or hidden: nothing in it is laid out anew. */
const Tile = memo(function Tile({ tile, shown, children }: TileProps) {
  const drawn = children(tile);
  if (drawn === null) return null;
  return (
    <TileShown value={shown}>
      <div style={shown ? SHOWN : HIDDEN}>{drawn}</div>
    </TileShown>
  );
});

const SHOWN: CSSProperties = { position: 'absolute', inset: 0 };
const HIDDEN: CSSProperties = { ...SHOWN, contentVisibility: 'hidden' };

/** With the tile before: bars of it reach into the view. */
function atOnce(cut: Cut): Drawn {
  const { from, to } = seenTiles(cut);
  const shown = { from: from - 1, to };
  return { cut, shown, kept: shown };
}
