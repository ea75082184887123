import { writeFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';
import { windowOrigin } from '../../../main/shell/origin';
import { printToPdf } from '../../../main/shell/print';
import { withFonts } from '../../../main/shell/print-fonts';
import { CHROMIUM_SWITCHES, hardenApp } from '../../../main/shell/security';
import type { HandoverNames } from '../../../shared/records/handover-out/options';
import { handoverHtml } from '../../../shared/records/paper/handover-html';
import { END, NAMES, fullHandover, longWords } from '../../builders/handed-over';
import { ordinaryHandover } from '../../builders/ordinary-handover';

/** Prints handovers as the app does, with everything hardened that the app hardens, and says what was refused. */
for (const [name, value] of CHROMIUM_SWITCHES)
  app.commandLine.appendSwitch(name, ...(value === undefined ? [] : [value]));
const folder = process.env['MERIDIAN_PRINT'] ?? '';
const built = process.env['MERIDIAN_BUILT'] ?? '';
const refused: string[] = [];
hardenApp(app, windowOrigin(null, false), (line) => refused.push(line));
app.on('window-all-closed', () => undefined);

/** The people of an ordinary one, as they write themselves. */
const PEOPLE: Readonly<Record<string, string>> = {
  vikram: 'विक्रम देशपांडे',
  ananya: 'अनन्या कृष्णमूर्ति',
  marcus: 'Владислав Чорновіл',
  sneha: 'Łukasz Żółć',
};
const SCRIPTS: HandoverNames = { ...NAMES, person: (id) => PEOPLE[id] ?? NAMES.person(id) };

/** How far anything stands out of the sheet to the right, laid out as the printer does. */
const OVERFLOW = `document.fonts.ready.then(() => { const sheet = document.querySelector('.sheet').getBoundingClientRect();
  const out = [...document.querySelectorAll('td, h1, h2, p, div, li')].filter((one) => one.getBoundingClientRect().right > sheet.right + 1
    || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'));
  const below = [...document.querySelectorAll('body *')].filter((one) => one.textContent.trim() !== '' && parseFloat(getComputedStyle(one).fontSize) < 11);
  return { out: out.map((one) => one.outerHTML.slice(0, 200)), below: below.map((one) => one.outerHTML.slice(0, 100)) }; })`;

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
  for (const [name, view, names] of [
    ['ordinary', ordinaryHandover(), NAMES],
    ['scripts', ordinaryHandover(), SCRIPTS],
    ['full', fullHandover(200), NAMES],
    ['words', longWords(), NAMES],
  ] as const)
    for (const paper of ['A4', 'Letter'] as const) {
      const log = (line: string): number => refused.push(`${name}: ${line}`);
      const page = handoverHtml(view, names, { ...options, paper });
      const width = paper === 'A4' ? 794 : 816;
      const printed = await printToPdf(page, log, built, paper);
      if (printed.ok) writeFileSync(`${folder}/${name}-${paper}.pdf`, printed.value);
      said[`${name}-${paper}`] = printed.ok ? await measured(await withFonts(page, built, log), width) : printed.error;
      said[`${name}-${paper}, opened elsewhere`] = await measured(page, width);
    }
  writeFileSync(
    `${folder}/said.json`,
    JSON.stringify({ said, refused, windows: BrowserWindow.getAllWindows().length }),
  );
  app.exit(0);
});
