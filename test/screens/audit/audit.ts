import { resolve } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { build } from 'vite';
import { changedPixels, graphicContrast, textContrast, type Pixels } from './pixels';
import type { AuditOptions, Box, Finding, PageReport } from './page/types';

/** What Meridian's own design language asks for: docs/design-language.md. */
const OPTIONS: AuditOptions = {
  plates:
    '.plate, .map-tag, .arc-label, .team-label, .chosen-label, .title:not(.is-inline), .legend, .layers, .live-back',
  markers: '.mark',
  floats: '[role="dialog"], [role="menu"], .shade, .hint, .notice, .chart-reading, .tl-ghost',
  leastFont: 11,
  leastFontInitials: 10,
  initials: '.avatar',
};

export interface Audited {
  readonly findings: readonly Finding[];
  readonly seen: PageReport['seen'];
  /** The page as it was, as PNG. */
  readonly picture: Buffer;
}

let script: Promise<string> | undefined;

/** The half that runs inside of the page, as one script; made once per process. */
function pageScript(): Promise<string> {
  script ??= bundle();
  return script;
}

async function bundle(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'chrome114',
      lib: { entry: resolve(import.meta.dirname, 'page/index.ts'), formats: ['iife'], name: 'meridianAudit' },
    },
  });
  const [first] = [made].flat();
  const chunk = first && 'output' in first ? first.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error('the audit could not be bundled');
  return chunk.code;
}

/** Looks at the page as it stands: its boxes and texts, its pixels, and axe's rules for names and roles. */
export async function auditPage(
  page: Page,
  /** `roles`: also axe's rules, which do not depend on colours. */
  { roles = true, options = OPTIONS }: { readonly roles?: boolean; readonly options?: AuditOptions } = {},
): Promise<Audited> {
  const code = await pageScript();
  await page.evaluate('document.fonts.ready.then(() => null)');
  for (let round = 1; ; round += 1) {
    const before = await page.evaluate<string>(FINGERPRINT);
    const audited = await auditOnce(page, code, roles, options);
    // News from the program behind moved something between the boxes and the pixels: look again.
    if (round === MOST_ROUNDS || (await page.evaluate<string>(FINGERPRINT)) === before) return audited;
  }
}

const MOST_ROUNDS = 5;

/** All texts and where they stand. */
const FINGERPRINT = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const parts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    range.selectNodeContents(node);
    const { left, top, width } = range.getBoundingClientRect();
    parts.push([node.nodeValue, Math.round(left), Math.round(top), Math.round(width)].join());
  }
  return parts.join('|');
})()`;

async function auditOnce(page: Page, code: string, roles: boolean, options: AuditOptions): Promise<Audited> {
  const report = await page.evaluate<PageReport>(
    `(() => { ${code}; return meridianAudit.audit(${JSON.stringify(options)}); })()`,
  );
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const behind = await withoutTexts(page, () => page.screenshot({ animations: 'disabled', caret: 'hide' }));
  const [shown, ground] = await Promise.all([pixelsOf(picture), pixelsOf(behind)]);
  return {
    findings: [
      ...report.findings,
      ...contrastFindings(report, shown, ground),
      ...(roles ? await axeFindings(page) : []),
    ],
    seen: report.seen,
    picture,
  };
}

function contrastFindings({ texts, graphics }: PageReport, shown: Pixels, ground: Pixels): readonly Finding[] {
  const dim = texts.flatMap((probe): readonly Finding[] => {
    const ratio = textContrast(probe, ground);
    const [box] = probe.boxes;
    if (ratio >= probe.least - 0.005 || !box) return [];
    const detail = `${ratio.toFixed(2)} to 1, at least ${probe.least}`;
    return [{ rule: 'text-contrast', selector: probe.selector, text: probe.text, detail, box }];
  });
  const faint = graphics.flatMap((probe): readonly Finding[] => {
    const ratio = graphicContrast(probe, shown);
    if (ratio >= 2.995) return [];
    const detail = `${ratio.toFixed(2)} to 1, at least 3`;
    return [{ rule: 'graphic-contrast', selector: probe.selector, text: '', detail, box: probe.box }];
  });
  return [...dim, ...faint];
}

const WITHOUT_TEXTS = `
  *, *::before, *::after, *::placeholder, *::first-line { -webkit-text-fill-color: transparent !important; text-shadow: none !important; transition: none !important; }
  svg text, svg tspan { fill: transparent !important; }
`;

/** Takes all letters away and leaves everything behind them. A policy of the page against styles does not see this sheet. */
async function withoutTexts<T>(page: Page, run: () => Promise<T>): Promise<T> {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, WITHOUT_TEXTS);
  try {
    return await run();
  } finally {
    await page.evaluate(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
    });
  }
}

async function pixelsOf(picture: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

interface AxeNode {
  readonly target: readonly string[];
  readonly html: string;
  readonly failureSummary: string;
}

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly AxeNode[];
}

/** Rules of axe that ours do not cover: names, roles, states, focus order. Colours are ours: axe does not see what lies behind. */
async function axeFindings(page: Page): Promise<readonly Finding[]> {
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(`${axe.source}; null`);
  const violations = await page.evaluate<readonly AxeViolation[]>(`axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
    resultTypes: ['violations'],
  }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map(({ target, html, failureSummary }) => ({ target: target.map(String), html, failureSummary })),
  })))`);
  return violations.flatMap(({ id, help, nodes }): readonly Finding[] => {
    const [first] = nodes;
    if (!first) return [];
    const others = nodes.length > 1 ? ` (and ${nodes.length - 1} more)` : '';
    return [
      {
        rule: 'axe',
        selector: first.target.join(' '),
        text: first.html.replace(/\s+/g, ' ').slice(0, 80),
        detail: `${id}: ${help}${others}. ${first.failureSummary.replace(/\s+/g, ' ').slice(0, 160)}`,
        box: { left: 0, top: 0, width: 0, height: 0 },
      },
    ];
  });
}

/** A frame of two pixels around a control changes at least this share of its outline. */
const LEAST_FRAME = 0.5;

/**
 * WCAG 2.4.7, 2.4.13: what has the focus looks different enough. Compares pictures of the same place with and without the
 * focus, one control of each kind.
 */
export async function auditFocus(page: Page, most = 16): Promise<readonly Finding[]> {
  // From here on the engine shows the focus of whatever is focused by a program.
  await page.keyboard.press('Home');
  const kinds = await page.evaluate((limit) => {
    const seen = new Set<string>();
    const all = [...document.querySelectorAll<HTMLElement>('button, a[href], [tabindex="0"]')];
    return all
      .flatMap((element, index) => {
        const box = element.getBoundingClientRect();
        const kind = `${element.tagName} ${element.getAttribute('class') ?? ''}`;
        const whole =
          box.width > 0 &&
          box.left >= 4 &&
          box.top >= 4 &&
          box.right <= innerWidth - 4 &&
          box.bottom <= innerHeight - 4;
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const reachable = hit !== null && (element.contains(hit) || hit.contains(element));
        if (!whole || !reachable || seen.has(kind) || element.matches(':disabled')) return [];
        seen.add(kind);
        return [
          {
            index,
            selector: `${element.tagName.toLowerCase()}.${(element.getAttribute('class') ?? '').replace(/\s+/g, '.')}`,
          },
        ];
      })
      .slice(0, limit);
  }, most);
  const findings: Finding[] = [];
  for (const { index, selector } of kinds) {
    const focus = (on: boolean): Promise<Box | null> =>
      page.evaluate(
        ([at, wanted]) => {
          const element = document.querySelectorAll<HTMLElement>('button, a[href], [tabindex="0"]')[at];
          if (!element) return null;
          if (wanted) element.focus({ preventScroll: true });
          else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
          // A control that is stretched over its container shows its ring there.
          const after = getComputedStyle(element, '::after');
          const stretched = after.content !== 'none' && after.position === 'absolute' && after.inset === '0px';
          const ringed = stretched && getComputedStyle(element).position === 'static' ? element.offsetParent : element;
          const { left, top, width, height } = (ringed ?? element).getBoundingClientRect();
          return { left, top, width, height };
        },
        [index, on] as const,
      );
    const box = await focus(false);
    if (!box) continue;
    const clip = {
      x: Math.max(0, box.left - 8),
      y: Math.max(0, box.top - 8),
      width: box.width + 16,
      height: box.height + 16,
    };
    const shot = async (): Promise<Pixels> =>
      pixelsOf(await page.screenshot({ clip, animations: 'disabled', caret: 'hide' }));
    const before = await shot();
    await focus(true);
    const after = await shot();
    await focus(false);
    const changed = changedPixels(before, after, 3);
    const needed = Math.round(2 * (box.width + box.height) * LEAST_FRAME);
    if (changed < needed)
      findings.push({
        rule: 'focus-invisible',
        selector,
        text: '',
        detail: `${changed} px change with 3 to 1, at least ${needed}`,
        box,
      });
  }
  return findings;
}
