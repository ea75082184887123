import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signalText, stage, workspaceText } from './cli';
import { ordinaryUser } from './ordinary-user';
import { notRefused, REFUSALS, tryAll } from './refusals';
import { needed, openApp } from './windows';

/**
 * The checklist of Electron's own security guide (docs/tutorial/security.md, twenty items), one test an item, in real Electron.
 * Where an item is about a setting, the setting is read from the running page and what it forbids is tried as well.
 */
const RUNBOOK = 'https://runbooks.example/br?step=1';
const HTTP_RUNBOOK = 'http://runbooks.example/plain';
const ROOT = resolve(import.meta.dirname, '../..');
const FUSES = join(ROOT, 'build/fuses.mjs');

let app: ElectronApplication;
let page: Page;
let close: () => Promise<void>;

beforeAll(async () => {
  const aws = await stage({ health: { plan: true, events: [] } });
  const workspace = join(aws.folder, 'meridian.yaml');
  const text = workspaceText({ id: 'br', signals: [signalText('load')] });
  const runbooks = `    runbooks: [{ title: A, url: "${RUNBOOK}" }, { title: B, url: "${HTTP_RUNBOOK}" }]\n`;
  writeFileSync(workspace, `${text}${runbooks}`);
  const opened = await openApp(['--workspace', workspace, '--data', join(aws.folder, 'data')], {
    AWS_ENDPOINT_URL: aws.simulator.url,
    AWS_CONFIG_FILE: join(aws.folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(aws.folder, 'credentials'),
  });
  app = opened.app;
  page = opened.page;
  close = async () => {
    await app.close();
    await aws.simulator.stop();
  };
  await page.getByRole('heading', { level: 1 }).waitFor();
});
afterAll(() => close());

/** What Chromium was really told of the page, read back from it. */
const preferences = (): Promise<Readonly<Record<string, unknown>>> =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });

const INSECURE = ['http-image', 'http-fetch'];
const FRAMES = ['frame', 'data-frame'];

/** Directive that refused each try, in order; a try that is not refused within a moment says so. */
const refusedBy = (tries: readonly string[]): Promise<readonly string[]> => page.evaluate(tryAll, tries);

/** Lines of /proc/PID/status. */
const statusOf = (pid: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFileSync(`/proc/${pid}/status`, 'utf8')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );

/** Of the browser, and not in the types of every version. */
interface Devices {
  readonly usb: { requestDevice(options: object): Promise<unknown> };
  readonly hid: { requestDevice(options: object): Promise<readonly unknown[]> };
  readonly serial: { requestPort(): Promise<unknown> };
  readonly bluetooth: { requestDevice(options: object): Promise<unknown> };
}

/** Of our own scheme, but no file of the window; and other schemes. */
const OUTSIDE_THE_WINDOW = [
  '/../package.json',
  '/..%2fpackage.json',
  '/%2e%2e/main/index.cjs',
  '/assets/..%5c..%5cmain',
  '/etc/passwd',
  '/.stamp',
  '/index.html%00.js',
  'file:///etc/passwd',
  'file://localhost/etc/passwd',
  'meridian-app://other/index.html',
];

describe("Electron's security checklist", () => {
  it('1. Only load secure content: the page, its files and what it may ask are its own scheme, a secure context', async () => {
    const seen = await page.evaluate(() => ({
      secure: isSecureContext,
      scheme: location.protocol,
      loaded: [
        ...document.querySelectorAll<HTMLElement>('script[src],link[rel=stylesheet],link[rel=modulepreload]'),
      ].map((element) => (element instanceof HTMLScriptElement ? element.src : (element as HTMLLinkElement).href)),
      addresses: [...document.querySelectorAll('[src],[href]')].map(
        (element) => new URL(element.getAttribute('src') ?? element.getAttribute('href') ?? '', location.href).protocol,
      ),
    }));
    expect(seen.secure).toBe(true);
    expect(seen.scheme).toBe('meridian-app:');
    expect(seen.loaded.length).toBeGreaterThanOrEqual(2);
    expect(seen.loaded.filter((name) => !name.startsWith('meridian-app://app/'))).toEqual([]);
    expect(seen.addresses.filter((protocol) => protocol !== 'meridian-app:' && protocol !== 'data:')).toEqual([]);
    expect(notRefused(INSECURE, await refusedBy(INSECURE))).toEqual([]);
  });

  it('2. Do not enable Node.js integration for remote content: not in the page, in a frame, in a worker', async () => {
    const { nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames } = await preferences();
    // What is false may be left out.
    expect([nodeIntegration, nodeIntegrationInWorker ?? false, nodeIntegrationInSubFrames]).toEqual([
      false,
      false,
      false,
    ]);
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual([]);
  });

  it('3. Enable context isolation: what the page changes in its own world does not reach the preload', async () => {
    expect((await preferences())['contextIsolation']).toBe(true);
    const stolen = await page.evaluate(async () => {
      const seen: string[] = [];
      const { invoke } = { invoke: Function.prototype.call };
      const originals = { includes: Array.prototype.includes };
      // The page's own files go on meanwhile, and use what is theirs.
      const note = (what: string): void => {
        if (!(new Error().stack ?? '').includes('/assets/')) seen.push(what);
      };
      // In one shared world each of these would be called by the preload, and could hand the page its Electron.
      Array.prototype.includes = function (...args) {
        note('Array.prototype.includes');
        return originals.includes.apply(this, args as [unknown]);
      };
      Function.prototype.call = function (this: unknown, ...args: unknown[]) {
        note('Function.prototype.call');
        return Reflect.apply(invoke, this as () => unknown, args) as unknown;
      };
      const { meridian } = globalThis as unknown as { meridian: { call(method: string): Promise<unknown> } };
      const answer = await meridian.call('app.info');
      Array.prototype.includes = originals.includes;
      Function.prototype.call = invoke;
      return { seen, answered: typeof answer };
    });
    expect(stolen.answered).toBe('string');
    expect(stolen.seen).toEqual([]);
  });

  it('4. Enable process sandboxing: asked for by the page', async () => {
    expect((await preferences())['sandbox']).toBe(true);
  });

  it.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    '4. Enable process sandboxing: as an ordinary user the kernel confines the page, and also one that asks for no sandbox',
    async () => {
      const user = ordinaryUser(needed('MERIDIAN_ELECTRON'));
      try {
        const running = await openApp(['--data', user.data], user.environment, {
          executable: user.starter,
          flags: [],
          app: user.app,
        });
        try {
          await running.page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
          const pids = await running.app.evaluate(async ({ BrowserWindow }) => {
            const careless = new BrowserWindow({ show: false, webPreferences: { sandbox: false } });
            await careless.loadURL('data:text/html,<title>careless</title>');
            return {
              main: process.pid,
              pages: BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getOSProcessId()),
            };
          });
          expect(statusOf(pids.main)['Uid']?.split('\t')[0]).toBe(String(user.id));
          expect(pids.pages).toHaveLength(2);
          for (const page of pids.pages) {
            // A filter of system calls, no way to gain rights, none to begin with, and processes of its own only.
            const { Seccomp: seccomp, NoNewPrivs: noNewPrivileges, CapEff: rights } = statusOf(page);
            expect({ seccomp, noNewPrivileges, rights: Number.parseInt(rights ?? '1', 16) }).toEqual({
              seccomp: '2',
              noNewPrivileges: '1',
              rights: 0,
            });
            for (const space of ['pid', 'net'])
              expect(readlinkSync(`/proc/${page}/ns/${space}`)).not.toBe(
                readlinkSync(`/proc/${pids.main}/ns/${space}`),
              );
          }
        } finally {
          await running.app.close();
        }
      } finally {
        user.remove();
      }
    },
  );

  it('5. Handle session permission requests: all are refused but writing the clipboard, also in a session nobody knew of', async () => {
    const answers = await page.evaluate(async () => {
      const said = async (name: string): Promise<string> =>
        navigator.permissions.query({ name: name as PermissionName }).then(
          ({ state }) => state,
          () => 'unknown',
        );
      const tried = async (run: () => Promise<unknown>): Promise<string> =>
        (async () => run())().then(
          () => 'given',
          () => 'refused',
        );
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
        'persistent-storage',
      ];
      return {
        states: Object.fromEntries(await Promise.all(names.map(async (name) => [name, await said(name)] as const))),
        tries: {
          geolocation: await tried(
            () =>
              new Promise((done, failed) => navigator.geolocation.getCurrentPosition(done, failed, { timeout: 2_000 })),
          ),
          notification: (await Notification.requestPermission()) === 'granted' ? 'given' : 'refused',
          camera: await tried(() => navigator.mediaDevices.getUserMedia({ video: true })),
          screen: await tried(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
          clipboard: await tried(() => navigator.clipboard.readText()),
          usb: await tried(() => (navigator as unknown as Devices).usb.requestDevice({ filters: [] })),
          hid: await tried(async () => {
            const chosen = await (navigator as unknown as Devices).hid.requestDevice({ filters: [] });
            if (chosen.length === 0) throw new Error('none');
          }),
          serial: await tried(() => (navigator as unknown as Devices).serial.requestPort()),
          bluetooth: await tried(() =>
            (navigator as unknown as Devices).bluetooth.requestDevice({ acceptAllDevices: true }),
          ),
          midi: await tried(() => navigator.requestMIDIAccess({ sysex: true })),
        },
      };
    });
    expect(Object.entries(answers.states).filter(([, state]) => state !== 'denied')).toEqual([]);
    expect(Object.entries(answers.tries).filter(([, result]) => result !== 'refused')).toEqual([]);

    // Another session, made later by code that knows nothing of ours, with a page of another origin in it.
    const elsewhere = await app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { partition: 'stranger' } });
      await window.loadURL('data:text/html,<title>stranger</title>');
      const state = (await window.webContents.executeJavaScript(
        'Notification.requestPermission().catch(() => "denied")',
      )) as string;
      window.destroy();
      return state;
    });
    expect(elsewhere).toBe('denied');
  });

  it('6. Do not disable webSecurity: a foreign answer cannot be read', async () => {
    expect((await preferences())['webSecurity']).toBe(true);
    const switches = await app.evaluate(({ app: running }) =>
      ['disable-web-security', 'disable-site-isolation-trials', 'disable-features'].filter((name) =>
        running.commandLine.hasSwitch(name),
      ),
    );
    expect(switches).toEqual([]);
  });

  it('7. Define a Content-Security-Policy: on every answer, by header, with nothing but our own files', async () => {
    const answers = await page.evaluate(async () => {
      const addresses = [
        location.href,
        ...[...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(({ src }) => src),
        ...[...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet],link[rel=modulepreload]')].map(
          ({ href }) => href,
        ),
        new URL('/no-such-file.js', location.href).href,
      ];
      return Promise.all(
        addresses.map((address) =>
          fetch(address).then(
            ({ headers }) => headers.get('content-security-policy') ?? 'none',
            () => 'no answer',
          ),
        ),
      );
    });
    // What is not there is no page at all.
    expect(answers.pop()).toBe('no answer');
    const [policy = ''] = answers;
    expect(answers.length).toBeGreaterThan(2);
    expect(new Set(answers)).toEqual(new Set([policy]));
    expect(policy.split('; ').sort()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].sort(),
    );
  });

  it('7. Define a Content-Security-Policy: everything else a page could try is refused, each by its directive', async () => {
    const names = Object.keys(REFUSALS);
    const said = await refusedBy(names);
    expect(said).toHaveLength(names.length);
    expect(notRefused(names, said)).toEqual([]);
  });

  it('8. Do not enable allowRunningInsecureContent', async () => {
    expect((await preferences())['allowRunningInsecureContent']).toBe(false);
    expect(await app.evaluate(({ app: one }) => one.commandLine.hasSwitch('allow-running-insecure-content'))).toBe(
      false,
    );
  });

  it('9. Do not enable experimental features', async () => {
    expect((await preferences())['experimentalFeatures'] ?? false).toBe(false);
    const switches = await app.evaluate(({ app: one }) =>
      [
        'enable-experimental-web-platform-features',
        'enable-blink-features',
        'unsafely-treat-insecure-origin-as-secure',
      ].filter((name) => one.commandLine.hasSwitch(name)),
    );
    expect(switches).toEqual([]);
    // V8 is told how large its young heap may be, and of nothing it can do.
    const flags = await app.evaluate(({ app: one }) => one.commandLine.getSwitchValue('js-flags'));
    expect(flags.split(' ').filter((flag) => !/^--(min|max)-semi-space-size=\d+$/.test(flag))).toEqual([]);
  });

  it('10. Do not use enableBlinkFeatures', async () => {
    expect((await preferences())['enableBlinkFeatures'] ?? '').toBe('');
    expect(await app.evaluate(({ app: one }) => one.commandLine.getSwitchValue('enable-blink-features'))).toBe('');
  });

  it('11. <webview>: do not use allowpopups: the tag is off, nothing makes one', async () => {
    expect((await preferences())['webviewTag']).toBe(false);
    const made = await page.evaluate(() => {
      const element = document.createElement('webview');
      element.setAttribute('allowpopups', '');
      element.setAttribute('src', 'https://example.com/');
      document.body.append(element);
      const kind = { class: element.constructor.name, guest: 'getWebContentsId' in element };
      element.remove();
      return kind;
    });
    expect(made).toEqual({ class: 'HTMLElement', guest: false });
  });

  it('12. <webview>: verify options before creation: one that is attached all the same, in a page that allows the tag, is prevented', async () => {
    const attached = await app.evaluate(async ({ BrowserWindow, webContents }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
      const prevented = new Promise<boolean>((done) => {
        window.webContents.on('will-attach-webview', (event) => done(event.defaultPrevented));
        setTimeout(() => done(false), 3_000);
      });
      await window.loadURL(
        'data:text/html,<webview src="data:text/html,guest" nodeintegration preload="file:///x"></webview>',
      );
      const result = {
        prevented: await prevented,
        guests: webContents.getAllWebContents().filter((one) => one.getType() === 'webview').length,
      };
      window.destroy();
      return result;
    });
    expect(attached).toEqual({ prevented: true, guests: 0 });
  });

  it('13. Disable or limit navigation: by address, link, form, script, refresh, history, frame or drop the page stays', async () => {
    const before = page.url();
    const prevented = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<boolean>((done) => {
          BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (event) => done(event.defaultPrevented));
        }),
    );
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    expect(await prevented).toBe(true);
    await page.evaluate(async () => {
      const click = (href: string, more: Partial<HTMLAnchorElement> = {}): void => {
        const link = Object.assign(document.createElement('a'), { href, ...more });
        document.body.append(link);
        link.click();
        link.remove();
      };
      click('https://example.com/');
      click('file:///etc/passwd');
      click('meridian-app://other/');
      click('meridian-app://app/other.html');
      click('data:text/html,<script>1</script>');
      click('javascript:document.title="script ran"');
      click('https://example.com/x', { target: '_top' });
      click('https://example.com/x', { download: 'x.exe' });
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = '0;url=https://example.com/';
      document.head.append(meta);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)));
      meta.remove();
    });
    expect(page.url()).toBe(before);
    expect(await page.title()).not.toBe('script ran');
    // Something that is dropped is no address to go to; and a frame goes nowhere either.
    expect((await preferences())['navigateOnDragDrop'] ?? false).toBe(false);
    expect(notRefused(FRAMES, await refusedBy(FRAMES))).toEqual([]);
    expect(await page.evaluate(() => typeof (globalThis as { meridian?: unknown }).meridian)).toBe('object');
  });

  it('14. Disable or limit creation of new windows: none opens, whatever is asked for', async () => {
    const opened = await page.evaluate(() =>
      [
        'https://example.com/',
        'about:blank',
        '',
        location.href,
        'javascript:1',
        'data:text/html,x',
        'blob:meridian-app://app/1',
        'file:///etc/passwd',
      ].map((address) => window.open(address, '_blank', 'nodeIntegration=yes,webPreferences=sandbox=no') === null),
    );
    expect(opened).toEqual(opened.map(() => true));
    expect(app.windows()).toHaveLength(1);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('15. Do not use shell.openExternal with untrusted content: only a runbook of the workspace by https leaves, letter by letter', async () => {
    await app.evaluate(({ shell }) => {
      const kept = shell as unknown as { opened: string[]; openExternal: (url: string) => Promise<void> };
      kept.opened = [];
      kept.openExternal = (url) => {
        kept.opened.push(url);
        return Promise.resolve();
      };
    });
    await page.evaluate(
      (addresses) => addresses.forEach((address) => window.open(address)),
      [
        RUNBOOK,
        HTTP_RUNBOOK,
        `${RUNBOOK}&more`,
        'https://runbooks.example/',
        'https://runbooks.example@evil.example/br?step=1',
        'file:///etc/passwd',
        'smb://host/share',
        'ms-msdt:/id',
        'search-ms:query=x',
        'vscode://x',
        'mailto:a@b.example',
        'tel:1',
        'javascript:alert(1)',
        'data:text/html,x',
        '\\\\host\\share',
      ],
    );
    const opened = await app.evaluate(({ shell }) => (shell as unknown as { opened: string[] }).opened);
    expect(opened).toEqual([RUNBOOK]);
  });

  it('16. Use a current version of Electron: the one that is shipped is one of the three that get fixes, and an older one warns', async () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Readonly<Record<string, string>>;
    };
    expect(devDependencies['electron']).toMatch(/^(4[5-9]|[5-9]\d)\.\d+\.\d+$/);
    const running = await app.evaluate(() => Number.parseInt(process.versions.electron, 10));
    const { warning } = await page.evaluate(async () => {
      const { meridian } = globalThis as unknown as {
        meridian: { call(method: string): Promise<string> };
      };
      return JSON.parse(await meridian.call('app.info')) as { readonly warning: string | null };
    });
    if (running < 45) expect(warning).toMatch(/Old test runtime \(Electron \d+/);
    else expect(warning).toBeNull();
  });

  it('17. Validate the sender of all IPC messages: another window, another origin, a frame, a page that went elsewhere are refused', async () => {
    const preload = join(ROOT, 'out/preload/index.cjs');
    const asked = await app.evaluate(async ({ BrowserWindow }, preloadFile) => {
      const ask = `meridian.call('snapshot.get').then(() => 'answered', (error) => error.code)`;
      const answers: Record<string, unknown> = {};
      const options = { show: false, webPreferences: { preload: preloadFile, sandbox: true, contextIsolation: true } };
      // A second window with our own page and our own preload: it is not the window that was opened for the person.
      const second = new BrowserWindow(options);
      await second.loadURL('meridian-app://app/');
      answers['second window, own origin'] = await second.webContents.executeJavaScript(ask);
      await second.loadURL('data:text/html,<title>foreign</title>');
      answers['second window, foreign origin'] = await second.webContents.executeJavaScript(ask);
      const stranger = new BrowserWindow({
        ...options,
        webPreferences: { ...options.webPreferences, partition: 'other' },
      });
      await stranger.loadURL('data:text/html,<title>foreign</title>');
      answers['other session'] = await stranger.webContents.executeJavaScript(ask);
      // A frame of a page that lets the preload into its frames.
      const frames = new BrowserWindow({
        ...options,
        webPreferences: { ...options.webPreferences, nodeIntegrationInSubFrames: true },
      });
      await frames.loadURL('data:text/html,<iframe srcdoc="<title>inner</title>"></iframe>');
      const inner = frames.webContents.mainFrame.frames[0];
      answers['frame'] = await inner?.executeJavaScript(`typeof meridian === 'undefined' ? 'no door' : ${ask}`);
      for (const window of [second, stranger, frames]) window.destroy();
      return answers;
    }, preload);
    expect(asked).toMatchObject({
      'second window, own origin': 'not-allowed',
      'second window, foreign origin': 'not-allowed',
      'other session': 'not-allowed',
    });
    expect(['not-allowed', 'no door']).toContain(asked['frame']);

    // A frame of our own page shares its origin and could reach its door; it has none of its own.
    const own = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const found = 'meridian' in (frame.contentWindow ?? {});
      frame.remove();
      return found;
    });
    expect(own).toBe(false);

    // Our own window, once it shows something else: main takes it there itself, because the page cannot.
    const moved = await app.evaluate(async ({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      if (window === undefined) return 'no window';
      const home = window.webContents.getURL();
      await window.loadURL('data:text/html,<title>elsewhere</title>');
      const answer = (await window.webContents.executeJavaScript(
        `meridian.call('snapshot.get').then(() => 'answered', (error) => error.code)`,
      )) as string;
      await window.loadURL(home);
      return answer;
    });
    expect(moved).toBe('not-allowed');
    await page.getByRole('heading', { level: 1 }).waitFor();
    // No other channel is served than those of the contract; `error` is Electron's own.
    const channels = await app.evaluate((electron) => {
      // Looked at from outside; nothing is registered here.
      const served = electron['ipcMain'] as unknown as {
        _invokeHandlers: Map<string, unknown>;
        eventNames(): string[];
      };
      return [...served._invokeHandlers.keys(), ...served.eventNames()];
    });
    expect(channels.length).toBeGreaterThan(5);
    expect(channels.filter((name) => !name.startsWith('meridian:') && name !== 'error')).toEqual([]);
  });

  it('18. Avoid the file:// protocol: the page comes by its own scheme, which serves the built window and nothing else', async () => {
    expect(page.url()).toMatch(/^meridian-app:\/\/app\//);
    const got = await page.evaluate(async (addresses) => {
      const status = async (address: string): Promise<number | string> =>
        fetch(address).then(
          (answer) => answer.status,
          () => 'refused',
        );
      return Promise.all(addresses.map(status));
    }, OUTSIDE_THE_WINDOW);
    expect(OUTSIDE_THE_WINDOW.filter((_address, index) => ![404, 'refused'].includes(got[index] ?? 'nothing'))).toEqual(
      [],
    );
    const methods = await page.evaluate(async () =>
      Promise.all(
        ['POST', 'PUT', 'DELETE'].map((method) =>
          fetch('/', { method }).then(
            ({ status }) => status,
            () => 'refused',
          ),
        ),
      ),
    );
    expect(methods).toEqual(['refused', 'refused', 'refused']);
  });

  // The package itself is started and asked in test/package; this is what it is built from.
  it.skipIf(!existsSync(FUSES))('19. Check which fuses you can change: the package flips all that matter', async () => {
    const module = (await import(/* @vite-ignore */ FUSES)) as Readonly<Record<string, unknown>>;
    const list = Object.values(module).find((value) => Array.isArray(value)) as readonly {
      readonly name: string;
      readonly on: boolean;
    }[];
    expect(Object.fromEntries(list.map(({ name, on }) => [name, on]))).toMatchObject({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableCookieEncryption: true,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  it('20. Do not expose Electron APIs to untrusted web content: the door has two functions that give plain values', async () => {
    const door = await page.evaluate(async () => {
      const { meridian } = globalThis as unknown as {
        meridian: Record<string, unknown> & {
          on(event: string, listener: (...values: unknown[]) => void): () => void;
          call(method: string, input?: unknown): Promise<unknown>;
        };
      };
      const heard = new Promise<unknown[]>((done) => {
        const stop = meridian.on('snapshot.patch', (...values) => {
          stop();
          done(values);
        });
      });
      await meridian.call('source.retry', {});
      const values = await heard;
      let frozen = false;
      try {
        Object.defineProperty(meridian, 'call', { value: () => 'mine' });
      } catch {
        frozen = true;
      }
      const channels = ['ELECTRON_BROWSER_REQUIRE', 'meridian:snapshot.patch', 'inspector-confirm', 'constructor'];
      const codes = await Promise.all(
        channels.map((name) =>
          meridian.call(name).then(
            () => 'answered',
            (error: unknown) => (error as { readonly code?: string }).code,
          ),
        ),
      );
      const event = (() => {
        try {
          meridian.on('error', () => undefined);
          return 'heard';
        } catch {
          return 'refused';
        }
      })();
      return {
        keys: Object.keys(meridian).sort(),
        kinds: Object.values(meridian).map((value) => typeof value),
        arguments: values.length,
        payload: Object.prototype.toString.call(values[0]),
        sender: JSON.stringify(values).includes('sender'),
        frozen,
        codes,
        event,
      };
    });
    expect(door).toEqual({
      keys: ['call', 'on'],
      kinds: ['function', 'function'],
      arguments: 1,
      payload: '[object String]',
      sender: false,
      frozen: true,
      codes: ['unknown-method', 'unknown-method', 'unknown-method', 'unknown-method'],
      event: 'refused',
    });
  });
});
