import { describe, expect, it } from 'vitest';
import type { MemoryLog } from '../fakes/memory-log';
import { MemoryLog as Log } from '../fakes/memory-log';
import { ManualClock } from '../fakes/clock';
import type { Records } from '../../main/records/records-port';
import { incidentOf } from '../../shared/records/incident';
import { engine, NOW, value } from './rig';

const notes = (records: Records, id: string): string => incidentOf(value(records.read(id)).content!).notes;

/** All bytes of the log as text: what is in none of them is gone. */
const bytesOf = (log: MemoryLog, id: string): string =>
  (value(log.read(id))?.entries ?? [])
    .map(({ entry: { body } }) =>
      body.type === 'act' ? JSON.stringify(body.act) : Buffer.from(body.bytes).toString('latin1'),
    )
    .join('\n');

function written() {
  const clock = new ManualClock(NOW);
  const log = new Log();
  const records = engine(log, clock);
  const id = value(records.create('incident', [{ edit: 'write', field: 'title', text: 'T' }]));
  const type = (text: string): void => {
    value(records.edit(id, [{ edit: 'write', field: 'notes', text }]));
    // Handed out: the next is an entry of its own.
    value(records.entriesSince(new Map()));
  };
  return { clock, log, records, id, type };
}

function meet(a: Records, b: Records): void {
  value(b.receive(value(a.entriesSince(value(b.heads())))));
  value(a.receive(value(b.entriesSince(value(a.heads())))));
}

describe('folding', () => {
  it('R14 puts one snapshot in the place of what was written; acts stay; deleted text is gone', () => {
    const { log, records, id, type } = written();
    for (const text of ['one', 'one SECRETWORD', 'one two']) type(text);
    value(records.act(id, { act: 'severity', payload: { severity: 'SEV1' } }));
    expect(bytesOf(log, id)).toContain('SECRETWORD');
    expect(value(records.fold(id))).toBe(true);
    expect(
      value(log.read(id))
        ?.entries.map(({ entry: { body } }) => body.type)
        .sort(),
    ).toEqual(['act', 'snapshot']);
    expect(bytesOf(log, id)).not.toContain('SECRETWORD');
    expect(notes(records, id)).toBe('one two');
    expect(value(records.fold(id))).toBe(false);
    type('one two three');
    value(records.stop());
    const again = engine(log, new ManualClock(NOW));
    expect(notes(again, id)).toBe('one two three');
    expect(value(again.read(id)).state.severity?.value).toBe('SEV1');
  });

  it('R14 a replica folds only what it wrote; R15 others put the snapshot in the place of it', () => {
    const { clock, log, records, id, type } = written();
    const boLog = new Log();
    const bo = engine(boLog, clock, { replica: 'r-bo', person: 'bo' });
    for (const text of ['one', 'one two', 'one two three']) type(text);
    meet(records, bo);
    for (const text of ['one two three four', 'one two three four five']) {
      value(bo.edit(id, [{ edit: 'write', field: 'notes', text }]));
      value(bo.entriesSince(new Map()));
    }
    meet(records, bo);
    expect(value(records.fold(id))).toBe(true);
    const kinds = (of: MemoryLog): string[] =>
      (value(of.read(id))?.entries ?? []).map(({ entry: { replica, body } }) => `${replica} ${body.type}`);
    expect(kinds(log).sort()).toEqual(['r-ana snapshot', 'r-bo update', 'r-bo update']);
    // The heads agree already: a snapshot is taken for what it spares.
    value(bo.receive(value(records.entriesSince(new Map()))));
    expect(kinds(boLog).sort()).toEqual(['r-ana snapshot', 'r-bo update', 'r-bo update']);
    expect(notes(bo, id)).toBe('one two three four five');
    const cy = engine(new Log(), clock, { replica: 'r-cy', person: 'cy' });
    meet(records, cy);
    expect(value(cy.read(id)).waiting).toEqual([]);
    expect(notes(cy, id)).toBe('one two three four five');
  });

  it('R14 a disk that refuses in the middle costs nothing', () => {
    const { log, records, id, type } = written();
    for (const text of ['one', 'one two']) type(text);
    log.refuse('io');
    expect(records.fold(id)).toMatchObject({ ok: false, error: { kind: 'io' } });
    log.allow();
    expect(notes(records, id)).toBe('one two');
    value(records.stop());
    expect(notes(engine(log, new ManualClock(NOW)), id)).toBe('one two');
  });

  it('R14 a long log is folded by itself when nobody writes for a while', async () => {
    const { clock, log, records, id, type } = written();
    for (let n = 0; n < 60; n += 1) type(`line ${n}`);
    expect(value(log.read(id))?.entries.length).toBeGreaterThan(50);
    await clock.advance(30_000);
    expect(value(log.read(id))?.entries.length).toBe(1);
    value(records.stop());
    expect(clock.waiting).toBe(0);
  });
});

describe('redaction', () => {
  it('R40 the deleted text leaves the log of everybody, whoever wrote it and whatever comes first', () => {
    const { clock, log, records, id, type } = written();
    const logs = [new Log(), new Log()] as const;
    const bo = engine(logs[0], clock, { replica: 'r-bo', person: 'bo' });
    const cy = engine(logs[1], clock, { replica: 'r-cy', person: 'cy' });
    type('start');
    meet(records, bo);
    // Bo pastes a key; Ana redacts it; Cy hears of it in the worst order.
    value(bo.edit(id, [{ edit: 'write', field: 'notes', text: 'start AKIASECRET end' }]));
    meet(records, bo);
    meet(bo, cy);
    expect(bytesOf(logs[1], id)).toContain('AKIASECRET');
    value(records.edit(id, [{ edit: 'write', field: 'notes', text: 'start  end' }]));
    value(records.redact(id, 'an access key'));
    expect(bytesOf(log, id)).not.toContain('AKIASECRET');
    const news = value(records.entriesSince(value(cy.heads())));
    const acts = news.filter(({ body }) => body.type === 'act');
    expect(acts.length).toBeGreaterThan(0);
    value(cy.receive(acts));
    value(cy.receive(news));
    expect(notes(cy, id)).toBe('start  end');
    expect(bytesOf(logs[1], id)).not.toContain('AKIASECRET');
    meet(records, bo);
    expect(bytesOf(logs[0], id)).not.toContain('AKIASECRET');
    // Somebody who has not heard of it says it again: it does not come back.
    meet(cy, bo);
    meet(cy, records);
    for (const of of [log, ...logs]) expect(bytesOf(of, id)).not.toContain('AKIASECRET');
    for (const one of [records, bo, cy]) {
      expect(notes(one, id)).toBe('start  end');
      expect(value(one.read(id)).waiting).toEqual([]);
      expect(value(one.read(id)).state.redactions).toHaveLength(1);
    }
  });
});

describe('projections', () => {
  it('R12 follow a change within 250 ms, and after a crash in between at the next start', async () => {
    const { clock, log, records, id, type } = written();
    type('find me');
    await clock.advance(250);
    expect(value(records.list({ kind: 'incident' }))).toMatchObject([{ record: id, title: 'T' }]);
    expect(value(records.search({ text: 'find' })).records).toMatchObject([{ record: id }]);
    value(records.edit(id, [{ edit: 'write', field: 'title', text: 'Renamed' }]));
    value(records.act(id, { act: 'state', payload: { state: 'open' } }));
    // The program ends here.
    const again = engine(log, clock);
    expect(value(again.list({}))[0]?.title).toBe('T');
    await clock.advance(250);
    expect(value(again.list({}))).toMatchObject([{ title: 'Renamed', row: { state: 'open' } }]);
  });
});
