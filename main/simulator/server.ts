import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { iso } from '../../shared/lib/time';
import type { AccountBook } from './accounts';
import { answerCall } from './aws';
import { answerControl, type ControlParts } from './control';
import { applyFault, type Spoiled } from './faults/apply';
import { NO_USAGE, type OperationContext, type Usage } from './operation';
import { errorAnswer, type Answer } from './protocol/answer';
import { readCall, type Call } from './protocol/call';
import {
  expiredToken,
  malformedInput,
  missingAuthentication,
  unrecognizedClient,
  type AwsError,
} from './protocol/errors';
import { readPageToken } from './protocol/token';
import { uuid } from './world/noise';

export interface ServerParts extends ControlParts {
  readonly accounts: AccountBook;
}

export interface RunningServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Larger than any request of AWS that the simulator answers. */
const MAX_BODY = 8 * 1024 * 1024;

/** A page of the web that resolves its own name to this machine is none of the callers. */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Listens on loopback. Throws when the port cannot be had. */
export async function startServer(parts: ServerParts, host: string, port: number): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  let served = 0;

  /** Calls back at `due` (of `performance.now()`), never before: a timer alone may ring a moment early. */
  const callAt = (due: number, then: () => void): void => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        if (performance.now() < due) callAt(due, then);
        else then();
      },
      Math.max(0, Math.ceil(due - performance.now())),
    );
    timers.add(timer);
  };

  // Answers that are not due yet are made meanwhile, one a turn of the loop: making many in a row would keep the next
  // requests waiting at the door, and their latency counts from when they came.
  const unmade: (() => void)[] = [];
  let making: NodeJS.Immediate | null = null;
  const makeNext = (): void => {
    unmade.shift()?.();
    making = unmade.length > 0 ? setImmediate(makeNext) : null;
  };
  const makeSoon = (make: () => void): void => {
    unmade.push(make);
    making ??= setImmediate(makeNext);
  };

  const handle = (request: IncomingMessage, response: ServerResponse, body: string, arrived: number): void => {
    response.setHeader('date', new Date(parts.clock.now()).toUTCString());
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (!LOOPBACK.test(request.headers.host ?? '')) {
      send(response, 403, { 'content-type': 'text/plain' }, 'loopback only\n');
      return;
    }
    if (path === '/_sim' || path.startsWith('/_sim/')) {
      const answer = answerControl(request.method ?? 'GET', path, body, parts);
      send(response, answer.status, { 'content-type': answer.contentType }, answer.body);
      return;
    }
    const call = readCall(request.headers, body);
    if (call === 'not-aws') {
      send(response, 404, { 'content-type': 'text/plain' }, 'not a request of a service that is played here\n');
      return;
    }
    served += 1;
    const requestId = uuid(parts.seed, `request/${served}`);
    if (call === 'unreadable') {
      send(
        response,
        400,
        { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId },
        JSON.stringify({ __type: malformedInput.type, message: malformedInput.message }),
      );
      return;
    }
    serve(call, requestId, response, arrived);
  };

  const serve = (call: Call, requestId: string, response: ServerResponse, arrived: number): void => {
    const now = parts.clock.now();
    const key = call.accessKeyId === null ? null : parts.accounts.lookUp(call.accessKeyId, now);
    const principal = key?.kind === 'known' ? key.principal : null;
    const token = readPageToken(call.input);
    const struck = parts.faults.strike(call, principal?.accountId ?? null, now);
    const complete = parts.log.add({
      at: iso(now),
      account: principal?.accountId ?? null,
      accessKeyId: call.accessKeyId,
      region: call.region,
      service: call.service,
      operation: call.operation,
      requestId,
      protocol: call.protocol,
      continues: 'NextToken' in call.input || 'nextToken' in call.input,
      token,
      nextToken: null,
      ...NO_USAGE,
      status: null,
      errorCode: null,
      latencyMs: null,
      plannedMs: struck.delayMs,
      fault: struck.fault?.kind ?? (struck.delayMs > 0 ? 'slow' : null),
    });

    let usage: Usage = NO_USAGE;
    let nextToken: string | null = null;
    const good = (): Answer => {
      const refusal = key === null ? missingAuthentication : refusalOf(key.kind);
      if (refusal !== null || principal === null) {
        return errorAnswer(call, refusal ?? unrecognizedClient, requestId);
      }
      const context: OperationContext = { ...parts, now, region: call.region, principal };
      const answered = answerCall(call, context, requestId);
      usage = answered.usage;
      nextToken = answered.nextToken;
      return answered.answer;
    };
    let made: Spoiled | null = null;
    const make = (): Spoiled => {
      const arn = principal?.arn ?? 'anonymous';
      made ??=
        struck.fault === null
          ? { kind: 'answer', answer: good() }
          : applyFault(struck.fault, call, arn, requestId, good);
      return made;
    };
    const finish = (): void => {
      if (response.destroyed) return;
      const result = make();
      if (result.kind === 'hang') return;
      if (result.kind === 'reset') {
        response.socket?.resetAndDestroy();
        return;
      }
      const { status, headers, body, errorCode } = result.answer;
      complete({ ...usage, nextToken, status, errorCode, latencyMs: Math.round(performance.now() - arrived) });
      send(response, status, headers, body);
    };
    if (struck.delayMs === 0) {
      finish();
      return;
    }
    makeSoon(make);
    callAt(arrived + struck.delayMs, finish);
  };

  const server = createServer((request, response) => {
    const arrived = performance.now();
    readBody(request, (body) => {
      if (body === null) send(response, 413, { 'content-type': 'text/plain' }, 'too large\n');
      else handle(request, response, body, arrived);
    });
  });
  // SDKs keep connections for their own while; ours must outlive theirs, or they write into a closed one.
  server.keepAliveTimeout = 120_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await listen(server, host, port);

  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      if (making !== null) clearImmediate(making);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function refusalOf(kind: 'known' | 'expired' | 'unknown'): AwsError | null {
  return kind === 'known' ? null : kind === 'expired' ? expiredToken : unrecognizedClient;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function readBody(request: IncomingMessage, then: (body: string | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  });
  request.on('end', () => then(size > MAX_BODY ? null : Buffer.concat(chunks).toString('utf8')));
  // The caller gave up; there is nobody to answer.
  request.on('error', () => {});
}

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
