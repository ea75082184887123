import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { plainText } from '../../../../shared/lib/plain-text';

/** Where a link in notes leads. `inert`: nowhere; it stands there as text. */
export type LinkTarget =
  | { readonly kind: 'record' | 'site' | 'snapshot'; readonly id: string }
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'inert'; readonly href: string };

export type BlockTag =
  | 'p'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'ul'
  | 'ol'
  | 'li'
  | 'blockquote'
  | 'table'
  | 'thead'
  | 'tbody'
  | 'tr'
  | 'th'
  | 'td'
  | 'strong'
  | 'em'
  | 's';

/** Markdown as a tree of what may be drawn, and nothing else: no HTML, no attribute of its author's choice. */
export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'element';
      readonly tag: BlockTag;
      readonly start: number | null;
      readonly children: readonly MarkdownNode[];
    }
  | { readonly kind: 'code'; readonly text: string; readonly block: boolean }
  | { readonly kind: 'link'; readonly to: LinkTarget; readonly children: readonly MarkdownNode[] }
  /** By content hash; null: of another place, from which nothing is loaded. */
  | { readonly kind: 'image'; readonly hash: string | null; readonly alt: string; readonly source: string }
  | { readonly kind: 'task'; readonly done: boolean }
  | { readonly kind: 'break' }
  | { readonly kind: 'rule' };

/** What is drawn of notes at most, in UTF-16 units: more is said, not drawn. */
export const MOST_DRAWN = 200_000;

type Tree = ReturnType<typeof fromMarkdown>;
type Part = Tree | Tree['children'][number];

export function markdownTree(text: string): readonly MarkdownNode[] {
  const tree = fromMarkdown(text.slice(0, MOST_DRAWN), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  return tree.children.flatMap(nodesOf);
}

const inside = (part: Part): readonly MarkdownNode[] => ('children' in part ? part.children.flatMap(nodesOf) : []);
const element = (tag: BlockTag, children: readonly MarkdownNode[], start: number | null = null): MarkdownNode => ({
  kind: 'element',
  tag,
  start,
  children,
});
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

function nodesOf(part: Part): readonly MarkdownNode[] {
  switch (part.type) {
    // HTML stays text.
    case 'text':
    case 'html':
      // A line that was ended is a line that is ended.
      return plainText(part.value)
        .split('\n')
        .flatMap((text, index): readonly MarkdownNode[] => [
          ...(index > 0 ? [{ kind: 'break' } as const] : []),
          ...(text === '' ? [] : [{ kind: 'text', text } as const]),
        ]);
    case 'paragraph':
      return [element('p', inside(part))];
    case 'heading':
      return [element(HEADINGS[part.depth - 1] ?? 'h6', inside(part))];
    case 'list':
      return [
        element(part.ordered === true ? 'ol' : 'ul', inside(part), part.ordered === true ? (part.start ?? 1) : null),
      ];
    case 'listItem': {
      // Boxes are ticked in the text.
      const task: readonly MarkdownNode[] = part.checked == null ? [] : [{ kind: 'task', done: part.checked }];
      // A paragraph of a tight list is no block of its own.
      const children = part.children.flatMap((child) =>
        child.type === 'paragraph' && part.spread !== true ? inside(child) : nodesOf(child),
      );
      return [element('li', [...task, ...children])];
    }
    case 'blockquote':
      return [element('blockquote', inside(part))];
    case 'table': {
      const [head, ...rows] = part.children;
      const rowOf = (row: Part, tag: 'th' | 'td'): MarkdownNode =>
        element('tr', 'children' in row ? row.children.map((cell) => element(tag, inside(cell))) : []);
      return [
        element('table', [
          ...(head === undefined ? [] : [element('thead', [rowOf(head, 'th')])]),
          element(
            'tbody',
            rows.map((row) => rowOf(row, 'td')),
          ),
        ]),
      ];
    }
    case 'strong':
      return [element('strong', inside(part))];
    case 'emphasis':
      return [element('em', inside(part))];
    case 'delete':
      return [element('s', inside(part))];
    case 'inlineCode':
      return [{ kind: 'code', text: plainText(part.value), block: false }];
    case 'code':
      return [{ kind: 'code', text: plainText(part.value), block: true }];
    case 'break':
      return [{ kind: 'break' }];
    case 'thematicBreak':
      return [{ kind: 'rule' }];
    case 'link':
      return [{ kind: 'link', to: targetOf(part.url), children: inside(part) }];
    case 'image': {
      const hash = /^image:([0-9a-f]{64})$/.exec(part.url)?.[1] ?? null;
      return [{ kind: 'image', hash, alt: plainText(part.alt ?? ''), source: plainText(part.url) }];
    }
    case 'imageReference':
      return [{ kind: 'text', text: plainText(part.alt ?? '') }];
    // What is pointed at by name is shown as far as it has words, and not followed.
    case 'definition':
    case 'footnoteDefinition':
    case 'footnoteReference':
    case 'linkReference':
    case 'root':
    case 'tableCell':
    case 'tableRow':
    case 'yaml':
      return inside(part);
  }
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

function targetOf(href: string): LinkTarget {
  const own = /^(record|site|snapshot):(.{1,256})$/s.exec(href);
  if (own) return { kind: own[1] as 'record' | 'site' | 'snapshot', id: decoded(own[2] ?? '') };
  return /^https?:\/\/[^\s]+$/i.test(href)
    ? { kind: 'web', url: plainText(href) }
    : { kind: 'inert', href: plainText(href) };
}
