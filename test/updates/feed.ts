import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicKeyText, signMetadata } from '../../scripts/lib/feed-signature.mjs';

/** A publisher's key. */
export interface Publisher {
  readonly privateKey: KeyObject;
  /** As it is configured. */
  readonly publicKey: string;
}

export function newPublisher(): Publisher {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKeyText(privateKey) };
}

export const sha512 = (content: Buffer): string => createHash('sha512').update(content).digest('base64');

export interface Told {
  readonly version: string;
  readonly files: readonly { readonly name: string; readonly content: Buffer }[];
  readonly releaseDate?: string;
}

/** latest*.yml as electron-builder writes it. */
export function metadataText({ version, files, releaseDate = '2026-11-25T10:00:00.000Z' }: Told): string {
  const [first] = files;
  return [
    `version: ${version}`,
    'files:',
    ...files.flatMap(({ name, content }) => [
      `  - url: ${name}`,
      `    sha512: ${sha512(content)}`,
      `    size: ${content.length}`,
      `    blockMapSize: 12345`,
    ]),
    `path: ${first?.name ?? ''}`,
    `sha512: ${sha512(first?.content ?? Buffer.alloc(0))}`,
    `releaseDate: '${releaseDate}'`,
    '',
  ].join('\n');
}

export interface Signing {
  readonly by: readonly Publisher[];
  readonly file?: string;
  readonly signedAt?: Date;
  readonly expires?: Date | null;
}

export const LINUX = 'latest-linux.yml';

export function signatureText(
  metadata: Buffer,
  { by, file = LINUX, signedAt = new Date(), expires = null }: Signing,
): string {
  return signMetadata({ metadata, file, signedAt, expires, keys: by.map((one) => one.privateKey) });
}

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A real feed on loopback, whose owner may be hostile. */
export interface TestFeed {
  readonly url: string;
  readonly asked: Asked[];
  /** What lies on the server; null takes it away. */
  put(name: string, content: Buffer | string | null): void;
  /** Answers a name by hand. */
  answer(name: string, how: (response: ServerResponse) => void): void;
  /** Publishes a version, signed. */
  publish(told: Told, signing: Signing): Buffer;
  stop(): Promise<void>;
}

export async function startFeed(folder = 'meridian'): Promise<TestFeed> {
  const contents = new Map<string, Buffer>();
  const answers = new Map<string, (response: ServerResponse) => void>();
  const asked: Asked[] = [];
  const listener: RequestListener = (request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push({ path, headers: request.headers });
    const name = path.startsWith(`/${folder}/`) ? path.slice(folder.length + 2) : '';
    const how = answers.get(name);
    if (how !== undefined) {
      how(response);
      return;
    }
    const content = contents.get(name);
    if (content === undefined) response.writeHead(404).end('nothing here');
    else response.writeHead(200, { 'content-length': content.length }).end(content);
  };
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const put: TestFeed['put'] = (name, content) => {
    answers.delete(name);
    if (content === null) contents.delete(name);
    else contents.set(name, Buffer.from(content));
  };
  return {
    url: `http://127.0.0.1:${port}/${folder}/`,
    asked,
    put,
    answer: (name, how) => void answers.set(name, how),
    publish: (told, signing) => {
      const file = signing.file ?? LINUX;
      const metadata = Buffer.from(metadataText(told));
      put(file, metadata);
      put(`${file}.sig`, signatureText(metadata, signing));
      for (const { name, content } of told.files) put(name, content);
      return metadata;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
