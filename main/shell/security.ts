import type { App, Session, WebContents } from 'electron';
import type { WindowOrigin } from './origin';

export type Log = (line: string) => void;

/** Switches that must be set before the app is ready: whatever slips through the checks below finds no host. */
export const CHROMIUM_SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
  ['disable-background-networking'],
  // Of the window's process: its young heap would grow to 32 MB under the garbage of a few seconds, and stay so.
  ['js-flags', '--min-semi-space-size=1 --max-semi-space-size=2'],
];

/** Every window of this process belongs to one shell, so the sessions that are done can be remembered here. */
const hardened = new WeakSet<Session>();

/** Applies to every session there is or will be; a second time changes nothing. */
export function hardenSession(session: Session, origin: WindowOrigin, log: Log): void {
  if (hardened.has(session)) return;
  hardened.add(session);
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const granted = isCopying(permission) && origin.isOurs(details.requestingUrl);
    if (!granted) log(`permission "${permission}" was refused`);
    answer(granted);
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) => isCopying(permission) && origin.isOurs(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => {
    log('a download was refused');
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !origin.mayLoad(details.url);
    if (cancel) log(`a request to ${hostOf(details.url)} was refused`);
    answer({ cancel });
  });
  const { dev } = origin;
  if (dev !== null) {
    session.webRequest.onHeadersReceived((details, answer) => {
      const headers = { ...details.responseHeaders };
      if (details.url.startsWith(dev.origin)) headers['Content-Security-Policy'] = [devPolicy(dev.socket)];
      answer({ responseHeaders: headers });
    });
  }
  // Nothing goes out, so no proxy of the system (or a script that finds one) needs to be asked.
  void session.setProxy({ mode: 'direct' });
}

/** Applies to every page there is or will be: it stays where it is, opens nothing and embeds nothing. */
function hardenContents(contents: WebContents, origin: WindowOrigin, log: Log): void {
  const stay = (event: { preventDefault: () => void }, url: string): void => {
    if (origin.isOurs(url) && url === contents.getURL()) return;
    log(`going to ${hostOf(url)} was refused`);
    event.preventDefault();
  };
  // The address is an argument in Electron 25 and (also) a field of the event since.
  contents.on('will-navigate', (event, url: string) => stay(event, url));
  contents.on('will-redirect', (event, url: string) => stay(event, url));
  // The policy lets no frame load anything; this is the second lock. It does not know same-document steps of the main frame.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) {
      log(`a frame for ${hostOf(event.url)} was refused`);
      event.preventDefault();
    }
  });
  // Without an answer older versions take the first device there is.
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    log('a Bluetooth device was refused');
    event.preventDefault();
    choose('');
  });
  contents.on('will-attach-webview', (event) => {
    log('a webview was refused');
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    log(`a window for ${hostOf(url)} was refused`);
    return { action: 'deny' };
  });
  // Peer connections need no permission; without a proxy this leaves them no way out.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Every session and page made from now on, also by code that knows nothing of this. */
export function hardenApp(app: App, origin: WindowOrigin, log: Log): () => void {
  const onSession = (session: Session): void => hardenSession(session, origin, log);
  const onContents = (_event: unknown, contents: WebContents): void => hardenContents(contents, origin, log);
  app.on('session-created', onSession);
  app.on('web-contents-created', onContents);
  return () => {
    app.removeListener('session-created', onSession);
    app.removeListener('web-contents-created', onContents);
  };
}

/** The one permission there is: the page puts text on the clipboard while a person presses a button. Reading it is refused. */
const isCopying = (permission: string): boolean => permission === 'clipboard-sanitized-write';

/** What hot reload needs on top of the strict policy: an inline preamble, inline styles, its socket. */
const devPolicy = (socket: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** An address as it may stand in a log: without path and query, which may carry anything. */
function hostOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return 'an address that is none';
  }
}
