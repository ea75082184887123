import { useEffect, useRef, useState } from 'react';
import type { Ms } from '../../../../shared/lib/time';
import type { Talks } from '../../../stores/talks';
import type { Slide } from './slides';

export interface Talk {
  readonly index: number;
  readonly slide: Slide | null;
  /** How long this one was shown in all, and the whole. */
  readonly here: Ms;
  readonly total: Ms;
  /** Keys of what was talked about; of this window alone, nothing of it is written. */
  readonly talked: ReadonlySet<string>;
  readonly go: (to: number) => void;
  readonly toggle: () => void;
  /** It is talked about; on to the next. */
  readonly done: () => void;
}

interface State {
  readonly key: string;
  /** Where it stood last: the place to go on from when it is gone. */
  readonly index: number;
  readonly spent: ReadonlyMap<string, Ms>;
  readonly since: Ms;
}

/**
 * Where the talk is, by what is shown and not by its number: others edit while it is talked about, and the order moves. How far it
 * came is kept as long as the window.
 */
export function useTalk(id: string, slides: readonly Slide[], now: Ms, talks: Talks): Talk {
  // Whoever left it goes on there: one press of Escape loses nothing.
  const [left] = useState(() => talks.get(id));
  const [begun] = useState(now - (left?.total ?? 0));
  const [state, setState] = useState<State>(() => ({
    key: left?.key ?? slides[0]?.key ?? '',
    index: left?.index ?? 0,
    spent: left?.spent ?? new Map(),
    since: now,
  }));
  const [talked, setTalked] = useState<ReadonlySet<string>>(left?.talked ?? new Set());
  const found = slides.findIndex(({ key }) => key === state.key);
  const index = found === -1 ? Math.min(state.index, slides.length - 1) : found;
  const slide = slides[index] ?? null;
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  }, [now]);
  const total = Math.max(0, now - begun);
  useEffect(() => {
    const { key, since } = state;
    const spent = new Map(state.spent).set(key, (state.spent.get(key) ?? 0) + Math.max(0, now - since));
    talks.set(id, { key, index, spent, total, talked });
  }, [talks, id, state, index, now, total, talked]);
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(slides.length - 1, to));
    const key = slides[next]?.key ?? '';
    setState((last) => {
      if (last.key === key) return { ...last, index: next };
      const spent = new Map(last.spent);
      spent.set(last.key, (spent.get(last.key) ?? 0) + latest.current - last.since);
      return { key, index: next, spent, since: latest.current };
    });
  };
  return {
    index,
    slide,
    here: slide === null ? 0 : (state.spent.get(state.key) ?? 0) + Math.max(0, now - state.since),
    total,
    talked,
    go,
    toggle: () => {
      if (slide === null) return;
      const next = new Set(talked);
      if (!next.delete(slide.key)) next.add(slide.key);
      setTalked(next);
    },
    done: () => {
      if (slide === null) return;
      setTalked(new Set(talked).add(slide.key));
      go(index + 1);
    },
  };
}
