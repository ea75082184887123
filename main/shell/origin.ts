/** The scheme of the window's own files: privileged, so that it has an origin, storage and fetch like https. */
export const SCHEME = 'meridian-app';
const HOST = 'app';
export const APP_URL = `${SCHEME}://${HOST}/`;

/** Where the window comes from: its own files, or in development the dev server on loopback. */
export interface WindowOrigin {
  readonly url: string;
  /** Set in development only. */
  readonly dev: { readonly origin: string; readonly socket: string } | null;
  /** Whether a page is our window: the one that may call. */
  isOurs(url: string): boolean;
  /** Whether a request may be made at all. */
  mayLoad(url: string): boolean;
}

/**
 * @param devUrl address of the dev server, null for the built files. A packaged app never passes one; one that is not on
 * loopback is refused with an exception, because it would hand the cockpit to another machine.
 * @param devTools whether DevTools may be opened, which load from their own scheme
 */
export function windowOrigin(devUrl: string | null, devTools: boolean): WindowOrigin {
  const dev = devUrl === null ? null : new URL(devUrl);
  if (dev !== null && !(dev.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(dev.hostname))) {
    throw new Error('the address of the dev server must be on loopback');
  }
  const ours = dev === null ? place(APP_URL) : place(dev.href);
  const socket = dev === null ? null : `ws://${dev.host}`;
  const loadable = [ours, ...(socket === null ? [] : [socket]), ...(devTools ? ['devtools://devtools'] : [])];
  return {
    url: dev?.href ?? APP_URL,
    dev: dev === null || socket === null ? null : { origin: dev.origin, socket },
    isOurs: (url) => place(url) === ours,
    mayLoad: (url) => {
      const at = place(url);
      // Data of our own page: pictures drawn by it. They reach no network.
      return at !== null && (loadable.includes(at) || at.startsWith('data:') || at === `blob:${ours ?? ''}`);
    },
  };
}

/**
 * Scheme, host and port of an address. Not `URL.origin`: that is the word "null" for every scheme Node does not know, which
 * would make all of them equal.
 */
function place(url: string): string | null {
  try {
    const { protocol, host, username, password, pathname } = new URL(url);
    if (protocol === 'data:') return 'data:';
    if (protocol === 'blob:') return `blob:${place(pathname) ?? ''}`;
    return username === '' && password === '' && host !== '' ? `${protocol}//${host}` : null;
  } catch {
    return null;
  }
}
