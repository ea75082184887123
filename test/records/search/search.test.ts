import { DatabaseSync } from '@photostructure/sqlite';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../shared/records/edits';
import type { FoundRecord, Passage, SearchQuery } from '../../../shared/records/search/types';
import { value } from '../rig';
import { folderFor, open, type Lab } from '../store/lab';

const write = (field: string, text: string): Edit => ({ edit: 'write', field, text });
const entry = (id: string, text: string, author = 'ana'): Edit => ({
  edit: 'add',
  list: 'timeline',
  id,
  fields: { kind: 'note', author, replica: 'r', at: Date.UTC(2026, 10, 25, 12), sequence: 1, text },
});

async function make({ records, clock }: Lab, ...edits: readonly Edit[]): Promise<string> {
  const id = value(records.create('incident', edits));
  await clock.advance(250);
  return id;
}
const find = ({ records }: Lab, text: string, more: Partial<SearchQuery> = {}): readonly FoundRecord[] =>
  value(records.search({ text, ...more })).records;
const restricted = (...persons: readonly string[]): readonly Edit[] => [
  { edit: 'set', field: 'kind', value: 'security' },
  ...persons.map((member) => ({ edit: 'include', field: 'restrictedTo', member }) as const),
];
const ids = (found: readonly FoundRecord[]): readonly string[] => found.map(({ record }) => record).sort();
const marked = ({ text, marks }: Passage): readonly string[] => marks.map(([from, to]) => text.slice(from, to));

describe('searching the records', () => {
  it('finds as it is typed, letter by letter, and shows where', async () => {
    const lab = open(folderFor());
    const id = await make(
      lab,
      write('title', 'Checkout is slow in Brazil'),
      entry('t1', 'p95 crossed 0.8 s; CHG-214 began'),
    );
    await make(lab, write('title', 'Search index behind'));
    for (const typed of [
      'c',
      'ch',
      'che',
      'checkout',
      'check braz',
      'slow checkout',
      'chg-214',
      'chg-2',
      '"slow in brazil"',
    ])
      expect([typed, ids(find(lab, typed))]).toEqual([typed, [id]]);
    for (const typed of ['heckout', 'checkouts', '"slow brazil"', '"slo"', 'checkout search'])
      expect([typed, ids(find(lab, typed))]).toEqual([typed, []]);
    const [first] = find(lab, 'chec chg-2');
    expect(marked(first!.title)).toEqual(['Chec']);
    expect(first!.passages.map(marked)).toEqual([['CHG-2']]);
  });

  it('reads Portuguese without its accents and with them, composed or not', async () => {
    const lab = open(folderFor());
    const text = 'A confirmação do pagamento não chegou às lojas de São Paulo; o cartão d’água voltou';
    const composed = await make(lab, write('notes', text.normalize('NFC')));
    const apart = await make(lab, write('notes', text.normalize('NFD')));
    for (const typed of ['confirmacao', 'confirmação', 'CONFIRMAÇÃO', 'confirmac', 'sao paulo', 'nao', 'agua', 'às'])
      for (const form of ['NFC', 'NFD'] as const)
        expect([typed, ids(find(lab, typed.normalize(form)))]).toEqual([typed, [composed, apart].sort()]);
    expect(find(lab, 'cartao').map(({ passages }) => passages.map(marked).flat()[0]?.normalize('NFC'))).toEqual([
      'cartão',
      'cartão',
    ]);
  });

  it('tells Ukrainian letters apart, and not their stress marks or apostrophes', async () => {
    const lab = open(folderFor());
    const text = 'Платежі проходять повільно з п’ятої години, об\u02bcєкт перевірено; за\u0301мок і йод, їжак';
    const composed = await make(lab, write('notes', text.normalize('NFC')));
    const apart = await make(lab, write('notes', text.normalize('NFD')));
    const both = [composed, apart].sort();
    for (const typed of ['платежі', 'ПЛАТЕЖІ', 'плат', "п'ятої", 'пʼятої', "об'єкт", 'замок', 'йод', 'їжак'])
      for (const form of ['NFC', 'NFD'] as const)
        expect([typed, ids(find(lab, typed.normalize(form)))]).toEqual([typed, both]);
    for (const typed of ['иод', 'іжак', 'платежи']) expect([typed, ids(find(lab, typed))]).toEqual([typed, []]);
  });

  it('keeps the vowel signs, nuktas and conjuncts of Hindi', async () => {
    const lab = open(folderFor());
    const text = 'भारत में भुगतान धीमा है, ग्राहकों ने शिकायत की; फ़ोन और क्\u200dष की जाँच';
    const first = await make(lab, write('notes', text.normalize('NFC')));
    const apart = await make(lab, write('notes', text.normalize('NFD')));
    const both = [first, apart].sort();
    for (const typed of ['भुगतान', 'भुगता', 'धीमा', 'ग्राहकों', 'ग्राह', 'फ़ोन', 'फ\u093cोन', 'क्ष', 'जाँच', 'भारत में'])
      for (const form of ['NFC', 'NFD'] as const)
        expect([typed, ids(find(lab, typed.normalize(form)))]).toEqual([typed, both]);
    // Words of other vowels, and parts between vowel signs, are other words.
    for (const typed of ['भगतान', 'धमा', 'मा', 'हक', 'भूगतान'])
      expect([typed, ids(find(lab, typed))]).toEqual([typed, []]);
    expect(find(lab, 'भुगतान')[0]!.passages.map(marked)).toEqual([['भुगतान']]);
  });

  it('narrows by kind, state, severity, site, person and time', async () => {
    const lab = open(folderFor());
    const a = await make(
      lab,
      write('title', 'payment one'),
      { edit: 'include', field: 'sites', member: 'br-prod' },
      entry('t1', 'x', 'dana'),
    );
    const b = await make(lab, write('title', 'payment two'), ...restricted('ana'));
    value(lab.records.act(a, { act: 'severity', payload: { severity: 'SEV1' } }));
    value(lab.records.act(a, { act: 'state', payload: { state: 'mitigated' } }));
    value(lab.records.act(b, { act: 'role', payload: { role: 'commander', person: 'Rui Ação' } }));
    await lab.clock.advance(250);
    const by = (filters: SearchQuery['filters']): readonly string[] => ids(find(lab, 'payment', { filters: filters! }));
    expect(by({ kinds: ['incident'] })).toEqual([a, b].sort());
    expect(by({ kinds: ['handover'] })).toEqual([]);
    expect(by({ sorts: ['security'] })).toEqual([b]);
    expect(by({ severities: ['SEV1', 'SEV2'] })).toEqual([a]);
    expect(by({ states: ['mitigated'] })).toEqual([a]);
    expect(by({ sites: ['br-prod'] })).toEqual([a]);
    expect(by({ sites: ['br'] })).toEqual([]);
    expect(by({ persons: ['dana'] })).toEqual([a]);
    expect(by({ persons: ['rui ação'.normalize('NFD')] })).toEqual([b]);
    expect(by({ severities: ['SEV1'], sorts: ['security'] })).toEqual([]);
    expect(by({ until: Date.UTC(2026, 10, 25, 11) })).toEqual([]);
    expect(by({ from: Date.UTC(2026, 10, 25, 11), until: Date.UTC(2026, 10, 26) })).toEqual([a, b].sort());
    expect(by({ from: Date.UTC(2026, 10, 26) })).toEqual([]);
    expect(ids(find(lab, '', { filters: { sorts: ['security'] } }))).toEqual([b]);
  });

  it('shows a restricted record, and that it is there, to those it names only', async () => {
    const folder = folderFor();
    const lab = open(folder, { person: 'ana' });
    const id = await make(lab, write('title', 'Stolen key'), { edit: 'include', field: 'restrictedTo', member: 'ana' });
    expect(ids(find(lab, 'stolen'))).toEqual([id]);
    value(lab.records.stop());
    const other = open(folder, { person: 'bo' });
    for (const typed of ['stolen', '', 'everyone', 'tags : everyone', '" OR tags : everyone OR "', 'stolen* OR key'])
      expect(value(other.records.search({ text: typed }))).toEqual({ records: [], more: false });
  });

  it('finds for whom lists show it: exactly the ids it names, and nobody where a security incident names nobody', async () => {
    const folder = folderFor();
    const lab = open(folder, { person: 'ana' });
    const named = await make(lab, write('title', 'Stolen one'), ...restricted('ana'));
    const toNobody = await make(lab, write('title', 'Stolen two'), ...restricted());
    const toAna = await make(lab, write('title', 'Stolen three'), ...restricted('Ana', 'an\u0061\u0301'));
    const open_ = await make(lab, write('title', 'Stolen four'));
    expect(ids(find(lab, 'stolen'))).toEqual([named, open_].sort());
    expect(ids(find(lab, ''))).not.toContain(toNobody);
    value(lab.records.stop());
    for (const [person, found] of [
      ['Ana', [toAna, open_]],
      ['ANA', [open_]],
      ['an\u00e1', [open_]],
    ] as const) {
      const other = open(folder, { person });
      expect([person, ids(find(other, 'stolen'))]).toEqual([person, [...found].sort()]);
      value(other.records.stop());
    }
  });

  it('R12 finds what was changed within 250 ms, and no more what was taken away', async () => {
    const lab = open(folderFor());
    const id = await make(lab, write('notes', 'the password is correcthorse'));
    expect(ids(find(lab, 'correcthorse'))).toEqual([id]);
    value(lab.records.edit(id, [write('notes', 'nothing here')]));
    await lab.clock.advance(250);
    expect([ids(find(lab, 'correcthorse')), ids(find(lab, 'nothing'))]).toEqual([[], [id]]);
  });

  it('R40 keeps no redacted word in the index', async () => {
    const folder = folderFor();
    const lab = open(folder);
    const id = await make(lab, write('notes', 'zanzibarsecret'));
    for (let other = 0; other < 40; other += 1) await make(lab, write('notes', `other ${other}`));
    value(lab.records.edit(id, [write('notes', 'gone')]));
    await lab.clock.advance(250);
    value(lab.records.redact(id, 'a key'));
    value(lab.records.stop());
    const db = new DatabaseSync(join(folder, 'records', 'records.db'), { readOnly: true });
    const held = db
      .prepare(
        "SELECT 'data' AS part, block AS bytes FROM search_data UNION ALL SELECT 'content', CAST(c0 || c1 || c2 AS BLOB) FROM search_content",
      )
      .all() as { bytes: Uint8Array }[];
    db.close();
    expect(held.length).toBeGreaterThan(0);
    // A word of the index is stored without what it begins with in common with the one before.
    expect(held.some(({ bytes }) => Buffer.from(bytes).includes('barsecret'))).toBe(false);
  });

  it('makes a damaged index anew and answers all the same', async () => {
    for (const damage of [
      "UPDATE search_data SET block = X'00112233' WHERE id > 1",
      'DELETE FROM search_data WHERE id > 10',
      'DELETE FROM search_content',
      'DELETE FROM search_docsize',
    ]) {
      const folder = folderFor();
      const lab = open(folder);
      const id = await make(lab, write('title', 'Checkout is slow'), entry('t1', 'pods restarted'));
      value(lab.records.stop());
      spoil(folder, damage);
      const again = open(folder);
      expect([damage, ids(find(again, 'pods'))]).toEqual([damage, [id]]);
      value(again.records.edit(id, [write('title', 'Basket is slow')]));
      await again.clock.advance(250);
      expect([damage, ids(find(again, 'basket')), ids(find(again, 'checkout'))]).toEqual([damage, [id], []]);
      expect(again.records.health().report).toEqual([]);
      value(again.records.stop());
    }
  });

  it('makes it anew while it is in use', async () => {
    const folder = folderFor();
    const lab = open(folder);
    const id = await make(lab, write('title', 'Checkout is slow'));
    spoil(folder, 'DELETE FROM search_data');
    expect(ids(find(lab, 'checkout'))).toEqual([id]);
    spoil(folder, 'DELETE FROM search_data');
    value(lab.records.edit(id, [write('title', 'Basket is slow')]));
    await lab.clock.advance(250);
    expect([ids(find(lab, 'basket')), ids(find(lab, 'checkout'))]).toEqual([[id], []]);
  });

  it('is there after a repair of the whole store', async () => {
    const folder = folderFor();
    const lab = open(folder);
    const id = await make(lab, write('title', 'Checkout is slow'));
    value(lab.records.stop());
    spoil(folder, "UPDATE search_config SET v = 99 WHERE k = 'version'");
    const again = open(folder);
    await again.clock.advance(250);
    expect(ids(find(again, 'checkout'))).toEqual([id]);
    expect(again.records.health().report.join(' ')).toContain('Nothing is known to be lost');
  });
});

function spoil(folder: string, damage: string): void {
  const db = new DatabaseSync(join(folder, 'records', 'records.db'), { defensive: false });
  db.exec(damage);
  db.close();
}
