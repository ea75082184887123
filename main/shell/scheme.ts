import { protocol, type ProtocolRequest, type ProtocolResponse, type Session } from 'electron';
import type { Assets } from '../assets/assets-port';
import { APP_URL, SCHEME } from './origin';

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // The compiled code of the window is kept in the profile, so that the next start spares the compiling (ignored before Electron 27).
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Chromium's own names of these failures: net::ERR_FILE_NOT_FOUND and net::ERR_METHOD_NOT_SUPPORTED. */
const NOT_FOUND = -6;
const NOT_SUPPORTED = -322;

/**
 * Answers the window's own scheme from the built files, with the strict policy on every answer. `onServed` hears of each by its
 * type. Returns its stop.
 */
export function serveScheme(session: Session, assets: Assets, onServed: (type: string) => void): () => void {
  const headers = headersOf(assets);
  const answer = async ({ method, url }: ProtocolRequest): Promise<ProtocolResponse> => {
    if (method !== 'GET') return { error: NOT_SUPPORTED };
    if (!url.startsWith(APP_URL)) return { error: NOT_FOUND };
    const asset = await assets.find(new URL(url).pathname);
    if (asset === null) return { error: NOT_FOUND };
    onServed(asset.type);
    return { statusCode: 200, headers, path: asset.file };
  };
  // Not `handle`: it loads Node's fetch, 50 ms of a start, and then carries every file in pieces through this thread, which has
  // other things to do meanwhile. A path is read by a thread of Chromium.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  session.protocol.registerFileProtocol(SCHEME, (request, give) => void answer(request).then(give));
  return () => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    session.protocol.unregisterProtocol(SCHEME);
  };
}

/**
 * Without the opener policy: it keeps a page apart from windows that it opens or that opened it, and here no window can do either
 * (security.ts). All it would do is have Chromium begin the page anew in a second process.
 */
function headersOf(assets: Assets): Record<string, string> {
  const headers: Record<string, string> = { ...assets.headers() };
  delete headers['Cross-Origin-Opener-Policy'];
  return headers;
}
