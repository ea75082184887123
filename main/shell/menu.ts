import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly openDataFolder: () => void;
  readonly copyDiagnostics: () => void;
  readonly openCrashReports: () => void;
  readonly showAbout: () => void;
}

/**
 * The application menu. No item reloads, opens an address or shows the page's source: the window has one page. DevTools only
 * where they are on at all.
 */
export function menuTemplate(
  options: { readonly name: string; readonly platform: NodeJS.Platform; readonly devTools: boolean },
  actions: MenuActions,
  updates: readonly MenuItemConstructorOptions[] = [],
): MenuItemConstructorOptions[] {
  const mac = options.platform === 'darwin';
  const about: MenuItemConstructorOptions = { label: `About ${options.name}`, click: actions.showAbout };
  const dataFolder: MenuItemConstructorOptions = { label: 'Open data folder', click: actions.openDataFolder };
  const help: MenuItemConstructorOptions[] = [
    { label: 'Copy diagnostics', click: actions.copyDiagnostics },
    { label: 'Show crash reports', click: actions.openCrashReports },
  ];
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    mac
      ? {
          label: options.name,
          submenu: [
            about,
            ...updates,
            separator,
            dataFolder,
            separator,
            { role: 'hide' },
            { role: 'hideOthers' },
            { role: 'unhide' },
            separator,
            { role: 'quit' },
          ],
        }
      : { label: '&File', submenu: [dataFolder, separator, { role: 'quit', accelerator: 'CmdOrCtrl+Q' }] },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        separator,
        { role: 'togglefullscreen' },
        ...(options.devTools ? [separator, { role: 'toggleDevTools' } satisfies MenuItemConstructorOptions] : []),
      ],
    },
    {
      label: '&Window',
      submenu: [
        { role: 'minimize' },
        ...(mac ? [{ role: 'zoom' } satisfies MenuItemConstructorOptions] : []),
        { role: 'close' },
      ],
    },
    { label: '&Help', role: 'help', submenu: mac ? help : [...help, separator, ...updates, about] },
  ];
}
