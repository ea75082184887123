import type { RecordsDesk } from './records-desk-port';

/** Records that are opened after the first picture: who asks before waits for that. */
export function createLateRecords(opening: Promise<RecordsDesk>): RecordsDesk {
  return {
    handle: async (method, input) => (await opening).handle(method, input),
    onEvent: (listener) => {
      let stop = (): void => undefined;
      let stopped = false;
      // Records that never open have nothing to tell; whoever opens them says why.
      opening.then(
        (records) => {
          if (!stopped) stop = records.onEvent(listener);
        },
        () => undefined,
      );
      return () => {
        stopped = true;
        stop();
      };
    },
  };
}
