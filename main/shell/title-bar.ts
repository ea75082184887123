import type { BrowserWindowConstructorOptions } from 'electron';

/** Height of the window's own title bar (renderer/ui/tokens.css, --bar). */
const BAR_HEIGHT = 40;

/** Same colours as renderer/ui/tokens.css: --ground behind everything, --panel and --ink-2 in the title bar. */
const COLOURS = {
  dark: { ground: '#0A0E11', bar: '#0F1519', symbol: '#B6C1C7' },
  light: { ground: '#E9EDEF', bar: '#FFFFFF', symbol: '#39474F' },
} as const;

export type Theme = keyof typeof COLOURS;

/** What the window shows before its first paint, so that it never flashes white. */
export const backgroundColour = (theme: Theme): string => COLOURS[theme].ground;

/** Colours of the window buttons; a hairline of the bar stays below them. */
export const overlay = (theme: Theme): { color: string; symbolColor: string; height: number } => ({
  color: COLOURS[theme].bar,
  symbolColor: COLOURS[theme].symbol,
  height: BAR_HEIGHT - 1,
});

/** Whether the system draws its buttons over our title bar: Windows always, Linux from Electron 31. */
export const hasOverlay = (platform: NodeJS.Platform, electronMajor: number): boolean =>
  platform === 'win32' || (platform === 'linux' && electronMajor >= 31);

/** Frame of the window: our own title bar where the system can put its buttons into it, else the system's. */
export function frame(platform: NodeJS.Platform, electronMajor: number, theme: Theme): BrowserWindowConstructorOptions {
  if (platform === 'darwin') return { titleBarStyle: 'hidden', trafficLightPosition: { x: 12, y: 13 } };
  if (!hasOverlay(platform, electronMajor)) return { autoHideMenuBar: true };
  return { titleBarStyle: 'hidden', titleBarOverlay: overlay(theme), autoHideMenuBar: true };
}
