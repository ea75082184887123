import type { Bridge } from './bridge';
import { createElectronBridge } from './electron';
import { createSocketBridge, type SocketLike } from './socket';

/** Electron when the preload is there, else browser mode at the origin the page came from. */
export function chooseBridge(page: Window): Bridge {
  if (page.meridian) return createElectronBridge(page.meridian);
  const { protocol, host } = page.location;
  return createSocketBridge({
    open: () => openSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws`),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
}

function openSocket(url: string): SocketLike {
  const socket = new WebSocket(url);
  const like: SocketLike = {
    onopen: null,
    onclose: null,
    onmessage: null,
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.addEventListener('open', () => like.onopen?.());
  socket.addEventListener('close', () => like.onclose?.());
  socket.addEventListener('message', (event: MessageEvent<unknown>) => like.onmessage?.({ data: event.data }));
  return like;
}
