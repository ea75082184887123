import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecords } from '../../main/open-records';
import { own } from '../../main/place';
import { systemClock } from '../../main/polling/system-clock';
import { run, type Run } from './cli';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'meridian-records-cli-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
const records = (data: string, ...words: readonly string[]): Promise<Run> => run(['records', ...words, '--data', data]);
const quiet = { code: 0, stderr: '' } as const;

/** A data folder as the app leaves it. */
function filled(person = 'ana'): { readonly data: string; readonly open: string; readonly secret: string } {
  const data = join(folder(), 'data');
  const { records: engine } = openRecords({ folder: data, person, clock: systemClock, clockOffset: () => null });
  const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };
  const open = value(
    engine.create('incident', [
      { edit: 'write', field: 'title', text: 'Pagamento não confirma em São Paulo' },
      { edit: 'write', field: 'notes', text: 'Платежі повільні.\n\nभुगतान धीमा है।\n\u001b[2J<script>alert(1)</script>' },
      { edit: 'include', field: 'sites', member: 'br-prod' },
      {
        edit: 'add',
        list: 'timeline',
        id: 't1',
        fields: {
          kind: 'decision',
          author: person,
          replica: 'r',
          at: Date.UTC(2026, 10, 25, 12),
          sequence: 1,
          text: 'Roll back CHG-214',
        },
      },
      {
        edit: 'add',
        list: 'followUps',
        id: 'f1',
        fields: { text: 'Drill', owner: 'priya', due: Date.UTC(2026, 11, 2) },
      },
      {
        edit: 'add',
        list: 'links',
        id: 'l1',
        fields: { kind: 'web', target: 'javascript:alert(1)', label: '[x](javascript:alert(1))' },
      },
    ]),
  );
  value(engine.act(open, { act: 'state', payload: { state: 'open' } }));
  value(engine.act(open, { act: 'severity', payload: { severity: 'SEV1' } }));
  const secret = value(
    engine.create('incident', [
      { edit: 'write', field: 'title', text: 'Stolen key' },
      { edit: 'include', field: 'restrictedTo', member: person },
    ]),
  );
  value(engine.stop());
  return { data, open, secret };
}

describe('meridian records', () => {
  it('lists, shows and finds, with nothing that steers a terminal', async () => {
    const { data, open, secret } = filled();
    const listed = await records(data, 'list');
    expect(listed).toMatchObject(quiet);
    expect(listed.stdout).toMatch(
      new RegExp(`^${open}  SEV1  open  operations  .* UTC  Pagamento não confirma em São Paulo$`, 'm'),
    );
    expect(listed.stdout).toContain(secret);
    const json = JSON.parse((await records(data, 'list', '--json')).stdout) as {
      records: { record: string; severity: string | null }[];
    };
    expect(json.records.map(({ record }) => record).sort()).toEqual([open, secret].sort());

    const shown = await records(data, 'show', open);
    expect(shown).toMatchObject(quiet);
    expect(shown.stdout).toContain('Roll back CHG-214');
    expect(shown.stdout).toContain('भुगतान धीमा है');
    expect(shown.stdout).not.toContain('\u001b');

    const found = await records(data, 'search', 'sao', 'paulo', '--severity', 'SEV1', '--json');
    expect(JSON.parse(found.stdout)).toMatchObject({
      records: [
        {
          record: open,
          marks: [
            [26, 29],
            [30, 35],
          ],
        },
      ],
      more: false,
    });
    expect((await records(data, 'search', 'भुगता')).stdout).toContain('«भुगता»न धीमा है');
    expect((await records(data, 'search', 'chg-214', '--person', 'priya')).stdout).toContain('«CHG-214»');
    expect((await records(data, 'search', 'sao', '--severity', 'SEV2')).stdout).toBe('');
  });

  it('shows restricted records to those they name only', async () => {
    const { data, open, secret } = filled();
    const other = ['--as', 'bo'];
    expect((await records(data, 'list', ...other)).stdout).not.toContain(secret);
    expect((await records(data, 'list', ...other)).stdout).toContain(open);
    expect((await records(data, 'search', 'stolen', ...other)).stdout).toBe('');
    for (const words of [
      ['show', secret],
      ['export', secret],
      ['export', secret, '--format', 'json'],
    ])
      expect(await records(data, ...words, ...other)).toMatchObject({
        code: 66,
        stdout: '',
        stderr: `meridian: there is no record ${secret}\n`,
      });
  });

  it('exports and imports byte for byte, between data folders', async () => {
    const { data, open } = filled();
    const files = folder();
    const markdown = join(files, 'incident.md');
    expect(await records(data, 'export', open, '--out', markdown)).toMatchObject({ ...quiet, stdout: '' });
    const json = await records(data, 'export', open, '--format', 'json');
    writeFileSync(join(files, 'incident.json'), json.stdout);

    for (const [file, format] of [
      ['incident.md', 'markdown'],
      ['incident.json', 'json'],
    ] as const) {
      const there = join(folder(), 'other');
      const imported = await records(there, 'import', join(files, file), '--json');
      expect(imported).toMatchObject(quiet);
      expect(JSON.parse(imported.stdout)).toEqual({
        imported: [{ file: join(files, file), record: open, outcome: 'created' }],
      });
      expect((await records(there, 'export', open, '--format', format)).stdout).toBe(
        readFileSync(join(files, file), 'utf8'),
      );
      expect((await records(there, 'search', 'повільні')).stdout).toContain(open);
      expect(await records(there, 'import', markdown)).toMatchObject({
        code: 0,
        stdout: `${open}  unchanged  ${markdown}\n`,
      });
    }
    expect((await records(data, 'export', open)).stdout).toBe(readFileSync(markdown, 'utf8'));
    const html = (await records(data, 'export', open, '--format', 'html')).stdout;
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    // Without a workspace file it is the demo, on paper too.
    expect(html).toContain('Demo data');
    expect(html).not.toMatch(/<script|javascript:alert\(1\)"|<a |<img|src=|url\(/i);
  });

  it('imports all files or none, and names line and cause', async () => {
    const { data } = filled();
    const files = folder();
    const good = join(files, 'good.md');
    const bad = join(files, 'bad.md');
    writeFileSync(good, '---\nmeridian: 1\ntitle: Good\n---\n\nWords.\n');
    writeFileSync(bad, '---\nmeridian: 1\ntitle: Bad\nkind: none\nbeganAt: noon\n---\n');
    const before = (await records(data, 'list')).stdout;
    const refused = await records(data, 'import', good, bad);
    expect(refused).toMatchObject({ code: 65, stdout: '' });
    expect(refused.stderr.split('\n')).toEqual([
      `${bad}:4:1 kind: expected one of operations, security, got the text "none"`,
      `${bad}:5:1 beganAt: expected a time such as 2026-11-25T12:00:00Z, got the text "noon"`,
      '',
    ]);
    expect((await records(data, 'list')).stdout).toBe(before);
    expect((await records(data, 'import', good, '--dry-run')).stdout).toContain('would be created');
    expect((await records(data, 'list')).stdout).toBe(before);
    const [id] = (await records(data, 'import', good)).stdout.split('  ');
    const changed = join(files, 'changed.md');
    writeFileSync(changed, (await records(data, 'export', id!)).stdout.replace('title: Good', 'title: Better'));
    expect(await records(data, 'import', changed)).toMatchObject({
      code: 65,
      stderr: expect.stringContaining('says something else') as unknown,
    });
    expect((await records(data, 'import', changed, '--as-new')).code).toBe(0);
    writeFileSync(join(files, 'binary.md'), Buffer.from([0xff, 0xfe, 0]));
    expect(await records(data, 'import', join(files, 'binary.md'))).toMatchObject({
      code: 65,
      stderr: expect.stringContaining('binary.md:1:1 the file is no text') as unknown,
    });
    expect(await records(data, 'import', join(files, 'none.md'))).toMatchObject({
      code: 66,
      stderr: expect.stringContaining('none.md cannot be read') as unknown,
    });
  });

  it('is refused by name where the folder has an owner, and says what is wrong usage', async () => {
    const { data, open } = filled();
    const held = own(data, 'app');
    if (!held.ok) throw new Error('not owned');
    expect(await records(data, 'list')).toMatchObject({
      code: 75,
      stdout: '',
      stderr: expect.stringContaining(`${data} is in use by Meridian (app, process ${process.pid}`) as unknown,
    });
    held.value.release();
    for (const words of [
      ['lust'],
      ['show'],
      ['show', 'a', 'b'],
      ['search'],
      ['search', 'x', '--from', 'noon'],
      ['export', open, '--format', 'doc'],
      ['import'],
      ['list', '--limit', '0'],
      ['list', '--odd'],
    ])
      expect([words, (await records(data, ...words)).code]).toEqual([words, 64]);
    expect(await records(data, 'export', open, '--out', join(data, 'no', 'such', 'folder.md'))).toMatchObject({
      code: 73,
    });
    expect((await run(['records', 'help'])).stdout).toContain('meridian records export ID');
    expect(readdirSync(data)).not.toContain('owner.json');
  });
});
