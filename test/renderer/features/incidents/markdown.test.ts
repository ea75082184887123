import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownTree, type MarkdownNode } from '../../../../renderer/features/incidents/notes/markdown';
import { holds } from '../../../builders/property';

const HASH = 'a'.repeat(64);
const inside = (nodes: readonly MarkdownNode[]): readonly MarkdownNode[] =>
  nodes.flatMap((node) => [node, ...('children' in node ? inside(node.children) : [])]);
const links = (text: string) => inside(markdownTree(text)).flatMap((node) => (node.kind === 'link' ? [node.to] : []));

describe('notes as they read', () => {
  it('draws headings, lists, boxes, code, tables and links to what is ours', () => {
    const tree = markdownTree(
      `## What\n\n- [ ] open\n- [x] done\n\n3. third\n\n\`code\`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[INC](record:id-1) [Brazil](site:br%2Fprod) [shot](snapshot:${HASH}) ![shot](image:${HASH})`,
    );
    const tags = inside(tree).flatMap((node) => (node.kind === 'element' ? [node.tag] : []));
    expect(tags).toEqual(expect.arrayContaining(['h2', 'ul', 'li', 'ol', 'table', 'th', 'td']));
    expect(inside(tree).filter(({ kind }) => kind === 'task')).toEqual([
      { kind: 'task', done: false },
      { kind: 'task', done: true },
    ]);
    expect(inside(tree)).toContainEqual(expect.objectContaining({ tag: 'ol', start: 3 }));
    expect(inside(tree)).toContainEqual({ kind: 'image', hash: HASH, alt: 'shot', source: `image:${HASH}` });
    expect(inside(tree).flatMap((node) => (node.kind === 'link' ? [node.to] : []))).toEqual([
      { kind: 'record', id: 'id-1' },
      { kind: 'site', id: 'br/prod' },
      { kind: 'snapshot', id: HASH },
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'meridian-app://app/',
    'ssh://host',
    '//host/path',
    '/path',
    '#here',
    'mailto:a@b',
    'blob:x',
    'http:relative',
  ])('a link to %s leads nowhere', (href) => {
    expect(links(`[x](${href})`).map(({ kind }) => kind)).toEqual(['inert']);
  });

  it('HTML is text, whatever it is', () => {
    const tree = inside(markdownTree('<img src=x onerror=alert(1)>\n\n<script>alert(1)</script>\n\na <b>c</b>'));
    expect(tree.every(({ kind }) => kind === 'text' || kind === 'element' || kind === 'break')).toBe(true);
    const text = tree.flatMap((node) => (node.kind === 'text' ? [node.text] : [])).join('');
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(text).toContain('<script>');
  });

  it('an image of another place has no place to be loaded from', () => {
    expect(inside(markdownTree('![a](https://evil.invalid/x.png)'))).toContainEqual({
      kind: 'image',
      hash: null,
      alt: 'a',
      source: 'https://evil.invalid/x.png',
    });
  });

  it('any text can be read, and only the known is drawn of it', () => {
    const kinds = new Set(['text', 'element', 'code', 'link', 'image', 'task', 'break', 'rule']);
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '# ',
        '- [ ] ',
        '> ',
        '```\n',
        '|',
        '---\n',
        '[a](',
        ')',
        '![',
        '**',
        '<',
        '&#x41;',
        '\n',
        '1. ',
        '`',
      ),
    );
    holds(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const nodes = inside(markdownTree(pieces.join('')));
        expect(nodes.every(({ kind }) => kinds.has(kind))).toBe(true);
      }),
    );
  });
});
