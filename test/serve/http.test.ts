import { connect } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAssets } from '../../main/assets/assets';
import { running } from './harness';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' WS; worker-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

describe('browser mode: who may speak', () => {
  it('listens on 127.0.0.1 only and tells its address, token and link', async () => {
    const { serve, port } = await running();
    expect(serve.url).toBe(`http://127.0.0.1:${port}`);
    expect(serve.link).toBe(`${serve.url}/?token=${serve.token}`);
    // Another address of this machine that is loopback too, but not the one it listens on.
    const other = connect({ host: '127.0.0.2', port });
    const code = await new Promise((resolve) => {
      other.once('connect', () => resolve('connected'));
      other.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    other.destroy();
    expect(code).toBe('ECONNREFUSED');
  });

  it('answers to its own names only (a foreign name may be made to point here)', async () => {
    const { ask, port, enter } = await running();
    const cookie = await enter();
    const asHost = (host: string): Promise<number> =>
      ask('/', { headers: { host, cookie } }).then(({ status }) => status);
    expect(await asHost(`127.0.0.1:${port}`)).toBe(200);
    expect(await asHost(`localhost:${port}`)).toBe(200);
    expect(await asHost(`LOCALHOST:${port}`)).toBe(200);
    expect(await asHost(`[::1]:${port}`)).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `0.0.0.0:${port}`,
      `127.0.0.1:${port}.evil.example`,
    ]) {
      expect(await asHost(host)).toBe(403);
    }
  });

  it('refuses a foreign origin even with the right cookie or token', async () => {
    const { ask, serve, port, enter } = await running();
    const cookie = await enter();
    const authorization = `Bearer ${serve.token}`;
    for (const origin of [
      'https://evil.example',
      'null',
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port + 1}`,
      `http://localhost:${port}`,
    ]) {
      expect((await ask('/', { headers: { cookie, origin } })).status).toBe(403);
      expect((await ask('/api/snapshot', { headers: { authorization, origin } })).status).toBe(403);
    }
    expect((await ask('/', { headers: { cookie, origin: serve.url } })).status).toBe(200);
  });
});

describe('browser mode: the link', () => {
  it('works once, becomes a cookie no script can read, and leads to the window', async () => {
    const { ask, serve } = await running();
    const first = await ask(`/?token=${serve.token}`);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['referrer-policy']).toBe('no-referrer');
    expect(first.headers['cache-control']).toBe('no-store');
    const setCookie = first.headers['set-cookie']?.[0] ?? '';
    expect(setCookie).toMatch(/^meridian=secret-2-x+; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(setCookie).not.toContain(serve.token);

    const second = await ask(`/?token=${serve.token}`);
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toContain('The link works once');
  });

  it('leads the browser that used it to the window again', async () => {
    const { ask, serve, enter } = await running();
    const cookie = await enter();
    const again = await ask(`/?token=${serve.token}`, { headers: { cookie } });
    expect([again.status, again.headers.location, again.headers['set-cookie']]).toEqual([303, '/', undefined]);
  });

  it('is not used up by a look (HEAD), a wrong token or a foreign host', async () => {
    const { ask, serve } = await running();
    expect((await ask(`/?token=${serve.token}`, { method: 'HEAD' })).headers['set-cookie']).toBeUndefined();
    expect((await ask('/?token=')).status).toBe(401);
    expect((await ask(`/?token=${serve.token}x`)).status).toBe(401);
    expect((await ask(`/?token=${serve.token}`, { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await ask(`/?token=${serve.token}`)).status).toBe(303);
  });

  it('without it there is a plain page that says so, without script or style', async () => {
    const { ask } = await running();
    for (const headers of [
      {},
      { cookie: 'meridian=' },
      { cookie: 'meridian=secret-1' },
      { cookie: 'other=1; meridian=wrong' },
    ]) {
      const page = await ask('/', { headers });
      expect(page.status).toBe(401);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.body).toContain('use the link');
      expect(page.body).not.toMatch(/<script|<style|style=/);
      expect((await ask('/assets/index-B_x1.js', { headers })).status).toBe(401);
    }
  });

  it('does not take the token for the cookie', async () => {
    const { ask, serve } = await running();
    expect((await ask('/', { headers: { cookie: `meridian=${serve.token}` } })).status).toBe(401);
  });
});

describe('browser mode: files', () => {
  it('serves the window with the right types and the strict policy', async () => {
    const { ask, enter, host } = await running();
    const headers = { cookie: await enter() };
    const page = await ask('/', { headers });
    expect(page.body).toContain('<title>Meridian</title>');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY.replace('WS', `ws://${host}`),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect((await ask('/index.html', { headers })).status).toBe(200);
    const script = await ask('/assets/index-B_x1.js?v=1', { headers });
    expect([script.status, script.headers['content-type'], script.body]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'export {};',
    ]);
    expect((await ask('/assets/plex.woff2', { headers })).headers['content-type']).toBe('font/woff2');
    const head = await ask('/', { method: 'HEAD', headers });
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, String(page.body.length), '']);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets\\..\\..\\secret.txt',
    '/assets/way-out.txt',
    '/.hidden.txt',
    '/assets/',
    '/assets',
    '/assets/index.js.map',
    '/index.html%00.js',
    '/etc/passwd',
    '//etc/passwd',
    '/C:/windows/win.ini',
    '/file:///etc/passwd',
    '/nothing.js',
    `/${'a'.repeat(4_000)}.js`,
  ])('gives nothing for %s', async (path) => {
    const { ask, enter } = await running();
    const answer = await ask(path, { headers: { cookie: await enter() } });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('secret');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('says so when the window is not built', async () => {
    const { ask, enter } = await running({ assets: createAssets('/nowhere/at/all') });
    const answer = await ask('/', { headers: { cookie: await enter() } });
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('npm run build');
  });
});

describe('browser mode: requests', () => {
  it('gives the status JSON to the token, as often as it is asked, and to the cookie', async () => {
    const { ask, serve, enter } = await running();
    for (let i = 0; i < 3; i += 1) {
      const answer = await ask('/api/snapshot', { headers: { authorization: `Bearer ${serve.token}` } });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(JSON.parse(answer.body)).toEqual({ sites: [], generatedAt: '2026-11-23T00:00:00.000Z' });
    }
    // The link still works: the two uses of the token do not touch each other.
    const cookie = await enter();
    expect((await ask('/api/snapshot', { headers: { cookie } })).status).toBe(200);
    expect((await ask('/api/snapshot', { headers: { authorization: `Bearer ${serve.token}` } })).status).toBe(200);
  });

  it.each(['', 'Bearer ', 'Bearer wrong', 'Basic dXNlcjpwYXNz'])('refuses %o', async (authorization) => {
    const { ask } = await running();
    const answer = await ask('/api/snapshot', { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(answer.body).not.toContain('sites');
  });

  it('knows GET and HEAD, and nothing else under /api', async () => {
    const { ask, serve } = await running();
    const authorization = `Bearer ${serve.token}`;
    expect((await ask('/api/other', { headers: { authorization } })).status).toBe(404);
    expect((await ask('/ws', { headers: { authorization } })).status).toBe(426);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      const answer = await ask('/api/snapshot', { method, headers: { authorization }, body: '' });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
    const head = await ask('/api/snapshot', { method: 'HEAD', headers: { authorization } });
    expect([head.status, head.body]).toEqual([200, '']);
  });

  it('does not read a body: the answer comes at once and the connection ends', async () => {
    const { port, host } = await running();
    const socket = connect({ host: '127.0.0.1', port });
    const seen = collect(socket);
    socket.write(`POST /api/snapshot HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100000000\r\n\r\nfirst bytes`);
    expect(await seen).toMatch(/^HTTP\/1\.1 405 /);
  });

  it('cuts a client that drips its headers', async () => {
    const { port } = await running({ limits: { headers: 100, request: 200, check: 20 } });
    const socket = connect({ host: '127.0.0.1', port });
    const seen = collect(socket);
    socket.write('GET / HTTP/1.1\r\nHost: ');
    expect(await seen).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('cuts a client that sends too many headers, or no HTTP at all', async () => {
    const { port, host } = await running();
    const large = connect({ host: '127.0.0.1', port });
    const tooLarge = collect(large);
    large.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Large: ${'x'.repeat(40_000)}\r\n\r\n`);
    expect(await tooLarge).toMatch(/^HTTP\/1\.1 4/);
    const other = connect({ host: '127.0.0.1', port });
    const noHttp = collect(other);
    other.write('\x16\x03\x01 this is no HTTP\r\n\r\n');
    expect(await noHttp).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('cuts a client that asks and asks and takes no answer', async () => {
    const { port, host } = await running({ limits: { idle: 200 } });
    const socket = connect({ host: '127.0.0.1', port });
    socket.pause();
    const cut = new Promise<void>((done) => {
      socket.once('close', () => done()).on('error', () => undefined);
    });
    const request = `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    socket.write(request.repeat(20_000));
    // A paused reader learns of the end only by writing.
    const ask = setInterval(() => socket.write(request), 50);
    onTestFinished(() => clearInterval(ask));
    await cut;
  });

  it('ends a connection it refused also when the other side does not', async () => {
    const { port, host } = await running();
    for (const bytes of [
      'no HTTP\r\n\r\n',
      `GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    ]) {
      const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
      const cut = new Promise<void>((done) => {
        socket.once('close', () => done()).on('error', () => undefined);
      });
      socket.write(bytes);
      await new Promise((done) => socket.resume().once('end', done));
      // It has closed its side for reading as well: a write is answered by a reset.
      const write = setInterval(() => socket.write('x'), 20);
      onTestFinished(() => clearInterval(write));
      await cut;
    }
  });

  it('refuses several Host headers, of which somebody in between might read another', async () => {
    const { port, host, serve } = await running();
    const socket = connect({ host: '127.0.0.1', port });
    const seen = collect(socket);
    socket.write(
      `GET /api/snapshot HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\nAuthorization: Bearer ${serve.token}\r\nConnection: close\r\n\r\n`,
    );
    expect(await seen).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('a failure inside is a 500 without a word of it', async () => {
    const { ask, serve, log } = await running({
      statusJson: () => {
        throw new Error('inside at /srv/someone');
      },
    });
    const answer = await ask('/api/snapshot', { headers: { authorization: `Bearer ${serve.token}` } });
    expect([answer.status, answer.body]).toEqual([500, '']);
    expect(log).toEqual(['GET failed: inside at /srv/someone']);
  });

  it('never logs the token', async () => {
    const { ask, serve, enter, log } = await running();
    await enter();
    await ask(`/?token=${serve.token}`);
    expect(log).toEqual(['the link was used']);
  });
});

describe('browser mode: start and stop', () => {
  it('says that the port is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(running({ port })).rejects.toThrow(`port ${port} is in use`);
  });

  it('stops although connections are open', async () => {
    const { port, serve, ask } = await running();
    const idle = connect({ host: '127.0.0.1', port });
    await new Promise<void>((resolve) => idle.once('connect', resolve));
    const gone = new Promise<void>((resolve) => idle.once('close', () => resolve()));
    idle.on('error', () => {});
    await serve.stop();
    await gone;
    await expect(ask('/')).rejects.toThrow('ECONNREFUSED');
  });
});

function collect(socket: ReturnType<typeof connect>): Promise<string> {
  return new Promise((resolve) => {
    let seen = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      seen += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(seen));
  });
}
