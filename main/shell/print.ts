import { randomUUID } from 'node:crypto';
import { BrowserWindow, session, type Session } from 'electron';
import { err, ok, type Result } from '../../shared/lib/result';
import { SECOND, type Ms } from '../../shared/lib/time';
import { PAPER_POLICY } from '../../shared/records/paper/policy';
import type { PaperSize } from '../../shared/records/paper/style';
import { FONT_SOURCE, withFonts } from './print-fonts';
import type { Log } from './security';

export interface PrintProblem {
  readonly kind: 'not-printed';
  readonly message: string;
}

/** The longest page there can be takes a fraction of it on a machine at rest; one that takes more must not stay. */
const LONGEST: Ms = 120 * SECOND;
/** Of a session of its own: nothing of the window's is in it, and nothing of it is kept. */
const PARTITION = 'meridian-print';
const SCHEME = 'meridian-print';
const addressOf = (id: string): string => `${SCHEME}://page/${id}`;
/** Pages that are being printed: nothing else has an address there. */
const pages = new Map<string, string>();

/**
 * Makes a PDF of a page (shared/records/paper): in a window nobody sees, sandboxed, without scripts, and with a session that loads the page
 * itself and nothing else, the window's fonts in it. Numbered pages of the size that the page asks for, else of this one. The window is
 * gone when this returns.
 * @param built folder of the built window, whose fonts are printed with
 */
export async function printToPdf(
  page: string,
  log: Log,
  built: string,
  paper: PaperSize = 'A4',
): Promise<Result<Uint8Array, PrintProblem>> {
  const own = quietSession(log);
  const url = addressOf(randomUUID());
  pages.set(url, await withFonts(page, built, log));
  const window = new BrowserWindow({
    show: false,
    width: 800,
    height: 1_100,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      images: false,
      webgl: false,
      webSecurity: true,
      spellcheck: false,
      disableDialogs: true,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise<never>((_done, failed) => {
      timer = setTimeout(() => failed(new Error(`it took longer than ${LONGEST / SECOND} s`)), LONGEST);
    });
    await Promise.race([window.loadURL(url), late]);
    const bytes = await Promise.race([
      window.webContents.printToPDF({
        pageSize: paper,
        printBackground: true,
        preferCSSPageSize: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate:
          '<div style="width:100%;padding:0 14mm;font:8px sans-serif;color:#52616a;text-align:right">Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>',
      }),
      late,
    ]);
    return ok(bytes);
  } catch (error) {
    return err({
      kind: 'not-printed',
      message: `The page could not be printed: ${error instanceof Error ? error.message : 'unknown error'}`,
    });
  } finally {
    clearTimeout(timer);
    pages.delete(url);
    if (!window.isDestroyed()) window.destroy();
  }
}

/** Second lock behind the page's own policy. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `${PAPER_POLICY.html}; ${FONT_SOURCE}; sandbox`,
  'X-Content-Type-Options': 'nosniff',
} as const;

function quietSession(log: Log): Session {
  const own = session.fromPartition(PARTITION, { cache: false });
  if (own.protocol.isProtocolHandled(SCHEME)) return own;
  own.protocol.handle(SCHEME, ({ url }) => {
    const page = pages.get(url);
    return page === undefined ? new Response('', { status: 404 }) : new Response(page, { headers: HEADERS });
  });
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !pages.has(url);
    if (cancel) log('a printed page asked for something and was refused');
    answer({ cancel });
  });
  return own;
}
