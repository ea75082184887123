import { useEffect } from 'react';
import { useStores, type Stores } from '../../stores/stores';
import { nextZone } from '../../ui/clocks';
import { isTyping } from '../../ui/typing';
import { isBuilt, SCREENS } from './rail/screens';

/** Keys that act everywhere. A list or a drawer that used a key has prevented its default, and is left alone. */
export function useKeys(): void {
  const stores = useStores();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if (press(event, stores)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [stores]);
}

function press(event: KeyboardEvent, { navigation, preferences }: Stores): boolean {
  const { overlay, site, screen: current } = navigation.getState();
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
    navigation.show(overlay === 'palette' ? null : 'palette');
    return true;
  }
  if (event.key === 'Escape') return navigation.back();
  if (event.key === 'F6') return nextPanel(event.shiftKey ? -1 : 1);
  const { letters, zone } = preferences.getState();
  if (!letters || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return false;
  if (event.key === '?') {
    navigation.show(overlay === 'keys' ? null : 'keys');
    return true;
  }
  if (overlay !== null) return false;
  if (event.key.toLowerCase() === 'z') {
    preferences.set({ zone: nextZone(zone) });
    return true;
  }
  const screen = /^[1-8]$/.test(event.key) ? SCREENS[Number(event.key) - 1] : undefined;
  if (!screen) return false;
  if (!isBuilt(screen)) navigation.say(`${screen.word} is not built yet.`);
  else if (screen.id !== current) navigation.goTo(screen.id);
  else if (screen.id === 'live' && site !== null) navigation.back();
  return true;
}

/** Moves the focus to the next part of the window that can take it. */
function nextPanel(step: 1 | -1): boolean {
  const panels = [...document.querySelectorAll<HTMLElement>('[data-panel]')];
  const focusable = (panel: HTMLElement): HTMLElement | null =>
    panel.matches('[tabindex="0"], button')
      ? panel
      : panel.querySelector<HTMLElement>('button:not(:disabled), [tabindex="0"], input');
  const open = panels.filter((panel) => focusable(panel) !== null);
  const at = open.findIndex((panel) => panel.contains(document.activeElement));
  const next = open[(at + step + open.length) % Math.max(1, open.length)];
  if (!next) return false;
  focusable(next)?.focus();
  return true;
}
