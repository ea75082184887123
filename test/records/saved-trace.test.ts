import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTraceFile, readTraceFile } from '../../main/cli/trace-file';
import { traceSaved, type SavedLine } from '../../main/saved-trace';
import { replay } from '../faults/replay';
import { folderFor, note, open } from './store/lab';
import { value } from './rig';

function traced(): ReturnType<typeof open> & { readonly file: string; lines(): readonly SavedLine[] } {
  const folder = folderFor();
  const file = join(folder, 'trace.jsonl');
  const lab = open(join(folder, 'data'));
  const handle = value(openTraceFile(file));
  if (handle === null) throw new Error('no file');
  onTestFinished(() => closeSync(handle));
  traceSaved(lab.records, handle, (line) => {
    throw new Error(line);
  });
  const lines = (): readonly SavedLine[] =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as SavedLine);
  return { ...lab, file, lines };
}

describe('the trace of what is called saved', () => {
  it('R55 has a line when the commit is done, and before anybody else hears of it', () => {
    const { records, lines } = traced();
    let heard = 0;
    records.onSaved(({ localSeq }) => {
      heard += 1;
      expect(lines().at(-1)).toMatchObject({ localSeq });
    });
    const id = value(records.create('incident', [{ edit: 'write', field: 'title', text: 'Slow' }]));
    expect(lines()).toEqual([]);
    value(records.flush());
    value(records.act(id, { act: 'state', payload: { state: 'open' } }));
    expect(heard).toBe(2);
    expect(lines().map(({ kinds }) => kinds)).toEqual([['text'], ['act']]);
  });

  it('R55 says all that is saved, restricted records included, in steps that can be checked', async () => {
    const lab = traced();
    const { records, clock, lines, file } = lab;
    const id = value(
      records.create('incident', [
        { edit: 'write', field: 'title', text: 'Украдений ключ' },
        { edit: 'include', field: 'restrictedTo', member: 'ana' },
      ]),
    );
    for (const text of ['Перше', 'Перше слово', 'Перше, क्षमता, слово', '']) {
      note(lab, id, text);
      value(records.flush());
      await clock.advance(10);
    }
    note(lab, id, 'The end');
    const entry = { edit: 'add', list: 'followUps', id: 'f1', fields: { text: 'Drill', done: false } } as const;
    value(records.edit(id, [entry]));
    value(records.edit(id, [{ edit: 'change', list: 'followUps', id: 'f1', field: 'done', value: true }]));
    value(records.act(id, { act: 'severity', payload: { severity: 'SEV1' } }));
    const { said, problems } = replay(readFileSync(file, 'utf8'));
    expect(problems).toEqual([]);
    expect(Object.fromEntries(said.get(id)?.values ?? [])).toMatchObject({
      title: 'Украдений ключ',
      notes: 'The end',
      restrictedTo: ['ana'],
      'followUps/f1': { text: 'Drill', done: true },
    });
    expect(lines().at(-1)).toMatchObject({ record: id, contentHash: value(records.read(id)).contentHash });
    // It holds what was said in private.
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('R50 R55 says nothing of words that are only in memory', () => {
    const folder = folderFor();
    const lab = open(join(folder, 'data'), { maxBytes: 160 << 10 });
    const file = join(folder, 'trace.jsonl');
    const handle = openSync(file, 'a');
    onTestFinished(() => closeSync(handle));
    const id = value(lab.records.create('incident', [{ edit: 'write', field: 'title', text: 'Full' }]));
    value(lab.records.flush());
    traceSaved(lab.records, handle, () => undefined);
    note(lab, id, 'x'.repeat(400_000));
    expect(lab.records.flush().ok).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('is refused in words where its file cannot be written, and asked for by --trace-saved alone', () => {
    const nowhere = join(folderFor(), 'no', 'such', 'folder', 'trace');
    const refused = openTraceFile(nowhere);
    expect(refused.ok ? '' : refused.error).toMatch(/^--trace-saved: .*trace cannot be written: ENOENT/);
    expect(readTraceFile(['/app', '--data', 'd'])).toEqual({ ok: true, value: null });
    for (const words of [['--trace-saved'], ['--trace-saved=']])
      expect(readTraceFile(words)).toEqual({ ok: false, error: '--trace-saved takes a file' });
  });
});
