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

/**
 * The one floating hint of the window: shows `data-hint` of whatever is pointed at or focused. It says where a number
 * comes from and how old it is, so it must be reachable by keyboard as well; Escape hides it.
 */
export function HintLayer({ now }: { readonly now: () => Ms }) {
  const [shown, setShown] = useState<Shown | null>(null);

  useEffect(() => {
    const show = (event: Event): void => {
      const at = event.target instanceof Element ? event.target.closest('[data-hint]') : null;
      const text = fillAges(at?.getAttribute('data-hint') ?? '', now());
      if (!at || text === '') {
        setShown(null);
        return;
      }
      // A pointer click also focuses; only a focus that is drawn opens a hint.
      if (event.type === 'focusin' && !at.matches(':focus-visible')) return;
      const box = at.getBoundingClientRect();
      const above = box.bottom + 120 > window.innerHeight;
      setShown({
        text,
        left: Math.max(8, Math.min(box.left, window.innerWidth - WIDTH - 8)),
        top: above ? box.top - GAP : box.bottom + GAP,
        above,
      });
    };
    const hide = (): void => setShown(null);
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', show);
    document.addEventListener('focusin', show);
    document.addEventListener('focusout', hide);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('keydown', key);
    return () => {
      document.removeEventListener('pointerover', show);
      document.removeEventListener('focusin', show);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('keydown', key);
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
