import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A request as the server saw it. */
export interface Seen {
  /** `DescribeAlarms`, `GetCallerIdentity`, or the path of what is no API call. */
  readonly operation: string;
  /** Region and service of the signature; null when it is not signed. */
  readonly region: string | null;
  readonly service: string | null;
  readonly keyId: string | null;
  readonly body: string;
}

export type Reply = (seen: Seen, response: ServerResponse, request: IncomingMessage) => void;

/** A loopback server in the place of AWS that answers as a test tells it. */
export interface TinyAws {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Connections that are open now. */
  connections(): number;
  /** What is answered from now on. */
  reply(reply: Reply): void;
  close(): Promise<void>;
}

export async function startTinyAws(first: Reply = replyWith.json({})): Promise<TinyAws> {
  let current = first;
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = seenOf(request, Buffer.concat(chunks).toString('utf8'));
      seen.push(one);
      current(one, response, request);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    connections: () => sockets.size,
    reply(reply) {
      current = reply;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    },
  };
}

function seenOf(request: IncomingMessage, body: string): Seen {
  const target = request.headers['x-amz-target'];
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '');
  const operation = typeof target === 'string' ? target.split('.').at(-1) : new URLSearchParams(body).get('Action');
  return {
    operation: operation ?? request.url ?? '',
    region: scope?.[2] ?? null,
    service: scope?.[3] ?? null,
    keyId: scope?.[1] ?? null,
    body,
  };
}

/** Ready answers. */
export const replyWith = {
  json:
    (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply =>
    (_seen, response) => {
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers })
        .end(JSON.stringify(value));
    },
  text:
    (body: string, status = 200, type = 'text/html'): Reply =>
    (_seen, response) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    },
  /** An error as AWS writes it, with the header of query compatibility where `queryCode` is given. */
  error:
    (
      type: string,
      message: string | null,
      options: { readonly queryCode?: string; readonly status?: number } = {},
    ): Reply =>
    (_seen, response) => {
      const headers = options.queryCode === undefined ? {} : { 'x-amzn-query-error': `${options.queryCode};Sender` };
      response
        .writeHead(options.status ?? 400, { 'content-type': 'application/x-amz-json-1.0', ...headers })
        .end(JSON.stringify({ __type: type, ...(message === null ? {} : { message }) }));
    },
  stsError:
    (code: string, message: string, status = 403): Reply =>
    (_seen, response) => {
      response
        .writeHead(status, { 'content-type': 'text/xml' })
        .end(
          `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
        );
    },
  identity:
    (account = '111122223333'): Reply =>
    (_seen, response) => {
      response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(
          `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/x</Arn><UserId>U</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
        );
    },
  assumedRole:
    (keyId: string): Reply =>
    (_seen, response) => {
      response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(
          `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/r/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>${keyId}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
        );
    },
  /** Headers and a part of the body, then the connection is cut. */
  cut:
    (part: string): Reply =>
    (_seen, response) => {
      response.writeHead(200, {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': String(part.length + 100),
      });
      response.write(part, () => response.socket?.destroy());
    },
  reset: ((_seen, response) => {
    response.socket?.destroy();
  }) as Reply,
  /** Never answers. */
  silence: (() => undefined) as Reply,
  /** Another answer for each operation. */
  by:
    (replies: Readonly<Record<string, Reply>>, other: Reply = replyWith.json({})): Reply =>
    (seen, response, request) => {
      (replies[seen.operation] ?? other)(seen, response, request);
    },
};

/** A home folder with AWS files, for the time of a test. */
export interface AwsHome {
  readonly folder: string;
  readonly files: { readonly configFile: string; readonly credentialsFile: string };
  write(name: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

export async function createAwsHome(config: string, credentials = ''): Promise<AwsHome> {
  const folder = await mkdtemp(join(tmpdir(), 'meridian-aws-'));
  const home: AwsHome = {
    folder,
    files: { configFile: join(folder, '.aws', 'config'), credentialsFile: join(folder, '.aws', 'credentials') },
    async write(name, text) {
      const path = join(folder, '.aws', name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, text);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await home.write('config', config);
  await home.write('credentials', credentials);
  return home;
}
