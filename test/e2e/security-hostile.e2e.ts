import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE, INHERITED_IDS, STEERING } from '../builders/hostile';
import { run, stage, type Stage } from './cli';
import { listen, mapSites, type Complaints } from './journey';
import { openApp, openBrowser, serve } from './windows';

/** Texts of AWS and of the workspace file are texts: wherever they are shown, said or printed, they do nothing. */
const texts = Object.values(HOSTILE);
const text = (index: number): string => texts[index % texts.length] ?? '';

let aws: Stage;
let workspace: string;
const environment = (): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: aws.simulator.url,
  AWS_CONFIG_FILE: join(aws.folder, 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(aws.folder, 'credentials'),
});

beforeAll(async () => {
  aws = await stage({
    metrics: INHERITED_IDS.map((id) => ({
      region: 'sa-east-1',
      namespace: 'Test',
      name: id,
      statistic: 'Average',
      period: 60,
      series: { constant: 50 },
    })),
    alarms: [
      {
        region: 'sa-east-1',
        MetricAlarms: [
          ...texts.map((name, index) => ({
            AlarmName: name,
            AlarmArn: `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${name}`,
            AlarmDescription: text(index + 1),
            StateValue: index % 2 === 0 ? 'ALARM' : 'OK',
            StateReason: text(index + 2),
            StateTransitionedTimestamp: { $secondsAgo: 600 },
          })),
          // Far longer than AWS allows.
          { AlarmName: `HUGE${'M'.repeat(10_000)}`, StateValue: 'ALARM', StateReason: 'R'.repeat(10_000) },
          { AlarmName: 'odd state', StateValue: HOSTILE.markup, StateReason: HOSTILE.terminal },
        ],
        CompositeAlarms: [
          {
            AlarmName: `composite ${HOSTILE.markup}`,
            StateValue: 'ALARM',
            StateReason: HOSTILE.links,
            AlarmRule: `ALARM("${HOSTILE.bidi}") OR ALARM(${HOSTILE.terminal})`,
          },
        ],
      },
    ],
    health: {
      plan: true,
      events: texts.map((name, index) => ({
        arn: `arn:aws:health:sa-east-1::event/EC2/T/${index}`,
        service: index % 3 === 0 ? name : 'EC2',
        eventTypeCode: name,
        eventTypeCategory: 'issue',
        region: 'sa-east-1',
        availabilityZone: name,
        statusCode: 'open',
        eventScopeCode: 'ACCOUNT_SPECIFIC',
        startTime: { $secondsAgo: 900 },
      })),
      details: texts.map((_name, index) => ({
        event: { arn: `arn:aws:health:sa-east-1::event/EC2/T/${index}`, service: 'EC2', eventTypeCode: text(index) },
        eventDescription: { latestDescription: `${text(index)}\n${'D'.repeat(3_000)}` },
      })),
      entities: texts.map((name, index) => ({
        eventArn: `arn:aws:health:sa-east-1::event/EC2/T/${index}`,
        entityValue: name,
        statusCode: 'IMPAIRED',
      })),
    },
    // One region refuses in words of its own.
    faults: [
      { kind: 'deny', region: 'us-east-1', service: 'cloudwatch', action: `${HOSTILE.markup}${HOSTILE.terminal}` },
    ],
  });
  workspace = join(aws.folder, 'meridian.yaml');
  writeFileSync(workspace, hostileWorkspace());
});
afterAll(() => aws.simulator.stop());

/** JSON is YAML too, and escapes what no editor would let one type. */
function hostileWorkspace(): string {
  const site = (id: string, index: number, more: object = {}): object => ({
    id,
    name: text(index),
    country: 'BR',
    tier: 'production',
    account: 'constructor',
    region: 'sa-east-1',
    timeZone: 'America/Sao_Paulo',
    location: [-2 - index, -45 - index / 2],
    owner: 'constructor',
    contact: { text: text(index + 3) },
    runbooks: [
      { title: text(index + 4), url: `https://runbooks.example/?q=${encodeURIComponent(HOSTILE.markup)}` },
      { title: text(index + 5), url: `https://runbooks.example/"><img src=x onerror=window.ran=1>\u202e` },
    ],
    failover: id === 'constructor' ? 'toString' : 'constructor',
    signals: INHERITED_IDS.map((signal, at) => ({
      id: signal,
      name: text(index + at + 6),
      unit: text(index + at + 7),
      worse: 'higher',
      // Names of dimensions are asked for letter by letter, whatever they are called.
      metric: { namespace: 'Test', name: signal, statistic: 'Average', period: 60 },
      warning: 10,
      critical: 20,
    })),
    ...more,
  });
  return JSON.stringify({
    version: 1,
    workspace: { id: 'constructor', name: `${HOSTILE.markup}${HOSTILE.terminal}${HOSTILE.bidi}` },
    accounts: [{ id: 'constructor', name: HOSTILE.style, profile: 'prod' }],
    teams: [
      {
        id: 'constructor',
        name: HOSTILE.markup,
        level: 'L2',
        place: HOSTILE.bidi,
        timeZone: 'UTC',
        onCall: [{ days: 'mon-sun', from: '00:00', to: '00:00' }],
        handsOverTo: 'toString',
      },
      { id: 'toString', name: HOSTILE.tower, level: 'L3', place: HOSTILE.long, timeZone: 'Asia/Kolkata' },
    ],
    people: texts.map((name, index) => ({
      id: `person-${index}`,
      name,
      team: index % 2 === 0 ? 'constructor' : 'toString',
      lead: index === 0,
    })),
    sites: [
      // All of one country and tier: so each is called by its own name.
      ...INHERITED_IDS.map((id, index) => site(id, index * 3)),
      ...texts.slice(0, 8).map((_name, index) => site(`more-${index}`, index + 5, { signals: [] })),
      site('usa', 2, { country: 'US', region: 'us-east-1' }),
    ],
  });
}

describe('hostile strings are inert', () => {
  it('in the desktop app', { timeout: 120_000 }, async () => {
    const { app, page } = await openApp(
      ['--workspace', workspace, '--data', join(aws.folder, 'desktop')],
      environment(),
    );
    try {
      const complaints = await listen(page);
      await lookEverywhere(page, complaints);
      expect(
        await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getTitle())),
      ).toEqual(['Meridian']);
      // The file breaks, with a key that is as hostile: the complaint about it is inert too, and the last good one runs on.
      writeFileSync(
        workspace,
        `${hostileWorkspace().slice(0, -1)}, ${JSON.stringify(HOSTILE.markup + HOSTILE.bidi + HOSTILE.terminal)}: 1 }`,
      );
      await page.getByText('expected a known key').first().waitFor();
      await expectInert(page, 'a broken workspace file');
      await complaints.collect();
      expect(complaints.all).toEqual([]);
    } finally {
      writeFileSync(workspace, hostileWorkspace());
      await app.close();
    }
  });

  it('in the browser, and no request comes of them', { timeout: 120_000 }, async () => {
    const one = await serve(['--workspace', workspace, '--data', join(aws.folder, 'browser')], environment());
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
      const asked = new Set<string>();
      page.on('request', (request) => asked.add(new URL(request.url()).host));
      const complaints = await listen(page);
      await page.goto(one.link);
      await lookEverywhere(page, complaints);
      expect([...asked].filter((host) => host !== '')).toEqual([new URL(one.url).host]);
      expect(STEERING.exec(one.log().replaceAll('\n', ''))).toBeNull();
    } finally {
      await browser.close();
      await one.stop();
    }
  });

  it('on the terminal: no sequence gets through, and the JSON is whole', async () => {
    const words = ['status', '--workspace', workspace, '--data', join(aws.folder, 'status')];
    const shown = await run(words, environment());
    expect(shown.stdout).toContain('MARKUP<script>');
    expect(STEERING.exec(shown.stdout + shown.stderr)).toBeNull();
    // Each name stays on its line: what looks like a line of ours is one.
    expect(shown.stdout.split('\n').filter((line) => /^(one|two|three)/.test(line))).toEqual([]);
    const json = await run([...words, '--json'], environment());
    const status = JSON.parse(json.stdout) as {
      readonly sites: readonly { readonly id: string; readonly status: string }[];
    };
    expect(STEERING.exec(json.stdout)).toBeNull();
    expect(status.sites.map(({ id }) => id)).toEqual(expect.arrayContaining([...INHERITED_IDS]));
    expect(status.sites.filter(({ id }) => id === 'constructor')).toMatchObject([{ status: 'critical' }]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('in a workspace file that is refused: the complaint says where, and steers nothing', async () => {
    const broken = join(aws.folder, 'broken.yaml');
    for (const wrong of [
      `{ "version": 1, ${JSON.stringify(HOSTILE.terminal)}: 2 }`,
      String.raw`version: "\e[31m\u202e"`,
      hostileWorkspace().replace('https://runbooks.example/?q', 'javascript:window.ran=1//'),
      hostileWorkspace().replace('"id":"constructor","name":"MARKUP', '"id":"__proto__","name":"MARKUP'),
    ]) {
      writeFileSync(broken, wrong);
      const refused = await run(['status', '--workspace', broken, '--data', join(aws.folder, 'broken')], environment());
      expect([refused.code, refused.stdout]).toEqual([78, '']);
      expect(refused.stderr).toMatch(/broken\.yaml:\d+:\d+ /);
      expect(STEERING.exec(refused.stderr)).toBeNull();
    }
  });

  it('in the files of the data folder', () => {
    const log = join(aws.folder, 'desktop', 'meridian.log');
    const lines = readIfThere(log);
    expect(lines).toContain('window drawn');
    expect(STEERING.exec(lines)).toBeNull();
  });
});

/** Through every place where names are shown; at each, everything must be as it is with ordinary names. */
async function lookEverywhere(page: Page, complaints: Complaints): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await mapSites(page).first().waitFor();
  await page.getByText('MARKUP<script>window.ran=1</script>').first().waitFor();
  await expectInert(page, 'the map');

  const door = await page.evaluate(async () => {
    const { meridian } = globalThis as unknown as {
      meridian?: { call(method: string, input?: unknown): Promise<string> };
    };
    return meridian === undefined
      ? 'browser'
      : (JSON.parse(
          await meridian.call('signal.history', { site: 'constructor', signal: 'constructor', hours: 1 }),
        ) as unknown);
  });
  expect(door).not.toBeNull();

  await page.keyboard.press('l');
  await page.getByRole('columnheader', { name: 'Why' }).waitFor();
  await expectInert(page, 'the list');
  for (const site of ['constructor', 'hasOwnProperty', 'more-3', 'usa']) {
    await page.locator(`tbody [data-site="${site}"]`).click();
    const drawer = page.locator('.drawer');
    await drawer.waitFor();
    const more = page.getByRole('button', { name: /more, all quiet$/ });
    if ((await more.count()) > 0) await more.first().click();
    await expectInert(page, `the drawer of ${site}`);
    // What is said when somebody points at a thing, and what is said after copying.
    for (const hinted of (await drawer.locator('[data-hint]').all()).slice(0, 4)) {
      await hinted.hover({ force: true });
      await expectInert(page, `a hint of ${site}`);
    }
    await page.locator('.side-copy').first().click();
    await page.keyboard.press('p');
    await expectInert(page, `the notice of ${site}`);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  }
  await page.keyboard.press('l');

  await page.keyboard.press('Control+k');
  for (const search of ['', 'script', HOSTILE.markup, '\u202e', '.*', '\\', '__proto__', 'constructor']) {
    await page.getByRole('combobox').fill(search);
    await expectInert(page, `the palette with ${JSON.stringify(search)}`);
  }
  await page.keyboard.press('Escape');
  await complaints.collect();
  expect(complaints.all).toEqual([]);
}

async function expectInert(page: Page, where: string): Promise<void> {
  const seen = await page.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    const bar = document.querySelector('.bar')?.getBoundingClientRect();
    return {
      ran: 'ran' in window,
      // Elements and attributes that the window never makes itself.
      strange: all
        .filter(
          (element) =>
            /^(img|iframe|object|embed|video|audio|a|form|base|meta|template)$/i.test(element.tagName) &&
            document.body.contains(element),
        )
        .map((element) => element.outerHTML.slice(0, 80)),
      handlers: all.filter((element) => element.getAttributeNames().some((name) => name.startsWith('on'))).length,
      scripts: document.scripts.length,
      styles: document.querySelectorAll('body style').length,
      wide:
        document.documentElement.scrollWidth > window.innerWidth
          ? [...all]
              .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest('svg'))
              .map(
                (e) => `${e.tagName}.${e.getAttribute('class') ?? ''} ${Math.round(e.getBoundingClientRect().right)}`,
              )
              .slice(0, 14)
              .join(' | ')
          : false,
      bar: bar
        ? bar.top === 0 && bar.left === 0 && Math.round(bar.width) === window.innerWidth && bar.height < 60
        : false,
      texts:
        all
          .flatMap((element) => element.getAttributeNames().map((name) => element.getAttribute(name) ?? ''))
          .join('\n') + document.body.innerText,
      title: document.title,
    };
  });
  const steering = STEERING.exec(seen.texts)?.[0] ?? null;
  expect([
    where,
    { ...seen, texts: steering === null ? null : `U+${steering.codePointAt(0)?.toString(16) ?? ''}` },
  ]).toEqual([
    where,
    {
      ran: false,
      strange: [],
      handlers: 0,
      scripts: 1,
      styles: 0,
      wide: false,
      bar: true,
      texts: null,
      title: 'Meridian',
    },
  ]);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\n', '');
  } catch {
    return '';
  }
}
