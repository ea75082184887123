import { rangesOf } from './ranges';
import type { Text } from './texts';
import type { Finding } from './types';

/** Characters that no font of the page draws, and those that only a font of this machine does. */
export function missingGlyphs(texts: readonly Text[]): readonly Finding[] {
  const faces = [...document.fonts].map((face) => ({
    family: unquoted(face.family),
    ranges: rangesOf(face.unicodeRange),
  }));
  const seen = new Map<string, 'ok' | 'box' | 'foreign'>();
  return texts.flatMap((text): readonly Finding[] => {
    const families = text.family.split(',').map((name) => unquoted(name.trim()));
    const own = faces.filter((face) => families.includes(face.family));
    const bad = [...new Set([...text.value])].flatMap((char) => {
      const code = char.codePointAt(0) ?? 0;
      if (code < 0x20 || code === 0xad || (code >= 0x200b && code <= 0x200f) || code === 0xa0) return [];
      const key = `${text.family}|${char}`;
      const known = seen.get(key) ?? judge(char, code, text.family, own);
      seen.set(key, known);
      return known === 'ok'
        ? []
        : [
            `${char} U+${code.toString(16).toUpperCase()} ${known === 'box' ? 'is drawn as a box' : 'comes from no font of the product'}`,
          ];
    });
    const [first] = text.lines;
    return bad.length === 0 || !first
      ? []
      : [
          {
            rule: 'no-glyph',
            selector: text.selector,
            text: text.short,
            detail: bad.slice(0, 5).join(', '),
            box: first.box,
          },
        ];
  });
}

interface Face {
  readonly ranges: readonly (readonly [number, number])[];
}

function judge(char: string, code: number, family: string, own: readonly Face[]): 'ok' | 'box' | 'foreign' {
  if (looks(char, family) === looks('\uf8fe', family)) return 'box';
  // A page without fonts of its own draws with those of the machine.
  if (own.length === 0) return 'ok';
  return own.some(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to)) ? 'ok' : 'foreign';
}

const unquoted = (name: string): string => name.replace(/^["']|["']$/g, '');

const canvas = document.createElement('canvas');
const pictures = new Map<string, string>();

/** What a character looks like, as a text that can be compared. */
function looks(char: string, family: string): string {
  const key = `${family}|${char}`;
  const known = pictures.get(key);
  if (known !== undefined) return known;
  canvas.width = 40;
  canvas.height = 40;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return key;
  context.font = `24px ${family}`;
  context.fillText(char, 8, 30);
  const picture = context
    .getImageData(0, 0, 40, 40)
    .data.filter((_, index) => index % 4 === 3)
    .join('');
  const value = /^0*$/.test(picture) ? `empty ${char}` : picture;
  pictures.set(key, value);
  return value;
}
