/**
 * The page to print as nodes of this window. Its policy makes no markup of texts, whoever wrote them, and neither does this: only elements
 * and attributes that the page is made of are made, each by its name; whatever else there might be is left out, and texts stay texts.
 */
const SVG = 'http://www.w3.org/2000/svg';
const HTML_NAMES: ReadonlySet<string> = new Set(
  'body header section footer h1 h2 p div span b i bdi br table tbody tfoot tr td th ul li'.split(' '),
);
const SVG_NAMES: ReadonlySet<string> = new Set(['svg', 'path', 'circle', 'rect']);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  'class dir colspan viewBox aria-hidden d r x y rx width height fill stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray'.split(
    ' ',
  ),
);
const VOID: ReadonlySet<string> = new Set(['br']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const textOf = (escaped: string): string =>
  escaped.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);

export interface PaperNodes {
  readonly style: string;
  readonly body: HTMLElement;
}

export function paperNodes(page: string): PaperNodes {
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const body = document.createElement('body');
  const open: Element[] = [body];
  const from = page.indexOf('<body');
  for (const [, text, end, name = '', given = '', closed] of page
    .slice(from === -1 ? 0 : from)
    .matchAll(/([^<]+)|<(\/?)([A-Za-z0-9]+)((?:[^>"]|"[^"]*")*?)(\/?)>/g)) {
    const into = open.at(-1) ?? body;
    if (text !== undefined) {
      into.append(textOf(text));
      continue;
    }
    if (name === 'body') {
      if (end === '') setAll(body, given);
      continue;
    }
    if (!HTML_NAMES.has(name) && !SVG_NAMES.has(name)) continue;
    if (end === '/') {
      if (open.length > 1) open.pop();
      continue;
    }
    const made = SVG_NAMES.has(name) ? document.createElementNS(SVG, name) : document.createElement(name);
    setAll(made, given);
    into.append(made);
    if (closed === '' && !VOID.has(name)) open.push(made);
  }
  return { style, body };
}

function setAll(element: Element, given: string): void {
  for (const [, name = '', value = ''] of given.matchAll(/([A-Za-z-]+)="([^"]*)"/g))
    if (ATTRIBUTES.has(name)) element.setAttribute(name, textOf(value));
}
