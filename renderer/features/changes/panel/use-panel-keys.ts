import { useEffect, useRef, type RefObject } from 'react';
import { isTyping } from '../../../ui/typing';

/** Letters inside the panel: R copies the rollback command, N writes into the log. Elsewhere they are not its business. */
export function usePanelKeys(letters: boolean): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const panel = box.current;
    if (panel === null || !letters) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      if (!press(panel, event.key.toLowerCase())) return;
      event.preventDefault();
      event.stopPropagation();
    };
    panel.addEventListener('keydown', onKeyDown);
    return () => panel.removeEventListener('keydown', onKeyDown);
  }, [letters]);
  return box;
}

function press(panel: HTMLElement, key: string): boolean {
  switch (key) {
    case 'r': {
      const copy = panel.querySelector<HTMLElement>('[data-action="copy-rollback"]');
      copy?.click();
      return copy !== null;
    }
    case 'n': {
      panel.querySelector<HTMLElement>('[data-tab="log"]')?.click();
      // The tab is shown first.
      requestAnimationFrame(() => panel.querySelector<HTMLElement>('[data-add-note]')?.focus());
      return true;
    }
    default:
      return false;
  }
}
