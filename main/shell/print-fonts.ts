import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PAPER_POLICY } from '../../shared/records/paper/policy';
import type { Log } from './security';

/** Where fonts of a printed page come from: they are in it, so that it still asks for nothing. */
export const FONT_SOURCE = 'font-src data:';

/** A file of the window's fonts (renderer/ui/fonts), by the name that it has before it is built. */
export interface PrintFace {
  readonly file: string;
  readonly family: 'IBM Plex Sans' | 'IBM Plex Mono';
  readonly weight: 400 | 600;
  readonly range: string;
}

// As in renderer/ui/fonts.css, Devanagari last: of two faces that have a character (a joiner) the later one draws it.
const LATIN =
  'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2190-2193, U+2212, U+2215, U+FEFF, U+FFFD';
const LATIN_EXT = 'U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1EFF, U+20A0-20AB';
const CYRILLIC = 'U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116';
const DEVANAGARI = 'U+0900-097F, U+1CD0-1CF9, U+200C-200D, U+20A8, U+20B9, U+20F0, U+25CC, U+A830-A839, U+A8E0-A8FF';

const sans = (script: string, weight: 400 | 600, range: string): PrintFace => ({
  file: `ibm-plex-sans-${script}-${weight}-normal`,
  family: 'IBM Plex Sans',
  weight,
  range,
});
const mono = (script: string, range: string): PrintFace => ({
  file: `ibm-plex-mono-${script}-400-normal`,
  family: 'IBM Plex Mono',
  weight: 400,
  range,
});

/** All that paper is written with; no other file comes into a page. */
export const PRINT_FACES: readonly PrintFace[] = [
  ...([400, 600] as const).flatMap((weight) => [
    sans('latin', weight, LATIN),
    sans('latin-ext', weight, LATIN_EXT),
    sans('cyrillic', weight, CYRILLIC),
  ]),
  mono('latin', LATIN),
  mono('latin-ext', LATIN_EXT),
  mono('cyrillic', CYRILLIC),
  sans('devanagari-devanagari', 400, DEVANAGARI),
  sans('devanagari-devanagari', 600, DEVANAGARI),
];

/**
 * The page as the printer gets it: with the window's own fonts in it, so that names are letters and no boxes on a machine that has no font
 * of their script. What leaves as a page stays without them: it names no address, and falls back to the fonts of where it is opened.
 * @param built folder of the built window
 */
export async function withFonts(page: string, built: string, log: Log): Promise<string> {
  const folder = join(built, 'assets');
  try {
    const names = await readdir(folder);
    const rules = await Promise.all(
      PRINT_FACES.map(async (face) => rule(face, await readFile(fileOf(face, folder, names)))),
    );
    // The first of each is of the page's own head: texts of people are escaped, and stand behind it.
    return page
      .replace(PAPER_POLICY.html, () => `${PAPER_POLICY.html}; ${FONT_SOURCE}`)
      .replace('<style>', () => `<style>${rules.join('')}`);
  } catch (error) {
    // A page in other letters is better than none.
    log(
      `a page is printed with the fonts of this machine: ${error instanceof Error ? error.message : 'unknown error'}`,
    );
    return page;
  }
}

function fileOf({ file }: PrintFace, folder: string, names: readonly string[]): string {
  const built = names.find(
    (name) => name.startsWith(`${file}-`) && /^[\w-]{8}\.woff2$/.test(name.slice(file.length + 1)),
  );
  if (built === undefined) throw new Error(`${file}.woff2 is missing in ${folder}`);
  return join(folder, built);
}

/** Of a data address a font is there with the first layout; of any other the printer may be done before it comes. */
const rule = ({ family, weight, range }: PrintFace, bytes: Buffer): string =>
  `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("data:font/woff2;base64,${bytes.toString('base64')}") format("woff2"); unicode-range: ${range}; }\n`;
