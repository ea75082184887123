import type { Duplex } from 'node:stream';

/**
 * The last answer on a connection. It is cut as soon as the answer is out: one that is only ended stays open until the other
 * side ends it too, and a few callers that never do would hold every place there is.
 */
export function farewell(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
