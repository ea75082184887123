import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { HOUR, type Ms } from '../../../../shared/lib/time';
import { drawnAround, xOf, type Range, type Scale, type Span } from './scale';

export interface Pan {
  readonly scale: Scale;
  /** What is drawn: wider than what is seen. */
  readonly drawn: Range;
  /** Where the view begins now. */
  readonly from: () => Ms;
  readonly by: (pixels: number) => void;
  readonly to: (from: Ms) => void;
  /** Pans as little as shows the whole of it, or its begin. */
  readonly reveal: (start: Ms, end: Ms) => void;
  /** A part that moves with the view. */
  readonly layer: (element: HTMLElement | null) => (() => void) | undefined;
}

/** A little of what is around it is shown too. */
const EDGE = 24;

/**
 * Panning is one transform a frame: what is drawn around the view is drawn anew only where it runs out, half a view ahead of
 * that. The begin of the view is no state, so that a frame of it draws nothing.
 */
export function usePan(start: Ms, span: Span, width: number): Pan {
  const [base] = useState(start);
  const from = useRef(start);
  const layers = useRef(new Set<HTMLElement>());
  const frame = useRef<number | null>(null);
  const scale = useMemo((): Scale => ({ base, perHour: width / span }), [base, width, span]);
  const [drawn, setDrawn] = useState(() => drawnAround(start, span));
  // Another span: what is drawn follows before anything is.
  const [of, setOf] = useState(span);
  const current = useRef({ scale, span, width });
  if (of !== span) {
    setOf(span);
    setDrawn(drawnAround(from.current, span));
  }

  const apply = useCallback(() => {
    const { scale: now, span: hours } = current.current;
    const transform = `translateX(${-Math.round(xOf(now, from.current))}px)`;
    for (const layer of layers.current) layer.style.transform = transform;
    const next = drawnAround(from.current, hours);
    setDrawn((before) => (before.from === next.from && before.to === next.to ? before : next));
  }, []);

  useEffect(() => {
    current.current = { scale, span, width };
    apply();
  }, [scale, span, width, apply]);
  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
    },
    [],
  );

  return useMemo(() => {
    const to = (at: Ms): void => {
      from.current = at;
      frame.current ??= requestAnimationFrame(() => {
        frame.current = null;
        apply();
      });
    };
    const hours = (pixels: number): Ms => (pixels / current.current.scale.perHour) * HOUR;
    return {
      scale,
      drawn,
      from: () => from.current,
      to,
      by: (pixels) => to(from.current + hours(pixels)),
      reveal: (begins, ends) => {
        const seen = { from: from.current + hours(EDGE), to: from.current + hours(current.current.width - EDGE) };
        if (begins < seen.from) to(begins - hours(EDGE));
        else if (ends > seen.to) to(Math.min(begins - hours(EDGE), from.current + ends - seen.to));
      },
      layer: (element) => {
        if (element === null) return undefined;
        layers.current.add(element);
        element.style.transform = `translateX(${-Math.round(xOf(current.current.scale, from.current))}px)`;
        return () => void layers.current.delete(element);
      },
    };
  }, [scale, drawn, apply]);
}
