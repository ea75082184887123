import MarkdownIt from 'markdown-it';
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

// HTML stays text. Every link is let through here, so that it is seen and judged below.
const parser = new MarkdownIt('default', { html: false, linkify: false, typographer: false });
parser.validateLink = () => true;

const TAGS: ReadonlySet<string> = new Set<BlockTag>([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'blockquote',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'strong',
  'em',
  's',
]);

type Token = ReturnType<typeof parser.parse>[number];

export function markdownTree(text: string): readonly MarkdownNode[] {
  return build(parser.parse(text.slice(0, MOST_DRAWN), {}));
}

interface Level {
  readonly close: (children: readonly MarkdownNode[]) => readonly MarkdownNode[];
  readonly children: MarkdownNode[];
}

function build(tokens: readonly Token[]): readonly MarkdownNode[] {
  const levels: Level[] = [{ close: (children) => children, children: [] }];
  const add = (...nodes: readonly MarkdownNode[]): void => void levels.at(-1)?.children.push(...nodes);
  for (const token of tokens) {
    if (token.nesting === 1) levels.push({ close: closing(token), children: [] });
    else if (token.nesting === -1) {
      const level = levels.length > 1 ? levels.pop() : undefined;
      if (level !== undefined) add(...level.close(level.children));
    } else add(...leaf(token));
  }
  return levels[0]?.children ?? [];
}

/** What an opened token comes to once its insides are known. */
function closing(token: Token): Level['close'] {
  const { tag, type } = token;
  if (type === 'link_open') {
    const to = targetOf(String(token.attrGet('href') ?? ''));
    return (children) => [{ kind: 'link', to, children }];
  }
  // A paragraph of a tight list is no block of its own.
  if (token.hidden || !TAGS.has(tag)) return (children) => children;
  const start = tag === 'ol' ? Number(token.attrGet('start') ?? 1) : null;
  if (tag === 'li') return (children) => [{ kind: 'element', tag: 'li', start: null, children: withTask(children) }];
  return (children) => [{ kind: 'element', tag: tag as BlockTag, start, children }];
}

function leaf(token: Token): readonly MarkdownNode[] {
  switch (token.type) {
    case 'inline':
      return build(token.children ?? []);
    case 'text':
    case 'text_special':
      return token.content === '' ? [] : [{ kind: 'text', text: plainText(token.content) }];
    case 'code_inline':
      return [{ kind: 'code', text: plainText(token.content), block: false }];
    case 'fence':
    case 'code_block':
      return [{ kind: 'code', text: plainText(token.content), block: true }];
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'break' }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'image': {
      const source = String(token.attrGet('src') ?? '');
      const hash = /^image:([0-9a-f]{64})$/.exec(source)?.[1] ?? null;
      return [{ kind: 'image', hash, alt: plainText(token.content), source: plainText(source) }];
    }
    default:
      // Whatever else a newer parser knows is shown as it was written.
      return token.content === '' ? [] : [{ kind: 'text', text: plainText(token.content) }];
  }
}

/** "[ ] " and "[x] " at the begin of an item are boxes; they are ticked in the text. */
function withTask(children: readonly MarkdownNode[]): readonly MarkdownNode[] {
  const [first, ...rest] = children;
  if (first?.kind === 'element' && first.tag === 'p')
    return [{ ...first, children: withTask(first.children) }, ...rest];
  const found = first?.kind === 'text' ? /^\[([ xX])\] (.*)$/s.exec(first.text) : null;
  if (!found) return children;
  return [{ kind: 'task', done: found[1] !== ' ' }, { kind: 'text', text: found[2] ?? '' }, ...rest];
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
