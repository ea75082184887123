import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { incidentOf } from '../../shared/records/incident';
import { ManualClock } from '../fakes/clock';
import { MemoryLog } from '../fakes/memory-log';
import { engine, NOW, value } from './rig';

function started() {
  const log = new MemoryLog();
  const clock = new ManualClock(NOW);
  return { log, clock, records: engine(log, clock) };
}

describe('the record engine', () => {
  it('glances at single fields, which say what reading all of it says', async () => {
    const { records } = started();
    const id = value(
      records.create('incident', [
        { edit: 'write', field: 'title', text: 'Checkout is slow' },
        { edit: 'set', field: 'kind', value: 'security' },
        { edit: 'include', field: 'restrictedTo', member: 'ana' },
        { edit: 'add', list: 'links', id: 'l', fields: { kind: 'web', target: 'x', label: '' } },
      ]),
    );
    const { fields } = value(records.read(id)).content!;
    const glanced = value(records.glance(id, [...Object.keys(fields), 'links', 'no such field']));
    expect(glanced).toEqual({ kind: 'incident', fields });
    expect(value(records.glance(id, ['restrictedTo'])).fields).toEqual({ restrictedTo: ['ana'] });
    expect(records.glance('nobody knows', ['kind'])).toMatchObject({ ok: false, error: { kind: 'no-such-record' } });
    value(records.stop());
  });

  it('R11 saves what was typed within milliseconds and says so after it was saved', async () => {
    const { log, clock, records } = started();
    const saved: number[] = [];
    records.onSaved(({ localSeq }) => saved.push(localSeq));
    const id = value(records.create('incident', [{ edit: 'write', field: 'title', text: 'Checkout is slow' }]));
    expect([log.commits, saved]).toEqual([0, []]);
    await clock.advance(5);
    expect([log.commits, saved]).toEqual([1, [1]]);
    const editor = new Y.Doc();
    Y.applyUpdate(editor, value(records.document(id)));
    editor.on('update', (update: Uint8Array) => value(records.applyUpdate(id, update, 'window')));
    for (const letter of 'hello') {
      editor.getText('notes').insert(editor.getText('notes').length, letter);
      await clock.advance(5);
    }
    expect(saved).toEqual([1, 2, 3, 4, 5, 6]);
    value(records.stop());
    expect(clock.waiting).toBe(0);
    const again = engine(log, clock);
    expect(incidentOf(value(again.read(id)).content!)).toMatchObject({ title: 'Checkout is slow', notes: 'hello' });
    // Typed on: one entry.
    expect(value(log.read(id))?.entries).toHaveLength(1);
    value(again.stop());
  });

  it('R50 keeps the words while the disk refuses, says why, and saves them when it takes them again', async () => {
    const { log, clock, records } = started();
    const id = value(records.create('incident', [{ edit: 'write', field: 'notes', text: 'before' }]));
    await clock.advance(5);
    log.refuse('full');
    value(records.edit(id, [{ edit: 'write', field: 'notes', text: 'before and after' }]));
    await clock.advance(5);
    expect(records.health()).toMatchObject({ notSaved: { problem: { kind: 'full' } }, unsaved: [id] });
    expect(value(records.read(id))).toMatchObject({ notSaved: { problem: { kind: 'full' } } });
    expect(records.unsavedText()).toContain('before and after');
    log.allow();
    await clock.advance(20_000);
    expect(records.health()).toMatchObject({ notSaved: null, unsaved: [] });
    value(records.stop());
    expect(incidentOf(value(engine(log, clock).read(id)).content!).notes).toBe('before and after');
  });
});
