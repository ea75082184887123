import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { exportJson, exportMarkdown, readForExport } from '../../../main/records/export-record';
import { asNew, commitImport, fileProblemText, planImport, readFileText } from '../../../main/records/import-record';
import type { Incoming } from '../../../main/records/records-files-port';
import type { Records } from '../../../main/records/records-port';
import { VALUES } from '../../../shared/records/content';
import type { Edit } from '../../../shared/records/edits';
import type { Json } from '../../../shared/records/ids';
import { writeRegister } from '../../../shared/records/registers';
import { anyText } from '../../builders/any-text';
import { HOSTILE } from '../../builders/hostile';
import { holds } from '../../builders/property';
import { ManualClock } from '../../fakes/clock';
import { MemoryLog } from '../../fakes/memory-log';
import { engine, NOW, sha256, value } from '../rig';

let ids = 0;
const tools = { newId: () => `new-${(ids += 1)}`, sha256 };
const started = (replica = 'r-ana', person = 'ana'): Records =>
  engine(new MemoryLog(), new ManualClock(NOW), { replica, person });

const markdown = (records: Records, id: string): string => exportMarkdown(value(readForExport(records, id, 'ana')));
const json = (records: Records, id: string): string =>
  value(exportJson(records, value(readForExport(records, id, 'ana')), sha256));

function read(text: string): Incoming {
  const done = readFileText('record.md', text, tools);
  if (!done.ok) throw new Error(done.error.map((one) => fileProblemText('record.md', one)).join('\n'));
  return done.value;
}
function bring(records: Records, text: string): string {
  return value(commitImport(records, read(text), 'ana', NOW, tools)).record;
}
function problems(text: string): readonly string[] {
  const done = readFileText('record.md', text, tools);
  return done.ok ? [] : done.error.map((one) => fileProblemText('record.md', one));
}

const text = fc.oneof(
  anyText({ maxLength: 60 }),
  fc.constantFrom(...Object.values(HOSTILE)),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '---',
    '---\n',
    '## Notes',
    '\n## Notes\n',
    '# x\n\n## Notes\n\n',
    'a\n---\nb',
    'true',
    'null',
    '1',
    '~',
    'json:{}',
    'a: b',
    '- x',
    "'",
    '"',
    '\\',
    '\\u0041',
    '2026-11-25',
    '2026-11-25T12:00:00.000Z',
    '<<',
    '*a',
    '&a',
    '!!js',
    '%',
    '@',
    '`',
    ' lead',
    'trail ',
    '\ttab',
    '\r\n',
    'ünï',
    'भुगतान',
    'платежі',
  ),
);
const json_ = fc.jsonValue({ maxDepth: 6 }).map((one) => JSON.parse(JSON.stringify(one)) as Json);
const instant = fc.oneof(
  fc.integer({ min: -1e12, max: 5e12 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (Object.is(one, -0) ? 0 : one)),
);
const id = fc.string({
  unit: fc.constantFrom(...Array.from('abcdef0123456789-_/.~:#"\\é')),
  minLength: 1,
  maxLength: 12,
});
const list = <T>(name: string, fields: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(id, fields, fc.boolean()), { selector: ([one]) => one, maxLength: 4 })
    .map((entries) =>
      entries.flatMap(([one, own, removed]): Edit[] => [
        { edit: 'add', list: name, id: one, fields: own as Record<string, Json> },
        ...(removed && one.startsWith('a') ? [{ edit: 'remove', list: name, id: one } as const] : []),
      ]),
    );
const optional = { requiredKeys: [] };
const edits = fc
  .tuple(
    fc.array(
      fc
        .tuple(fc.constantFrom('title', 'notes'), text)
        .map(([field, one]): Edit => ({ edit: 'write', field, text: one })),
      { maxLength: 2 },
    ),
    fc.array(
      fc
        .tuple(
          fc.constantFrom('sites', 'services'),
          text.filter((one) => one !== ''),
        )
        .map(([field, member]): Edit => ({ edit: 'include', field, member })),
      { maxLength: 4 },
    ),
    fc.array(
      fc
        .tuple(fc.constantFrom('beganAt', 'detectedAt'), instant)
        .map(([field, one]): Edit => ({ edit: 'set', field, value: one })),
      { maxLength: 2 },
    ),
    // One that names nobody is shown to nobody: it never leaves.
    fc.constantFrom<readonly Edit[]>(
      [],
      [{ edit: 'set', field: 'kind', value: 'operations' }],
      [
        { edit: 'set', field: 'kind', value: 'security' },
        { edit: 'include', field: 'restrictedTo', member: 'ana' },
      ],
    ),
    list(
      'timeline',
      fc.record(
        {
          kind: fc.constantFrom('note', 'decision', 'action'),
          author: text,
          replica: text,
          at: instant,
          offset: fc.integer(),
          sequence: fc.integer(),
          text,
          refs: json_,
        },
        optional,
      ),
    ),
    list('followUps', fc.record({ text, owner: text, due: instant, done: fc.boolean() }, optional)),
    list('links', fc.record({ kind: fc.constantFrom('ticket', 'web'), target: text, label: text }, optional)),
    list('snapshots', fc.record({ hash: text, at: instant, title: text, content: json_ }, optional)),
  )
  .map((parts) => parts.flat());

/** Values under names of a newer version, as it would have written them. */
function writeStrangers(records: Records, record: string, given: Readonly<Record<string, Json>>): void {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, value(records.document(record)));
  for (const [name, one] of Object.entries(given)) {
    writeRegister(doc.getMap(VALUES), name, one);
    for (const entry of doc.getMap('followUps').values())
      if (entry instanceof Y.Map) writeRegister(entry as Y.Map<unknown>, name, one);
  }
  value(records.applyUpdate(record, Y.encodeStateAsUpdate(doc)));
}

describe('a record that leaves and comes back', () => {
  it('says the same byte for byte, as Markdown and as JSON, whatever people wrote', () => {
    holds(
      fc.property(
        edits,
        fc.dictionary(fc.constantFrom('squad', 'x-cost', 'acts', 'state', 'rating.v2'), json_),
        text,
        (given, others, reason) => {
          const here = started();
          const record = value(here.create('incident', given));
          writeStrangers(here, record, others);
          value(here.act(record, { act: 'state', payload: { state: 'open', at: NOW - 1_000, reason, extra: others } }));
          value(here.act(record, { act: 'severity', payload: { severity: 'SEV2' } }));
          const [first, firstJson] = [markdown(here, record), json(here, record)];
          for (const [out, again] of [
            [first, markdown],
            [firstJson, json],
          ] as const) {
            const there = started('r-bo', 'bo');
            expect(bring(there, out)).toBe(record);
            expect(again(there, record)).toBe(out);
            expect(value(there.read(record)).state).toEqual(value(here.read(record)).state);
            value(there.stop());
          }
          // And on: Markdown, then JSON, then Markdown.
          const third = started('r-cy', 'cy');
          bring(third, firstJson);
          expect(markdown(third, record)).toBe(first);
          expect(planOf(third, first)).toBe('unchanged');
          value(here.stop());
          value(third.stop());
        },
      ),
      150,
    );
  });

  const planOf = (records: Records, given: string): string => value(planImport(records, read(given), 'ana'));

  it('keeps what was written apart, apart', () => {
    const [a, b] = [started('r-a'), started('r-b')];
    const record = value(
      a.create('incident', [{ edit: 'add', list: 'followUps', id: 'f/1', fields: { text: 'x', owner: 'o' } }]),
    );
    value(b.receive(value(a.entriesSince(new Map()))));
    for (const [records, at, owner] of [
      [a, 1_000, 'ana'],
      [b, 2_500.5, 'bo'],
    ] as const)
      value(
        records.edit(record, [
          { edit: 'set', field: 'beganAt', value: at },
          { edit: 'change', list: 'followUps', id: 'f/1', field: 'owner', value: owner },
        ]),
      );
    value(a.receive(value(b.entriesSince(new Map()))));
    const out = markdown(a, record);
    expect(out).toContain('- field: "followUps/f/1/owner"\n    values: ["ana", "bo"]');
    for (const text_ of [out, json(a, record)]) {
      const there = started('r-c');
      bring(there, text_);
      expect(value(there.read(record)).content?.conflicts).toHaveLength(2);
      expect(markdown(there, record)).toBe(out);
    }
  });

  it('R20 takes acts as they were done, and none that was changed', () => {
    const here = started();
    const record = value(here.create('incident', [{ edit: 'write', field: 'title', text: 'x' }]));
    value(here.act(record, { act: 'severity', payload: { severity: 'SEV3' } }));
    const out = markdown(here, record);
    const line = out.split('\n').findIndex((one) => one.startsWith('  - id:')) + 1;
    const forged = out
      .replace('{ "severity": "SEV3" }', '{ "severity": "SEV1" }')
      .replace('severity: SEV3', 'severity: SEV1');
    expect(problems(forged)).toEqual([
      expect.stringMatching(`^record.md:${line}:\\d+ acts\\[0\\]: the act was changed`),
    ]);
    expect(problems(out.replace('severity: SEV3', 'severity: SEV1'))[0]).toMatch(
      /^record\.md:5:1 severity: severity follows from the acts/,
    );
    expect(problems(json(here, record).replace('"SEV3"\n', '"SEV1"\n'))).toHaveLength(1);
  });

  it('leaves removed entries out of Markdown and keeps them in JSON', () => {
    const here = started();
    const record = value(
      here.create('incident', [
        { edit: 'add', list: 'links', id: 'l1', fields: { label: 'a draft' } },
        { edit: 'remove', list: 'links', id: 'l1' },
      ]),
    );
    expect(markdown(here, record)).not.toContain('a draft');
    const there = started('r-b');
    bring(there, json(here, record));
    value(there.edit(record, [{ edit: 'restore', list: 'links', id: 'l1' }]));
    expect(markdown(there, record)).toContain('a draft');
  });

  it('brings images along in JSON, and none that is not what its hash says', () => {
    const here = started();
    const bytes = new Uint8Array([1, 2, 3]);
    const hash = value(here.putBlob('image/png', bytes));
    const record = value(
      here.create('incident', [
        { edit: 'add', list: 'images', id: 'i1', fields: { hash, media: 'image/png', name: 'x.png', size: 3 } },
      ]),
    );
    const out = json(here, record);
    const there = started('r-b');
    bring(there, out);
    expect(Buffer.from(value(there.getBlob(hash))!.bytes)).toEqual(Buffer.from(bytes));
    expect(problems(out.replace('"AQID"', '"AQIE"'))).toEqual([
      'record.md:1:1 blobs[0]: the bytes are not what their hash says',
    ]);
    expect(problems(out.replace('"x.png"', '"y.png"'))).toEqual([
      expect.stringContaining('contentHash: the content was changed'),
    ]);
  });

  it('takes a file that a person began', () => {
    const there = started();
    const record = bring(
      there,
      '---\r\nmeridian: 1\r\ntitle: Loja fora do ar\r\nsites: [br-prod]\r\nbeganAt: 2026-11-25T09:00-03:00\r\nsquad: { name: Pix }\r\n---\r\n\r\n# What we know\r\n\r\nNothing.\r\n',
    );
    const out = markdown(there, record);
    expect(out).toContain('beganAt: 2026-11-25T12:00:00.000Z\n');
    expect(out).toContain('squad: { "name": "Pix" }\n');
    expect(out.endsWith('## Notes\n\n# What we know\n\nNothing.\n')).toBe(true);
  });

  it('says that words in the overview were not taken', () => {
    const here = started();
    const record = value(here.create('incident', [{ edit: 'write', field: 'title', text: 'Slow' }]));
    const out = markdown(here, record);
    const changed = out.replace('# Slow', '# Slow and broken');
    expect(read(out).warnings).toEqual([]);
    expect(read(changed).warnings).toEqual([
      {
        line: out.split('\n').indexOf('# Slow') + 1,
        column: 1,
        message: expect.stringContaining('was not taken') as unknown,
      },
    ]);
  });

  it('refuses a record that is here and says something else, and takes it as a new one', () => {
    const here = started();
    const record = value(here.create('incident', [{ edit: 'write', field: 'title', text: 'Slow' }]));
    value(here.act(record, { act: 'severity', payload: { severity: 'SEV3' } }));
    const other = markdown(here, record).replace('title: Slow', 'title: Fast');
    expect(planImport(here, read(other), 'ana')).toMatchObject({ ok: false, error: { kind: 'exists' } });
    const again = value(commitImport(here, asNew(read(other), tools.newId), 'ana', NOW, tools)).record;
    expect(again).not.toBe(record);
    expect(value(here.read(again)).state.acts).toEqual([]);
  });

  it('names line and cause of every mistake', () => {
    const file = (...lines: string[]): string =>
      ['---', 'meridian: 1', 'record: "abc"', ...lines, '---', ''].join('\n');
    const cases: readonly (readonly [string, string])[] = [
      ['', '1:1 expected front matter'],
      ['# no front matter', '1:1 expected front matter'],
      ['---\ntitle: x\n', '1:1 the front matter has no end'],
      ['---\ntitle: x\n---\n', '2:1 meridian: expected "meridian: 1"'],
      ['---\nmeridian: 2\n---\n', '2:1 meridian: a newer Meridian wrote the file (2)'],
      [file('title: [a'), '5:1 YAML:'],
      [file('title: 12'), '4:1 title: expected a text, got 12; put it in quotes'],
      [file('title: a', 'title: b'), '5:1 "title" stands there twice'],
      [file('kind: odd'), '4:1 kind: expected one of operations, security, got the text "odd"'],
      [file('beganAt: yesterday'), '4:1 beganAt: expected a time such as'],
      [file('sites: br'), '4:1 sites: expected a list, got the text "br"'],
      [file('timeline:', '  - id: a', '    at: 1', '  - text: x'), '7:5 timeline[1].id: every entry has an id'],
      [file('timeline:', '  - id: a', '  - id: a'), '6:5 timeline[1].id: the id "a" is there twice'],
      [
        file('followUps:', '  - id: a', '    done: maybe'),
        '6:5 followUps[0].done: expected a boolean, got the text "maybe"',
      ],
      [file('type: potato'), '4:1 type: "potato" is no kind of record this version knows'],
      [file('"a~b": 1'), '4:1 a~b: a name of a field is a letter'],
      [file('x: .nan'), '4:4 NaN is no value a record holds'],
      [
        file('conflicts:', '  - field: title', '    values: [a, b]'),
        '5:5 conflicts[0].field: title is no field that can be in conflict',
      ],
      [file('state: resolved'), '4:1 state: state follows from the acts, and by them it is not set'],
      ['{"meridian": 1,\n "type": "incident", "fields": {\n  "title": 5}}', '3:3 fields.title: expected a text, got 5'],
      ['{"meridian": 1,\n "type": }', '2:11 JSON that cannot be read'],
      ['[1]', '1:1 expected a record, got a list'],
    ];
    for (const [given, expected] of cases) {
      const [first = 'no problem'] = problems(given);
      expect([given, first.slice(0, `record.md:${expected}`.length)]).toEqual([given, `record.md:${expected}`]);
    }
  });
});
