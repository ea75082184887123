import { writeFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';
import { windowOrigin } from '../../../main/shell/origin';
import { printToPdf } from '../../../main/shell/print';
import { CHROMIUM_SWITCHES, hardenApp } from '../../../main/shell/security';
import { handoverHtml } from '../../../shared/records/paper/handover-html';
import { END, NAMES, fullHandover, longWords, ordinaryHandover } from '../../builders/handed-over';

/** Prints handovers as the app does, with everything hardened that the app hardens, and says what was refused. */
for (const [name, value] of CHROMIUM_SWITCHES)
  app.commandLine.appendSwitch(name, ...(value === undefined ? [] : [value]));
const folder = process.env['MERIDIAN_PRINT'] ?? '';
const refused: string[] = [];
hardenApp(app, windowOrigin(null, false), (line) => refused.push(line));
app.on('window-all-closed', () => undefined);

/** How far anything stands out of the sheet to the right, laid out as the printer does. */
const OVERFLOW = `(() => { const sheet = document.querySelector('.sheet').getBoundingClientRect();
  const out = [...document.querySelectorAll('td, h1, h2, p, div, li')].filter((one) => one.getBoundingClientRect().right > sheet.right + 1
    || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'));
  const small = [...document.querySelectorAll('body *')].filter((one) => one.textContent.trim() !== '' && parseFloat(getComputedStyle(one).fontSize) < 11);
  return { out: out.map((one) => one.outerHTML.slice(0, 200)), small: small.map((one) => one.outerHTML.slice(0, 100)) }; })()`;

async function measured(page: string, width: number): Promise<unknown> {
  const window = new BrowserWindow({ show: false, width, height: 1_100, webPreferences: { sandbox: true } });
  try {
    await window.loadURL('about:blank');
    await window.webContents.executeJavaScript(
      `document.open(); document.write(${JSON.stringify(page.replace('</style>', 'body { padding: 0 !important; }</style>'))}); document.close(); document.body.style.width = '${width - 96}px';`,
    );
    return await window.webContents.executeJavaScript(OVERFLOW);
  } finally {
    window.destroy();
  }
}

void app.whenReady().then(async () => {
  const options = { zone: 'receiver', now: END, demo: true, workspace: 'Retail platform' } as const;
  const said: Record<string, unknown> = {};
  for (const [name, view] of Object.entries({
    ordinary: ordinaryHandover(),
    full: fullHandover(200),
    words: longWords(),
  }))
    for (const paper of ['A4', 'Letter'] as const) {
      const page = handoverHtml(view, NAMES, { ...options, paper });
      const printed = await printToPdf(page, (line) => refused.push(`${name}: ${line}`), paper);
      if (printed.ok) writeFileSync(`${folder}/${name}-${paper}.pdf`, printed.value);
      said[`${name}-${paper}`] = printed.ok ? await measured(page, paper === 'A4' ? 794 : 816) : printed.error;
    }
  writeFileSync(
    `${folder}/said.json`,
    JSON.stringify({ said, refused, windows: BrowserWindow.getAllWindows().length }),
  );
  app.exit(0);
});
