import type { ClientFrame, Input, Output, Payload, ServerFrame } from '../../shared/ipc/contract';
import type { EventName, MethodName } from '../../shared/ipc/names';
import { BridgeError, type Bridge, type ConnectionState } from './bridge';

/** The part of WebSocket this bridge uses, so that a test can stand in for it. */
export interface SocketLike {
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface SocketTools {
  readonly open: () => SocketLike;
  /** Returns its stop. */
  readonly later: (run: () => void, ms: number) => () => void;
  /** 0 up to 1. */
  readonly random: () => number;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** A call made before the first connection waits this long for it. */
const PATIENCE = 10_000;

interface Waiting {
  readonly frame: ClientFrame;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: BridgeError) => void;
  readonly stop: () => void;
}

const disconnected = (): BridgeError =>
  new BridgeError({ code: 'disconnected', message: 'Meridian does not answer. The window tries again by itself.' });

/** Browser mode: the contract as JSON frames over one WebSocket that comes back by itself. */
export function createSocketBridge(tools: SocketTools): Bridge {
  let socket: SocketLike | null = null;
  let state: ConnectionState = 'connecting';
  let attempts = 0;
  let closed = false;
  let nextId = 1;
  let stopRetry = (): void => {};
  const waiting = new Map<number, Waiting>();
  const states = new Set<(state: ConnectionState) => void>();
  const events = new Map<EventName, Set<(payload: unknown) => void>>();

  const become = (next: ConnectionState): void => {
    if (next === state) return;
    state = next;
    for (const listener of [...states]) listener(next);
  };

  const settle = (frame: ServerFrame): void => {
    if ('event' in frame) {
      for (const listener of [...(events.get(frame.event) ?? [])]) listener(frame.payload);
      return;
    }
    const call = waiting.get(frame.id);
    if (!call) return;
    waiting.delete(frame.id);
    call.stop();
    if (frame.ok) call.resolve(frame.output);
    else call.reject(new BridgeError(frame.error));
  };

  const connect = (): void => {
    const mine = tools.open();
    socket = mine;
    mine.onopen = () => {
      attempts = 0;
      become('connected');
      for (const { frame } of waiting.values()) mine.send(JSON.stringify(frame));
    };
    mine.onmessage = ({ data }) => {
      const frame = parseFrame(data);
      if (frame) settle(frame);
    };
    mine.onclose = () => {
      if (socket !== mine || closed) return;
      socket = null;
      for (const call of waiting.values()) {
        call.stop();
        call.reject(disconnected());
      }
      waiting.clear();
      become('disconnected');
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts);
      attempts += 1;
      // Half fixed, half random: many windows of one restarted server do not come back in the same instant.
      stopRetry = tools.later(connect, wait / 2 + (wait / 2) * tools.random());
    };
  };
  connect();

  return {
    place: 'browser',
    call: <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> =>
      new Promise<Output<M>>((resolve, reject) => {
        if (state === 'disconnected' || closed) {
          reject(disconnected());
          return;
        }
        const id = nextId;
        nextId += 1;
        const frame: ClientFrame = input === undefined ? { id, method } : { id, method, input };
        const stop =
          state === 'connecting'
            ? tools.later(() => {
                waiting.delete(id);
                reject(disconnected());
              }, PATIENCE)
            : () => {};
        waiting.set(id, { frame, resolve: (output) => resolve(output as Output<M>), reject, stop });
        if (state === 'connected') socket?.send(JSON.stringify(frame));
      }),
    on: <E extends EventName>(event: E, listener: (payload: Payload<E>) => void) => {
      const listeners = events.get(event) ?? new Set();
      const heard = (payload: unknown): void => listener(payload as Payload<E>);
      events.set(event, listeners.add(heard));
      return () => void listeners.delete(heard);
    },
    connection: () => state,
    onConnection: (listener) => {
      states.add(listener);
      return () => void states.delete(listener);
    },
    close: () => {
      closed = true;
      stopRetry();
      socket?.close();
      for (const call of waiting.values()) {
        call.stop();
        call.reject(disconnected());
      }
      waiting.clear();
    },
  };
}

/** The server is ours and on loopback; a frame that is not one of its shapes is dropped. */
function parseFrame(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(data);
    if (frame === null || typeof frame !== 'object') return null;
    if ('event' in frame || ('id' in frame && 'ok' in frame)) return frame as ServerFrame;
    return null;
  } catch {
    return null;
  }
}
