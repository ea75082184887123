import type { Clock } from '../../shared/lib/clock';
import type { Ms } from '../../shared/lib/time';

/** The time of a call was over before it was answered. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** Whoever asked does not want to know any more. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/**
 * Ends work at a deadline or when somebody stops it, whatever the work is waiting for (a name server, a credential process,
 * the pause before a retry): none of them can be trusted to notice (P1).
 */
export async function withDeadline<T>(
  clock: Clock,
  until: Ms,
  stops: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (stops.some((stop) => stop.aborted)) throw new Stopped('stopped');
  const controller = new AbortController();
  const cleanups: (() => void)[] = [];
  const ended = new Promise<never>((_, reject) => {
    const end = (error: Error): void => {
      reject(error);
      controller.abort();
    };
    cleanups.push(
      clock.after(Math.max(0, until - clock.now()), () => {
        end(new DeadlinePassed('no answer before the deadline'));
      }),
    );
    const onAbort = (): void => {
      end(new Stopped('stopped'));
    };
    for (const stop of stops) {
      stop.addEventListener('abort', onAbort, { once: true });
      cleanups.push(() => {
        stop.removeEventListener('abort', onAbort);
      });
    }
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    for (const cleanup of cleanups) cleanup();
  }
}
