import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createDoor } from '../../main/ipc/door';
import { fileName } from '../../main/records-desk/leaving';
import type { Outlet } from '../../main/records-desk/outlet-port';
import type { Input, Output } from '../../shared/ipc/contract';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import { err, ok } from '../../shared/lib/result';
import { aSiteView, aSnapshot } from '../builders/snapshots';
import { createFakeEngine } from '../fakes/fake-engine';
import type { MemoryLog } from '../fakes/memory-log';
import { recordsDesk } from './rig';

/** How words leave and arrive: redaction, exports, imports. Everything through the one door, as a window calls it. */
const NOW = Date.UTC(2026, 10, 25, 12);
const snapshot = aSnapshot({ generatedAt: NOW, sites: [aSiteView({ id: 'br-prod', name: 'Brazil' })] });
const DECLARE: Input<'incidents.declare'> = {
  title: 'Checkout slow',
  kind: 'operations',
  severity: 'SEV1',
  sites: ['br-prod'],
  attention: null,
  restrictedTo: [],
};
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open(options: { readonly person?: string; readonly outlet?: Outlet; readonly log?: MemoryLog } = {}) {
  const rig = recordsDesk({ snapshot, person: 'ana', ...options });
  stops.push(() => void rig.desk.stop());
  const door = createDoor(createFakeEngine(), { records: rig.desk });
  const call = async <M extends RecordMethod>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = await door.call(method, input);
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.value as Output<M>;
  };
  const notesOf = async (record: string): Promise<string> => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from((await call('records.document', { record })).update, 'base64'));
    return doc.getText('notes').toJSON();
  };
  const write = async (record: string, text: string): Promise<void> => {
    const doc = new Y.Doc();
    doc.getText('notes').insert(0, text);
    const update = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
    await call('records.update', { record, update, from: 'w' });
  };
  return { ...rig, door, call, notesOf, write };
}

/** What the log holds of a record, as text. */
const stored = (log: MemoryLog, id: string): string => {
  const found = log.read(id);
  if (!found.ok || found.value === null) throw new Error('it is not in the log');
  return found.value.entries
    .map(({ entry: { body } }) => (body.type === 'act' ? '' : Buffer.from(body.bytes).toString('latin1')))
    .join('\n');
};

describe('R40 redacting', () => {
  it('takes secrets out of notes, timeline and title, leaves what it was told to leave, and stands in the timeline', async () => {
    const { call, notesOf, write, desk } = open();
    const { id } = await call('incidents.declare', { ...DECLARE, title: `Key ${KEY} leaked` });
    await call('incidents.note', { id, kind: 'note', text: `pasted ${KEY} here` });
    await write(id, `before ${KEY} between ${OTHER} after`);
    const incident = await call('incidents.read', { id });
    expect(incident.secrets).toEqual([
      { place: 'title', entry: null, kind: 'aws-access-key-id', key: `aws-access-key-id ${KEY}` },
      {
        place: 'timeline',
        entry: incident.timeline[0]?.id,
        kind: 'aws-access-key-id',
        key: `aws-access-key-id ${KEY}`,
      },
    ]);
    const told: unknown[] = [];
    stops.push(desk.onEvent((event, payload) => told.push([event, payload])));
    expect(await call('incidents.redact', { id, keep: [`github-token ${OTHER}`] })).toEqual({ removed: 3 });
    expect(told).toContainEqual(['records.redacted', { record: id }]);
    expect(await notesOf(id)).toBe(`before [AWS access key id removed] between ${OTHER} after`);
    const after = await call('incidents.read', { id });
    expect(after).toMatchObject({ title: 'Key [AWS access key id removed] leaked', secrets: [] });
    expect(after.timeline).toContainEqual(expect.objectContaining({ type: 'redacted', person: 'ana' }));
    expect(after.timeline).toContainEqual(expect.objectContaining({ text: 'pasted [AWS access key id removed] here' }));
  });

  it('what stands between two secrets is not touched: a cursor there stays', async () => {
    const { call, write, desk } = open();
    const { id } = await call('incidents.declare', DECLARE);
    await write(id, `${KEY} words between ${OTHER}`);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from((await call('records.document', { record: id })).update, 'base64'));
    const text = doc.getText('notes');
    const at = `${KEY} words`.length;
    const cursor = Y.createRelativePositionFromTypeIndex(text, at);
    stops.push(
      desk.onEvent((event, payload) => {
        if (event !== 'records.changed') return;
        const { update } = payload as { readonly update: string | null };
        if (update !== null) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
      }),
    );
    await call('incidents.redact', { id, keep: [] });
    const now = Y.createAbsolutePositionFromRelativePosition(cursor, doc)?.index ?? -1;
    expect(text.toJSON().slice(0, now)).toBe('[AWS access key id removed] words');
    expect(text.toJSON().slice(now)).toBe(' between [GitHub token removed]');
  });

  it('on a disk that takes nothing changes nothing, and says why', async () => {
    const { call, notesOf, write, log, desk } = open();
    const { id } = await call('incidents.declare', DECLARE);
    await write(id, KEY);
    log.refuse('full');
    const told: unknown[] = [];
    stops.push(desk.onEvent((event) => told.push(event)));
    // Also where nothing waits to be saved: the disk is asked for real.
    await expect(call('incidents.redact', { id, keep: [] })).rejects.toThrow('the disk says full');
    expect(await notesOf(id)).toBe(KEY);
    await call('incidents.note', { id, kind: 'note', text: 'x' });
    await expect(call('incidents.redact', { id, keep: [] })).rejects.toThrow('the disk says full');
    expect(await notesOf(id)).toBe(KEY);
    expect((await call('incidents.read', { id })).timeline.map((one) => one.type === 'entry' && one.text)).toContain(
      'x',
    );
    expect(told).not.toContain('records.redacted');
    log.allow();
    expect(await call('incidents.redact', { id, keep: [] })).toEqual({ removed: 1 });
    expect(await notesOf(id)).not.toContain(KEY);
    expect(stored(log, id)).not.toContain(KEY);
  });

  describe('that could not be ended, for the disk took the words and no more', () => {
    async function begun() {
      const rig = open();
      const { call, write, records, log } = rig;
      const { id } = await call('incidents.declare', DECLARE);
      await write(id, KEY);
      const stop = records().onSaved(() => log.refuse('full'));
      await expect(call('incidents.redact', { id, keep: [] })).rejects.toThrow(
        'the secrets are out of the record, and leave the disk as soon as that is possible: the disk says full',
      );
      stop();
      expect(stored(log, id)).toContain(KEY);
      expect(await rig.notesOf(id)).not.toContain(KEY);
      const lines = async () =>
        (await call('incidents.read', { id })).timeline.filter(({ type }) => type === 'redacted').length;
      expect(await lines()).toBe(1);
      return { ...rig, id, lines };
    }

    it('is ended by itself when the disk is back', async () => {
      const { id, log, clock } = await begun();
      await clock.advance(60_000);
      expect(stored(log, id)).toContain(KEY);
      log.allow();
      await clock.advance(60_000);
      expect(stored(log, id)).not.toContain(KEY);
    });

    it('is ended when it is asked for again, and no act is done for that', async () => {
      const { id, log, call, lines } = await begun();
      await expect(call('incidents.redact', { id, keep: [] })).rejects.toThrow('leave the disk as soon as');
      log.allow();
      expect(await call('incidents.redact', { id, keep: [] })).toEqual({ removed: 0 });
      expect(stored(log, id)).not.toContain(KEY);
      expect(await lines()).toBe(1);
    });

    it.each(['ana', 'ben'])('is ended when the records are opened again, by %s', async (person) => {
      const { id, log, desk } = await begun();
      desk.stop();
      log.allow();
      expect(stored(log, id)).toContain(KEY);
      const again = open({ person, log });
      await again.call('records.status', undefined);
      expect(stored(log, id)).not.toContain(KEY);
    });
  });
});

describe('leaving', () => {
  it('in browser mode the window gets the text with a name for it', async () => {
    const { call } = open();
    const { id } = await call('incidents.declare', { ...DECLARE, title: 'a/b: "c"' });
    const number = `INC-${id.slice(0, 5).toUpperCase()}`;
    expect(await call('incidents.export', { id, format: 'markdown' })).toMatchObject({
      kind: 'text',
      name: `${number}-a b c.md`,
      media: 'text/markdown',
      text: expect.stringMatching(/^---\n/) as string,
    });
    expect(await call('incidents.export', { id, format: 'pdf' })).toMatchObject({
      name: `${number}-a b c.html`,
      text: expect.stringContaining('<!doctype html>') as string,
    });
    expect(await call('incidents.export', { id, format: 'chat' })).toMatchObject({
      text: expect.stringContaining('a/b: "c" (SEV1, open, operations)') as string,
    });
    const review = await call('incidents.export', { id, format: 'review' });
    expect(review).toMatchObject({ text: expect.stringContaining('- [ ] Began: no time') as string });
    expect(review).toMatchObject({ text: expect.stringContaining('name of ana') as string });
  });

  it('in the app the dialog says where; PDF is printed only after that; only what was written is revealed', async () => {
    const files: [string, string][] = [];
    const revealed: string[] = [];
    let printed = 0;
    let asked: string | null = '/folder/there';
    const outlet: Outlet = {
      save: async ({ name, extension, bytes }) => {
        if (asked === null) return ok(null);
        const made = await bytes();
        if (!made.ok) return made;
        files.push([name, extension]);
        return ok(asked);
      },
      print: async () => {
        printed += 1;
        return printed === 2 ? err('The page could not be printed: no paper') : ok(new Uint8Array(3));
      },
      reveal: (path) => revealed.push(path) > 0,
    };
    const { call } = open({ outlet });
    const { id } = await call('incidents.declare', DECLARE);
    await expect(call('incidents.reveal', { file: 0 })).rejects.toThrow('no such file was written');
    asked = null;
    expect(await call('incidents.export', { id, format: 'pdf' })).toEqual({ kind: 'cancelled' });
    expect(printed).toBe(0);
    asked = '/folder/there';
    expect(await call('incidents.export', { id, format: 'pdf' })).toEqual({
      kind: 'saved',
      path: '/folder/there',
      file: 0,
    });
    await expect(call('incidents.export', { id, format: 'pdf' })).rejects.toThrow('no paper');
    expect(await call('incidents.export', { id, format: 'json' })).toEqual({
      kind: 'saved',
      path: '/folder/there',
      file: 1,
    });
    expect(files.map(([, extension]) => extension)).toEqual(['pdf', 'json']);
    await call('incidents.reveal', { file: 1 });
    expect(revealed).toEqual(['/folder/there']);
  });

  it.each([
    ['Checkout slow', 'INC-7F3A2-Checkout slow'],
    ['Каса повільна, भुगतान', 'INC-7F3A2-Каса повільна, भुगतान'],
    ['../../etc/passwd', 'INC-7F3A2-.. .. etc passwd'],
    ['a\u0000b\u202ec\nd', 'INC-7F3A2-a b c d'],
    ['', 'INC-7F3A2'],
    ['CON', 'INC-7F3A2'],
    ['ends with dots...', 'INC-7F3A2-ends with dots'],
    ['x'.repeat(400), `INC-7F3A2-${'x'.repeat(160)}`],
    ['क'.repeat(300), `INC-7F3A2-${'क'.repeat(53)}`],
    ['😀'.repeat(50), `INC-7F3A2-${'😀'.repeat(40)}`],
  ])('a title %j is a file name on every system', (title, name) => {
    expect(fileName('7f3a2c11-0000', title)).toBe(name);
  });
});

describe('arriving', () => {
  const exported = async (from: ReturnType<typeof open>, id: string, format: 'markdown' | 'json'): Promise<string> => {
    const file = await from.call('incidents.export', { id, format });
    if (file.kind !== 'text') throw new Error(file.kind);
    return file.text;
  };

  it.each(['markdown', 'json'] as const)(
    '%s goes round: the same words, acts and states in another folder',
    async (format) => {
      const here = open();
      const { id } = await here.call('incidents.declare', DECLARE);
      await here.write(id, 'слова до збереження');
      const text = await exported(here, id, format);
      const there = open({ person: 'ben' });
      const answer = await there.call('incidents.import', { name: 'a', text });
      expect(answer).toMatchObject({ kind: 'done', outcome: 'created', id, title: 'Checkout slow' });
      expect(await there.notesOf(id)).toBe('слова до збереження');
      expect(await there.call('incidents.read', { id })).toMatchObject({ state: { value: 'open' } });
      expect(await there.call('incidents.import', { name: 'a', text })).toMatchObject({ outcome: 'unchanged', id });
      // It was changed here meanwhile: neither is thrown away.
      await there.call('incidents.note', { id, kind: 'note', text: 'new' });
      const refused = await there.call('incidents.import', { name: 'a', text });
      expect(refused).toMatchObject({ kind: 'refused', mayCopy: true });
      const copy = await there.call('incidents.import', { name: 'a', text, asNew: true });
      expect(copy).toMatchObject({ kind: 'done', outcome: 'created' });
      expect(copy.kind === 'done' && copy.id).not.toBe(id);
    },
  );

  it('what is wrong is said with its place, and nothing is changed', async () => {
    const { call, clock } = open();
    const answer = await call('incidents.import', { name: 'x.md', text: '---\ntitle: [\n---\n' });
    expect(answer).toMatchObject({ kind: 'refused', mayCopy: false });
    if (answer.kind !== 'refused') throw new Error('taken');
    expect(answer.problems[0]).toMatch(/^\d+:\d+ ./);
    await clock.advance(250);
    expect(await call('incidents.list', {})).toEqual([]);
  });

  it('one that is restricted to others comes in and is not shown', async () => {
    const here = open();
    const { id } = await here.call('incidents.declare', { ...DECLARE, kind: 'security' });
    const text = await exported(here, id, 'markdown');
    const there = open({ person: 'eve' });
    expect(await there.call('incidents.import', { name: 'a', text })).toMatchObject({ outcome: 'created', id: null });
    await there.clock.advance(250);
    expect(await there.call('incidents.list', {})).toEqual([]);
  });

  it('a security incident that names nobody would be seen by nobody: it stays out, and why is said', async () => {
    const here = open();
    const { id } = await here.call('incidents.declare', DECLARE);
    const plain = await exported(here, id, 'markdown');
    const text = plain.replace('kind: operations', 'kind: security');
    expect(text).not.toBe(plain);
    const there = open({ person: 'ben' });
    for (const asNew of [false, true])
      expect(await there.call('incidents.import', { name: 'a.md', text, asNew })).toEqual({
        kind: 'refused',
        problems: ['1:1 kind: a security incident that names nobody who may see it: add restrictedTo'],
        more: 0,
        mayCopy: false,
      });
    expect(there.records().read(id).ok).toBe(false);
    const named = text.replace('kind: security', 'kind: security\nrestrictedTo: ["ben"]');
    expect(await there.call('incidents.import', { name: 'a.md', text: named })).toMatchObject({
      outcome: 'created',
      id,
    });
  });

  it('10 MB pass the door, more do not', async () => {
    const { door } = open();
    const answer = await door.call('incidents.import', { name: 'a', text: 'x'.repeat(10_000_000) });
    expect(answer).toMatchObject({ ok: true, value: { kind: 'refused' } });
    expect(await door.call('incidents.import', { name: 'a', text: 'x'.repeat(10_002_000) })).toMatchObject({
      ok: false,
      error: { code: 'bad-input' },
    });
  });
});
