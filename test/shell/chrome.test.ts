import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../main/shell/menu';
import { frame } from '../../main/shell/title-bar';

const actions = {
  openDataFolder: () => {},
  copyDiagnostics: () => {},
  openCrashReports: () => {},
  showAbout: () => {},
};

describe('the menu', () => {
  const text = (platform: NodeJS.Platform, devTools: boolean): string =>
    JSON.stringify(menuTemplate({ name: 'Meridian', platform, devTools }, actions));

  it.each(['linux', 'win32', 'darwin'] as const)(
    'on %s can edit, zoom and quit, and neither reload nor show the source',
    (platform) => {
      const menu = text(platform, false);
      for (const role of ['copy', 'paste', 'undo', 'zoomIn', 'resetZoom', 'togglefullscreen', 'quit', 'close']) {
        expect(menu).toContain(`"role":"${role}"`);
      }
      expect(menu).not.toMatch(/reload|DevTools|viewSource/i);
      expect(menu).toContain('About Meridian');
      expect(menu).toMatch(/Help.*Copy diagnostics.*Show crash reports/);
    },
  );

  it('has DevTools only where they are on', () => {
    expect(text('linux', true)).toContain('toggleDevTools');
  });
});

describe('the frame of the window', () => {
  it('is our own title bar where the system can put its buttons into it', () => {
    expect(frame('win32', 25, 'dark')).toMatchObject({
      titleBarStyle: 'hidden',
      titleBarOverlay: { color: '#0F1519', height: 39 },
    });
    expect(frame('linux', 45, 'light')).toMatchObject({
      titleBarStyle: 'hidden',
      titleBarOverlay: { color: '#FFFFFF' },
    });
    expect(frame('darwin', 45, 'dark')).toMatchObject({ titleBarStyle: 'hidden' });
    expect(frame('darwin', 45, 'dark')).not.toHaveProperty('titleBarOverlay');
  });

  it('is the system frame on Linux before Electron 31, which would show no buttons at all', () => {
    expect(frame('linux', 25, 'dark')).toEqual({ autoHideMenuBar: true });
  });
});
