import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFocus, auditPage } from '../screens/audit/audit';
import { RULES, type Finding, type Rule } from '../screens/audit/page/types';
import { openBrowser } from './windows';

/** The audit itself: it must report each kind of planted fault, and pass the page that is right. */
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 640, height: 400 } });
});
afterAll(async () => {
  await browser.close();
});

const html = (body: string, style = ''): string => `<!doctype html><html lang="en"><head><title>Planted</title><style>
  * { box-sizing: border-box; margin: 0; }
  body { background: #fff; color: #222; font: 14px/20px sans-serif; }
  .place { position: absolute; left: 20px; top: 20px; }
  ${style}</style></head><body><main>${body}</main></body></html>`;

async function findingsOf(content: string): Promise<readonly Finding[]> {
  await page.setContent(content);
  return (await auditPage(page)).findings;
}

interface Plant {
  readonly rule: Rule;
  readonly what: string;
  readonly bad: string;
  readonly good: string;
  readonly style?: string;
}

/** The product's own fonts, inside of the page. */
const fontFaces = (): string =>
  (
    [
      ['latin', 'U+0000-00FF'],
      ['cyrillic', 'U+0400-045F'],
      ['devanagari-devanagari', 'U+0900-097F'],
    ] as const
  )
    .map(([name, range]) => {
      const file = resolve(import.meta.dirname, `../../renderer/ui/fonts/ibm-plex-sans-${name}-400-normal.woff2`);
      return `@font-face { font-family: Plex; unicode-range: ${range}; src: url(data:font/woff2;base64,${readFileSync(file).toString('base64')}); }`;
    })
    .join(' ');

const LONG = 'Orders of the last five minutes in every store';
const box = (style: string, text: string, more = ''): string =>
  `<div class="place" style="${style}" ${more}>${text}</div>`;

const PLANTS: readonly Plant[] = [
  {
    rule: 'page-scrolls',
    what: 'a page wider than the window',
    bad: '<div style="width: 900px; height: 20px; background: #ddd">wide</div>',
    good: '<div style="width: 600px; height: 20px; background: #ddd">wide</div>',
  },
  {
    rule: 'outside-window',
    what: 'a text that leaves the window',
    style: 'body { overflow: hidden; }',
    bad: '<div class="place" style="left: 600px; white-space: nowrap">leaves the window</div>',
    good: '<div class="place" style="left: 400px; white-space: nowrap">stays inside</div>',
  },
  {
    rule: 'outside-window',
    what: 'a button below the lower edge',
    style: 'body { overflow: hidden; height: 400px; }',
    bad: '<button class="place" style="top: 390px; height: 30px">Save</button>',
    good: '<button class="place" style="top: 360px; height: 30px">Save</button>',
  },
  {
    rule: 'spills',
    what: 'a text wider than its box',
    bad: box('width: 60px; border: 1px solid #555; white-space: nowrap', LONG),
    good: box('width: 400px; border: 1px solid #555; white-space: nowrap', LONG),
  },
  {
    rule: 'text-cut',
    what: 'a text cut without an ellipsis',
    bad: box('width: 60px; overflow: hidden; white-space: nowrap', LONG),
    good: box('width: 60px; height: 40px; overflow: auto; white-space: nowrap', LONG, 'tabindex="0"'),
  },
  {
    rule: 'ellipsis-unreachable',
    what: 'an ellipsis whose whole text is nowhere',
    bad: box('width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis', LONG),
    good: box('width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis', LONG, `title="${LONG}"`),
  },
  {
    rule: 'glyphs-cut',
    what: 'letters cut by a low box',
    bad: box('height: 11px; overflow: hidden; font-size: 18px; line-height: 16px', 'Ågypq'),
    good: box('height: 26px; overflow: hidden; font-size: 18px; line-height: 26px', 'Ågypq'),
  },
  {
    rule: 'lines-touch',
    what: 'lines that run into each other',
    bad: box('width: 60px; font-size: 18px; line-height: 9px', 'Ågypq Ågypq Ågypq'),
    good: box('width: 60px; font-size: 18px; line-height: 24px', 'Ågypq Ågypq Ågypq'),
  },
  {
    rule: 'no-glyph',
    what: 'a character that no font has',
    bad: box('', 'Stores \u{e123}\u{f0123}'),
    good: box('', 'Stores São Paulo'),
  },
  {
    rule: 'text-overlap',
    what: 'two texts on one place',
    bad: `${box('', 'Brazil production')}${box('left: 60px', 'Canada development')}`,
    good: `${box('', 'Brazil production')}${box('top: 60px', 'Canada development')}`,
  },
  {
    rule: 'text-overlap',
    what: 'two texts of a drawing on one place',
    bad: '<svg width="300" height="60"><text x="10" y="30">18:00 UTC</text><text x="40" y="30">19:00 UTC</text></svg>',
    good: '<svg width="300" height="60"><text x="10" y="30">18:00 UTC</text><text x="140" y="30">19:00 UTC</text></svg>',
  },
  {
    rule: 'text-covered',
    what: 'a text half under a box',
    bad: `${box('', 'Brazil production')}${box('left: 80px; width: 90px; height: 24px; background: #cde', '')}`,
    good: `${box('', 'Brazil production')}${box('left: 180px; width: 90px; height: 24px; background: #cde', '')}`,
  },
  {
    rule: 'control-covered',
    what: 'a button under a sheet',
    bad: '<button class="place" style="width: 80px; height: 30px">Open</button><div class="place" style="width: 200px; height: 60px; opacity: 0.01"></div>',
    good: '<button class="place" style="width: 80px; height: 30px">Open</button>',
  },
  {
    rule: 'controls-overlap',
    what: 'two buttons that share a place',
    bad: '<button class="place" style="width: 80px; height: 30px">Open</button><button class="place" style="left: 85px; width: 80px; height: 30px">Close</button>',
    good: '<button class="place" style="width: 80px; height: 30px">Open</button><button class="place" style="left: 110px; width: 80px; height: 30px">Close</button>',
  },
  {
    rule: 'plates-overlap',
    what: 'two plates of the map',
    bad: '<div class="place plate" style="width: 90px; height: 40px">USA</div><div class="place plate" style="left: 100px; top: 45px; width: 90px; height: 40px">Canada</div>',
    good: '<div class="place plate" style="width: 90px; height: 40px">USA</div><div class="place plate" style="left: 120px; width: 90px; height: 40px">Canada</div>',
  },
  {
    rule: 'marker-covered',
    what: 'a plate over a marker',
    bad: '<button class="place mark" aria-label="USA" style="width: 26px; height: 26px; border-radius: 50%"></button><div class="place plate" style="left: 36px; width: 90px; height: 40px">USA</div>',
    good: '<button class="place mark" aria-label="USA" style="width: 26px; height: 26px; border-radius: 50%"></button><div class="place plate" style="left: 60px; width: 90px; height: 40px">USA</div>',
  },
  {
    rule: 'font-size',
    what: 'letters of 9 px',
    bad: box('font-size: 9px', 'axis'),
    good: box('font-size: 11px', 'axis'),
  },
  {
    rule: 'font-size',
    what: 'letters of 14 px in a drawing at half its size',
    bad: '<svg width="150" height="30" viewBox="0 0 300 60"><text x="10" y="30">18:00 UTC</text></svg>',
    good: '<svg width="300" height="60" viewBox="0 0 300 60"><text x="10" y="30">18:00 UTC</text></svg>',
  },
  {
    rule: 'target-size',
    what: 'small buttons side by side',
    bad: '<button class="place" style="width: 14px; height: 14px" aria-label="a"></button><button class="place" style="left: 36px; width: 14px; height: 14px" aria-label="b"></button>',
    good: '<button class="place" style="width: 14px; height: 14px" aria-label="a"></button><button class="place" style="left: 46px; width: 14px; height: 14px" aria-label="b"></button>',
  },
  {
    rule: 'status-without-word',
    what: 'a state that is only a shape',
    bad: '<p class="place"><svg data-status="critical" width="16" height="16"><rect width="16" height="16" fill="#900"/></svg> Brazil</p>',
    good: '<p class="place"><svg data-status="critical" width="16" height="16"><rect width="16" height="16" fill="#900"/></svg> Brazil: critical</p>',
  },
  {
    rule: 'duplicate-id',
    what: 'an id that stands twice',
    bad: '<p id="one">Brazil</p><p id="one">Canada</p>',
    good: '<p id="one">Brazil</p><p id="two">Canada</p>',
  },
  {
    rule: 'text-contrast',
    what: 'grey on white',
    bad: box('color: #8a8a8a', 'Last reading'),
    good: box('color: #666', 'Last reading'),
  },
  {
    rule: 'text-contrast',
    what: 'a text on a picture, dark in one half',
    bad: box(
      'color: #fff; width: 300px; padding: 8px; background: linear-gradient(90deg, #222 50%, #ddd 50%)',
      'Last known state of all stores in Brazil',
    ),
    good: box(
      'color: #fff; width: 300px; padding: 8px; background: linear-gradient(90deg, #222 50%, #444 50%)',
      'Last known state of all stores in Brazil',
    ),
  },
  {
    rule: 'text-contrast',
    what: 'an opacity far above a text',
    bad: `<div style="opacity: 0.5">${box('color: #222', 'Last reading')}</div>`,
    good: `<div style="opacity: 0.9">${box('color: #222', 'Last reading')}</div>`,
  },
  {
    rule: 'text-contrast',
    what: 'a text of a drawing',
    bad: '<svg width="300" height="60"><rect width="300" height="60" fill="#123"/><text x="10" y="30" fill="#567">18:00 UTC</text></svg>',
    good: '<svg width="300" height="60"><rect width="300" height="60" fill="#123"/><text x="10" y="30" fill="#9bc">18:00 UTC</text></svg>',
  },
  {
    rule: 'graphic-contrast',
    what: 'a pale icon in a button',
    bad: '<button class="place" style="width: 32px; height: 32px; border: 0; background: #fff" aria-label="Close"><svg width="16" height="16"><rect width="16" height="16" fill="#ccc"/></svg></button>',
    good: '<button class="place" style="width: 32px; height: 32px; border: 0; background: #fff" aria-label="Close"><svg width="16" height="16"><rect width="16" height="16" fill="#555"/></svg></button>',
  },
  {
    rule: 'axe',
    what: 'a button without a name',
    bad: '<button class="place" style="width: 32px; height: 32px"></button>',
    good: '<button class="place" style="width: 32px; height: 32px" aria-label="Close"></button>',
  },
];

describe('the audit of a page', () => {
  it.each(PLANTS)('$rule: $what is reported, and its repair is not', async ({ rule, bad, good, style }) => {
    const found = await findingsOf(html(bad, style));
    expect(found.map((finding) => finding.rule)).toContain(rule);
    expect(await findingsOf(html(good, style))).toEqual([]);
  });

  it('focus-invisible: a button that hides its focus is reported, one with a ring is not', async () => {
    const button =
      '<button class="place" style="width: 90px; height: 32px; border: 1px solid #555; background: #fff">Open</button>';
    await page.setContent(html(button, 'button:focus-visible { outline: 1px solid #eee; }'));
    expect((await auditFocus(page)).map(({ rule }) => rule)).toEqual(['focus-invisible']);
    await page.setContent(html(button, 'button:focus-visible { outline: 2px solid #06c; outline-offset: 2px; }'));
    expect(await auditFocus(page)).toEqual([]);
  });

  it('what lies behind a sheet is put aside, not broken', async () => {
    const sheet =
      '<div role="dialog" aria-label="Keys" style="position: fixed; inset: 0; background: rgba(255, 255, 255, 0.8)"><p style="padding: 40px">All keys</p></div>';
    expect(
      await findingsOf(
        html(`${box('color: #8a8a8a', 'Last reading')}<button class="place" style="top: 200px">Open</button>${sheet}`),
      ),
    ).toEqual([]);
  });

  it('scripts without Latin letters are read like others: not cut, no boxes', async () => {
    const text = 'भारत उत्पादन, São Paulo, Виробниче середовище';
    const style = `${fontFaces()} body { font-family: Plex; }`;
    expect(await findingsOf(html(box('width: 460px; overflow: hidden; line-height: 24px', text), style))).toEqual([]);
    const cut = await findingsOf(
      html(box('width: 460px; height: 12px; overflow: hidden; line-height: 12px', text), style),
    );
    expect(cut.map(({ rule }) => rule)).toContain('glyphs-cut');
    const foreign = await findingsOf(html(box('', 'Tokyo 東京'), style));
    expect(foreign.map(({ rule }) => rule)).toContain('no-glyph');
  });

  it('every rule has a plant', () => {
    const planted = new Set<Rule>([...PLANTS.map(({ rule }) => rule), 'focus-invisible']);
    expect(RULES.filter((rule) => !planted.has(rule))).toEqual([]);
  });
});
