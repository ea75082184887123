// "node scripts/icons.mjs", by hand after a change of the mark: draws every icon of the packages into build/icons, from
// the mark in renderer/ui/icons.tsx. Needs a Chromium (scripts/lib/system.mjs finds it); the results are committed.
import './lib/require-node.mjs';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { icns, ico } from './lib/icon-files.mjs';
import { appIcon, documentIcon, trayIcon, trayStates } from './lib/icon-drawing.mjs';
import { root } from './lib/paths.mjs';
import { findChromium } from './lib/system.mjs';
import { PlainError, say, script } from './lib/terminal.mjs';

const folder = join(root, 'build', 'icons');
const linuxSizes = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512, 1024];
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const macSizes = [16, 32, 64, 128, 256, 512, 1024];

await script(async () => {
  const executablePath = findChromium();
  if (!executablePath)
    throw new PlainError('There is no Chromium to draw with.', 'Install one, or set MERIDIAN_CHROMIUM.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--force-color-profile=srgb'] });
  try {
    const page = await browser.newPage({ deviceScaleFactor: 1 });
    /**
     * @param {string} svg
     * @param {number} size in pixels
     */
    const draw = async (svg, size) => {
      await page.setViewportSize({ width: size, height: size });
      const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `);
      await page.setContent(`<body style="margin:0;background:transparent">${sized}</body>`);
      return page.screenshot({ omitBackground: true });
    };
    /**
     * @param {(size: number) => string} svgOf
     * @param {readonly number[]} sizes
     */
    const drawAll = async (svgOf, sizes) => {
      /** @type {Map<number, Buffer>} */
      const pictures = new Map();
      for (const size of sizes) pictures.set(size, await draw(svgOf(size), size));
      return pictures;
    };

    rmSync(folder, { recursive: true, force: true });
    save('meridian.svg', appIcon(512, 'desktop'));
    save('meridian-small.svg', appIcon(16, 'desktop'));
    for (const [size, png] of await drawAll((size) => appIcon(size, 'desktop'), linuxSizes))
      save(join('linux', `${size}x${size}.png`), png);
    save('meridian.ico', ico(await drawAll((size) => appIcon(size, 'desktop'), windowsSizes)));
    save('meridian.icns', icns(await drawAll((size) => appIcon(size, 'mac'), macSizes)));
    save('workspace.ico', ico(await drawAll(documentIcon, windowsSizes)));
    save('workspace.icns', icns(await drawAll(documentIcon, macSizes)));
    for (const state of trayStates)
      for (const scale of [1, 2])
        save(join('tray', `${state}${scale === 1 ? '' : '@2x'}.png`), await draw(trayIcon(state), 22 * scale));
  } finally {
    await browser.close();
  }
  say(`icons: drawn into ${folder}`);
});

/**
 * @param {string} name
 * @param {string | Buffer} content
 */
function save(name, content) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
