import { protocol, type Session } from 'electron';
import type { Assets } from '../assets/assets-port';
import { APP_URL, SCHEME } from './origin';

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // The compiled code of the window is kept in the profile, so that the next start spares the compiling (ignored before Electron 27).
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers the window's own scheme from the built files, with the strict policy on every answer. Returns its stop. */
export function serveScheme(session: Session, assets: Assets, onScript: () => void): () => void {
  session.protocol.handle(SCHEME, async (request) => {
    if (request.method !== 'GET') return new Response(null, { status: 405 });
    if (!request.url.startsWith(APP_URL)) return new Response(null, { status: 404 });
    const asset = await assets.load(new URL(request.url).pathname);
    if (asset === null) return new Response(null, { status: 404 });
    if (asset.type.startsWith('text/javascript')) onScript();
    const headers = { ...assets.headers(), 'Content-Type': asset.type };
    return new Response(new Uint8Array(asset.body), { status: 200, headers });
  });
  return () => session.protocol.unhandle(SCHEME);
}
