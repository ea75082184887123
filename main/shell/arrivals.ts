import { app } from 'electron';
import { LINK_SCHEME } from './links';
import { parseOpening, type Opening } from './opening';

/** What was asked of this process from outside since it started, whichever way the system has for it. */
export interface Arrivals {
  /** Calls back with what came already, before there was a window (`atStart`), and with all that comes. Once. */
  deliver(listener: (opening: Opening, atStart: boolean) => void): void;
  stop(): void;
}

/** Must begin before the app is ready: macOS hands over the link or file of a start right then. */
export function collectArrivals(first: Opening): Arrivals {
  let early: Opening[] = first.link === null ? [] : [{ workspace: null, link: first.link }];
  let listener: ((opening: Opening, atStart: boolean) => void) | null = null;
  const take = (opening: Opening): void => {
    if (listener === null) early.push(opening);
    else listener(opening, false);
  };
  const onUrl = (event: Electron.Event, link: string): void => {
    event.preventDefault();
    take({ workspace: null, link });
  };
  const onFile = (event: Electron.Event, workspace: string): void => {
    event.preventDefault();
    take({ workspace, link: null });
  };
  // Not its words: Chromium mixes them with its own and changes their order.
  const onSecond = (_event: Electron.Event, _words: string[], _cwd: string, data: unknown): void =>
    take(parseOpening(data));
  app.on('open-url', onUrl);
  app.on('open-file', onFile);
  app.on('second-instance', onSecond);
  return {
    deliver: (next) => {
      // Only an installed app: one run from source would leave a link to a folder that goes away. `--` ends the options, so that
      // no link can ever be one. On Linux the desktop file of the package says it, and asking the desktop would take long.
      if (app.isPackaged && process.platform !== 'linux')
        app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, ['--']);
      listener = next;
      const waiting = early;
      early = [];
      waiting.forEach((opening) => next(opening, true));
    },
    stop: () => {
      app.removeListener('open-url', onUrl);
      app.removeListener('open-file', onFile);
      app.removeListener('second-instance', onSecond);
    },
  };
}
