import { chromium, type Page, type Request } from 'playwright-core';
import { z } from 'zod';
import type { BenchContext, Figure, Row } from '../figure';
import { startCommand } from '../rig/process';
import { inlineScripts, isScript, scriptOf, type Script } from '../scripts-of-page';

const LIMIT = { kind: 'at-most', value: 350 } as const;
const KB = 1_000;
const MARKERS = 'Sites on the map, by attention';

const firstLine = z.object({ url: z.string(), token: z.string(), link: z.string() });
const statusOf = z.object({ sites: z.array(z.unknown()).min(1) });

export const firstScreenFigure: Figure = {
  id: 'g',
  title: 'JavaScript of the first screen',
  method:
    'The built window is opened in a fresh Chromium profile (`meridian serve`, demo) until every site of the snapshot has its marker on the map. ' +
    'Every script that was asked for until then counts, whatever its name: by its content type, from the network, with preloads, workers and code ' +
    'in the page itself. Each is compressed on its own (gzip, level 9) and the sizes are added; 1 kB is 1,000 bytes.',
  run: measure,
};

async function measure({ chromium: executablePath, out, temp, log }: BenchContext): Promise<readonly Row[]> {
  const what = 'JavaScript loaded until all markers of the demo are drawn, gzipped';
  if (executablePath === null)
    return [{ id: 'g', what, measured: null, unit: 'kB', limit: LIMIT, skipped: 'there is no Chromium here' }];
  const served = await startCommand(out, ['serve', '--port', '0', '--data', temp]);
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-background-networking', '--no-first-run'],
    ],
  });
  try {
    const { url, token, link } = firstLine.parse(served.first);
    const page = await browser.newPage();
    const requests: Request[] = [];
    page.context().on('request', (request) => requests.push(request));
    await page.goto(link, { waitUntil: 'commit' });
    const sites = await siteCount(url, token);
    await allDrawn(page, sites);
    // What is asked for from here on is no part of the first screen; what was asked for is, also if it is still on its way.
    const scripts = await loaded([...requests]);
    for (const { name, bytes, gzipped } of scripts) log(`  ${name}: ${bytes} bytes, ${gzipped} gzipped`);
    return [total(what, sites, scripts), ...scripts.map(chunk)];
  } finally {
    await browser.close();
    await served.stop();
  }
}

async function siteCount(url: string, token: string): Promise<number> {
  const answer = await fetch(`${url}/api/snapshot`, { headers: { authorization: `Bearer ${token}` } });
  return statusOf.parse(await answer.json()).sites.length;
}

/** Every marker has been laid out and a frame with it was drawn. */
async function allDrawn(page: Page, sites: number): Promise<void> {
  const markers = page.getByRole('list', { name: MARKERS }).getByRole('button');
  await markers.nth(sites - 1).waitFor();
  const count = await markers.count();
  if (count !== sites) throw new Error(`${count} markers for ${sites} sites`);
  await page.evaluate(
    () => new Promise<void>((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))),
  );
}

async function loaded(requests: readonly Request[]): Promise<readonly Script[]> {
  const found: Script[] = [];
  for (const request of requests) {
    const response = await request.response();
    if (response === null || response.status() >= 300) continue;
    const { pathname } = new URL(request.url());
    const type = response.headers()['content-type'] ?? '';
    if (isScript(type, request.resourceType())) found.push(scriptOf(pathname, await response.body()));
    else if (/\bhtml\b/.test(type))
      found.push(...inlineScripts(await response.text()).map((code) => scriptOf('in the page', Buffer.from(code))));
  }
  return found.sort((a, b) => b.gzipped - a.gzipped);
}

function total(what: string, sites: number, scripts: readonly Script[]): Row {
  const gzipped = scripts.reduce((sum, script) => sum + script.gzipped, 0);
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
  if (gzipped === 0) throw new Error('no script was seen: nothing was measured');
  return {
    id: 'g',
    what,
    measured: gzipped / KB,
    unit: 'kB',
    limit: LIMIT,
    note: `${sites} markers, ${scripts.length} ${scripts.length === 1 ? 'script' : 'scripts'}, ${Math.round(bytes / KB)} kB before compression`,
  };
}

const chunk = ({ name, bytes, gzipped }: Script): Row => ({
  id: 'g chunk',
  what: name,
  measured: gzipped / KB,
  unit: 'kB',
  limit: null,
  note: `${Math.round(bytes / KB)} kB before compression`,
});
