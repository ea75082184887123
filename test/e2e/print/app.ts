import { writeFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';
import { windowOrigin } from '../../../main/shell/origin';
import { printToPdf } from '../../../main/shell/print';
import { CHROMIUM_SWITCHES, hardenApp } from '../../../main/shell/security';
import { incidentHtml } from '../../../shared/records/paper/incident-html';
import { paperOf } from './paper';

/** Prints pages as the app does, with everything hardened that the app hardens, and says what was refused. */
for (const [name, value] of CHROMIUM_SWITCHES)
  app.commandLine.appendSwitch(name, ...(value === undefined ? [] : [value]));
const folder = process.env['MERIDIAN_PRINT'] ?? '';
const built = process.env['MERIDIAN_BUILT'] ?? '';
const refused: string[] = [];
hardenApp(app, windowOrigin(null, false), (line) => refused.push(line));
app.on('window-all-closed', () => undefined);

void app.whenReady().then(async () => {
  const pages: Readonly<Record<string, string>> = {
    short: incidentHtml(paperOf(3)),
    long: incidentHtml(paperOf(400)),
    large: incidentHtml(paperOf(300, 3_000)),
    hostile: `<!doctype html><meta charset="utf-8"><style>@font-face{font-family:own;src:url(https://203.0.113.9/x.woff2),url(meridian-print://page/x.woff2),url(file:///etc/passwd)}body{font-family:own}</style><body>words<script>document.title='RAN';location='https://203.0.113.9/'</script><img src="https://203.0.113.9/x.png"><iframe src="file:///etc/passwd"></iframe><link rel="stylesheet" href="https://203.0.113.9/x.css"><meta http-equiv="refresh" content="0;url=https://203.0.113.9/">`,
  };
  const said: Record<string, unknown> = {};
  await Promise.all(
    Object.entries(pages).map(async ([name, page]) => {
      const printed = await printToPdf(page, (line) => refused.push(`${name}: ${line}`), built);
      said[name] = printed.ok ? 'printed' : printed.error;
      if (printed.ok) writeFileSync(`${folder}/${name}.pdf`, printed.value);
    }),
  );
  writeFileSync(
    `${folder}/said.json`,
    JSON.stringify({ said, refused, windows: BrowserWindow.getAllWindows().length }),
  );
  app.exit(0);
});
