import { Worker } from 'node:worker_threads';
import type { Result } from '../../../shared/lib/result';
import type { Clock } from '../../../shared/lib/clock';
import { SECOND, type Ms } from '../../../shared/lib/time';
import { systemClock } from '../system-clock';
import { parseAnswer, type AnswerKind, type Parsed } from '../parse/parse';
import type { Decoder } from './decoder';
import type { DecodeJob, DecodeReply } from './messages';

/** Below this an answer is decoded where it is: the way to another thread costs more. */
const SMALL = 64 * 1024;
/** Answers that may wait for the worker; what comes on top is decoded inline, so that memory stays bounded. */
const MOST_WAITING = 64;
/** A thread costs some 10 MB; large answers come at the start, then seldom. */
const IDLE: Ms = 30 * SECOND;
/** A worker that died this often is not started again. */
const MOST_DEATHS = 3;

interface Waiting {
  readonly job: DecodeJob;
  readonly resolve: (result: Result<Parsed[AnswerKind], string>) => void;
}

/**
 * P1: decodes large answers in a worker thread. `path` is the built decode-worker; a worker that dies or cannot start only costs
 * the thread, and one that has nothing to do for a while is ended.
 */
export function createWorkerDecoder(
  path: string,
  onTrouble: (line: string) => void = () => undefined,
  clock: Pick<Clock, 'after'> = systemClock,
): Decoder {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let deaths = 0;
  let nextId = 0;
  let closed = false;
  let cancelEnd = (): void => undefined;

  const inline = (one: Waiting): void => {
    one.resolve(parseAnswer(one.job.kind, one.job.body, one.job.now));
  };
  const rest = (): void => {
    cancelEnd();
    cancelEnd = clock.after(IDLE, () => {
      const idle = worker;
      worker = null;
      void idle?.terminate();
    });
  };
  const onDeath = (dead: Worker, why: string): void => {
    // A failed start is reported twice: as its error and as its exit.
    if (worker !== dead || closed) return;
    worker = null;
    cancelEnd();
    deaths++;
    const next =
      deaths < MOST_DEATHS
        ? 'the next large answer starts another'
        : 'large answers are decoded without it from now on';
    onTrouble(`the decoding thread ended (${why}); ${waiting.size} waiting answers are decoded without it, ${next}`);
    const left = [...waiting.values()];
    waiting.clear();
    left.forEach(inline);
  };
  const start = (): Worker => {
    const started = new Worker(path);
    // It lives as long as somebody waits for it.
    started.unref();
    started.on('message', ({ id, result }: DecodeReply) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) {
        started.unref();
        rest();
      }
      one?.resolve(result);
    });
    started.on('error', (error: unknown) => {
      onDeath(started, error instanceof Error ? error.message : String(error));
    });
    started.on('exit', (code) => {
      onDeath(started, `exit code ${code}`);
    });
    return started;
  };

  return {
    async decode<K extends AnswerKind>(kind: K, body: Uint8Array, now: Ms): Promise<Result<Parsed[K], string>> {
      if (closed || body.length <= SMALL || deaths >= MOST_DEATHS || waiting.size >= MOST_WAITING)
        return parseAnswer(kind, body, now);
      const job: DecodeJob = { id: nextId++, kind, body, now };
      try {
        cancelEnd();
        worker ??= start();
        worker.ref();
        // Copied, not moved: if the worker dies, the bytes are still here.
        worker.postMessage(job);
      } catch (error) {
        deaths++;
        onTrouble(`the decoding thread could not be used: ${error instanceof Error ? error.message : String(error)}`);
        return parseAnswer(kind, body, now);
      }
      return new Promise((resolve) => {
        // The worker answers a job with what its kind parses to.
        waiting.set(job.id, { job, resolve: resolve as Waiting['resolve'] });
      });
    },
    async close() {
      closed = true;
      cancelEnd();
      const last = worker;
      worker = null;
      const left = [...waiting.values()];
      waiting.clear();
      left.forEach(inline);
      await last?.terminate();
    },
  };
}
