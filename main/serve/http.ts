import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Assets } from '../assets/assets-port';
import { COOKIE, type Access } from './access';
import { plainPage, USE_THE_LINK } from './pages';

export interface HttpOptions {
  readonly access: Access;
  readonly assets: Assets;
  /** The status JSON of the command line, built when it is asked for. */
  readonly statusJson: () => unknown;
  readonly log: (line: string) => void;
}

/** What a request gets; the security headers come on top of every one. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Answers plain requests: the link, the status JSON and the files of the window. Nothing is ever read from a body. */
export function createHttp(
  options: HttpOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { access, assets, statusJson, log } = options;

  return async (request, response) => {
    const { status, headers, body } = await answer(request);
    response.writeHead(status, { ...assets.headers(), ...headers, 'Content-Length': body.byteLength });
    response.end(request.method === 'HEAD' ? undefined : body);
  };

  async function answer(request: IncomingMessage): Promise<Answer> {
    if (!access.isOurs(request)) return text(403, 'Meridian answers only to its own address on this machine.');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      // The connection ends, so that a body nobody reads does not stay on it.
      return text(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD', Connection: 'close' });
    }
    const url = pathOf(request);
    if (url === null) return text(400, 'The address is not understood.');
    if (url.pathname === '/' && url.searchParams.has('token'))
      return link(request, url.searchParams.get('token') ?? '');
    if (url.pathname.startsWith('/api/')) return api(request, url.pathname);
    if (url.pathname === '/ws') return text(426, 'This address carries a WebSocket.', { Upgrade: 'websocket' });
    return file(request, url.pathname);
  }

  function link(request: IncomingMessage, token: string): Answer {
    // A HEAD is a look, not a visit: it must not use the link up.
    if (request.method === 'HEAD') return page(200, '');
    const session = access.openSession(token);
    if (session === null) {
      // A second visit by the browser that used the link is welcome.
      return access.hasCookie(request) ? redirect({}) : page(401, USE_THE_LINK);
    }
    log('the link was used');
    return redirect({ 'Set-Cookie': `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Strict` });
  }

  function api(request: IncomingMessage, pathname: string): Answer {
    if (!access.hasBearer(request) && !access.hasCookie(request)) {
      return text(401, 'The token is missing or wrong.', { 'WWW-Authenticate': 'Bearer realm="Meridian"' });
    }
    if (pathname !== '/api/snapshot') return text(404, 'There is nothing here.');
    return content(200, 'application/json; charset=utf-8', `${JSON.stringify(statusJson())}\n`);
  }

  async function file(request: IncomingMessage, pathname: string): Promise<Answer> {
    const isPage = pathname === '/' || pathname === '/index.html';
    if (!access.hasCookie(request)) return isPage ? page(401, USE_THE_LINK) : text(401, 'Use the link first.');
    const asset = await assets.load(pathname);
    if (asset === null) return isPage ? page(503, NOT_BUILT) : text(404, 'There is nothing here.');
    // Not every browser counts ws: of the same host as 'self'. The host was checked: it is one of ours.
    const headers = assets.headers([`ws://${request.headers.host ?? ''}`]);
    return { status: 200, headers: { ...headers, 'Content-Type': asset.type }, body: asset.body };
  }
}

const NOT_BUILT = plainPage('Meridian: the window is not built', [
  'Its files are missing. Run "npm run build" and start again.',
]);

/** The path of a request, or null: an absolute form or what no URL can be made of is not served. */
export function pathOf(request: IncomingMessage): URL | null {
  const { url } = request;
  if (url === undefined || !url.startsWith('/') || url.startsWith('//')) return null;
  // The parser folds dot segments, even encoded ones; who sends them means no file of ours.
  if (/(^|[/\\])(\.|%2e){1,2}([/\\?#]|%2f|%5c|$)/i.test(url.split('?')[0] ?? '')) return null;
  try {
    return new URL(url, 'http://meridian.invalid');
  } catch {
    return null;
  }
}

type Headers = Answer['headers'];

const content = (status: number, type: string, body: string, headers: Headers = {}): Answer => ({
  status,
  headers: { ...headers, 'Content-Type': type },
  body: Buffer.from(body, 'utf8'),
});

const text = (status: number, message: string, headers: Headers = {}): Answer =>
  content(status, 'text/plain; charset=utf-8', `${message}\n`, headers);

const page = (status: number, html: string): Answer => content(status, 'text/html; charset=utf-8', html);

const redirect = (headers: Headers): Answer =>
  content(303, 'text/plain; charset=utf-8', '', { ...headers, Location: '/' });
