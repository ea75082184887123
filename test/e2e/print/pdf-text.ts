import { inflateSync } from 'node:zlib';

/** The words of a PDF as Chromium writes it, and how many pages it has: fonts are subsets, so glyphs are read back by their tables. */
export function readPdf(bytes: Buffer): {
  readonly pages: number;
  readonly text: string;
  readonly box: string;
  readonly fonts: readonly string[];
} {
  const source = bytes.toString('latin1');
  const objects = new Map<string, { readonly head: string; readonly stream: string | null }>();
  for (const match of source.matchAll(/(\d+) 0 obj\b([\s\S]*?)endobj/g)) {
    const [, id = '', body = ''] = match;
    const at = body.indexOf('stream');
    const head = at === -1 ? body : body.slice(0, at);
    objects.set(id, { head, stream: at === -1 ? null : streamOf(body.slice(at + 6), head) });
  }
  const glyphs = new Map<string, ReadonlyMap<string, string>>();
  for (const { head } of objects.values())
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? '';
      glyphs.set(name, tableOf(objects.get(table)?.stream ?? ''));
    }
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b(?!s)/.test(head));
  const text = pages.map(({ head }) => {
    const contents = /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '';
    return wordsOf(objects.get(contents)?.stream ?? '', glyphs);
  });
  // An embedded subset has a tag of six letters before its name.
  const fonts = [...source.matchAll(/\/BaseFont \/[A-Z]{6}\+([\w-]+)/g)].map(([, font = '']) => font);
  return {
    pages: pages.length,
    text: text.join('\n'),
    box: /\/MediaBox \[([^\]]*)\]/.exec(source)?.[1] ?? '',
    fonts: [...new Set(fonts)].sort(),
  };
}

function streamOf(body: string, head: string): string {
  const raw = body.replace(/^\r?\n/, '').replace(/\r?\n?endstream\s*$/, '');
  return head.includes('FlateDecode') ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw;
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

function tableOf(cmap: string): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = '', to = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      table.set(from.toUpperCase(), utf16(to));
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', first = ''] of block.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g,
    ))
      for (let code = parseInt(from, 16); code <= parseInt(to, 16); code++)
        table.set(
          code.toString(16).toUpperCase().padStart(from.length, '0'),
          String.fromCodePoint(parseInt(first, 16) + code - parseInt(from, 16)),
        );
  return table;
}

/** Glyphs that are no single character (an "fi", a Devanagari conjunct) have the text that they stand for beside them: then that counts. */
function wordsOf(content: string, glyphs: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  let isSaid = false;
  let said = '';
  for (const [, name, actual, hex, mark] of content.matchAll(
    /\/(F\d+) [\d.]+ Tf|\/ActualText (<FEFF[0-9A-Fa-f]+>|\([^)]*\))|<([0-9A-Fa-f]+)>|\b(ET|EMC)\b/g,
  )) {
    if (name !== undefined) font = glyphs.get(name) ?? new Map<string, string>();
    else if (actual !== undefined) {
      said += actual.startsWith('<') ? utf16(actual.slice(5, -1)) : actual.slice(1, -1);
      isSaid = true;
    } else if (hex !== undefined && !isSaid)
      for (const [code] of hex.matchAll(/.{4}/g)) said += font.get(code.toUpperCase()) ?? '';
    else if (mark === 'EMC') isSaid = false;
    else if (mark === 'ET') said += ' ';
  }
  return said.replace(/\s+/g, ' ');
}
