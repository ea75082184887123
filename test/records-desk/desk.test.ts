import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createDoor } from '../../main/ipc/door';
import type { Input, Output } from '../../shared/ipc/contract';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import { MOST_UPDATE } from '../../shared/ipc/records-limits';
import { aSiteView, aSnapshot, anAttentionItem } from '../builders/snapshots';
import { createFakeEngine } from '../fakes/fake-engine';
import { MemoryLog } from '../fakes/memory-log';
import { recordsDesk } from './rig';

const NOW = Date.UTC(2026, 10, 25, 12);
const item = anAttentionItem({ key: 'item', site: 'br-prod', title: 'Checkout slow', since: NOW - 60_000 });
const snapshot = aSnapshot({
  generatedAt: NOW,
  sites: [aSiteView({ id: 'br-prod', name: 'Brazil' }), aSiteView({ id: 'in-prod', name: 'India' })],
  attention: [item],
});
const DECLARE: Input<'incidents.declare'> = {
  title: 'Checkout slow',
  kind: 'operations',
  severity: 'SEV1',
  sites: ['br-prod'],
  attention: 'item',
  restrictedTo: [],
};
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]).toString('base64');

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Everything through the one door, as a window calls it. */
function open(
  options: { readonly person?: string | null; readonly log?: MemoryLog; readonly clockOffset?: () => number } = {},
) {
  const rig = recordsDesk({ snapshot, person: 'ana', ...options });
  stops.push(() => void rig.desk.stop());
  const door = createDoor(createFakeEngine(), { records: rig.desk });
  const call = async <M extends RecordMethod>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = await door.call(method, input);
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.value as Output<M>;
  };
  return { ...rig, door, call };
}

const document = async (call: ReturnType<typeof open>['call'], record: string): Promise<Y.Doc> => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from((await call('records.document', { record })).update, 'base64'));
  return doc;
};
const typed = (doc: Y.Doc, text: string): string => {
  const before = Y.encodeStateVector(doc);
  doc.getText('notes').insert(0, text);
  return Buffer.from(Y.encodeStateAsUpdate(doc, before)).toString('base64');
};

describe('who writes', () => {
  it('is asked before the first act, and kept', async () => {
    const { call, person } = open({ person: null });
    expect(await call('records.status', undefined)).toMatchObject({ person: null });
    expect(await call('incidents.list', {})).toEqual([]);
    await expect(call('incidents.declare', DECLARE)).rejects.toThrow('not-allowed: say first who you are');
    expect(await call('records.identify', { person: ' Олена ' })).toMatchObject({ person: 'Олена' });
    expect(person()).toBe('Олена');
    expect(await call('incidents.declare', DECLARE)).toMatchObject({ saved: true });
  });

  it('another person writes as another replica, and what they may not see vanishes', async () => {
    const { call, clock, desk, person } = open();
    const open_ = await call('incidents.declare', DECLARE);
    const secret = await call('incidents.declare', { ...DECLARE, title: 'Leaked', kind: 'security' });
    await clock.advance(250);
    const told: unknown[] = [];
    stops.push(desk.onEvent((event) => told.push(event)));
    expect(await call('records.identify', { person: 'ben' })).toMatchObject({ person: 'ben', problem: null });
    expect(person()).toBe('ben');
    expect(told).toEqual(expect.arrayContaining(['records.health', 'records.listed']));
    expect(await call('incidents.list', {})).toMatchObject([{ id: open_.id }]);
    await expect(call('incidents.read', { id: secret.id })).rejects.toThrow('not-found');
    await call('incidents.note', { id: open_.id, kind: 'note', text: 'by ben' });
    expect((await call('incidents.read', { id: open_.id })).timeline).toContainEqual(
      expect.objectContaining({ text: 'by ben', person: 'ben' }),
    );
    // Back again: nothing was lost.
    await call('records.identify', { person: 'ana' });
    expect(await call('incidents.read', { id: secret.id })).toMatchObject({ title: 'Leaked' });
  });

  it('is not changed while the words of the one before are only in memory', async () => {
    const { call, log, person } = open();
    const { id } = await call('incidents.declare', DECLARE);
    log.refuse('full');
    await call('incidents.note', { id, kind: 'note', text: 'kept' });
    await expect(call('records.identify', { person: 'ben' })).rejects.toThrow(
      'what ana wrote is not saved yet: the disk says full. Changing the person waits for that',
    );
    expect(person()).toBe('ana');
    log.allow();
    await call('records.identify', { person: 'ben' });
    expect((await call('incidents.read', { id })).timeline).toContainEqual(expect.objectContaining({ text: 'kept' }));
  });
});

describe('declaring', () => {
  it('says all that was known: state, severity, commander, the time it was detected, and a sound snapshot', async () => {
    const { call } = open();
    const { id } = await call('incidents.declare', DECLARE);
    const incident = await call('incidents.read', { id });
    expect(incident).toMatchObject({
      title: 'Checkout slow',
      kind: 'operations',
      state: { value: 'open', inConflict: false },
      severity: { value: 'SEV1' },
      roles: { commander: { value: { person: 'ana', acknowledged: true } } },
      times: { began: null, detected: NOW - 60_000, declared: NOW, mitigated: null, resolved: null },
      sites: ['br-prod'],
      services: ['service of br-prod'],
      restrictedTo: [],
      snapshots: [{ title: 'Brazil', at: NOW, sound: true, content: { attention: { title: 'Checkout slow' } } }],
    });
    expect(incident.snapshots[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(incident.timeline.map(({ type }) => type).sort()).toEqual(['entry', 'role', 'severity', 'state']);
  });

  it('is refused where a site is none of this workspace', async () => {
    const { call } = open();
    await expect(call('incidents.declare', { ...DECLARE, sites: ['gone'] })).rejects.toThrow('there is no site gone');
  });

  it('on a disk that refuses it is in memory, says so, and is saved when the disk is back', async () => {
    const { call, log, clock, desk } = open();
    await call('records.status', undefined);
    const told: unknown[] = [];
    stops.push(desk.onEvent((event) => told.push(event)));
    log.refuse('full');
    const { id, saved, reason } = await call('incidents.declare', DECLARE);
    expect({ saved, reason }).toEqual({ saved: false, reason: 'the disk says full' });
    expect(await call('incidents.read', { id })).toMatchObject({ title: 'Checkout slow' });
    expect(await call('records.status', undefined)).toMatchObject({
      notSaved: { message: 'the disk says full' },
      unsaved: [id],
    });
    expect((await call('records.unsavedText', undefined)).text).toContain('Checkout slow');
    log.allow();
    await clock.advance(20_000);
    expect(await call('records.status', undefined)).toMatchObject({ notSaved: null, unsaved: [] });
    expect(told).toContain('records.saved');
    // The acts were owed: they are done with the first words that were saved, once each.
    const declared = await call('incidents.read', { id });
    expect(declared).toMatchObject({
      declaring: null,
      state: { value: 'open' },
      severity: { value: 'SEV1' },
      roles: { commander: { value: { person: 'ana', acknowledged: true } } },
    });
    expect(declared.timeline.map(({ type }) => type).sort()).toEqual(['entry', 'role', 'severity', 'state']);
  });

  it.each(['quit', 'person change'] as const)(
    'that waited for the disk is declared when the disk is back only at a %s',
    async (end) => {
      const { call, log, desk } = open();
      await call('records.status', undefined);
      log.refuse('full');
      const { id } = await call('incidents.declare', DECLARE);
      log.allow();
      if (end === 'quit') expect(desk.stop()).toBe('');
      else await call('records.identify', { person: 'ben' });
      const later = open({ log, person: 'cy' });
      expect(await later.call('incidents.read', { id })).toMatchObject({
        declaring: null,
        state: { value: 'open' },
        severity: { value: 'SEV1' },
        roles: { commander: { value: { person: 'ana', acknowledged: true } } },
      });
    },
  );

  it('that waits for the disk says so, and can be tried by hand', async () => {
    const { call, log } = open();
    await call('records.status', undefined);
    log.refuse('full');
    const { id } = await call('incidents.declare', DECLARE);
    expect((await call('incidents.read', { id })).declaring).toBe('the disk says full');
    const again = { id, act: { act: 'state', state: 'open' } } as const;
    await expect(call('incidents.act', again)).rejects.toThrow('the disk says full');
    log.allow();
    await call('incidents.act', again);
    expect(await call('incidents.read', { id })).toMatchObject({ declaring: null, severity: { value: 'SEV1' } });
  });
});

describe('acts', () => {
  it('moves only where a state leads, and says why not', async () => {
    const { call } = open();
    const { id } = await call('incidents.declare', DECLARE);
    await expect(call('incidents.act', { id, act: { act: 'state', state: 'reviewed' } })).rejects.toThrow(
      'it cannot become reviewed from open',
    );
    await call('incidents.act', { id, act: { act: 'state', state: 'mitigated', reason: 'rolled back' } });
    const incident = await call('incidents.read', { id });
    expect(incident.state?.value).toBe('mitigated');
    expect(incident.timeline).toContainEqual(expect.objectContaining({ type: 'state', reason: 'rolled back' }));
  });

  it('a role is given by one and taken by the other; nobody takes it for them', async () => {
    const log = new MemoryLog();
    const ana = open({ log });
    const { id } = await ana.call('incidents.declare', DECLARE);
    await ana.call('incidents.act', { id, act: { act: 'role', role: 'commander', person: 'ben' } });
    const given = (await ana.call('incidents.read', { id })).roles.commander;
    expect(given).toMatchObject({ value: { person: 'ben', acknowledged: false } });
    const of = given?.answers[0]?.act ?? '';
    await expect(ana.call('incidents.act', { id, act: { act: 'acknowledge', of } })).rejects.toThrow(
      'only the person who was given the role takes it',
    );
    ana.desk.stop();

    const ben = open({ log, person: 'ben' });
    await ben.call('incidents.act', { id, act: { act: 'acknowledge', of } });
    expect((await ben.call('incidents.read', { id })).roles.commander).toMatchObject({
      value: { person: 'ben', acknowledged: true },
    });
  });

  it('acts done apart are both shown, and one more settles them', async () => {
    const { call, records } = open();
    const { id } = await call('incidents.declare', DECLARE);
    const other = recordsDesk({ snapshot, person: 'ben' });
    other.desk.start();
    stops.push(() => void other.desk.stop());
    const before = records().heads();
    if (!before.ok) throw new Error('no heads');
    const all = records().entriesSince(new Map());
    if (!all.ok) throw new Error('no entries');
    other.records().receive(all.value);
    other.records().act(id, { act: 'severity', payload: { severity: 'SEV2' } });
    await call('incidents.act', { id, act: { act: 'severity', severity: 'SEV4' } });
    const theirs = other.records().entriesSince(before.value);
    if (!theirs.ok) throw new Error('no entries');
    records().receive(theirs.value);
    const apart = (await call('incidents.read', { id })).severity;
    expect(apart).toMatchObject({ value: 'SEV2', inConflict: true });
    expect(apart?.answers.map(({ value, person }) => [value, person])).toEqual([
      ['SEV2', 'ben'],
      ['SEV4', 'ana'],
    ]);
    await call('incidents.act', { id, act: { act: 'severity', severity: 'SEV2' } });
    expect((await call('incidents.read', { id })).severity).toMatchObject({ value: 'SEV2', inConflict: false });
  });
});

describe('notes', () => {
  it('are saved when the answer says so, in any script, and found', async () => {
    const { call, log, clock } = open();
    const { id } = await call('incidents.declare', DECLARE);
    const doc = await document(call, id);
    const commits = log.commits;
    const update = typed(doc, 'भुगतान धीमा है. Черга стоїть.');
    expect(await call('records.update', { record: id, update, from: 'window' })).toEqual({ saved: true, reason: null });
    expect(log.commits).toBeGreaterThan(commits);
    expect((await document(call, id)).getText('notes').toJSON()).toBe('भुगतान धीमा है. Черга стоїть.');
    await clock.advance(250);
    expect(await call('incidents.list', { words: 'ЧЕРГА धीमा' })).toHaveLength(1);
    expect(await call('incidents.list', { words: 'черга absent' })).toEqual([]);
  });

  it('say that they are not saved, and why, and that the engine told when they are', async () => {
    const { call, log, clock, desk } = open();
    const { id } = await call('incidents.declare', DECLARE);
    const doc = await document(call, id);
    const told: unknown[] = [];
    stops.push(desk.onEvent((event, payload) => told.push([event, payload])));
    log.refuse('full');
    const update = typed(doc, 'kept in memory');
    expect(await call('records.update', { record: id, update, from: 'window' })).toEqual({
      saved: false,
      reason: 'the disk says full',
    });
    expect((await document(call, id)).getText('notes').toJSON()).toBe('kept in memory');
    expect(told).not.toContainEqual(['records.saved', { record: id }]);
    log.allow();
    await clock.advance(20_000);
    expect(told).toContainEqual(['records.saved', { record: id }]);
  });

  it('of another window are told with who wrote them', async () => {
    const { call, desk } = open();
    const { id } = await call('incidents.declare', DECLARE);
    const told: { readonly from: string | null; readonly update: string | null }[] = [];
    stops.push(desk.onEvent((event, payload) => event === 'records.changed' && told.push(payload as never)));
    const update = typed(await document(call, id), 'words');
    await call('records.update', { record: id, update, from: 'window-a' });
    expect(told).toEqual([{ record: id, update, from: 'window-a' }]);
  });

  it.each([
    ['no update', Buffer.from('not a document').toString('base64')],
    ['no base64', 'a'],
    ['what is too large', 'A'.repeat(MOST_UPDATE + 4)],
  ])('are not taken from %s, and nothing is lost by it', async (_, update) => {
    const { call } = open();
    const { id } = await call('incidents.declare', DECLARE);
    await call('records.update', { record: id, update: typed(await document(call, id), 'kept'), from: 'w' });
    await expect(call('records.update', { record: id, update, from: 'w' })).rejects.toThrow();
    expect((await document(call, id)).getText('notes').toJSON()).toBe('kept');
  });
});

describe('restricted incidents', () => {
  const SECRET: Input<'incidents.declare'> = {
    ...DECLARE,
    title: 'Leaked key',
    kind: 'security',
    restrictedTo: ['ben'],
  };

  it('name who declares them, and are shown to the people they name', async () => {
    const log = new MemoryLog();
    const ana = open({ log });
    const { id } = await ana.call('incidents.declare', SECRET);
    expect((await ana.call('incidents.read', { id })).restrictedTo).toEqual(['ana', 'ben']);
    await ana.clock.advance(250);
    expect(await ana.call('incidents.list', {})).toMatchObject([{ title: 'Leaked key', restricted: true }]);
    expect(JSON.stringify(await ana.call('incidents.list', {}))).not.toContain('ben');
    ana.desk.stop();
    const ben = open({ log, person: 'ben' });
    expect(await ben.call('incidents.read', { id })).toMatchObject({ title: 'Leaked key' });
  });

  it('do not exist for anybody else: not in a list, a search, a read, a document, an image, an event', async () => {
    const log = new MemoryLog();
    const ana = open({ log });
    const { id } = await ana.call('incidents.declare', SECRET);
    const { hash } = await ana.call('records.putImage', { record: id, media: 'image/png', bytes: PNG });
    await ana.call('incidents.edit', {
      id,
      edits: [{ edit: 'add-image', hash, media: 'image/png', name: 'a', size: 11 }],
    });
    await ana.clock.advance(250);
    const entries = ana.records().entriesSince(new Map());
    ana.desk.stop();

    const eve = open({ log, person: 'eve' });
    expect(await eve.call('incidents.list', {})).toEqual([]);
    expect(await eve.call('incidents.list', { words: 'leaked' })).toEqual([]);
    const calls: readonly [RecordMethod, unknown][] = [
      ['incidents.read', { id }],
      ['records.document', { record: id }],
      ['records.update', { record: id, update: 'AAA=', from: 'w' }],
      ['records.getImage', { record: id, hash }],
      ['records.putImage', { record: id, media: 'image/png', bytes: PNG }],
      ['incidents.edit', { id, edits: [{ edit: 'let-see', person: 'eve' }] }],
      ['incidents.act', { id, act: { act: 'state', state: 'resolved' } }],
      ['incidents.note', { id, kind: 'note', text: 'x' }],
      ['incidents.pin', { id, site: 'br-prod' }],
      ['incidents.redact', { id, keep: [] }],
      ['incidents.export', { id, format: 'markdown' }],
      ['incidents.export', { id, format: 'review' }],
    ];
    const never = { ok: false, error: { code: 'not-found', message: 'there is no such incident here' } };
    for (const [method, input] of calls) expect(await eve.door.call(method, input)).toEqual(never);
    // The same as for one that never was.
    expect(await eve.door.call('incidents.read', { id: 'never' })).toEqual(never);
    const told: unknown[] = [];
    stops.push(eve.desk.onEvent((_, payload) => told.push(payload)));
    const bare = open({ person: 'eve' });
    await bare.call('records.status', undefined);
    stops.push(bare.desk.onEvent((event, payload) => event === 'records.changed' && told.push(payload)));
    if (entries.ok) bare.records().receive(entries.value);
    expect(told).toEqual([]);
  });

  it('a role in one goes only to somebody it names', async () => {
    const { call } = open();
    const { id } = await call('incidents.declare', SECRET);
    const give = (person: string) => call('incidents.act', { id, act: { act: 'role', role: 'scribe', person } });
    await expect(give('eve')).rejects.toThrow('name them first');
    await give('ben');
    await call('incidents.edit', { id, edits: [{ edit: 'let-see', person: 'eve' }] });
    await give('eve');
  });
});

describe('everything else', () => {
  it('R31 a clock that is off is said on the lines it wrote, and their time is corrected', async () => {
    let offset = -5 * 60_000;
    const { call } = open({ clockOffset: () => offset });
    const { id } = await call('incidents.declare', DECLARE);
    await call('incidents.note', { id, kind: 'note', text: 'by a clock 5 min ahead' });
    offset = 1_500;
    await call('incidents.note', { id, kind: 'note', text: 'by one that is right' });
    const { timeline } = await call('incidents.read', { id });
    const line = (text: string) => timeline.find((one) => one.type === 'entry' && one.text === text);
    expect(line('by a clock 5 min ahead')).toMatchObject({ at: NOW - 5 * 60_000, clockOff: -5 * 60_000 });
    expect(line('by one that is right')).toMatchObject({ at: NOW + 1_500, clockOff: null });
    expect(timeline.find(({ type }) => type === 'state')).toMatchObject({ clockOff: -5 * 60_000 });
  });

  it('timeline entries, follow-ups, links and times come back as they were written', async () => {
    const { call } = open();
    const { id } = await call('incidents.declare', DECLARE);
    await call('incidents.note', { id, kind: 'decision', text: 'Roll back' });
    await call('incidents.edit', {
      id,
      edits: [
        { edit: 'add-follow-up', text: 'Replay', owner: 'ben', due: NOW + 1 },
        { edit: 'add-link', kind: 'ticket', target: 'OPS-1', label: 'ticket' },
        { edit: 'began', at: NOW - 5 },
        { edit: 'add-site', site: 'in-prod' },
      ],
    });
    const incident = await call('incidents.read', { id });
    expect(incident).toMatchObject({
      followUps: [{ text: 'Replay', owner: 'ben', due: NOW + 1, done: false }],
      links: [{ kind: 'ticket', target: 'OPS-1', label: 'ticket' }],
      times: { began: NOW - 5 },
      sites: ['br-prod', 'in-prod'],
    });
    expect(incident.timeline[0]).toMatchObject({ type: 'entry', kind: 'decision', text: 'Roll back', person: 'ana' });
    const [followUp] = incident.followUps;
    await call('incidents.edit', { id, edits: [{ edit: 'change-follow-up', id: followUp?.id ?? '', done: true }] });
    await call('incidents.edit', { id, edits: [{ edit: 'remove-link', id: incident.links[0]?.id ?? '' }] });
    expect(await call('incidents.read', { id })).toMatchObject({
      followUps: [{ text: 'Replay', owner: 'ben', due: NOW + 1, done: true }],
      links: [],
    });
  });

  it('an image is kept by the hash of its bytes, and only what is one', async () => {
    const { call } = open();
    const { id } = await call('incidents.declare', DECLARE);
    const { hash } = await call('records.putImage', { record: id, media: 'image/png', bytes: PNG });
    // Not before the incident names it.
    expect(await call('records.getImage', { record: id, hash })).toEqual({ kind: 'not-listed' });
    await call('incidents.edit', { id, edits: [{ edit: 'add-image', hash, media: 'image/png', name: 'a', size: 11 }] });
    expect(await call('records.getImage', { record: id, hash })).toEqual({
      kind: 'image',
      media: 'image/png',
      bytes: PNG,
    });
    await expect(call('records.putImage', { record: id, media: 'image/jpeg', bytes: PNG })).rejects.toThrow(
      'not an image of that kind',
    );
    const svg = Buffer.from('<svg onload="x"/>').toString('base64');
    await expect(call('records.putImage', { record: id, media: 'image/png', bytes: svg })).rejects.toThrow();
    await expect(call('records.putImage', { record: id, media: 'image/svg+xml' as never, bytes: svg })).rejects.toThrow(
      'bad-input',
    );
  });

  it('an image that cannot be shown says its true cause: not listed, elsewhere, damaged, no image', async () => {
    const { call, records, log } = open();
    const { id } = await call('incidents.declare', DECLARE);
    const name = async (hash: string): Promise<void> => {
      await call('incidents.edit', {
        id,
        edits: [{ edit: 'add-image', hash, media: 'image/png', name: 'a', size: 1 }],
      });
    };
    const elsewhere = 'a'.repeat(64);
    await name(elsewhere);
    expect(await call('records.getImage', { record: id, hash: elsewhere })).toEqual({ kind: 'not-here' });
    const text = records().putBlob('image/png', new TextEncoder().encode('no image'));
    if (!text.ok) throw new Error(text.error.message);
    await name(text.value);
    expect(await call('records.getImage', { record: id, hash: text.value })).toEqual({ kind: 'no-image' });
    const broken = 'b'.repeat(64);
    log.putBlob({ hash: broken, media: 'image/png', bytes: Buffer.from(PNG, 'base64') });
    await name(broken);
    await expect(call('records.getImage', { record: id, hash: broken })).rejects.toThrow(
      `the image ${broken.slice(0, 12)} is not what was put in`,
    );
  });

  it('the door takes an image of 5 MB, and nothing else of that size', async () => {
    const { call, door } = open();
    const { id } = await call('incidents.declare', DECLARE);
    const bytes = Buffer.alloc(5_000_000, 1);
    Buffer.from(PNG, 'base64').copy(bytes);
    await call('records.putImage', { record: id, media: 'image/png', bytes: bytes.toString('base64') });
    expect(await door.call('incidents.note', { id, kind: 'note', text: 'x'.repeat(1_000_001) })).toMatchObject({
      ok: false,
      error: { code: 'bad-input' },
    });
  });

  it('a pin freezes what is on screen and can be told from what was changed', async () => {
    const { call } = open();
    const { id } = await call('incidents.declare', { ...DECLARE, sites: [] });
    const { hash, title } = await call('incidents.pin', { id, site: 'in-prod' });
    expect(title).toBe('India');
    expect((await call('incidents.read', { id })).snapshots).toMatchObject([{ hash, sound: true }]);
    await expect(call('incidents.pin', { id, site: 'gone' })).rejects.toThrow('not on screen any more');
  });
});
