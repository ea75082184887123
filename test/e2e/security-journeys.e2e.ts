import { spawn } from 'node:child_process';
import type Dns from 'node:dns';
import type Http from 'node:http';
import type Net from 'node:net';
import type { Browser, ElectronApplication, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CLI } from './cli';
import { journey, listen } from './journey';
import { notRefused, REFUSALS, tryAll } from './refusals';
import { canRecord, outsideOf, proxyEnvironment, record, recorderProblem, recordingProxy } from './recorder';
import { FLAGS, needed, openApp, openBrowser, serve, temporaryFolder, type Served } from './windows';

/** Nothing leaves the machine, and the page does nothing its policy has to refuse: whole journeys, in what people run. */
const apps: ElectronApplication[] = [];
const served: Served[] = [];
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await Promise.all(served.splice(0).map((one) => one.stop()));
});

/** An address that is reserved for documentation: nobody answers there, and nobody is disturbed. */
const NOWHERE = '203.0.113.9';

describe.runIf(canRecord)('no external request (recorded at the system calls, beside a proxy that records)', () => {
  it('can be recorded here', () => {
    expect(recorderProblem()).toBeNull();
  });

  it('the desktop app: none in a whole journey, and its page complains of nothing', async () => {
    const proxy = await recordingProxy();
    const recorder = record(needed('MERIDIAN_ELECTRON'));
    const { app, page } = await openApp(['--data', temporaryFolder()], proxyEnvironment(proxy.url), {
      executable: recorder.executable,
      flags: [...FLAGS, `--proxy-server=${proxy.url}`],
    });
    apps.push(app);
    const complaints = await listen(page);
    await journey(page, complaints);
    expect(complaints.all).toEqual([]);
    expect(recorder.outside()).toEqual([]);
    // What a page that was taken over would try. None of it is a request that a policy for requests sees.
    await page.evaluate(tryTheSideWays);
    expect(recorder.outside().filter((line) => !ROUTE_PROBES.includes(line))).toEqual([]);
    expect(recorder.datagrams()).toEqual([]);
    expect(proxy.asked).toEqual([]);
    expect(recorder.loopbackPorts().size).toBeGreaterThan(0);

    // The recorder records: the same app, told to speak to somebody, is seen; to the proxy, too.
    await app.evaluate(
      (_electron, { address, proxyUrl }) =>
        new Promise<void>((done) => {
          // The module of the app: DevTools know no `require`.
          const { mainModule } = process as unknown as { mainModule: { require(name: string): unknown } };
          const socket = (mainModule.require('node:net') as typeof Net).connect(9, address);
          socket.on('error', () => undefined);
          setTimeout(() => socket.destroy(), 100);
          (mainModule.require('node:dns') as typeof Dns).lookup('recorder.invalid', () => {
            const { get } = mainModule.require('node:http') as typeof Http;
            get(proxyUrl, { path: 'http://recorder.invalid/' }, (answer) => {
              answer.resume();
              done();
            });
          });
        }),
      { address: NOWHERE, proxyUrl: proxy.url },
    );
    const seen = recorder.outside();
    expect(seen).toContain(`${NOWHERE}:9`);
    expect(seen.filter((line) => line.startsWith('a name, of ') && !ROUTE_PROBES.includes(line))).not.toEqual([]);
    expect(recorder.datagrams()).not.toEqual([]);
    expect(proxy.asked).toEqual(['GET http://recorder.invalid/']);
  });

  it.each([
    ['status', ['status', '--json']],
    ['simulate', ['simulate']],
    ['serve', ['serve']],
  ])('the command line: %s', async (_name, words) => {
    const proxy = await recordingProxy();
    const recorder = record(process.execPath, [CLI]);
    const data = words[0] === 'simulate' ? [] : ['--data', temporaryFolder()];
    const child = spawn(recorder.executable, [...words, ...data], {
      env: { ...process.env, ...proxyEnvironment(proxy.url), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const ended = new Promise((done) => child.once('close', done));
    // `status` ends by itself; the others say their first line and are used once.
    const first = await new Promise<string>((done) => {
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (words[0] !== 'status' && text.includes('\n')) done(text);
      });
      child.once('close', () => done(text));
    });
    const answer = JSON.parse(first) as { readonly url?: string; readonly token?: string; readonly sites?: unknown[] };
    if (answer.url !== undefined) {
      const headers = { authorization: `Bearer ${answer.token ?? ''}` };
      const path = words[0] === 'serve' ? '/api/snapshot' : '/_sim/truth';
      expect((await fetch(`${answer.url}${path}`, { headers })).status).toBe(200);
      // To the whole group: strace and what it traces.
      process.kill(-(child.pid ?? 0), 'SIGTERM');
    } else expect(answer.sites).toHaveLength(12);
    await ended;
    expect(recorder.outside()).toEqual([]);
    expect(proxy.asked).toEqual([]);
  });

  it.each([
    [
      '1 connect(3<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("203.0.113.9")}, 16) = 0',
      '203.0.113.9:443',
    ],
    [
      '1 connect(3<UDPv6:[1]>, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = 0',
      'a name, of 2001:db8::1',
    ],
    [
      '1 connect(3<UDP:[1]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0',
      'a name, of 127.0.0.53',
    ],
    [
      '1 sendmsg(3<UDP:[1]>, {msg_name={sa_family=AF_INET, sin_port=htons(5353), sin_addr=inet_addr("224.0.0.251")}, msg_namelen=16}, 0) = 1',
      '224.0.0.251:5353',
    ],
    [
      '1 connect(3<UNIX:[1]>, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, 42) = 0',
      'a name, of /run/systemd/resolve/io.systemd.Resolve',
    ],
    ['1 connect(3<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("127.0.0.1")}, 16) = 0', null],
    ['1 connect(3<UNIX:[1]>, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X99"}, 20) = 0', null],
  ])('reads a line of the trace: %s', (line, seen) => {
    expect(outsideOf(line)).toBe(seen);
  });
});

describe('no external request: what the browser is made to ask', () => {
  it('browser mode: its page asks only its own host in a whole journey, and complains of nothing', async () => {
    const one = await serve(['--data', temporaryFolder()]);
    served.push(one);
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    const asked = hostsOf(page);
    const complaints = await listen(page);
    await page.goto(one.link);
    await journey(page, complaints);
    expect(complaints.all).toEqual([]);
    expect([...asked]).toEqual([new URL(one.url).host]);

    // The counter counts: what a page that was taken over would try is refused here as well, by the same rules.
    const names = Object.keys(REFUSALS).filter((name) => name !== 'event-source' && name !== 'own-frame');
    const said = await page.evaluate(tryAll, names);
    expect(said).toHaveLength(names.length);
    expect(notRefused(names, said)).toEqual([]);
    await complaints.collect();
    expect(complaints.all.filter((line) => line.startsWith('policy: ')).length).toBeGreaterThanOrEqual(names.length);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    complaints.forget();

    // The connection goes: what the window says then breaks no rule either. Only the lost connection itself is complained of.
    await one.stop();
    await page
      .getByText(/not connected|connection|reconnect/i)
      .first()
      .waitFor();
    await complaints.collect();
    expect(complaints.all.filter((line) => !/WebSocket connection to 'ws:|ERR_CONNECTION_REFUSED/.test(line))).toEqual(
      [],
    );
    await page.close();
  });
});

/**
 * Chromium asks the system which of its addresses would be used towards 8.8.8.8 and 2001:4860:4860::8888 when a page opens a peer
 * connection. A datagram socket is pointed there and nothing is sent by it, which is why what datagram sockets send is counted apart.
 */
const ROUTE_PROBES: readonly string[] = ['a name, of 8.8.8.8', 'a name, of 2001:4860:4860::8888'];

/** Peer connections by every transport, early connections, looked-up names, beacons: each a known way around a policy. */
async function tryTheSideWays(): Promise<void> {
  const peer = new RTCPeerConnection({
    iceServers: [
      { urls: ['stun:203.0.113.9:3478'] },
      {
        urls: ['turn:203.0.113.9:3478', 'turn:203.0.113.9:3478?transport=tcp', 'turns:203.0.113.9:443?transport=tcp'],
        username: 'a',
        credential: 'b',
      },
    ],
  });
  peer.createDataChannel('x');
  const gathered = new Promise<void>((done) => {
    peer.onicegatheringstatechange = () => {
      if (peer.iceGatheringState === 'complete') done();
    };
  });
  await peer.setLocalDescription(await peer.createOffer());
  for (const [rel, href] of [
    ['preconnect', 'http://203.0.113.9:8001'],
    ['dns-prefetch', 'http://prefetch.invalid'],
    ['preconnect', 'https://preconnect.invalid'],
    ['prefetch', 'https://203.0.113.9/x'],
    ['prerender', 'https://203.0.113.9/y'],
  ] as const) {
    const link = document.createElement('link');
    link.rel = rel;
    link.href = href;
    document.head.append(link);
  }
  navigator.sendBeacon('https://203.0.113.9/beacon', 'x');
  fetch('https://203.0.113.9/fetch').catch(() => undefined);
  new Image().src = 'https://203.0.113.9/image';
  await gathered;
  peer.close();
}

function hostsOf(page: Page): ReadonlySet<string> {
  const hosts = new Set<string>();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:') hosts.add(url.host);
  });
  page.on('websocket', (socket) => hosts.add(new URL(socket.url()).host));
  return hosts;
}
