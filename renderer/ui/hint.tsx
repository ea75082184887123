import { useEffect, useState } from 'react';
import type { Ms } from '../../shared/lib/time';
import { fillAges } from './hint-text';

interface Shown {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly above: boolean;
}

const GAP = 6;
const WIDTH = 340;
/** A pointer that only passes by opens nothing. */
const PATIENCE = 350;
/** A focus moved by these keys is one that looks for something; any other was given by the program. */
const MOVES = /^(Tab|F6|Arrow.*|[jkJK])$/;
const JUST_NOW = 500;

/**
 * The one floating hint of the window: shows `data-hint` of whatever is pointed at or focused. It says where a number
 * comes from and how old it is, so it must be reachable by keyboard as well; Escape hides it.
 */
export function HintLayer({ now }: { readonly now: () => Ms }) {
  const [shown, setShown] = useState<Shown | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let movedAt = -Infinity;
    const hintedAt = (event: Event): Element | null =>
      event.target instanceof Element ? event.target.closest('[data-hint]') : null;
    const show = (at: Element): void => {
      const text = fillAges(at.getAttribute('data-hint') ?? '', now());
      if (text === '' || !at.isConnected) return;
      const box = at.getBoundingClientRect();
      const above = box.bottom + 120 > window.innerHeight;
      setShown({
        text,
        left: Math.max(8, Math.min(box.left, window.innerWidth - WIDTH - 8)),
        top: above ? box.top - GAP : box.bottom + GAP,
        above,
      });
    };
    const hide = (): void => {
      clearTimeout(timer);
      setShown(null);
    };
    const point = (event: Event): void => {
      const at = hintedAt(event);
      hide();
      if (at) timer = setTimeout(() => show(at), PATIENCE);
    };
    const focus = (event: FocusEvent): void => {
      const at = hintedAt(event);
      if (at && event.timeStamp - movedAt < JUST_NOW) show(at);
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
      if (MOVES.test(event.key)) movedAt = event.timeStamp;
    };
    document.addEventListener('pointerover', point);
    document.addEventListener('focusin', focus);
    document.addEventListener('focusout', hide);
    document.addEventListener('pointerdown', hide);
    // Its place is that of a window that no longer is.
    window.addEventListener('resize', hide);
    // Before anything else hears the key: it may move the focus at once.
    document.addEventListener('keydown', key, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', point);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('pointerdown', hide);
      window.removeEventListener('resize', hide);
      document.removeEventListener('keydown', key, true);
    };
  }, [now]);

  if (!shown) return null;
  return (
    <div
      className="hint"
      role="tooltip"
      style={{ left: shown.left, top: shown.top, transform: shown.above ? 'translateY(-100%)' : undefined }}
    >
      {shown.text}
    </div>
  );
}
