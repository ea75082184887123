import { describe, expect, it } from 'vitest';
import type { UpdateAction, UpdateState } from '../../shared/domain/updates/types';
import { menuTemplate } from '../../main/shell/menu';
import { updateItems, whenLineChanges } from '../../main/shell/update-menu';
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

describe('the menu about updates', () => {
  const found = { version: '0.2.0', releasedAt: null, size: 1, install: 'here' } as const;
  const rig = (first: UpdateState) => {
    let state = first;
    const asked: UpdateAction[] = [];
    const listeners = new Set<(state: UpdateState) => void>();
    return {
      asked,
      listeners,
      become: (next: UpdateState) => {
        state = next;
        listeners.forEach((listener) => listener(next));
      },
      updates: {
        state: () => state,
        act: (action: UpdateAction) => asked.push(action) > 0,
        onState: (listener: (state: UpdateState) => void) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
    };
  };
  const lines = (state: UpdateState) =>
    updateItems(rig(state).updates).flatMap(({ label, enabled }) =>
      label === undefined ? [] : [`${label}${enabled === false ? ' (a line)' : ''}`],
    );

  it('says where updating stands and offers what can be done, nothing else', () => {
    expect(lines({ kind: 'off', reason: 'no-feed' })).toEqual([
      'Updates are off: no update address is configured (a line)',
    ]);
    expect(lines({ kind: 'idle', checkedAt: null, asked: false })).toEqual([
      'Not yet looked for updates (a line)',
      'Check for updates',
    ]);
    expect(lines({ kind: 'available', found })).toEqual([
      'Meridian 0.2.0 is available (a line)',
      'Download 0.2.0',
      'Check for updates',
    ]);
    expect(lines({ kind: 'ready', found })).toEqual(['Meridian 0.2.0 is ready (a line)', 'Restart to update to 0.2.0']);
  });

  it('does what was clicked, and stands in Help, on macOS below About', () => {
    const { updates, asked } = rig({ kind: 'ready', found });
    const items = updateItems(updates);
    (items[1]?.click as () => void)();
    expect(asked).toEqual(['restart']);
    for (const [platform, place] of [
      ['linux', 4],
      ['darwin', 0],
    ] as const) {
      const menu = menuTemplate({ name: 'Meridian', platform, devTools: false }, actions, items);
      expect(JSON.stringify(menu[place])).toContain('Restart to update to 0.2.0');
    }
  });

  it('is made anew when its words change, until it is stopped', () => {
    const one = rig({ kind: 'downloading', found, share: 0.501 });
    let made = 0;
    const stop = whenLineChanges(one.updates, () => (made += 1));
    one.become({ kind: 'downloading', found, share: 0.502 });
    expect(made).toBe(0);
    one.become({ kind: 'downloading', found, share: 0.511 });
    expect(made).toBe(1);
    stop();
    expect(one.listeners.size).toBe(0);
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
