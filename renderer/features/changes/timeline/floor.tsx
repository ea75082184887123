import { memo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { floorAround, widthOf, xOf, type Scale, type Span } from './scale';
import type { Pan } from './use-pan';

interface FloorProps {
  readonly pan: Pan;
  readonly span: Span;
  readonly scale: Scale;
  readonly children?: ReactNode;
}

/**
 * What everything that pans stands on. It hides all behind it and reaches beyond all that is drawn, so that the page is put together
 * as one picture: without it every bar and line that stands alone is a layer, and each costs every frame.
 */
export const Floor = memo(function Floor({ pan, span, scale, children }: FloorProps) {
  const { from, to } = floorAround(
    useStore(pan.store, ({ at }) => at),
    span,
  );
  return (
    <div className="tl-floor" style={{ left: xOf(scale, from), width: widthOf(scale, to - from) }} aria-hidden="true">
      {children}
    </div>
  );
});
