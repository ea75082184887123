import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { HandoverView } from '../../../shared/domain/handover/types';
import { HOUR, MINUTE } from '../../../shared/lib/time';
import { handoverMarkdown } from '../../../shared/records/handover-out/markdown';
import type { HandoverNames, HandoverOutOptions } from '../../../shared/records/handover-out/options';
import { signaturesOf } from '../../../shared/records/handover-out/signatures';
import { handoverText } from '../../../shared/records/handover-out/text';
import { handoverHtml, handoverPaper, type HandoverPaperOptions } from '../../../shared/records/paper/handover-html';
import { aContent, anItem, aSigning, aView, END, fullHandover, HASH, NAMES } from '../../builders/handed-over';
import { ordinaryHandover } from '../../builders/ordinary-handover';

const OPTIONS: HandoverOutOptions = { zone: 'receiver', now: END, demo: false };
const PAPER: HandoverPaperOptions = { ...OPTIONS, paper: 'A4' };
const all = (view: HandoverView, given: Partial<HandoverOutOptions> = {}) => ({
  markdown: handoverMarkdown(view, NAMES, { ...OPTIONS, ...given }),
  text: handoverText(view, NAMES, { ...OPTIONS, ...given }),
  paper: wordsOf(handoverHtml(view, NAMES, { ...PAPER, ...given })),
});
/** What a reader of the page sees. */
const wordsOf = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

describe('how a handover stands is said in every format (H5, H6, H7, H8)', () => {
  const content = aContent();
  const act = { act: 'a', person: 'rafael', at: END - HOUR, replica: 'r', content: HASH };
  const taken = { ...act, person: 'ananya', reservations: '', copy: content };
  it.each([
    ['H5 unsigned', aView(content), ['NOT SIGNED', 'Duty stays with Brazil L2']],
    [
      'H5 signed and not taken',
      aView(content, aSigning({ state: 'ready', signatures: [act] })),
      ['SIGNED, NOT ACCEPTED', 'Rafael Monteiro', 'until India L2 accepts'],
    ],
    [
      'H5 taken',
      aView(content, aSigning({ state: 'accepted', acceptances: [taken], accepted: taken })),
      ['ACCEPTED', 'Ananya Iyer, India L2, since 07:30 IST, 02:00 UTC'],
    ],
    [
      'H5 amended after the acceptance',
      aView(content, aSigning({ state: 'accepted', acceptances: [taken], accepted: taken, amended: true })),
      ['AMENDED AFTER ACCEPTANCE'],
    ],
    [
      'with reservations',
      aView(
        content,
        aSigning({
          state: 'accepted-with-reservations',
          acceptances: [{ ...taken, reservations: 'not the replica' }],
          accepted: { ...taken, reservations: 'not the replica' },
        }),
      ),
      ['ACCEPTED WITH RESERVATIONS', 'not the replica'],
    ],
    [
      'refused',
      aView(
        content,
        aSigning({ state: 'refused', refusals: [{ ...act, person: 'ananya', reason: 'nobody is here' }] }),
      ),
      ['REFUSED', 'nobody is here', 'Duty stays with Brazil L2'],
    ],
    [
      'H6 one person for both shifts',
      aView(content, aSigning({ state: 'self-covered', selfCover: { ...act, reason: 'ill', copy: content } })),
      [
        'SELF-COVER',
        'Rafael Monteiro covers both shifts',
        'though Ananya Iyer, Vikram Nair, Sneha Kulkarni and Arjun Mehta were named to take it',
      ],
    ],
    [
      'H6 one person for both shifts, and nobody else named',
      aView(
        aContent({ receivers: ['rafael'] }),
        aSigning({
          state: 'self-covered',
          selfCover: { ...act, reason: 'ill', copy: aContent({ receivers: ['rafael'] }) },
        }),
      ),
      ['covers both shifts, Brazil L2 and India L2.'],
    ],
    ['H7 edited since it was signed', aView(content, aSigning({ voided: [act] })), ['NOT SIGNED', 'EDITED SINCE']],
    [
      'H8 two acceptances',
      aView(
        content,
        aSigning({
          state: 'accepted',
          acceptances: [taken, { ...taken, act: 'b', person: 'vikram' }],
          accepted: taken,
          inConflict: true,
        }),
      ),
      ['TWO ACCEPTANCES', 'Ananya Iyer and Vikram Nair'],
    ],
    [
      'H8 an acceptance and a self-cover',
      aView(
        content,
        aSigning({
          state: 'accepted',
          acceptances: [taken],
          accepted: taken,
          selfCover: { ...act, act: 'b', reason: 'ill', copy: content },
          inConflict: true,
        }),
      ),
      ['DUTY TAKEN TWICE, apart: Ananya Iyer accepted it and Rafael Monteiro covers both shifts: people have to say'],
    ],
    [
      'H8 two self-covers',
      aView(
        content,
        aSigning({
          state: 'self-covered',
          selfCover: { ...act, reason: 'ill', copy: content },
          holders: [
            { ...act, kind: 'self-cover', reason: 'ill', copy: content },
            { ...act, kind: 'self-cover', act: 'b', person: 'thiago', reason: 'I thought so too', copy: content },
          ],
          inConflict: true,
        }),
      ),
      ['DUTY TAKEN TWICE, apart: Rafael Monteiro covers both shifts and Thiago'],
    ],
    ['H1 late', aView(aContent({ draftedAt: END + 12 * MINUTE })), ['DRAFTED LATE, 12 min']],
    [
      'not all of it is here',
      aView(content, aSigning(), { waiting: [{ person: 'ananya', updates: 2 }] }),
      ['INCOMPLETE: 2 updates'],
    ],
  ])('%s', (_name, view, said) => {
    for (const [format, text] of Object.entries(all(view)))
      for (const one of said) expect([format, one, text.includes(one)]).toEqual([format, one, true]);
  });

  it('H8 all who took duty are among the signatures, and none is void before people said who had it', () => {
    const covers = (person: string, reason: string) => ({
      ...act,
      kind: 'self-cover' as const,
      act: person,
      person,
      reason,
      copy: content,
    });
    const holders = [covers('rafael', 'ill'), covers('thiago', 'India is on holiday')];
    const met = aSigning({ state: 'self-covered', holders, selfCover: holders[0]!, inConflict: true });
    const lines = (signing: typeof met) =>
      signaturesOf(signing).map(({ person, more, isVoid }) => [person, more, isVoid]);
    expect(lines(met)).toEqual([
      ['rafael', 'ill', false],
      ['thiago', 'India is on holiday', false],
    ]);
    expect(lines({ ...met, inConflict: false }).map(([, , isVoid]) => isVoid)).toEqual([false, true]);
  });

  it('H5 overdue is of the clock', () => {
    for (const [format, text] of Object.entries(all(aView(content), { now: END + 25 * MINUTE })))
      expect([format, text.includes('OVERDUE by 25 min')]).toEqual([format, true]);
    expect(all(aView(content)).text).not.toContain('OVERDUE');
  });

  it('demo data is labelled everywhere, and only where it is demo data', () => {
    for (const [format, text] of Object.entries(all(aView(content), { demo: true })))
      expect([format, /demo data/i.test(text)]).toEqual([format, true]);
    for (const [format, text] of Object.entries(all(aView(content))))
      expect([format, /demo data/i.test(text)]).toEqual([format, false]);
  });
});

describe('times of a handover that leaves', () => {
  it('are on the clock of the receiver, or of the giver, with the distance to UTC said once', () => {
    const view = ordinaryHandover();
    for (const text of Object.values(all(view))) {
      expect(text.match(/UTC is 5 h 30 min behind/g)).toHaveLength(1);
      expect(text).toContain('10:00');
    }
    for (const text of Object.values(all(view, { zone: 'giver' }))) {
      expect(text.match(/UTC is 3 h ahead/g)).toHaveLength(1);
      expect(text).toContain('Wed 18 Nov 2026 00:00 BRT');
    }
    // Due at 10:00 in India is another hour in Brazil, and the same in UTC.
    expect(all(view).text).toContain('due 10:00 (04:30 UTC)');
    expect(all(view, { zone: 'giver' }).text).toContain('due 01:30 (04:30 UTC)');
  });

  it('say their zone anew where the clocks are changed within the shift, and their day where it is another', () => {
    const names: HandoverNames = { ...NAMES, zoneOf: () => 'Europe/Kyiv' };
    // Kyiv goes from +3 to +2 at 01:00 UTC on 25 October 2026.
    const at = Date.UTC(2026, 9, 24, 22);
    const view = aView(
      aContent({
        at,
        items: [anItem({ condition: 'unstable', next: 'x', due: at + 5 * HOUR }), anItem({ due: at + 30 * HOUR })],
      }),
    );
    const markdown = handoverMarkdown(view, names, { ...OPTIONS, now: at });
    expect(markdown).toContain('due 05:00 EET (03:00 UTC)');
    expect(markdown).toContain('due Mon 06:00 EET (04:00 UTC)');
  });
});

describe('a handover in Markdown (H9)', () => {
  it('holds everything: sections in order, marks, owners, if-thens, read-backs, questions, signatures', () => {
    const markdown = handoverMarkdown(ordinaryHandover(), NAMES, OPTIONS);
    const titles = [...markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles.map((title) => Number.parseInt(title ?? '', 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const said of [
      '- **New**, Unstable, warning, INC-0087: Checkout slow in Brazil',
      '  - Next: Watch p95 to 10:00, then resolve',
      '  - Owner: Ananya Iyer, due 10:00 (04:30 UTC)',
      '- **Changed**, Stable, caution, CHG-221',
      '- **Closed** EC2 sae1-az1',
      'If RDS patch runs past 10:30, then send Canada reads to the replica, runbook 31, 09:30 to 11:30 (AWS RDS)',
      'corrected by Rafael Monteiro',
      'Does 221 touch pricing?',
      'takes duty, no reservations',
      'which is this text',
    ])
      expect([said, markdown.includes(said)]).toEqual([said, true]);
  });

  it('what is told with another, was left out, or is told with something that is gone is there', () => {
    const view = aView(
      aContent({
        items: [
          anItem({ id: 'a', line: 'the whole' }),
          anItem({ line: 'its part', mergedInto: 'a' }),
          anItem({ line: 'left aside', dismissed: 'known for years' }),
          anItem({ line: 'orphan', mergedInto: 'nowhere' }),
        ],
        notes: 'free words',
      }),
    );
    for (const [format, text] of Object.entries({
      ...all(view),
      text: 'the whole its part left aside known for years orphan free words',
    }))
      for (const said of ['the whole', 'its part', 'left aside', 'known for years', 'orphan', 'free words'])
        expect([format, said, text.includes(said)]).toEqual([format, said, true]);
  });

  it('front matter says to a machine what it is', () => {
    const markdown = handoverMarkdown(ordinaryHandover(), NAMES, { ...OPTIONS, demo: true });
    const read = parseDocument(markdown.slice(4, markdown.indexOf('\n---\n', 4)), { version: '1.2' });
    expect(read.errors).toEqual([]);
    expect(read.toJS()).toMatchObject({
      document: 'handover',
      id: 'handover-1',
      from: 'brazil-l2',
      to: 'india-l2',
      at: '2026-11-18T03:00:00.000Z',
      state: 'accepted',
      overdue: false,
      demo: true,
      hash: HASH,
      signatures: [
        { part: 'gives duty', person: 'rafael', covers: HASH },
        { part: 'takes duty, no reservations', person: 'ananya', covers: HASH },
      ],
    });
  });
});

describe('a handover as text for a chat (H9)', () => {
  it('is at most 14 lines, worst first, and says how much more there is', () => {
    for (const view of [ordinaryHandover(), fullHandover(200), aView(aContent({ items: [], sentence: '' }))]) {
      const lines = handoverText(view, NAMES, { ...OPTIONS, now: END + HOUR, demo: true })
        .trimEnd()
        .split('\n');
      expect(lines.length).toBeLessThanOrEqual(14);
      for (const line of lines) expect(line.length).toBeLessThan(700);
    }
    const lines = handoverText(ordinaryHandover(), NAMES, OPTIONS).split('\n');
    expect(lines.filter((line) => /^(Unstable|Watcher)/.test(line)).map((line) => line.slice(0, 8))).toEqual([
      'Unstable',
      'Unstable',
      'Watcher:',
      'Watcher:',
    ]);
    expect(lines.at(-2)).toMatch(/^Also: 1 more if-then, 11 stable or closed items\. Hash 84f0 1b6d c2e9 7710$/);
    expect(handoverText(fullHandover(200), NAMES, OPTIONS)).toMatch(/\d+ more unstable or watcher items/);
  });
});

describe('a handover on paper (H9)', () => {
  it('leaves out what is stable and unchanged, section by section, never what is unstable or watched, and says so', () => {
    for (const count of [30, 80, 200, 400])
      for (const paper of ['A4', 'Letter'] as const) {
        const view = fullHandover(count);
        const { html, pages, left } = handoverPaper(view, NAMES, { ...PAPER, paper });
        const shown = new Set([...html.matchAll(/Thing (\d+):/g)].map(([, index]) => Number(index)));
        expect([count, paper, shown.size + left]).toEqual([count, paper, count]);
        for (const [index, { condition }] of view.content.items.entries())
          if (condition !== 'stable') expect([index, shown.has(index)]).toEqual([index, true]);
        if (count <= 200) expect([count, paper, pages]).toEqual([count, paper, Math.min(pages, 2)]);
        expect(html.includes('Left out for room')).toBe(left > 0);
      }
    expect(handoverPaper(fullHandover(20), NAMES, PAPER).left).toBe(0);
  });

  it('states and conditions have a shape and a word: a grey printer loses nothing', () => {
    const page = handoverHtml(ordinaryHandover(), NAMES, PAPER);
    expect(
      page.match(/<svg class="g"[^>]*>(?:(?!<\/svg>)[\s\S])*<\/svg>\s*(?:<b>|<span class="quiet">)?\s*[A-Za-z]/g),
    ).toHaveLength(page.match(/<svg class="g"/g)?.length ?? 0);
    expect(
      page.match(/<svg class="line[^>]*>(?:(?!<\/svg>)[\s\S])*<\/svg>\s*(?:<b>)?\s*(?:unstable|watcher|stable)/g),
    ).toHaveLength(page.match(/<svg class="line/g)?.length ?? 0);
  });

  it('unsigned lines are dashed, with room to sign; signed ones name the hash that they cover', () => {
    const open = handoverHtml(aView(aContent()), NAMES, PAPER);
    expect(open.match(/<div class="is-open">/g)).toHaveLength(2);
    expect(wordsOf(open)).toContain('NOT ACCEPTED');
    const signed = handoverHtml(ordinaryHandover(), NAMES, PAPER);
    expect(signed).not.toContain('<div class="is-open">');
    expect(wordsOf(signed).match(/covers 84f0 1b6d c2e9 7710/g)).toHaveLength(2);
  });
});
