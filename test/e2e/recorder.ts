import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './windows';

/**
 * Records what a program and everything it starts does with the network, by the one witness that misses nothing: the system calls
 * themselves. A proxy alone sees only those that honour it, and sampled tables miss what is short.
 */
export interface Recorder {
  /** A command that runs `program` and is recorded; hand it to whoever starts programs. */
  readonly executable: string;
  /** Every address outside of this machine that was spoken to, and every name that was looked up, one line each. */
  outside(): readonly string[];
  /** What datagram sockets sent, one line each: to a connected one no address stands beside it. */
  datagrams(): readonly string[];
  /** Loopback ports that were connected to: that the recorder saw anything at all. */
  loopbackPorts(): ReadonlySet<number>;
}

/** What strace needs is Linux; the other systems are not recorded, and their test says so. */
export const canRecord = process.platform === 'linux';

/** Calls that reach another host: `connect`, and the datagram calls that name their target. */
const CALLS = 'connect,sendto,sendmsg,sendmmsg';

export function record(program: string, words: readonly string[] = []): Recorder {
  const folder = temporaryFolder();
  const trace = join(folder, 'trace');
  const executable = join(folder, 'recorded');
  const quoted = [program, ...words].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  writeFileSync(
    executable,
    `#!/bin/sh\nexec strace --seccomp-bpf -f -qq -yy -e trace=${CALLS} -e signal=none -o '${trace}' ${quoted} "$@"\n`,
  );
  chmodSync(executable, 0o755);
  const lines = (): readonly string[] => (existsSync(trace) ? readFileSync(trace, 'utf8').split('\n') : []);
  return {
    executable,
    outside: () => [...new Set(lines().flatMap((line) => outsideOf(line) ?? []))],
    datagrams: () => lines().filter((line) => /\bsend\w+\(\d+<UDP/.test(line)),
    loopbackPorts: () =>
      new Set(
        lines().flatMap((line) => {
          const to = addressIn(line);
          return to !== null && isLoopback(to.host) ? [to.port] : [];
        }),
      ),
  };
}

const NAME_SERVICE = 53;
/** Name services that are asked through a socket in the file system. */
const RESOLVER = /sun_path="([^"]*(?:systemd\/resolve|mdns|avahi)[^"]*)"/;

/** What a line of the trace says of another host, or null. A name asked of a server on this machine leaves it all the same. */
export function outsideOf(line: string): string | null {
  const resolver = RESOLVER.exec(line)?.[1];
  if (resolver !== undefined) return `a name, of ${resolver}`;
  const to = addressIn(line);
  if (to === null) return null;
  if (to.port === NAME_SERVICE) return `a name, of ${to.host}`;
  return isLoopback(to.host) ? null : `${to.host}:${to.port}`;
}

function addressIn(line: string): { readonly host: string; readonly port: number } | null {
  const port = /sin6?_port=htons\((\d+)\)/.exec(line)?.[1];
  const host =
    /sin_addr=inet_addr\("([^"]+)"\)/.exec(line)?.[1] ?? /inet_pton\(AF_INET6, "([^"]+)"/.exec(line)?.[1] ?? null;
  return port === undefined || host === null ? null : { host, port: Number(port) };
}

const isLoopback = (host: string): boolean => /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/.test(host);

/** Whether strace is there and may trace: in a place that forbids it nothing would be proven. */
export function recorderProblem(): string | null {
  try {
    execFileSync('strace', ['-qq', '-e', 'trace=connect', 'true'], { stdio: 'ignore' });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A proxy for HTTP and CONNECT that keeps what it was asked for and answers nothing useful. */
export async function recordingProxy(): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** The ways in which programs are told of a proxy. */
export const proxyEnvironment = (url: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'npm_config_proxy']
      .map((name): [string, string] => [name, url])
      .concat([
        ['NO_PROXY', ''],
        ['no_proxy', ''],
      ]),
  );
