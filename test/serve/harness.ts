import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket, type RawData } from 'ws';
import { createAssets } from '../../main/assets/assets';
import { createDoor } from '../../main/ipc/door';
import { startServer, type Serve, type ServerOptions } from '../../main/serve/server';
import { createFakeEngine, type FakeEngine } from '../fakes/fake-engine';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Running {
  readonly serve: Serve;
  readonly engine: FakeEngine;
  readonly port: number;
  readonly host: string;
  readonly log: readonly string[];
  /** Sends exactly this path, unlike fetch, which tidies it. */
  ask(
    path: string,
    options?: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string },
  ): Promise<Answer>;
  /** Uses the link and gives the cookie. */
  enter(): Promise<string>;
  connect(headers: Record<string, string>, path?: string): WebSocket;
}

function rendererFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-renderer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const inside = join(folder, 'renderer');
  mkdirSync(join(inside, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(inside, 'index.html'), '<!doctype html><title>Meridian</title>');
  writeFileSync(join(inside, 'assets', 'index-B_x1.js'), 'export {};');
  writeFileSync(join(inside, 'assets', 'plex.woff2'), Buffer.from([0, 1, 2, 255]));
  writeFileSync(join(inside, 'assets', 'index.js.map'), '{}');
  writeFileSync(join(inside, '.hidden.txt'), 'hidden');
  symlinkSync(join(folder, 'secret.txt'), join(inside, 'assets', 'way-out.txt'));
  return inside;
}

export async function running(options: Partial<ServerOptions> = {}): Promise<Running> {
  const engine = createFakeEngine();
  const log: string[] = [];
  let secrets = 0;
  const started = await startServer({
    door: createDoor(engine),
    assets: createAssets(rendererFolder()),
    port: 0,
    statusJson: () => ({ sites: [], generatedAt: '2026-11-23T00:00:00.000Z' }),
    log: (line) => log.push(line),
    newSecret: () => `secret-${++secrets}-${'x'.repeat(30)}`,
    ...options,
  });
  if (!started.ok) throw new Error(started.error.message);
  const serve = started.value;
  onTestFinished(() => serve.stop());
  const port = Number(new URL(serve.url).port);
  const host = `127.0.0.1:${port}`;

  const ask: Running['ask'] = (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port, path, method, headers: { host, ...headers }, agent: false },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(parts).toString('utf8'),
            }),
          );
        },
      );
      request.on('error', reject);
      request.end(body);
    });

  return {
    serve,
    engine,
    port,
    host,
    log,
    ask,
    enter: async () => {
      const answer = await ask(`/?token=${serve.token}`);
      return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    },
    connect: (headers, path = '/ws') => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
      onTestFinished(() => socket.terminate());
      return socket;
    },
  };
}

export const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

/** The HTTP status that refused the socket. */
export const refused = (socket: WebSocket): Promise<number> =>
  new Promise((resolve, reject) => {
    socket.once('open', () => reject(new Error('it was let in')));
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('error', () => {});
  });

export const closed = (socket: WebSocket): Promise<{ readonly code: number; readonly reason: string }> =>
  new Promise((resolve) => {
    socket.on('error', () => {});
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString('utf8') }));
  });

/** The next messages, parsed. */
export const messages = (socket: WebSocket, count: number): Promise<readonly unknown[]> =>
  new Promise((resolve) => {
    const seen: unknown[] = [];
    const onMessage = (data: RawData): void => {
      seen.push(JSON.parse((data as Buffer).toString('utf8')));
      if (seen.length < count) return;
      socket.off('message', onMessage);
      resolve(seen);
    };
    socket.on('message', onMessage);
  });
