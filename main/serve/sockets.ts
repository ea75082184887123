import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import type { ServerFrame } from '../../shared/ipc/contract';
import type { Door } from '../ipc/door-port';
import type { Access } from './access';
import { farewell } from './farewell';
import { pathOf } from './http';

/** Close codes of our own (4000-4999), beside those of RFC 6455. The window connects again and fetches the snapshot anew. */
const CLOSE = {
  goingAway: 1001,
  unsupported: 1003,
  badFrame: 1007,
  /** More calls in flight than a window ever has. */
  tooMany: 4003,
  /** It did not take what was sent: patches are dropped, so only a fresh snapshot is true again. */
  tooSlow: 4008,
} as const;

export interface SocketLimits {
  readonly sockets: number;
  /** Bytes of one message from the window. */
  readonly payload: number;
  readonly callsInFlight: number;
  /** Bytes that wait for a slow window. */
  readonly waiting: number;
  /** Milliseconds between pings; a window that did not answer the one before is gone. */
  readonly ping: number;
  /** Milliseconds a closing window has to answer before its connection is cut. */
  readonly grace: number;
}

export const SOCKET_LIMITS: SocketLimits = {
  sockets: 16,
  // The door refuses more than a million characters of everything but an image and a file that is imported.
  payload: 12_000_000,
  callsInFlight: 64,
  waiting: 8_000_000,
  ping: 20_000,
  grace: 1_000,
};

export interface Sockets {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly stop: () => void;
}

export function createSockets(options: {
  readonly door: Door;
  readonly access: Access;
  readonly log: (line: string) => void;
  readonly limits: SocketLimits;
}): Sockets {
  const { door, access, log, limits } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.payload, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();

  const stopEvents = door.onEvent((event, payload) => {
    if (server.clients.size === 0) return;
    // One text for all of them.
    const frame = JSON.stringify({ event, payload } satisfies ServerFrame);
    for (const socket of server.clients) deliver(socket, frame);
  });

  const pings = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, limits.ping);
  pings.unref();

  server.on('connection', (socket: WebSocket) => {
    let calls = 0;
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // A broken frame or a reset connection ends this socket and nothing else; ws closes it.
    socket.on('error', (error) => log(`a window's connection failed: ${error.message}`));
    socket.on('message', (data, isBinary) => {
      const frame = isBinary ? null : clientFrame(data);
      if (frame === null || calls >= limits.callsInFlight) {
        if (isBinary) end(socket, CLOSE.unsupported, 'text only');
        else if (frame === null) end(socket, CLOSE.badFrame, 'not a call');
        else end(socket, CLOSE.tooMany, 'too many calls at once');
        return;
      }
      calls += 1;
      void door.call(frame.method, frame.input).then((answer) => {
        calls -= 1;
        const reply: ServerFrame = answer.ok
          ? { id: frame.id, ok: true, output: answer.value }
          : { id: frame.id, ok: false, error: answer.error };
        deliver(socket, JSON.stringify(reply));
      });
    });
  });

  function deliver(socket: WebSocket, frame: string): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > limits.waiting) {
      log('a window took nothing for a while; it is told to fetch the snapshot again');
      end(socket, CLOSE.tooSlow, 'fetch the snapshot again');
      return;
    }
    socket.send(frame);
  }

  /** The close frame waits behind what was not taken, perhaps for ever; what waits is given up after a moment. */
  function end(socket: WebSocket, code: number, reason: string): void {
    socket.close(code, reason);
    const cut = setTimeout(() => socket.terminate(), limits.grace);
    socket.once('close', () => clearTimeout(cut));
  }

  return {
    upgrade: (request, socket, head) => {
      // Without a listener a reset during the handshake would end the process.
      socket.on('error', () => socket.destroy());
      const refusal = refuse(request);
      if (refusal !== null) {
        farewell(socket, `${refusal} ${STATUS_CODES[refusal] ?? ''}`);
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
    },
    stop: () => {
      stopEvents();
      clearInterval(pings);
      for (const socket of server.clients) end(socket, CLOSE.goingAway, 'Meridian ends');
      server.close();
    },
  };

  function refuse(request: IncomingMessage): number | null {
    if (!access.isOurs(request)) return 403;
    if (pathOf(request)?.pathname !== '/ws') return 404;
    if (!access.hasCookie(request) && !access.hasBearer(request)) return 401;
    return server.clients.size >= limits.sockets ? 503 : null;
  }
}

/** A call out of a text message, or null when it is none. The method and its input are the door's to judge. */
function clientFrame(data: RawData): { readonly id: number; readonly method: unknown; readonly input: unknown } | null {
  try {
    const frame: unknown = JSON.parse((data as Buffer).toString('utf8'));
    if (typeof frame !== 'object' || frame === null || !('id' in frame) || !Number.isSafeInteger(frame.id)) return null;
    return {
      id: frame.id as number,
      method: 'method' in frame ? frame.method : undefined,
      input: 'input' in frame ? frame.input : undefined,
    };
  } catch {
    return null;
  }
}
