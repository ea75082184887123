import { contextBridge, ipcRenderer } from 'electron';
import { EVENTS, METHODS, type EventName, type MethodName } from '../shared/ipc/names';
import type { CallError } from '../shared/ipc/contract';

// All the window can do with the outside: the names of the contract, one channel each. No other channel can be reached from
// the page, and no validator is carried here: the door in main checks every input anyway.

type Answer = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: CallError };

const CHANNEL = 'meridian:';

const isMethod = (name: unknown): name is MethodName => (METHODS as readonly unknown[]).includes(name);
const isEvent = (name: unknown): name is EventName => (EVENTS as readonly unknown[]).includes(name);

/**
 * The answer is JSON text (main/shell/handlers.ts), which crosses the bridge in one piece.
 * A failed call rejects with a plain `CallError`: Electron's bridge copies an Error without its own fields, `code` among them,
 * and a plain object whole. renderer/bridge makes the Error of it.
 */
async function call(method: unknown, input: unknown): Promise<string> {
  const answer = await ask(method, input);
  if (answer.ok) return answer.value;
  const { code, message } = answer.error;
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw { code, message } satisfies CallError;
}

async function ask(method: unknown, input: unknown): Promise<Answer> {
  if (!isMethod(method)) return { ok: false, error: { code: 'unknown-method', message: 'unknown method' } };
  try {
    return (await ipcRenderer.invoke(CHANNEL + method, input)) as Answer;
  } catch {
    // An input that cannot be cloned, or a main process that is ending: nothing of the cause is told to the page.
    return { ok: false, error: { code: 'failed', message: `${method} could not be sent` } };
  }
}

/** Payloads are JSON text (main/shell/handlers.ts), which crosses the bridge in one piece. */
function on(event: unknown, listener: (payload: string) => void): () => void {
  if (!isEvent(event)) throw new Error('unknown event');
  const channel = CHANNEL + event;
  const forward = (_event: unknown, payload: string): void => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.removeListener(channel, forward);
  };
}

contextBridge.exposeInMainWorld('meridian', { call, on });
