import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Assets } from '../assets/assets-port';
import { contentSecurityPolicy, SECURITY_HEADERS } from '../assets/headers';
import { COOKIE, type Access } from './access';
import { plainPage, USE_THE_LINK } from './pages';

export interface HttpOptions {
  readonly access: Access;
  readonly assets: Assets;
  /** The status JSON of the command line, built when it is asked for. */
  readonly statusJson: () => unknown;
  readonly log: (line: string) => void;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers plain requests: the link, the status JSON and the files of the window. Nothing is ever read from a body. */
export function createHttp({ access, assets, statusJson, log }: HttpOptions): Handler {
  return async (request, response) => {
    const { method } = request;
    const url = pathOf(request);
    if (!access.isOurs(request)) return text(response, 403, 'Meridian answers only to its own address on this machine.');
    if (method !== 'GET' && method !== 'HEAD') {
      // The connection ends, so that a body nobody reads does not stay on it.
      response.setHeader('Connection', 'close');
      response.setHeader('Allow', 'GET, HEAD');
      return text(response, 405, 'Only GET and HEAD are answered here.');
    }
    if (url === null) return text(response, 400, 'The address is not understood.');
    if (url.pathname === '/' && url.searchParams.has('token')) return link(request, response, url.searchParams);
    if (url.pathname.startsWith('/api/')) return api(request, response, url.pathname);
    if (url.pathname === '/ws') {
      response.setHeader('Upgrade', 'websocket');
      return text(response, 426, 'This address carries a WebSocket.');
    }
    return file(request, response, url.pathname);
  };

  async function link(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    // A HEAD is a look, not a visit: it must not use the link up. A second visit by the same browser is welcome.
    if (request.method === 'HEAD') return send(response, 200, 'text/html; charset=utf-8', '');
    const session = access.openSession(query.get('token') ?? '');
    if (session !== null) {
      // The port is not part of a cookie's scope; Strict, HttpOnly and a random value of this run are what protect it.
      response.setHeader('Set-Cookie', `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Strict`);
      log('the link was used');
    } else if (!access.hasCookie(request)) {
      return page(response, 401, USE_THE_LINK);
    }
    response.setHeader('Location', '/');
    return send(response, 303, 'text/plain; charset=utf-8', '');
  }

  async function api(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    if (!access.hasBearer(request) && !access.hasCookie(request)) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="Meridian"');
      return text(response, 401, 'The token is missing or wrong.');
    }
    if (pathname !== '/api/snapshot') return text(response, 404, 'There is nothing here.');
    return send(response, 200, 'application/json; charset=utf-8', `${JSON.stringify(statusJson())}\n`);
  }

  async function file(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    const isPage = pathname === '/' || pathname === '/index.html';
    if (!access.hasCookie(request)) {
      return isPage ? page(response, 401, USE_THE_LINK) : text(response, 401, 'Use the link first.');
    }
    const asset = await assets.load(pathname);
    if (asset === null) {
      if (isPage) return page(response, 503, NOT_BUILT);
      return text(response, 404, 'There is nothing here.');
    }
    // Not every browser counts ws: of the same host as 'self'. The host was checked: it is one of ours.
    const policy = contentSecurityPolicy([`ws://${request.headers.host ?? ''}`]);
    response.writeHead(200, { ...asset.headers, 'Content-Security-Policy': policy, 'Content-Length': asset.body.byteLength });
    response.end(request.method === 'HEAD' ? undefined : asset.body);
  }
}

const NOT_BUILT = plainPage('Meridian: the window is not built', ['Its files are missing. Run "npm run build" and start again.']);

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

const text = (response: ServerResponse, status: number, message: string): void =>
  send(response, status, 'text/plain; charset=utf-8', `${message}\n`);

const page = (response: ServerResponse, status: number, html: string): void =>
  send(response, status, 'text/html; charset=utf-8', html);

function send(response: ServerResponse, status: number, type: string, body: string): void {
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': type, 'Content-Length': bytes.byteLength });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}
