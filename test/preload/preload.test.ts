import { beforeEach, describe, expect, it, vi } from 'vitest';
import { METHODS } from '../../shared/ipc/names';

interface Exposed {
  call(method: unknown, input?: unknown): Promise<unknown>;
  on(event: unknown, listener: (payload: unknown) => void): () => void;
}

const electron = vi.hoisted(() => {
  const listeners = new Map<string, ((event: unknown, payload: unknown) => void)[]>();
  const world: Record<string, unknown> = {};
  return {
    world,
    listeners,
    invoke: vi.fn<(channel: string, input: unknown) => Promise<unknown>>(),
  };
});

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => {
      electron.world[name] = api;
    },
  },
  // eslint-disable-next-line no-restricted-syntax -- the part of Electron that the preload uses, and nothing of it is called here
  ipcRenderer: {
    invoke: electron.invoke,
    on: (channel: string, listener: () => void) => {
      electron.listeners.set(channel, [...(electron.listeners.get(channel) ?? []), listener]);
    },
    removeListener: (channel: string, listener: () => void) => {
      electron.listeners.set(
        channel,
        (electron.listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
    },
  },
}));

describe('the preload', () => {
  beforeEach(async () => {
    electron.invoke.mockReset();
    await import('../../preload/index');
  });
  const exposed = (): Exposed => electron.world.meridian as Exposed;

  it('exposes two functions and nothing else', () => {
    expect(Object.keys(electron.world)).toEqual(['meridian']);
    expect(Object.keys(exposed()).sort()).toEqual(['call', 'on']);
  });

  it('sends every method of the contract on its own channel', async () => {
    electron.invoke.mockResolvedValue({ ok: true, value: 7 });
    for (const method of METHODS) expect(await exposed().call(method, { a: 1 })).toBe(7);
    expect(electron.invoke.mock.calls).toEqual(METHODS.map((method) => [`meridian:${method}`, { a: 1 }]));
  });

  it.each(['snapshot.set', 'meridian:app.info', '', undefined, null, {}, ['app.info'], 'constructor'])(
    'lets %j not out',
    async (method) => {
      await expect(exposed().call(method)).rejects.toEqual({ code: 'unknown-method', message: 'unknown method' });
      expect(electron.invoke).not.toHaveBeenCalled();
    },
  );

  it('rejects with what the bridge carries whole: code and message', async () => {
    electron.invoke.mockResolvedValue({
      ok: false,
      error: { code: 'not-found', message: 'no such signal', stack: 'secret' },
    });
    await expect(exposed().call('app.info')).rejects.toEqual({ code: 'not-found', message: 'no such signal' });
  });

  it('tells nothing of why a call could not be sent', async () => {
    electron.invoke.mockRejectedValue(new Error('inside at /srv/someone'));
    await expect(exposed().call('app.info')).rejects.toEqual({ code: 'failed', message: 'app.info could not be sent' });
  });

  it('passes payloads of known events only, never the event of Electron, until stopped', () => {
    const seen: unknown[] = [];
    const stop = exposed().on('snapshot.patch', (...all) => seen.push(all));
    const emit = (payload: unknown): void =>
      electron.listeners.get('meridian:snapshot.patch')?.forEach((listener) => listener({ sender: 'ipc' }, payload));
    emit('{"seq":2}');
    stop();
    emit('{"seq":3}');
    expect(seen).toEqual([['{"seq":2}']]);
    expect(() => exposed().on('other', () => {})).toThrow('unknown event');
  });
});
