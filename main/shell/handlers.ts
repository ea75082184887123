import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { METHODS } from '../../shared/ipc/names';
import type { CallError } from '../../shared/ipc/contract';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Door } from '../ipc/door-port';
import type { WindowOrigin } from './origin';
import type { Log } from './security';

/** One channel per method and event; the preload knows the same prefix. */
const CHANNEL = 'meridian:';

/** Registers a channel per method of the contract and forwards every event to our window. Returns its stop. */
export function connectDoor(options: {
  readonly door: Door;
  readonly origin: WindowOrigin;
  /** Our window's page; null while there is none. */
  readonly contents: () => WebContents | null;
  readonly log: Log;
}): () => void {
  const { door, origin, contents, log } = options;

  // Answers and events go as text: the bridge between the two worlds of the page copies an object field by field, which costs
  // more than reading it.
  for (const method of METHODS) {
    ipcMain.handle(CHANNEL + method, async (event, input: unknown): Promise<Result<string, CallError>> => {
      if (!isOurs(event)) {
        log(`${method} was refused: it did not come from our window`);
        return err({ code: 'not-allowed', message: `${method} is not allowed here` });
      }
      const answer = await door.call(method, input);
      return answer.ok ? ok(JSON.stringify(answer.value)) : answer;
    });
  }

  const stopEvents = door.onEvent((name, payload) => {
    const page = contents();
    if (page !== null && !page.isDestroyed() && !page.isCrashed()) page.send(CHANNEL + name, JSON.stringify(payload));
  });

  return () => {
    stopEvents();
    for (const method of METHODS) ipcMain.removeHandler(CHANNEL + method);
  };

  /** Only the main frame of our own window, while it shows our own origin. */
  function isOurs(event: IpcMainInvokeEvent): boolean {
    const page = contents();
    const { senderFrame } = event;
    if (page === null || event.sender !== page || senderFrame === null) return false;
    return senderFrame === page.mainFrame && origin.isOurs(senderFrame.url);
  }
}
