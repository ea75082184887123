import { createServer, type Server } from 'node:http';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Assets } from '../assets/assets-port';
import type { Door } from '../ipc/door-port';
import { createAccess } from './access';
import { farewell } from './farewell';
import { createHttp } from './http';
import { createSockets, SOCKET_LIMITS, type SocketLimits } from './sockets';

export interface ServerOptions {
  readonly door: Door;
  readonly assets: Assets;
  /** 0 takes any free port. */
  readonly port: number;
  readonly statusJson: () => unknown;
  readonly log: (line: string) => void;
  /** A random value nobody can guess. */
  readonly newSecret: () => string;
  readonly limits?: Partial<SocketLimits & HttpLimits>;
}

/** Milliseconds a client may take; a slow drip of bytes must not hold a connection. */
export interface HttpLimits {
  readonly headers: number;
  readonly request: number;
  readonly check: number;
  /** Without a byte in either direction, an answer that nobody takes included; sockets of a window have their pings instead. */
  readonly idle: number;
}

export interface Serve {
  /** `http://127.0.0.1:PORT`, without a slash. */
  readonly url: string;
  readonly token: string;
  /** Opens the window in a browser, once. */
  readonly link: string;
  readonly stop: () => Promise<void>;
}

export interface ServeProblem {
  readonly kind: 'port-in-use' | 'not-allowed' | 'failed';
  readonly message: string;
}

const HTTP_LIMITS: HttpLimits = { headers: 5_000, request: 10_000, check: 1_000, idle: 15_000 };
/** A browser opens six per host; several windows and the command line fit. */
const MOST_CONNECTIONS = 128;

/** Serves the window on loopback (product.md 10). The token is made here and stays in this process and on its standard output. */
export async function startServer(options: ServerOptions): Promise<Result<Serve, ServeProblem>> {
  const limits = { ...HTTP_LIMITS, ...SOCKET_LIMITS, ...options.limits };
  const server = createServer({
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    connectionsCheckingInterval: limits.check,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16_384,
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.timeout = limits.idle;

  const listening = await listen(server, options.port);
  if (!listening.ok) return listening;
  const port = listening.value;
  const token = options.newSecret();
  const access = createAccess({ port, token, newSecret: options.newSecret });
  const http = createHttp({ access, assets: options.assets, statusJson: options.statusJson, log: options.log });
  const sockets = createSockets({ door: options.door, access, log: options.log, limits });

  server.on('request', (request, response) => {
    http(request, response).catch((error: unknown) => {
      options.log(`${request.method ?? ''} failed: ${error instanceof Error ? error.message : 'unknown error'}`);
      if (!response.headersSent) response.writeHead(500, { 'Content-Length': 0 });
      response.end();
    });
  });
  server.on('upgrade', sockets.upgrade);
  // What is no HTTP, or came too slowly: an answer where one can still be written, then the end.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const slow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    farewell(socket, slow ? '408 Request Timeout' : '400 Bad Request');
  });

  const url = `http://127.0.0.1:${port}`;
  return ok({
    url,
    token,
    link: `${url}/?token=${token}`,
    stop: () => {
      sockets.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  });
}

function listen(server: Server, port: number): Promise<Result<number, ServeProblem>> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(err(problem(error, port)));
    server.once('error', failed);
    // Nobody knows the token yet, so a connection that is faster than the handlers has nothing to ask.
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.removeListener('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? ok(address.port) : err(problem(null, port)));
    });
  });
}

function problem(error: NodeJS.ErrnoException | null, port: number): ServeProblem {
  if (error?.code === 'EADDRINUSE')
    return { kind: 'port-in-use', message: `port ${port} is in use; choose another with --port` };
  if (error?.code === 'EACCES')
    return { kind: 'not-allowed', message: `port ${port} may not be used; choose one above 1023` };
  return { kind: 'failed', message: error?.message ?? 'no address to listen on' };
}
