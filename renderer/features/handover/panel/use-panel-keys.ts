import { useEffect, useRef, type RefObject } from 'react';
import { isTyping } from '../../../ui/typing';

/** Letters inside the panel: C confirms the read-back at hand, A answers the first open question. */
const ACT_OF: Readonly<Record<string, string>> = { c: 'confirm', a: 'answer' };

export function usePanelKeys(letters: boolean): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const panel = box.current;
    if (panel === null || !letters) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const act = ACT_OF[event.key.toLowerCase()];
      if (act === undefined) return;
      const here = document.activeElement?.closest('[data-item]')?.querySelector<HTMLElement>(`[data-act="${act}"]`);
      const button = here ?? panel.querySelector<HTMLElement>(`[data-act="${act}"]`);
      if (button === null) return;
      event.preventDefault();
      event.stopPropagation();
      button.click();
    };
    panel.addEventListener('keydown', onKeyDown);
    return () => panel.removeEventListener('keydown', onKeyDown);
  }, [letters]);
  return box;
}
