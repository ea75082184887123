import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { describe, expect, it } from 'vitest';
import { readForExport } from '../../../main/records/export-record';
import { fileProblemText, readFileText } from '../../../main/records/import-record';
import { redactSecrets } from '../../../main/records/redact-secrets';
import { chatText } from '../../../shared/records/chat-text';
import { incidentHtml } from '../../../shared/records/paper/incident-html';
import { isInertMarkdown, markdownLine } from '../../../shared/records/portable/inert-markdown';
import { writeMarkdown } from '../../../shared/records/portable/markdown';
import { secretsIn } from '../../../shared/records/secrets';
import { anyText } from '../../builders/any-text';
import { HOSTILE, STEERING } from '../../builders/hostile';
import { casesOf, holds } from '../../builders/property';
import { ManualClock } from '../../fakes/clock';
import { MemoryLog } from '../../fakes/memory-log';
import { engine, NOW, sha256, value } from '../rig';
import { folderFor, open } from '../store/lab';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const tools = { newId: () => 'new', sha256 };
const problems = (text: string): readonly string[] => {
  const read = readFileText('f', text, tools);
  return read.ok ? [] : read.error.map((one) => fileProblemText('f', one));
};

const LINKS = [
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\\script:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](<javascript:alert(1)>)',
  '[x](\n javascript:alert(1))',
  '[x]: javascript:alert(1)',
  '[a\nb]:\njavascript:alert(1)',
  '[x](data:text/html,<script>)',
  '[x](vbscript:x)',
  '[x](file:///etc/passwd)',
  '[x](ms-msdt:/id)',
  '![x](https://203.0.113.9/pixel)',
  '![x][y]',
  '<javascript:alert(1)>',
  '<img src=x onerror=alert(1)>',
  '</code><script>',
  '<!-- -->',
  '<?php',
  '\u001b]8;;https://203.0.113.9\u0007x',
  '\u202egnp.exe',
];
const piece = fc.oneof(
  anyText({ maxLength: 40 }),
  fc.constantFrom(
    ...Object.values(HOSTILE),
    ...LINKS,
    '```',
    '    ',
    '\n',
    '\n\n',
    '|',
    '# ',
    '- [ ] ',
    '\n---\n',
    '---',
    "'",
    '"',
  ),
);
const hostile = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''));

function filled(text: string) {
  const records = engine(new MemoryLog(), new ManualClock(NOW), { person: text.slice(0, 50) });
  const id = value(
    records.create('incident', [
      { edit: 'write', field: 'title', text },
      { edit: 'write', field: 'notes', text },
      { edit: 'include', field: 'sites', member: text === '' ? 'x' : text },
      { edit: 'include', field: 'services', member: text === '' ? 'x' : text },
      {
        edit: 'add',
        list: 'timeline',
        id: 't',
        fields: { kind: 'decision', author: text, replica: text, at: NOW, sequence: 1, text, refs: [text] },
      },
      { edit: 'add', list: 'followUps', id: 'f', fields: { text, owner: text, due: NOW } },
      { edit: 'add', list: 'links', id: 'l', fields: { kind: 'web', target: text, label: text } },
      {
        edit: 'add',
        list: 'snapshots',
        id: 's',
        fields: { hash: text, at: NOW, title: text, content: { [text]: text } },
      },
    ]),
  );
  value(records.act(id, { act: 'role', payload: { role: 'commander', person: text } }));
  value(records.act(id, { act: 'state', payload: { state: 'open', reason: text } }));
  return { records, id, leaving: value(readForExport(records, id, text)) };
}

describe('hostile texts in what leaves', () => {
  it('are only texts on the page to print', () => {
    holds(
      fc.property(hostile, (given) => {
        // Some word, so that no part is left out for being empty.
        const text = `word ${given}`;
        const { leaving } = filled(text);
        const page = incidentHtml({
          record: text,
          incident: leaving.incident,
          state: leaving.view.state,
          contentHash: text,
          printedAt: NOW,
          demo: true,
        });
        const plain = incidentHtml({
          record: 'r',
          incident: filled('plain').leaving.incident,
          state: filled('plain').leaving.view.state,
          contentHash: 'h',
          printedAt: NOW,
          demo: true,
        });
        // The same elements with the same attributes, whatever the texts are: nothing of a text became markup.
        expect(tagsOf(page)).toEqual(tagsOf(plain));
        expect(page).not.toMatch(STEERING);
      }),
      100,
    );
  });

  it('the page loads nothing and runs nothing by its own word', () => {
    const { leaving } = filled('x');
    const page = incidentHtml({
      record: 'r',
      incident: leaving.incident,
      state: leaving.view.state,
      contentHash: 'h',
      printedAt: NOW,
      demo: false,
    });
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<a\b|\son[a-z]+=|\ssrc=|\shref=|url\(|@import|https?:/i);
  });

  it('do nothing in Markdown: no HTML, no foreign scheme, no picture, nothing unseen', () => {
    for (const text of LINKS)
      expect([text, isInertMarkdown(`a ${text} b`) && isInertMarkdown(text)]).toEqual([text, false]);
    for (const text of [
      'plain',
      '[runbook](https://wiki.example/x)',
      '[a](#b) [c](./d.md) [e](mailto:x@y.z)',
      'a < b && c > d',
      '- [ ] task',
      '`code`',
      '| a | b |',
      '<https://example.com>',
      'भुगतान',
      '1 <2',
    ])
      expect([text, isInertMarkdown(text)]).toEqual([text, true]);
    holds(
      fc.property(hostile, (text) => {
        const { leaving } = filled(text);
        const file = writeMarkdown(leaving.portable);
        expect(file).not.toMatch(STEERING);
        const end = file.indexOf('\n---\n', 4);
        const [overview = '', ...rest] = file.slice(end + 5).split('\n## Notes\n');
        const notes = rest.join('\n## Notes\n');
        expect(isInertMarkdown(notes)).toBe(true);
        // What is drawn from texts: every character that could begin something is escaped, or the line is code.
        for (const line of overview.split('\n').filter((one) => !one.startsWith('    ')))
          expect(
            line
              .replace(/\\./gs, '')
              .replace(/^- \[[ x]\] /, '')
              .replace(/^\*\*Restricted.*\*\*$/, ''),
          ).not.toMatch(/[<[\]`*_|~&]/);
        // The front matter is values and nothing else.
        const document = parseDocument(file.slice(4, end + 1), { version: '1.2' });
        expect([document.errors, document.warnings]).toEqual([[], []]);
      }),
      150,
    );
    expect(markdownLine('# x\n1. y')).toBe('\\# x 1. y');
    expect(markdownLine('1. y')).toBe('1\\. y');
  });

  it('call nobody and steer nothing in a chat or a terminal', () => {
    holds(
      fc.property(hostile, (text) => {
        const { leaving, id } = filled(text);
        expect(chatText(id, leaving.incident, leaving.view.state)).not.toMatch(STEERING);
      }),
      100,
    );
    const { leaving, id } = filled('@here <!channel> <@U1> hello');
    const chat = chatText(id, leaving.incident, leaving.view.state);
    expect(chat.slice(0, chat.indexOf('Notes'))).not.toMatch(/@here|<!|<@/);
  });
});

/** Every element with its attributes; a parser of HTML is not needed for pages that quote all values. */
const tagsOf = (page: string): readonly string[] => page.match(/<[^>]*>/g) ?? [];

describe('hostile files that come in', () => {
  const file = (...lines: readonly string[]): string => ['---', 'meridian: 1', ...lines, '---', ''].join('\n');

  it('are refused with line and cause, or are only values', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [file('a: &a [1]', 'b: *a'), /^f:3:\d+ an anchor/],
      [
        file('a: &a ["lol"]', ...Array.from({ length: 30 }, (_, index) => `b${index}: [${'*a,'.repeat(9)}*a]`)),
        /^f:3:\d+ an anchor/,
      ],
      [file('b: *a'), /^f:3:4 .*alias/i],
      [file('title: !!js/function "x"'), /^f:3:\d+ /],
      [file('title: !!binary aGk='), /^f:3:\d+ .*tag/],
      [file('title: !custom x'), /^f:3:\d+ /],
      [file('a: 2026-11-25', 'title: 2026-11-25', 'b: .inf'), /^f:5:4 Infinity is no value/],
      [file('<<: { title: x }'), /^f:3:1 <<: a name of a field/],
      [file('__proto__: { polluted: true }'), /^f:3:1 a name no value can have/],
      [file('x: { __proto__: { polluted: true } }'), /^f:3:\d+ a name no value can have/],
      [file('"constructor~1": 1'), /^f:3:1 constructor~1: a name of a field/],
      [file('? [a, b]', ': c'), /^f:3:\d+ a name that is no plain text/],
      [file(`x: ${'['.repeat(100)}${']'.repeat(100)}`), /^f:\d+:1 values nested deeper/],
      [file(`x: ${'['.repeat(200_000)}`), /^f:\d+:1 values nested deeper/],
      [file(`x: ${'{a: '.repeat(200_000)}`), /^f:\d+:1 values nested deeper/],
      [
        file(`x:\n${Array.from({ length: 5_000 }, (_, depth) => `${' '.repeat(depth + 1)}a:`).join('\n')}`),
        /^f:\d+:1 values nested deeper/,
      ],
      [file(`x: ${'- '.repeat(50_000)}a`), /^f:\d+:\d+ /],
      [file('%TAG ! tag:x,2000:', 'title: x'), /^f:\d+:\d+ /],
      ['{"meridian": 1, "type": "incident", "fields": {"__proto__": {"x": 1}}}', /a name/],
      ['{"meridian": 1, "type": "incident", "fields": {"x": {"__proto__": 1}}}', /no value a record holds/],
      [
        `{"meridian": 1, "type": "incident", "fields": {"x": ${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
        /no value a record holds/,
      ],
      [file('record: "../../etc/passwd\\u0000"', 'title: x'), /an id is/],
      [file(...Array.from({ length: 500 }, (_, index) => `x${index}: 1`)), /more than 200 fields/],
    ];
    for (const [text, expected] of cases)
      expect([text.slice(0, 80), problems(text)[0] ?? 'taken']).toEqual([
        text.slice(0, 80),
        expect.stringMatching(expected),
      ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('never throw and never hang, whatever they hold', () => {
    const line = fc.oneof(
      hostile,
      fc.constantFrom(
        'meridian: 1',
        'title: x',
        '---',
        'timeline:',
        '  - id: a',
        'acts: []',
        'fields: {}',
        '? ',
        '&a',
        '*a',
        '!t',
        '|',
        '>',
        '"',
        '{',
        '[',
        '%YAML 9',
        '\t',
        '...',
      ),
    );
    holds(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom('---\nmeridian: 1\n', '{"meridian":1,', '', '\ufeff---\r\n'),
        (lines, head) => {
          readFileText('f', head + lines.join('\n'), tools);
        },
      ),
      600,
    );
  });

  it('of ten megabytes are taken whole', () => {
    const units = ['word ', '[', '{"a": ', '# x\n', '<b>', 'é', '- [x](javascript:1)\n', '"', '\\', '|', '&a *a '];
    for (const unit of units.slice(0, casesOf(units.length))) {
      const notes = unit.repeat(Math.ceil(10_000_000 / unit.length));
      const records = engine(new MemoryLog(), new ManualClock(NOW));
      const id = value(records.create('incident', [{ edit: 'write', field: 'notes', text: notes }]));
      const { portable, incident, view } = value(readForExport(records, id, 'ana'));
      const read = readFileText('f', writeMarkdown(portable), tools);
      expect([unit, read.ok && read.value.portable.fields.notes === notes]).toEqual([unit, true]);
      expect(chatText(id, incident, view.state).length).toBeLessThan(20_000);
      expect(
        incidentHtml({ record: id, incident, state: view.state, contentHash: '', printedAt: NOW, demo: false }).length,
      ).toBeLessThan(300_000);
    }
  }, 120_000);
});

function nowhere(folder: string, words: readonly string[]): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const { parentPath, name } of files) {
    const bytes = readFileSync(join(parentPath, name));
    for (const word of words) expect([name, word, bytes.includes(word)]).toEqual([name, word, false]);
  }
}

describe('a secret in a record', () => {
  it('R40 is found wherever it was pasted, and gone for good when that is asked', async () => {
    const folder = folderFor();
    const lab = open(folder);
    const key = 'AKIAIOSFODNN7EXAMPLE';
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const id = value(
      lab.records.create('incident', [
        { edit: 'write', field: 'notes', text: `keys: ${key}\n${secret}\nend` },
        { edit: 'add', list: 'timeline', id: 't', fields: { kind: 'note', at: NOW, text: `pasted ${key}` } },
        { edit: 'add', list: 'links', id: 'l', fields: { target: `https://x/?k=${key}`, label: 'a draft' } },
        { edit: 'remove', list: 'links', id: 'l' },
        { edit: 'add', list: 'snapshots', id: 's', fields: { content: { env: [key] } } },
      ]),
    );
    await lab.clock.advance(1_000);
    expect(
      secretsIn(value(lab.records.read(id)).content!)
        .map(({ field, kind }) => `${field} ${kind}`)
        .sort(),
    ).toEqual([
      'links/l/target aws-access-key-id',
      'notes aws-access-key-id',
      'notes aws-secret-access-key',
      'snapshots/s/content aws-access-key-id',
      'timeline/t/text aws-access-key-id',
    ]);
    expect(value(redactSecrets(lab.records, id, 'a key was pasted'))).toMatchObject({ removed: 5 });
    await lab.clock.advance(1_000);
    expect(secretsIn(value(lab.records.read(id)).content!)).toEqual([]);
    expect(value(redactSecrets(lab.records, id, 'again'))).toBeNull();
    expect(value(lab.records.search({ text: key })).records).toEqual([]);
    value(lab.records.stop());
    nowhere(folder, [key, secret, 'IOSFODNN7', key.toLowerCase()]);
  });

  it('R40 is in no file when that was answered, the records still open: not in lists, the index or the journal', async () => {
    const folder = folderFor();
    const lab = open(folder);
    const key = 'AKIAIOSFODNN7EXAMPLE';
    const id = value(
      lab.records.create('incident', [
        { edit: 'write', field: 'title', text: `leaked ${key}` },
        { edit: 'write', field: 'notes', text: `keys: ${key}` },
      ]),
    );
    await lab.clock.advance(1_000);
    // As a letter typed later would: the pages of before stand in the journal once more.
    value(
      lab.records.edit(id, [{ edit: 'add', list: 'timeline', id: 't', fields: { kind: 'note', at: NOW, text: 'x' } }]),
    );
    await lab.clock.advance(1_000);
    expect(value(lab.records.search({ text: key })).records).toHaveLength(1);
    value(redactSecrets(lab.records, id, 'a key was pasted'));
    value(lab.records.endRedactions(id));
    nowhere(folder, [key, key.toLowerCase(), 'iosfodnn7']);
    expect(value(lab.records.list({}))[0]?.title).toBe('leaked [AWS access key id removed]');
    await lab.clock.advance(1_000);
    nowhere(folder, [key, key.toLowerCase(), 'iosfodnn7']);
  });

  it('R40 is said to be there while another process keeps the journal, and goes when it lets go', async () => {
    const folder = folderFor();
    const lab = open(folder);
    const key = 'AKIAIOSFODNN7EXAMPLE';
    const id = value(lab.records.create('incident', [{ edit: 'write', field: 'notes', text: `keys: ${key}` }]));
    await lab.clock.advance(1_000);
    const file = join(folder, 'records', 'records.db');
    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec('BEGIN');
    expect(reader.prepare('SELECT count(*) AS rows FROM log').get()).toMatchObject({ rows: 1 });
    value(redactSecrets(lab.records, id, 'a key was pasted'));
    expect(lab.records.endRedactions(id)).toEqual({
      ok: false,
      error: { kind: 'busy', message: `${file} is held by another process` },
    });
    reader.exec('COMMIT');
    reader.close();
    await lab.clock.advance(60_000);
    nowhere(folder, [key, key.toLowerCase()]);
  });
});
