import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { serve, temporaryFolder, type Served } from './windows';

/**
 * The built `serve` under abuse, over real sockets. It stays up, holds no memory for anybody, answers whoever may ask, and tells
 * its token to nobody.
 */
let one: Served;
let port: number;
let host: string;
let cookie: string;
/** Every byte the server sent to those of these tests who should learn nothing. */
let overheard = '';

beforeAll(async () => {
  one = await serve(['--data', temporaryFolder()]);
  port = Number(new URL(one.url).port);
  host = `127.0.0.1:${port}`;
});
afterAll(() => one.stop());

interface Heard {
  /** Status of the first answer; null when none came. */
  readonly status: number | null;
  readonly text: string;
  /** The server ended the connection. */
  readonly ended: boolean;
}

/** Sends bytes as they are and hears until the server ends the connection, or `until` has matched. */
function say(bytes: string | Uint8Array, until = /^$/, most = 12_000): Promise<Heard> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    const finish = (ended: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      overheard += text;
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      done({ status: status === undefined ? null : Number(status), text, ended });
    };
    const timer = setTimeout(() => finish(false), most);
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      if (until.source !== '^$' && until.test(text)) finish(false);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => finish(true));
    socket.write(bytes);
  });
}

const END = /\r\n\r\n/;
/** A request as text; `Connection: close` makes the server end it, so that all it has to say is heard. */
const request = (path: string, lines: readonly string[] = [], method = 'GET', hostLine = `Host: ${host}`): string =>
  [`${method} ${path} HTTP/1.1`, hostLine, 'Connection: close', ...lines, '', ''].join('\r\n');

const status = async (...parts: Parameters<typeof request>): Promise<number | null> =>
  (await say(request(...parts))).status;
const bearer = (token = one.token): string => `Authorization: Bearer ${token}`;

/** Whoever may ask gets an answer; how long it took is for `npm run bench`, this only refuses to wait for ever. */
async function stillAnswers(within = 15_000): Promise<void> {
  const ends = Date.now() + within;
  for (;;) {
    const answer = await say(request('/api/snapshot', [bearer()]), undefined, 3_000);
    // Not into what strangers heard.
    overheard = overheard.slice(0, overheard.length - answer.text.length);
    if (answer.status === 200) return;
    if (Date.now() > ends) throw new Error(`no answer any more: ${String(answer.status)}`);
  }
}

const residentBytes = (): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(one.process.pid)}/status`, 'utf8'))?.[1] ?? 0) * 1_024;

describe('serve under abuse: the token', () => {
  it('is worth nothing when wrong, cut, longer, in another case, in another place or by another method, and is not used up by that', async () => {
    const { token } = one;
    const wrong = [
      '',
      'x',
      token.slice(1),
      `${token}x`,
      token.toUpperCase(),
      `${token}%00`,
      `${token}&token=${token}x`.slice(0, 3),
      'A'.repeat(5_000),
    ];
    for (const attempt of wrong)
      expect([attempt.length, await status(`/?token=${attempt}`)]).toEqual([attempt.length, 401]);
    for (const method of ['POST', 'PUT', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE'])
      expect([method, await status(`/?token=${token}`, [], method)]).toEqual([method, 405]);
    for (const line of [
      `Cookie: meridian=${token}`,
      `X-Token: ${token}`,
      `Authorization: ${token}`,
      `Authorization: Basic ${token}`,
    ])
      expect([line.split(' ')[0], await status('/api/snapshot', [line])]).toEqual([line.split(' ')[0], 401]);
    for (const path of [
      `/api/snapshot?token=${token}`,
      `/ws?token=${token}`,
      `/index.html?token=${token}`,
      `//?token=${token}`,
    ])
      expect([200, 303]).not.toContain(await status(path));
    expect(await status(`/?token=${token}`, [], 'HEAD')).toBe(200);
  });

  it('opens one session, once', async () => {
    const first = await say(request(`/?token=${one.token}`));
    expect(first.status).toBe(303);
    cookie = /^set-cookie: (meridian=[^;]+)/im.exec(first.text)?.[1] ?? '';
    expect(first.text).toMatch(/set-cookie: meridian=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Strict\r\n/i);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => say(request(`/?token=${one.token}`))));
    expect(twenty.map((answer) => answer.status)).toEqual(twenty.map(() => 401));
    // The session itself is no secret that strangers heard here; the token must never be among it.
    expect(overheard).not.toContain(one.token);
    expect(await status('/', [`Cookie: ${cookie}`])).toBe(200);
    for (const other of [
      'meridian=',
      'meridian=x',
      `Meridian=${cookie.slice(9)}`,
      `meridian2=${cookie.slice(9)}`,
      `x${cookie}`,
      `${cookie}x`,
      cookie.replace('=', '%3D'),
    ])
      expect([other.slice(0, 12), await status('/', [`Cookie: ${other}`])]).toEqual([other.slice(0, 12), 401]);
    expect(await status('/', [`Cookie: ${'meridian=x; '.repeat(60)}${cookie}`])).toBe(401);
  });
});

describe('serve under abuse: who asks', () => {
  const good = (line: string): string => request('/api/snapshot', [bearer()], 'GET', line);

  it.each([
    ['another name that was made to point here', () => `Host: rebind.example:${port}`],
    ['the same without the port', () => 'Host: 127.0.0.1'],
    ['another port', () => `Host: 127.0.0.1:${port + 1}`],
    ['a trailing dot', () => `Host: localhost.:${port}`],
    ['a name that begins like ours', () => `Host: localhost.evil.example:${port}`],
    ['another address of loopback', () => `Host: 127.0.0.2:${port}`],
    ['the number of the address', () => `Host: 2130706433:${port}`],
    ['the short form of the address', () => `Host: 127.1:${port}`],
    ['any address', () => `Host: 0.0.0.0:${port}`],
    ['the mapped address', () => `Host: [::ffff:127.0.0.1]:${port}`],
    ['somebody before an @', () => `Host: evil@127.0.0.1:${port}`],
    ['two names in one', () => `Host: 127.0.0.1:${port}, evil.example`],
    ['an empty one', () => 'Host: '],
    ['none', () => 'X-Nothing: 1'],
    ['two of them, ours first', () => `Host: 127.0.0.1:${port}\r\nHost: evil.example:${port}`],
    ['two of them, ours last', () => `Host: evil.example:${port}\r\nHost: 127.0.0.1:${port}`],
    ['ours, and another forwarded', () => `Host: evil.example:${port}\r\nX-Forwarded-Host: 127.0.0.1:${port}`],
  ])('refuses a Host that is %s, with the right token', async (_name, line) => {
    const { status: code, text } = await say(good(line()));
    expect([400, 403]).toContain(code);
    expect(text).not.toContain('"sites"');
  });

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('answers to %s', async (name) => {
    expect((await say(good(`Host: ${name}:${port}`), END)).status).toBe(200);
  });

  it('refuses the address in the request line: the name there may be another than in Host', async () => {
    for (const target of [
      `http://127.0.0.1:${port}/api/snapshot`,
      `http://evil.example/api/snapshot`,
      '//evil.example/api/snapshot',
      '*',
      'api/snapshot',
    ])
      expect([400, 404]).toContain(await status(target, [bearer()]));
    expect((await say(`CONNECT evil.example:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).text).not.toMatch(/^HTTP\/1\.1 2/);
  });

  it.each([
    'null',
    'http://evil.example',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'http://localhost:PORT',
    'file://',
    'meridian-app://app',
    '',
    'http://127.0.0.1:PORT.evil.example',
    'http://127.0.0.1:PORT/',
  ])('refuses the Origin %o, for a request and for a socket', async (origin) => {
    const line = `Origin: ${origin.replace('PORT', String(port))}`;
    expect(await status('/api/snapshot', [bearer(), line])).toBe(403);
    expect((await say(upgrade([`Cookie: ${cookie}`, line]))).status).toBe(403);
  });

  it('gives no other origin the right to read: no header of CORS on any answer', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const { text } = await say(
        request(
          '/api/snapshot',
          [
            'Origin: http://evil.example',
            'Access-Control-Request-Method: GET',
            'Access-Control-Request-Private-Network: true',
          ],
          method,
        ),
      );
      expect(text.toLowerCase()).not.toContain('access-control-');
    }
  });

  it('is not there for other machines', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).filter(({ internal }) => !internal),
    );
    const reached = await Promise.all(
      others.map(
        ({ address, scopeid }) =>
          new Promise<boolean>((done) => {
            const socket = connect({ port, host: scopeid ? `${address}%${scopeid}` : address, timeout: 2_000 });
            socket
              .once('connect', () => done(true))
              .once('error', () => done(false))
              .once('timeout', () => done(false));
            socket.once('close', () => done(false));
          }),
      ),
    );
    expect(reached).toEqual(others.map(() => false));
  });
});

describe('serve under abuse: paths', () => {
  it('serves files of the window and nothing else, however the path is written', async () => {
    const paths = [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/%2e%2e%2fpackage.json',
      '/%252e%252e/package.json',
      '/..\\package.json',
      '/..%5cpackage.json',
      '/assets/../../main/index.cjs',
      '/assets/..;/..;/main/index.cjs',
      '/./../main/cli.cjs',
      '/.%2e/main/cli.cjs',
      '/%c0%ae%c0%ae/main/cli.cjs',
      '/%uff0e%uff0e/main',
      '/etc/passwd',
      '//etc/passwd',
      '/C:/windows/win.ini',
      '/index.html/../../package.json',
      '/.stamp',
      '/.git/config',
      '/assets/',
      '/assets',
      '/index.html%00',
      '/index.html%00.js',
      '/index.html.',
      '/index.html::$DATA',
      '/%',
      '/%zz',
      '/\u0000',
      '/~root',
      '/proc/self/environ',
      '/api/../main/cli.cjs',
      '/api/snapshot/../../x',
      '/ws/../package.json',
    ];
    for (const path of paths) {
      const { status: code, text } = await say(request(path, [`Cookie: ${cookie}`]));
      expect([path, code]).toEqual([path, expect.toSatisfy((value: number) => [400, 404, 426].includes(value))]);
      expect(text).not.toMatch(/root:|"dependencies"|use strict|"sites"/);
    }
  });
});

describe('serve under abuse: sizes, shapes and slowness', () => {
  it.each([
    ['one header of 64 kB', () => request('/', [`X-Large: ${'x'.repeat(65_536)}`])],
    [
      'ten thousand headers',
      () =>
        request(
          '/',
          Array.from({ length: 10_000 }, (_, index) => `X-${index}: 1`),
        ),
    ],
    ['an address of 1 MB', () => request(`/${'a'.repeat(1_000_000)}`)],
    ['a cookie of 1 MB', () => request('/', [`Cookie: meridian=${'a'.repeat(1_000_000)}`])],
    ['a method of 1 MB', () => request('/', [], 'A'.repeat(1_000_000))],
    ['a line that never ends', () => 'A'.repeat(1_000_000)],
    ['zeros', () => new Uint8Array(100_000)],
    [
      'TLS',
      () =>
        Uint8Array.from([0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3, ...Array.from({ length: 190 }, (_, index) => index)]),
    ],
    ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/3.7', () => `GET / HTTP/3.7\r\nHost: ${host}\r\n\r\n`],
    ['HTTP/0.9', () => 'GET /\r\n\r\n'],
    [
      'a length and chunks at once',
      () =>
        request('/', ['Content-Length: 4', 'Transfer-Encoding: chunked'], 'POST') +
        '0\r\n\r\nGET /smuggled HTTP/1.1\r\n',
    ],
    ['two lengths', () => request('/', ['Content-Length: 0', 'Content-Length: 44'], 'POST')],
    ['a negative length', () => request('/', ['Content-Length: -1'], 'POST')],
    ['a length in hex', () => request('/', ['Content-Length: 0x10'], 'POST')],
    ['a length that is two', () => request('/', ['Content-Length: 1, 2'], 'POST')],
    ['a folded header', () => request('/', ['X-A: 1\r\n  folded: 2'])],
    ['a space before the colon', () => request('/', ['X-A : 1'])],
    ['a NUL in a header', () => request('/', ['X-A: a\u0000b'])],
    ['an encoding nobody knows', () => request('/', ['Transfer-Encoding: xchunked'], 'POST')],
    [
      'a chunk size that is none',
      () => request('/', ['Transfer-Encoding: chunked'], 'POST') + 'zz\r\nhello\r\n0\r\n\r\n',
    ],
    ['line ends without return', () => `GET / HTTP/1.1\nHost: ${host}\nX: 1\n\n`],
  ])('refuses %s and ends the connection', async (_name, bytes) => {
    const { status: code, ended, text } = await say(bytes());
    expect(ended).toBe(true);
    expect([null, 400, 401, 403, 405, 408, 413, 414, 417, 431, 501, 505]).toContain(code);
    // One answer at most: what hides behind the first request is not taken for a second.
    expect(text.split('HTTP/1.1 ').length).toBeLessThanOrEqual(2);
  });

  it('reads no body: neither one that is announced nor one that never ends costs memory', async () => {
    const before = residentBytes();
    const heads = [
      request('/', ['Content-Length: 1000000000'], 'POST'),
      request('/', ['Transfer-Encoding: chunked'], 'POST'),
      request('/api/snapshot', ['Content-Length: 1000000000', 'Expect: 100-continue'], 'GET'),
      request('/index.html', ['Transfer-Encoding: chunked'], 'GET'),
    ];
    const sent = await Promise.all(heads.flatMap((head) => [flood(head), flood(head), flood(head)]));
    // The connection was ended from the other side long before that.
    for (const bytes of sent) expect(bytes).toBeLessThan(900_000_000);
    expect(residentBytes() - before).toBeLessThan(150_000_000);
    await stillAnswers();
  });

  it('cuts those that drip: headers byte by byte, bodies byte by byte, and says the window in between', async () => {
    const drips = [
      ...Array.from({ length: 40 }, () => drip(`GET / HTTP/1.1\r\nHost: ${host}\r\nX: `)),
      ...Array.from({ length: 40 }, () =>
        drip(request('/', ['Content-Length: 1000'], 'POST').replace('Connection: close\r\n', '')),
      ),
      ...Array.from({ length: 20 }, () => drip('')),
    ];
    await stillAnswers();
    expect(await Promise.all(drips)).toEqual(drips.map(() => 'cut'));
    await stillAnswers();
  });

  it('more connections than it takes, all at once, and a storm of resets: it answers again', async () => {
    const many = await Promise.all(Array.from({ length: 500 }, () => say(request('/'), END, 8_000)));
    expect(many.filter((answer) => answer.status === 401).length).toBeGreaterThan(50);
    expect(many.filter((answer) => answer.status !== null && answer.status !== 401)).toEqual([]);
    await stillAnswers();
    await Promise.all(
      Array.from(
        { length: 500 },
        (_, index) =>
          new Promise<void>((done) => {
            const socket = connect({ port, host: '127.0.0.1' }, () => {
              // Before, in the middle of, and after a request; into an upgrade as well.
              const bytes = ['', 'GET / HT', request('/'), upgrade([bearer()])][index % 4] ?? '';
              if (bytes !== '') socket.write(bytes);
              socket.resetAndDestroy();
            });
            socket.on('error', () => undefined).on('close', () => done());
          }),
      ),
    );
    await stillAnswers();
    expect(one.process.exitCode).toBeNull();
  });
});

describe('serve under abuse: sockets', () => {
  it.each([
    ['no cookie and no token', () => upgrade([]), 401],
    ['the token in the protocol', () => upgrade([`Sec-WebSocket-Protocol: ${one.token}`]), 401],
    ['another path', () => upgrade([bearer()], '/other'), 404],
    ['an old version', () => upgrade([bearer()]).replace('Version: 13', 'Version: 7'), 400],
    ['a bad key', () => upgrade([bearer()]).replace(/Key: .*/, 'Key: short'), 400],
    ['another method', () => upgrade([bearer()]).replace('GET', 'POST'), 405],
    ['another Host', () => upgrade([bearer()]).replace(`Host: ${host}`, `Host: evil.example:${port}`), 403],
    ['another protocol', () => upgrade([bearer()]).replace('Upgrade: websocket', 'Upgrade: h2c'), 400],
  ])('refuses %s and ends the connection', async (_name, bytes, code) => {
    const { status: said, ended } = await say(bytes());
    expect([said, ended]).toEqual([code, true]);
  });

  it('callers that were refused and never let go hold no place', async () => {
    // Half-open: each leaves its own side open for ever, and there are more of them than places.
    const held = Array.from({ length: 400 }, () => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => undefined).resume();
      socket.write(upgrade([]));
      return socket;
    });
    await stillAnswers(8_000);
    held.forEach((socket) => socket.destroy());
  });

  it('of a thousand windows sixteen get in, and when they are gone the next one does', async () => {
    const outcomes = await Promise.all(
      Array.from(
        { length: 1_000 },
        () =>
          new Promise<WebSocket | null>((done) => {
            const socket = windowSocket();
            socket.once('open', () => done(socket)).once('error', () => done(null));
          }),
      ),
    );
    const open = outcomes.filter((socket) => socket !== null);
    expect(open.length).toBeGreaterThan(0);
    expect(open.length).toBeLessThanOrEqual(16);
    const closed = open.map((socket) => new Promise((done) => socket.once('close', done)));
    open.forEach((socket) => socket.terminate());
    await Promise.all(closed);
    const next = await opened();
    next.terminate();
  });

  it('giant frames, floods of pings and readers that never read: cut, and no memory is held for them', async () => {
    const before = residentBytes();
    const giant = await opened();
    giant.send('x'.repeat(20_000_000));
    expect(await closeCode(giant)).toBe(1009);

    // Takes nothing in, and asks for answers: pongs, and snapshots of many kilobytes each.
    const deaf = await opened();
    const line = (deaf as unknown as { readonly _socket: Socket })._socket;
    line.pause();
    const gone = new Promise<void>((done) => line.once('close', done));
    const feed = setInterval(() => {
      if (line.destroyed) return;
      for (let count = 0; count < 60; count++)
        deaf.send(JSON.stringify({ id: count, method: 'snapshot.get' }), () => undefined);
      for (let count = 0; count < 2_000; count++) deaf.ping('x'.repeat(120), undefined, () => undefined);
    }, 5);
    const peak = await watchMemory(gone, 8_000);
    clearInterval(feed);
    deaf.terminate();
    expect(peak - before).toBeLessThan(250_000_000);
    await stillAnswers();
    const next = await opened();
    next.terminate();
  });
});

describe('serve under abuse: afterwards', () => {
  it('the token was told to nobody: no answer, no line of the log, no argument, no title', async () => {
    expect(overheard.length).toBeGreaterThan(10_000);
    expect(overheard).not.toContain(one.token);
    expect(one.log()).not.toContain(one.token);
    expect(one.log()).not.toContain(cookie.slice(cookie.indexOf('=') + 1));
    const pid = String(one.process.pid);
    for (const file of ['cmdline', 'comm', 'environ'])
      expect(readFileSync(`/proc/${pid}/${file}`, 'utf8')).not.toContain(one.token);
    // No traces of stacks, paths or versions for strangers either.
    expect(overheard).not.toMatch(/\.cjs|node_modules|at \w+ \(|X-Powered-By|^Server:/im);
  });

  it('a window that comes now works', async () => {
    await stillAnswers();
    const socket = await opened();
    const answer = new Promise<string>((done) => {
      socket.on('message', (data) => {
        const text = (data as Buffer).toString('utf8');
        if (text.startsWith('{"id":1,')) done(text);
      });
    });
    socket.send(JSON.stringify({ id: 1, method: 'app.info' }));
    expect(await answer).toContain('"runtime":"browser mode"');
    socket.terminate();
  });
});

const upgrade = (lines: readonly string[], path = '/ws'): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...lines,
    '',
    '',
  ].join('\r\n');

const windowSocket = (): WebSocket =>
  new WebSocket(`ws://${host}/ws`, { headers: { cookie, origin: `http://${host}` }, perMessageDeflate: false });

/** A window that gets in; the places of others may still be closing. */
async function opened(): Promise<WebSocket> {
  for (;;) {
    const socket = windowSocket();
    const done = await new Promise<boolean>((result) => {
      socket.once('open', () => result(true)).once('error', () => result(false));
    });
    if (done) {
      socket.on('error', () => undefined);
      return socket;
    }
  }
}

const closeCode = (socket: WebSocket): Promise<number> => new Promise((done) => socket.once('close', done));

/** Bytes a connection took until the server ended it, or for five seconds. */
function flood(head: string): Promise<number> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const part = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const timer = setTimeout(() => socket.destroy(), 5_000);
    const more = (): void => {
      while (!socket.destroyed && socket.write(part));
    };
    socket.on('error', () => undefined).on('drain', more);
    socket.on('close', () => {
      clearTimeout(timer);
      done(socket.bytesWritten);
    });
    socket.resume().write(head);
    more();
  });
}

/** Sends a byte now and then. `cut` when the server ends it, `held` when it does not within twenty seconds. */
function drip(head: string): Promise<'cut' | 'held'> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const drop = setInterval(() => socket.write('a'), 700);
    const late = setTimeout(() => end('held'), 20_000);
    const end = (result: 'cut' | 'held'): void => {
      clearInterval(drop);
      clearTimeout(late);
      socket.destroy();
      done(result);
    };
    socket.on('error', () => undefined).on('close', () => end('cut'));
    socket.resume();
    if (head !== '') socket.write(head);
  });
}

/** The most memory the server had until `done`, or for so long. */
async function watchMemory(done: Promise<void>, most: number): Promise<number> {
  let peak = residentBytes();
  const watch = setInterval(() => (peak = Math.max(peak, residentBytes())), 50);
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([done, new Promise<void>((late) => (timer = setTimeout(late, most)))]);
  clearTimeout(timer);
  clearInterval(watch);
  return peak;
}
