import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { swapAppImage } from '../../main/updates/appimage';
import { createUpdater, type UpdaterOptions } from '../../main/updates/electron-updater';
import type { Patience } from '../../main/updates/fetcher';
import type { Installation } from '../../main/updates/settings';
import type { Updater } from '../../main/updates/updater-port';
import { systemClock } from '../../main/polling/system-clock';
import {
  LINUX,
  metadataText,
  newPublisher,
  sha512,
  signatureText,
  startFeed,
  type Publisher,
  type TestFeed,
} from './feed';

/** The real electron-updater with our feed and our HTTP, against a real and hostile server on loopback. */
const NAME = 'Meridian-0.2.0.AppImage';
const OLD = 'the old program';
const NEW = Buffer.from(`the new program ${'x'.repeat(300_000)}`);
const quick: Patience = { head: 400, small: 400, silence: 300, span: 500, leastBytes: 100_000 };

let folder = '';
let feed: TestFeed;
let publisher: Publisher;
let appImage = '';
let log: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-updater-'));
  mkdirSync(join(folder, 'apps'));
  appImage = join(folder, 'apps', 'Meridian-0.1.0.AppImage');
  writeFileSync(appImage, OLD);
  chmodSync(appImage, 0o750);
  // electron-updater reads it itself.
  vi.stubEnv('APPIMAGE', appImage);
  feed = await startFeed();
  publisher = newPublisher();
  log = [];
});
afterEach(async () => {
  await feed.stop();
  vi.unstubAllEnvs();
  chmodSync(join(folder, 'apps'), 0o755);
  rmSync(folder, { recursive: true, force: true });
});

function updater(part: Partial<UpdaterOptions> & { readonly installation?: Installation } = {}): Updater {
  return createUpdater({
    feed: { url: feed.url, keys: [publisher.publicKey] },
    installation: { kind: 'appimage', file: appImage },
    version: '0.1.0',
    platform: 'linux',
    arch: 'x64',
    resources: join(folder, 'resources'),
    folder: join(folder, 'updates'),
    words: [],
    clock: systemClock,
    patience: quick,
    quit: () => undefined,
    log: (line) => log.push(line),
    ...part,
  });
}

const publish = (version = '0.2.0', name = NAME, content = NEW, signedAt = new Date()): void =>
  void feed.publish({ version, files: [{ name, content }] }, { by: [publisher], signedAt });

/** Everything below the folder of updates but the memory. */
function left(): readonly string[] {
  const pending = join(folder, 'updates', 'pending');
  return existsSync(pending) ? readdirSync(pending) : [];
}
const asked = (): readonly string[] => feed.asked.map(({ path }) => path.replace('/meridian/', ''));

describe('a check', () => {
  it('finds a newer version, asks for two small files and sends nothing about this machine', async () => {
    publish();
    expect(await updater().check()).toEqual({
      ok: true,
      value: {
        version: '0.2.0',
        releasedAt: Date.parse('2026-11-25T10:00:00.000Z'),
        size: NEW.length,
        install: 'here',
      },
    });
    expect(asked()).toEqual([LINUX, `${LINUX}.sig`]);
    for (const { headers } of feed.asked)
      expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'cache-control', 'connection', 'host']);
    expect(existsSync(join(folder, 'updates', '.updaterId'))).toBe(false);
  });

  it.each(['0.1.0', '0.0.9', '0.1.0-beta.1'])(
    'offers nothing that is not newer, though it is signed: %s',
    async (version) => {
      publish(version);
      expect(await updater().check()).toEqual({ ok: true, value: null });
    },
  );

  it('refuses what was signed before something it has accepted, also after a restart; and does not mind the same again', async () => {
    publish('0.3.0', NAME, NEW, new Date(Date.now() - 1_000));
    expect(await updater().check()).toMatchObject({ ok: true, value: { version: '0.3.0' } });
    expect(await updater().check()).toMatchObject({ ok: true, value: { version: '0.3.0' } });
    // Newer than what runs, rightly signed, but older than what was on offer.
    publish('0.2.0', NAME, NEW, new Date(Date.now() - 2_000));
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'replayed' } });
    // A publisher who takes a bad version back signs the older one anew.
    publish('0.2.0');
    expect(await updater().check()).toMatchObject({ ok: true, value: { version: '0.2.0' } });
  });

  it('refuses metadata without a signature, with another one, and one changed after signing', async () => {
    publish();
    feed.put(`${LINUX}.sig`, null);
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'unsigned' } });
    feed.publish({ version: '0.2.0', files: [{ name: NAME, content: NEW }] }, { by: [newPublisher()] });
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'bad-signature' } });
    publish();
    feed.put(LINUX, metadataText({ version: '9.9.9', files: [{ name: NAME, content: NEW }] }));
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'bad-signature' } });
    expect(existsSync(join(folder, 'updates', 'newest.json'))).toBe(false);
    expect(log.every((text) => text.startsWith('updates: '))).toBe(true);
  });

  it('refuses the metadata of another platform under its name', async () => {
    const metadata = Buffer.from(metadataText({ version: '0.2.0', files: [{ name: NAME, content: NEW }] }));
    feed.put(LINUX, metadata);
    feed.put(`${LINUX}.sig`, signatureText(metadata, { by: [publisher], file: 'latest.yml' }));
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'bad-signature' } });
  });

  it('refuses a signed file that lies elsewhere, and asks nobody there', async () => {
    publish('0.2.0', 'https://elsewhere.example/Meridian-0.2.0.AppImage');
    expect(await updater().check()).toMatchObject({
      ok: false,
      error: { code: 'foreign-address', detail: 'elsewhere.example' },
    });
  });

  it('follows no redirect, not even on its own host', async () => {
    publish();
    let reached = 0;
    const other = createServer((_request, response) => {
      reached += 1;
      response.end('here');
    });
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    for (const status of [301, 302, 303, 307, 308]) {
      for (const location of [`http://127.0.0.1:${port}/${LINUX}`, `${feed.url}elsewhere.yml`, '', 'javascript:1']) {
        feed.answer(LINUX, (response) => response.writeHead(status, { location }).end());
        expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'foreign-address' } });
      }
    }
    expect(reached).toBe(0);
    await new Promise((done) => other.close(done));
  });

  it.each([
    ['says so', 100_000, true],
    ['does not say so', 100_000, false],
    ['never ends', Number.POSITIVE_INFINITY, false],
  ])('stops reading metadata that is too large and %s', async (_how, bytes, says) => {
    publish();
    let sent = 0;
    feed.answer(LINUX, (response) => {
      response.writeHead(200, says ? { 'content-length': bytes } : {});
      const more = (): void => {
        while (sent < bytes && !response.destroyed) {
          sent += 1_000;
          if (!response.write(Buffer.alloc(1_000, 35))) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'too-large' } });
    expect(sent).toBeLessThan(20_000_000);
  });

  it('stops waiting for a server that says nothing, drips, or never finishes its head', async () => {
    publish();
    const timers: NodeJS.Timeout[] = [];
    const drip = (write: () => void): void => void timers.push(setInterval(write, 20));
    for (const how of [
      () => undefined,
      (response: ServerResponse) => {
        response.writeHead(200);
        drip(() => response.write(' '));
      },
      (response: ServerResponse) => drip(() => response.socket?.write('HTTP/1.1 100 Continue\r\n\r\n')),
    ]) {
      feed.answer(LINUX, how);
      expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'timed-out' } });
    }
    timers.forEach((timer) => clearInterval(timer));
  });

  it('names what went wrong: nobody there, no such file, an error, an answer it did not ask for', async () => {
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'not-found' } });
    publish();
    feed.answer(LINUX, (response) => response.writeHead(500).end());
    expect(await updater().check()).toEqual({ ok: false, error: { code: 'server', detail: 'status 500' } });
    feed.answer(LINUX, (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end());
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'server' } });
    feed.answer(LINUX, (response) => response.socket?.destroy());
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    const gone = await startFeed();
    await gone.stop();
    const unheard = updater({ feed: { url: gone.url, keys: [publisher.publicKey] } });
    expect(await unheard.check()).toEqual({ ok: false, error: { code: 'unreachable', detail: 'ECONNREFUSED' } });
  });

  it('says that there is no file for this kind of machine', async () => {
    publish('0.2.0', 'Meridian-Setup-0.2.0.exe');
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'no-file' } });
    publish('0.2.0', 'Meridian-0.2.0-arm64.AppImage');
    expect(await updater().check()).toMatchObject({ ok: false, error: { code: 'no-file' } });
  });

  it('only tells where the package manager owns the files', async () => {
    publish('0.2.0', 'meridian_0.2.0_amd64.deb');
    const telling = updater({ installation: { kind: 'system-package' } });
    expect(await telling.check()).toMatchObject({ ok: true, value: { version: '0.2.0', install: 'elsewhere' } });
    expect(await telling.download(() => undefined)).toMatchObject({ ok: false });
    expect(await telling.install()).toMatchObject({ ok: false });
    expect(asked()).toEqual([LINUX, `${LINUX}.sig`]);
  });
});

describe('a download', () => {
  const checked = async (): Promise<Updater> => {
    const one = updater();
    expect(await one.check()).toMatchObject({ ok: true, value: { version: '0.2.0' } });
    return one;
  };

  it('keeps the file it expected, for this user only, and tells how far it is', async () => {
    publish();
    const one = await checked();
    const shares: number[] = [];
    expect(await one.download((share) => shares.push(share))).toEqual({ ok: true, value: null });
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(readFileSync(join(folder, 'updates', 'pending', NAME))).toEqual(NEW);
    expect(readFileSync(appImage, 'utf8')).toBe(OLD);
  });

  it('is not made twice: what a former run left is checked and taken', async () => {
    publish();
    await (await checked()).download(() => undefined);
    feed.asked.length = 0;
    const again = await checked();
    expect((await again.download(() => undefined)).ok).toBe(true);
    expect(asked()).toEqual([LINUX, `${LINUX}.sig`]);
    // And not taken when it was changed meanwhile.
    writeFileSync(join(folder, 'updates', 'pending', NAME), 'something else');
    const third = await checked();
    expect((await third.download(() => undefined)).ok).toBe(true);
    expect(readFileSync(join(folder, 'updates', 'pending', NAME))).toEqual(NEW);
  });

  it.each([
    ['of another content', Buffer.from(NEW).fill(65, 100, 101), 'altered-file'],
    ['that is longer', Buffer.concat([NEW, Buffer.from('!')]), 'too-large'],
    ['that is shorter', NEW.subarray(0, -1), 'altered-file'],
    ['that is empty', Buffer.alloc(0), 'altered-file'],
  ])('of a file %s is refused and deleted', async (_what, content, code) => {
    publish();
    feed.put(NAME, content);
    for (const chunked of [false, true]) {
      if (chunked) feed.answer(NAME, (response) => response.writeHead(200).end(content));
      const one = await checked();
      expect(await one.download(() => undefined)).toMatchObject({ ok: false, error: { code } });
      expect(left()).toEqual([]);
      expect(await one.install()).toMatchObject({ ok: false });
      expect(readFileSync(appImage, 'utf8')).toBe(OLD);
    }
  });

  it('follows no redirect, ends when the server drips, goes silent or hangs up; and nothing stays', async () => {
    publish();
    const timers: NodeJS.Timeout[] = [];
    const head = { 'content-length': NEW.length };
    for (const [code, how] of [
      ['foreign-address', (response) => response.writeHead(302, { location: `${feed.url}x` }).end()],
      ['timed-out', () => undefined],
      ['timed-out', (response) => void response.writeHead(200, head).write(NEW.subarray(0, 10))],
      [
        'timed-out',
        (response) => {
          response.writeHead(200, head);
          timers.push(setInterval(() => response.write('x'), 20));
        },
      ],
      [
        'unreachable',
        (response) => {
          response.writeHead(200, head);
          response.write(NEW.subarray(0, 100_000), () => response.destroy());
        },
      ],
    ] as readonly (readonly [string, Parameters<TestFeed['answer']>[1]])[]) {
      feed.answer(NAME, how);
      const one = await checked();
      expect(await one.download(() => undefined)).toMatchObject({ ok: false, error: { code } });
      expect(left()).toEqual([]);
    }
    timers.forEach((timer) => clearInterval(timer));
  });

  it('ends when it is stopped', async () => {
    publish();
    const one = await checked();
    feed.answer(NAME, (response) => {
      response.writeHead(200, { 'content-length': NEW.length });
      response.write(NEW.subarray(0, 1_000), () => one.stop());
    });
    expect(await one.download(() => undefined)).toMatchObject({ ok: false, error: { code: 'stopped' } });
    expect(left()).toEqual([]);
    expect(await one.check()).toMatchObject({ ok: false, error: { code: 'stopped' } });
  });
});

describe('an installation', () => {
  const downloaded = async (): Promise<Updater> => {
    publish();
    const one = updater();
    await one.check();
    expect(await one.download(() => undefined)).toEqual({ ok: true, value: null });
    return one;
  };

  it('puts the new file beside the old one, executable, and removes the old one last', async () => {
    const one = await downloaded();
    expect((await one.install()).ok).toBe(true);
    expect(readdirSync(join(folder, 'apps'))).toEqual([NAME]);
    const target = join(folder, 'apps', NAME);
    expect(readFileSync(target)).toEqual(NEW);
    expect(statSync(target).mode & 0o777).toBe(0o750);
    expect(left()).not.toContain(NAME);
  });

  it('keeps a name that a person chose', async () => {
    const chosen = join(folder, 'apps', 'cockpit');
    writeFileSync(chosen, OLD);
    publish();
    const one = updater({ installation: { kind: 'appimage', file: chosen } });
    await one.check();
    await one.download(() => undefined);
    expect((await one.install()).ok).toBe(true);
    expect(readFileSync(chosen)).toEqual(NEW);
    expect(readdirSync(join(folder, 'apps')).sort()).toEqual(['Meridian-0.1.0.AppImage', 'cockpit']);
  });

  it('refuses a file that was changed or taken away since it was verified, and the old one stays', async () => {
    for (const change of [(path: string) => writeFileSync(path, 'something else'), (path: string) => rmSync(path)]) {
      const one = await downloaded();
      change(join(folder, 'updates', 'pending', NAME));
      expect(await one.install()).toEqual({ ok: false, error: { code: 'altered-file', detail: null } });
      expect(left()).not.toContain(NAME);
      expect(readdirSync(join(folder, 'apps'))).toEqual(['Meridian-0.1.0.AppImage']);
      expect(readFileSync(appImage, 'utf8')).toBe(OLD);
    }
  });

  it('checks what it copies: a file that changes while it is installed takes no place', async () => {
    const from = join(folder, 'downloaded');
    writeFileSync(from, 'something else');
    const swap = swapAppImage({ from, sha512: sha512(NEW), name: NAME, current: appImage });
    await expect(swap).rejects.toMatchObject({ problem: { code: 'altered-file' } });
    expect(readdirSync(join(folder, 'apps'))).toEqual(['Meridian-0.1.0.AppImage']);
    expect(readFileSync(appImage, 'utf8')).toBe(OLD);
  });

  it('clears what a Meridian left that ended while it copied', async () => {
    const one = await downloaded();
    writeFileSync(join(folder, 'apps', '.meridian-update-1'), 'half');
    expect((await one.install()).ok).toBe(true);
    expect(readdirSync(join(folder, 'apps'))).toEqual([NAME]);
  });

  it('leaves the old file where nothing can be written, and can be tried again', async () => {
    const one = await downloaded();
    rmSync(appImage);
    expect(await one.install()).toMatchObject({ ok: false });
    expect(readdirSync(join(folder, 'apps'))).toEqual([]);
    writeFileSync(appImage, OLD);
    expect((await one.install()).ok).toBe(true);
  });

  it('needs a download first', async () => {
    publish();
    const one = updater();
    await one.check();
    expect(await one.install()).toMatchObject({ ok: false });
    expect(readFileSync(appImage, 'utf8')).toBe(OLD);
  });
});
