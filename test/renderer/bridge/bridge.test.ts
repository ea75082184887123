import { describe, expect, it } from 'vitest';
import { BridgeError, toBridgeError } from '../../../renderer/bridge/bridge';
import { createElectronBridge } from '../../../renderer/bridge/electron';
import { createSocketBridge, type SocketLike } from '../../../renderer/bridge/socket';

/** A server that a test plays by hand. */
function server() {
  const sockets: (SocketLike & { readonly sent: string[]; isClosed: boolean })[] = [];
  const timers: { readonly run: () => void; readonly ms: number }[] = [];
  const bridge = createSocketBridge({
    open: () => {
      const socket = {
        sent: [] as string[],
        isClosed: false,
        onopen: null,
        onclose: null,
        onmessage: null,
        send(text: string) {
          socket.sent.push(text);
        },
        close() {
          socket.isClosed = true;
        },
      } as SocketLike & { readonly sent: string[]; isClosed: boolean };
      sockets.push(socket);
      return socket;
    },
    later: (run, ms) => {
      const timer = { run, ms };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    random: () => 1,
  });
  const current = () => sockets.at(-1)!;
  return {
    bridge,
    timers,
    sockets,
    accepts: () => current().onopen?.(),
    drops: () => current().onclose?.(),
    says: (frame: unknown) =>
      current().onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) }),
    heard: () => current().sent.map((text) => JSON.parse(text) as { id: number; method: string; input?: unknown }),
  };
}

describe('the socket bridge', () => {
  it('sends a call made before the connection as soon as there is one', async () => {
    const { bridge, accepts, says, heard, timers } = server();
    const answer = bridge.call('app.info', undefined);
    expect(bridge.connection()).toBe('connecting');
    accepts();
    expect(heard()).toEqual([{ id: 1, method: 'app.info' }]);
    says({ id: 1, ok: true, output: { version: '1' } });
    await expect(answer).resolves.toEqual({ version: '1' });
    expect(timers).toHaveLength(0);
  });

  it('rejects with the code of the refusal', async () => {
    const { bridge, accepts, says } = server();
    accepts();
    const answer = bridge.call('attention.acknowledge', { key: 'x' });
    says({ id: 1, ok: false, error: { code: 'not-found', message: 'gone' } });
    await expect(answer).rejects.toMatchObject({ code: 'not-found', message: 'gone' });
  });

  it('rejects what waits when the connection is lost, and what is asked meanwhile', async () => {
    const { bridge, accepts, drops } = server();
    accepts();
    const waiting = bridge.call('snapshot.get', undefined);
    drops();
    await expect(waiting).rejects.toMatchObject({ code: 'disconnected' });
    await expect(bridge.call('snapshot.get', undefined)).rejects.toMatchObject({ code: 'disconnected' });
  });

  it('comes back by itself, slower each time, and tells its state', () => {
    const { bridge, accepts, drops, timers, sockets } = server();
    const states: string[] = [];
    bridge.onConnection((state) => states.push(state));
    accepts();
    const waits: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      drops();
      waits.push(timers.at(-1)!.ms);
      timers.splice(0).at(-1)!.run();
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(sockets).toHaveLength(8);
    accepts();
    expect(states).toEqual(['connected', 'disconnected', 'connected']);
    drops();
    expect(timers.at(-1)?.ms).toBe(500);
  });

  it('hands events to their listeners until they stop, and drops what is no frame', () => {
    const { bridge, accepts, says } = server();
    accepts();
    const seen: number[] = [];
    const stop = bridge.on('snapshot.patch', (patch) => seen.push(patch.seq));
    says({ event: 'snapshot.patch', payload: { seq: 1, generatedAt: 0 } });
    for (const junk of ['not json', '7', 'null', '{}']) says(junk);
    stop();
    says({ event: 'snapshot.patch', payload: { seq: 2, generatedAt: 0 } });
    expect(seen).toEqual([1]);
  });

  it('stays closed when it was closed', async () => {
    const { bridge, accepts, drops, timers, sockets } = server();
    accepts();
    const waiting = bridge.call('snapshot.get', undefined);
    bridge.close();
    drops();
    await expect(waiting).rejects.toBeInstanceOf(BridgeError);
    expect([timers.length, sockets[0]?.isClosed]).toEqual([0, true]);
  });
});

describe('the electron bridge', () => {
  it('passes calls and turns what was thrown into its own error', async () => {
    const failing = Object.assign(new Error('no such item'), { code: 'not-found' });
    const bridge = createElectronBridge({
      call: async (method) => {
        if (method === 'app.info') return '{"version":"1"}';
        throw failing;
      },
      on: (_, listener) => {
        listener('{"seq":3}');
        return () => {};
      },
    });
    await expect(bridge.call('app.info', undefined)).resolves.toEqual({ version: '1' });
    await expect(bridge.call('snapshot.get', undefined)).rejects.toMatchObject({ code: 'not-found' });
    const seen: number[] = [];
    bridge.on('snapshot.patch', (patch) => seen.push(patch.seq));
    expect([seen, bridge.connection(), bridge.place]).toEqual([[3], 'connected', 'desktop']);
  });

  it('calls an unknown code a failure', () => {
    expect(toBridgeError(new Error('x')).code).toBe('failed');
    expect(toBridgeError(Object.assign(new Error('x'), { code: 'strange' })).code).toBe('failed');
    expect(toBridgeError('text').message).toBe('text');
  });
});
