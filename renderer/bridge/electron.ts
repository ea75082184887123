import type { Input, Output, Payload } from '../../shared/ipc/contract';
import type { EventName, MethodName } from '../../shared/ipc/names';
import { toBridgeError, type Bridge } from './bridge';

/** What the preload puts on the window. */
export interface MeridianWindow {
  /** The answer comes as JSON text. */
  call(method: MethodName, input: unknown): Promise<string>;
  /** Payloads come as JSON text. */
  on(event: EventName, listener: (payload: string) => void): () => void;
}

declare global {
  interface Window {
    readonly meridian?: MeridianWindow;
  }
}

/** Main and window live and die together, so this bridge is always connected. */
export function createElectronBridge(meridian: MeridianWindow): Bridge {
  return {
    place: 'desktop',
    call: async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => {
      try {
        return JSON.parse(await meridian.call(method, input)) as Output<M>;
      } catch (thrown) {
        throw toBridgeError(thrown);
      }
    },
    on: <E extends EventName>(event: E, listener: (payload: Payload<E>) => void) =>
      meridian.on(event, (payload) => listener(JSON.parse(payload) as Payload<E>)),
    connection: () => 'connected',
    onConnection: () => () => {},
    close: () => {},
  };
}
