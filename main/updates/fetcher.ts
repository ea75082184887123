import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../shared/lib/clock';
import { MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { Trouble } from './trouble';

/** What a server may take its time for. */
export interface Patience {
  /** Until the head of an answer is here. */
  readonly head: Ms;
  /** For a whole small answer. */
  readonly small: Ms;
  /** Without a single byte of a file. */
  readonly silence: Ms;
  /** Every span this long must bring `leastBytes` of a file, or it would take days: a drip keeps the connection, not us. */
  readonly span: Ms;
  readonly leastBytes: number;
}

const PATIENCE: Patience = {
  head: 15 * SECOND,
  small: 30 * SECOND,
  silence: 30 * SECOND,
  span: MINUTE,
  leastBytes: 60 * 8_192,
};

export interface Fetcher {
  /** A small file beside the feed. Throws `Trouble`, like `file`. */
  small(name: string, mostBytes: number): Promise<Buffer>;
  /** A file beside the feed, written to `destination` only if it is exactly the one expected; else nothing is left of it. */
  file(
    wanted: { readonly name: string; readonly size: number; readonly sha512: string },
    destination: string,
    onBytes: (bytes: number) => void,
  ): Promise<void>;
  /** Ends what is under way. */
  stop(): void;
}

/**
 * Asks the one configured origin and nobody else, over Node's own connection: every request of Chromium stays refused
 * (main/shell/security.ts). No redirect is followed, nothing is compressed, no cookie, no name of this program or machine is
 * sent; a proxy is not used.
 *
 * @param base ends with a slash
 */
export function createFetcher(base: string, clock: Clock, patience: Patience = PATIENCE): Fetcher {
  const running = new Set<ClientRequest>();
  let stopped = false;
  const wasStopped = (): boolean => stopped;

  /** Calls `use` with an answer of status 200; whatever goes wrong on the way ends the request. */
  const ask = async <T>(
    name: string,
    use: (answer: IncomingMessage, end: (why: Trouble) => void) => Promise<T>,
  ): Promise<T> => {
    if (stopped) throw new Trouble('stopped');
    const url = new URL(encodeURIComponent(name), base);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, {
      agent: false,
      // Also where the environment says otherwise: an update over a connection nobody vouches for is not worth having.
      ...(url.protocol === 'https:' && { rejectUnauthorized: true }),
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'cache-control': 'no-cache' },
    });
    running.add(request);
    const ended: { why?: Trouble } = {};
    const end = (trouble: Trouble): void => {
      ended.why ??= trouble;
      request.destroy(trouble);
    };
    const stopWaiting = clock.after(patience.head, () => end(new Trouble('timed-out')));
    try {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        request.once('response', resolve);
        request.once('error', reject);
        request.end();
      });
      stopWaiting();
      request.on('error', () => undefined);
      accept(answer);
      return await use(answer, end);
    } catch (error) {
      if (ended.why !== undefined) throw ended.why;
      if (wasStopped()) throw new Trouble('stopped');
      throw error;
    } finally {
      stopWaiting();
      running.delete(request);
      request.destroy();
    }
  };

  return {
    small: (name, mostBytes) =>
      ask(name, async (answer, end) => {
        if (lengthOf(answer) > mostBytes) throw new Trouble('too-large');
        const stopWaiting = clock.after(patience.small, () => end(new Trouble('timed-out')));
        try {
          const parts: Buffer[] = [];
          let bytes = 0;
          for await (const part of answer as AsyncIterable<Buffer>) {
            bytes += part.length;
            if (bytes > mostBytes) throw new Trouble('too-large');
            parts.push(part);
          }
          return Buffer.concat(parts);
        } finally {
          stopWaiting();
        }
      }),

    file: ({ name, size, sha512 }, destination, onBytes) =>
      ask(name, async (answer, end) => {
        const length = lengthOf(answer);
        if (length > size) throw new Trouble('too-large');
        if (length >= 0 && length < size) throw new Trouble('altered-file');
        const hash = createHash('sha512');
        let bytes = 0;
        const watch = watchPace(clock, patience, () => end(new Trouble('timed-out')));
        const check = new Transform({
          transform: (part: Buffer, _encoding, done) => {
            bytes += part.length;
            if (bytes > size) {
              done(new Trouble('too-large'));
              return;
            }
            hash.update(part);
            watch.saw(part.length);
            onBytes(bytes);
            done(null, part);
          },
          flush: (done) =>
            done(bytes === size && hash.digest('base64') === sha512 ? null : new Trouble('altered-file')),
        });
        try {
          await pipeline(answer, check, createWriteStream(destination, { mode: 0o600 }));
        } catch (error) {
          await rm(destination, { force: true });
          throw error;
        } finally {
          watch.stop();
        }
      }),

    stop: () => {
      stopped = true;
      for (const request of running) request.destroy(new Trouble('stopped'));
    },
  };
}

function accept(answer: IncomingMessage): void {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400) throw new Trouble('foreign-address', hostOf(answer.headers.location));
  if (status === 404 || status === 410) throw new Trouble('not-found', `status ${status}`);
  if (status !== 200) throw new Trouble('server', `status ${status}`);
  const encoding = answer.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new Trouble('server', 'compressed though not asked');
}

/** -1 when the answer does not say. */
function lengthOf(answer: IncomingMessage): number {
  const text = answer.headers['content-length'];
  return text === undefined ? -1 : Number(text);
}

function hostOf(location: string | undefined): string {
  try {
    return `redirected to ${new URL(location ?? '').host}`.slice(0, 80);
  } catch {
    return 'redirected';
  }
}

function watchPace(clock: Clock, patience: Patience, tooSlow: () => void): { saw(bytes: number): void; stop(): void } {
  let inSpan = 0;
  let stopSilence = clock.after(patience.silence, tooSlow);
  let stopSpan = clock.after(patience.span, function next() {
    if (inSpan < patience.leastBytes) {
      tooSlow();
      return;
    }
    inSpan = 0;
    stopSpan = clock.after(patience.span, next);
  });
  return {
    saw: (bytes) => {
      inSpan += bytes;
      stopSilence();
      stopSilence = clock.after(patience.silence, tooSlow);
    },
    stop: () => {
      stopSilence();
      stopSpan();
    },
  };
}
