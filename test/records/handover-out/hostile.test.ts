import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { HandoverView } from '../../../shared/domain/handover/types';
import { handoverMarkdown } from '../../../shared/records/handover-out/markdown';
import type { HandoverNames } from '../../../shared/records/handover-out/options';
import { handoverText } from '../../../shared/records/handover-out/text';
import { handoverHtml } from '../../../shared/records/paper/handover-html';
import { isInertMarkdown } from '../../../shared/records/portable/inert-markdown';
import { anyText } from '../../builders/any-text';
import { aContent, anIfThen, anItem, aSigning, aSituation, aView, END, NAMES } from '../../builders/handed-over';
import { HOSTILE, STEERING } from '../../builders/hostile';
import { holds } from '../../builders/property';

const OPTIONS = { zone: 'receiver', now: END, demo: false } as const;
const PAPER = { ...OPTIONS, paper: 'A4' } as const;
const body = (markdown: string): string => markdown.slice(markdown.indexOf('\n---\n', 4) + 5);

const piece = fc.oneof(
  anyText({ maxLength: 40 }),
  fc.constantFrom(
    ...Object.values(HOSTILE),
    '[x](javascript:alert(1))',
    '[x]: javascript:alert(1)',
    '![x](https://203.0.113.9/p)',
    '<javascript:alert(1)>',
    '<img src=x onerror=alert(1)>',
    '<!-- -->',
    'https://203.0.113.9/x www.example.org mailto:a@b.c ftp://x',
    '@here @channel <!everyone> <@U1> @анна',
    '```',
    '    ',
    '\n',
    '\n\n---\n',
    '| a | b |',
    '# ',
    '- [ ] ',
    '1. ',
    '&lt;&colon;',
    '\\',
    '"',
    "'",
  ),
);
const hostile = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''));

/** The same text in every place that takes one. */
function filled(text: string): HandoverView {
  const act = { act: 'a', person: text, at: END, replica: text, content: text };
  const item = anItem({
    id: 'one',
    kind: 'incident',
    name: text,
    line: text,
    facts: text,
    done: text,
    next: text,
    owner: text,
    due: END,
    begins: END,
    ends: END,
    sites: [text],
    condition: 'unstable',
    status: 'critical',
    origin: { source: text, at: END },
    carried: 3,
  });
  const content = aContent({
    givers: [text],
    receivers: [text],
    sentence: text,
    notes: text,
    items: [
      item,
      anItem({ id: 'two', kind: 'change', name: text, line: text, facts: text, owner: text }),
      anItem({ id: 'three', line: text, mergedInto: 'one' }),
      anItem({ id: 'four', line: text, dismissed: text }),
    ],
    ifThens: [
      anIfThen({ item: 'one', text, action: text, who: text }),
      anIfThen({ text, action: text, watch: { site: text, signal: text, is: 'over', limit: 1, minutes: 5 } }),
    ],
    situation: { ...aSituation(), notLive: [{ source: text, condition: 'stale', at: null }] },
    before: { id: text, from: text, to: text, at: END, items: [{ ...item, key: 'gone' }], ifThens: [] },
  });
  return aView(
    content,
    aSigning({
      state: 'accepted-with-reservations',
      signatures: [act],
      voided: [act],
      refusals: [{ ...act, reason: text }],
      acceptances: [{ ...act, reservations: text, copy: content }],
      accepted: { ...act, reservations: text, copy: content },
      readBacks: [
        {
          act: 'r',
          item: 'one',
          person: text,
          at: END,
          text,
          isOld: false,
          answer: { act: 'x', person: text, at: END, kind: 'corrected', text },
        },
      ],
      questions: [
        { act: 'q', person: text, at: END, text, item: null, answers: [{ act: 'y', person: text, at: END, text }] },
      ],
    }),
    { id: text, hash: text },
  );
}
const hostileNames = (text: string): HandoverNames => ({
  ...NAMES,
  person: () => text,
  team: () => text,
  site: () => text,
  country: () => text,
});

describe('hostile texts in a handover that leaves', () => {
  it('are inert in Markdown: no HTML, no link, nobody is called, nothing is steered', () => {
    holds(
      fc.property(hostile, (given) => {
        const text = `word ${given}`;
        const markdown = handoverMarkdown(filled(text), hostileNames(text), OPTIONS);
        const said = body(markdown);
        expect(isInertMarkdown(said)).toBe(true);
        expect(markdown).not.toMatch(STEERING);
        expect(said).not.toMatch(/@[\p{L}\p{N}_]/u);
        for (const line of said.split('\n')) {
          if (line.startsWith('> ')) continue;
          const bare = line
            .replace(/\\./gs, '')
            .replace(/&lt;/g, '')
            .replace(/\*\*/g, '')
            .replace(/^#{1,3} /, '');
          expect(bare).not.toMatch(/[<[\]`*_|~]|:\/\/|\bwww\./i);
        }
        const front = parseDocument(markdown.slice(4, markdown.indexOf('\n---\n', 4) + 1), { version: '1.2' });
        expect([front.errors, front.warnings]).toEqual([[], []]);
        expect([...said.matchAll(/^## /gm)]).toHaveLength(10);
      }),
      150,
    );
  });

  it('are only texts on paper: the same elements with the same attributes, whatever they say', () => {
    const tagsOf = (page: string): readonly string[] => page.match(/<[^>]*>/g) ?? [];
    const plain = tagsOf(handoverHtml(filled('word'), hostileNames('word'), PAPER));
    const known = new Set([...plain, '<p class="left">', '<body class="is-tight">', '<body class="is-usual">']);
    holds(
      fc.property(hostile, (given) => {
        const text = `word ${given}`;
        const page = handoverHtml(filled(text), hostileNames(text), PAPER);
        // What is long may leave rows out, with a line about it; nothing comes in.
        const tags = tagsOf(page);
        expect(tags.filter((tag) => !known.has(tag))).toEqual([]);
        expect(tags.filter((tag) => !/^<\/?p/.test(tag)).length).toBeLessThanOrEqual(plain.length);
        expect(page).not.toMatch(STEERING);
      }),
      100,
    );
    const page = handoverHtml(filled('x'), NAMES, PAPER);
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<a\b|\son[a-z]+=|\ssrc=|\shref=|url\(|@import|https?:/i);
  });

  it('call nobody in a chat and steer nothing in a terminal', () => {
    holds(
      fc.property(hostile, (text) => {
        const said = handoverText(filled(text), hostileNames(text), OPTIONS);
        expect(said).not.toMatch(STEERING);
        expect(said).not.toMatch(/@[\p{L}\p{N}_]|<[!@#]/u);
        expect(said.trimEnd().split('\n').length).toBeLessThanOrEqual(14);
      }),
      150,
    );
  });
});
