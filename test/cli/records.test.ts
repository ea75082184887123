import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { records } from '../../main/cli/records';
import type { RecordsAction } from '../../main/cli/records-arguments';
import { openRecords } from '../../main/open-records';
import { systemClock } from '../../main/polling/system-clock';
import type { Edit } from '../../shared/records/edits';
import { value } from '../records/rig';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'meridian-cli-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const run = (data: string, as: string, action: RecordsAction) =>
  records({ kind: 'records', place: { workspace: null, data }, as, ...action });

describe('who may see a record on the command line', () => {
  it('is whom the app shows it: exactly the ids it names, and nobody where a security incident names nobody', () => {
    const data = folder();
    const { records: engine } = openRecords({
      folder: data,
      person: 'ana',
      clock: systemClock,
      clockOffset: () => null,
    });
    const make = (title: string, ...edits: readonly Edit[]): string =>
      value(
        engine.create('incident', [
          { edit: 'write', field: 'title', text: title },
          { edit: 'set', field: 'kind', value: 'security' },
          ...edits,
        ]),
      );
    const toNobody = make('Stolen one');
    const toAna = make('Stolen two', { edit: 'include', field: 'restrictedTo', member: 'Ana' });
    value(engine.stop());
    for (const [person, seen, unseen] of [
      ['ana', [], [toNobody, toAna]],
      ['Ana', [toAna], [toNobody]],
    ] as const) {
      const list = run(data, person, { action: 'list', json: false, ofKind: null, limit: 20 }).stdout;
      const search = run(data, person, {
        action: 'search',
        json: false,
        text: 'stolen',
        filters: {},
        limit: 20,
      }).stdout;
      const show = (record: string) => run(data, person, { action: 'show', json: false, record }).code;
      const leave = (record: string) => run(data, person, { action: 'export', record, format: 'json', out: null }).code;
      const said = (record: string): readonly unknown[] => [
        person,
        list.includes(record),
        search.includes(record),
        show(record),
        leave(record),
      ];
      for (const record of seen) expect(said(record)).toEqual([person, true, true, 0, 0]);
      for (const record of unseen) expect(said(record)).toEqual([person, false, false, 66, 66]);
    }
  });

  it('a file of a security incident that names nobody is refused, with its place and cause', () => {
    const files = folder();
    const file = join(files, 'stolen.md');
    const bring = () =>
      run(join(files, 'data'), 'ana', { action: 'import', json: false, files: [file], asNew: false, dryRun: false });
    writeFileSync(file, '---\nmeridian: 1\ntitle: Stolen\nkind: security\n---\n');
    expect(bring()).toEqual({
      code: 65,
      stdout: '',
      stderr: `${file}:1:1 kind: a security incident that names nobody who may see it: add restrictedTo\n`,
    });
    writeFileSync(file, '---\nmeridian: 1\ntitle: Stolen\nkind: security\nrestrictedTo: ["ana"]\n---\n');
    expect(bring()).toMatchObject({ code: 0, stderr: '' });
  });
});
