import { afterEach, describe, expect, it } from 'vitest';
import { err } from '../../shared/lib/result';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { BEFORE_HANDOVER, HANDOVER_AT } from '../builders/follow-the-sun';
import { aGuardedSite, sourcesOf } from '../builders/guard';
import {
  addUnstable,
  IF_THEN,
  openDesk,
  picture,
  readBack,
  send,
  signed,
  stopDesks,
  UNSTABLE,
  type Desk,
} from './handover-rig';

afterEach(stopDesks);

const UNREADABLE = { kind: 'io', message: 'the disk' } as const;
const KEY = `action:${UNSTABLE}`;
/** What the giver writes of a whole item is the same in the next shift, until somebody changes it. */
const itemOf = async (desk: Desk, id: string) => (await desk.read(id)).content.items.find(({ key }) => key === KEY);
/** Brazil to India, accepted. */
async function accepted(): Promise<{ readonly rafael: Desk; readonly ananya: Desk; readonly id: string }> {
  const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya')];
  const id = await signed(rafael);
  await send(rafael, ananya, id);
  await readBack(rafael, ananya, id);
  await ananya.accept(id);
  return { rafael, ananya, id };
}
/** The one that India has to give 12 hours later. */
async function backFrom(ananya: Desk): Promise<string> {
  await ananya.listed();
  await ananya.clock.advance(12 * HOUR);
  return (await ananya.call('handovers.draft', { from: 'in-l2' })).id;
}

describe('what people wrote in a handover that nobody accepted', () => {
  it('H9 is in the next draft, marked, with its if-thens, through one more shift each time', async () => {
    const { ananya } = await accepted();
    const back = await backFrom(ananya);
    await ananya.edit(
      back,
      { edit: 'item', id: KEY, fields: { done: 'Retries raised to 5' } },
      { ...addUnstable, id: 'vendor', fields: { ...addUnstable.fields, line: 'Vendor is told' } },
      { ...IF_THEN, id: 'if-vendor', fields: { ...IF_THEN.fields, item: 'vendor' } },
      { edit: 'notes', text: 'Gate code is 11' },
    );
    expect(await itemOf(ananya, back)).toMatchObject({ carried: 1 });

    const rafael = openDesk('rafael', { now: HANDOVER_AT + 23 * HOUR + 30 * MINUTE });
    for (const { id } of await ananya.listed()) await send(ananya, rafael, id);
    await rafael.listed();
    const { content } = await rafael.read(await rafael.draft());
    expect(content.before).toMatchObject({ to: 'in-l2', at: HANDOVER_AT });
    expect(content.items.map(({ key, done, carried, facts }) => ({ key, done, carried, facts }))).toEqual([
      { key: KEY, done: 'Retries raised to 5', carried: 2, facts: 'from a handover that nobody accepted' },
      { key: 'action:vendor', done: '', carried: 1, facts: 'from a handover that nobody accepted' },
    ]);
    expect(content.ifThens.map(({ id, item }) => [id, item])).toEqual([
      ['if-1', KEY],
      ['if-vendor', 'action:vendor'],
    ]);
    expect(content.notes).toContain('Gate code is 11');
  });

  it('is carried where no handover was ever accepted', async () => {
    const rafael = openDesk('rafael');
    const ananya = openDesk('ananya');
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    const back = await backFrom(ananya);
    const { content } = await ananya.read(back);
    expect(content.before).toBeNull();
    expect(content.items).toMatchObject([{ key: KEY, carried: 1 }]);
    expect(content.ifThens).toMatchObject([{ id: 'if-1', item: KEY }]);
  });

  it('does not come back where they took it out', async () => {
    const { ananya } = await accepted();
    const back = await backFrom(ananya);
    await ananya.edit(
      back,
      { edit: 'dismiss', id: KEY, reason: 'Fixed by the vendor' },
      { edit: 'remove-if-then', id: 'if-1' },
    );
    const rafael = openDesk('rafael', { now: HANDOVER_AT + 23 * HOUR + 30 * MINUTE });
    for (const { id } of await ananya.listed()) await send(ananya, rafael, id);
    await rafael.listed();
    const { content } = await rafael.read(await rafael.draft());
    expect(content.items).toEqual([]);
    expect(content.ifThens).toEqual([]);
  });

  it('stays out where it was refused, and the draft says so', async () => {
    const { rafael, ananya } = await accepted();
    const back = await backFrom(ananya);
    await ananya.edit(
      back,
      { ...addUnstable, id: 'vendor' },
      { ...IF_THEN, id: 'if-2', fields: { ...IF_THEN.fields, item: 'vendor' } },
    );
    await ananya.sign(back);
    for (const { id } of await ananya.listed()) await send(ananya, rafael, id);
    await rafael.refuse(back, 'Nobody owns it');
    await rafael.listed();
    await rafael.clock.advance(23 * HOUR + 30 * MINUTE);
    const { content } = await rafael.read(await rafael.draft());
    expect(content.items.map(({ key, carried }) => [key, carried])).toEqual([[KEY, 1]]);
    expect(content.notes).toContain('Refused, and not carried here: India L2 to Brazil L2');
  });
});

describe('what people wrote into an accepted handover', () => {
  it('H5 is in the next draft: what was done, new items, and what they took out is out', async () => {
    const { ananya, id } = await accepted();
    await ananya.edit(
      id,
      { edit: 'item', id: UNSTABLE, fields: { done: 'Rolled back at 04:10' } },
      { ...addUnstable, id: 'new', fields: { ...addUnstable.fields, line: 'Cache is cold' } },
      { edit: 'remove-if-then', id: 'if-1' },
    );
    const { content } = await ananya.read(await backFrom(ananya));
    expect(content.items.map(({ key, done, carried, facts }) => [key, done, carried, facts])).toEqual([
      ['action:new', '', 1, ''],
      [KEY, 'Rolled back at 04:10', 1, ''],
    ]);
    expect(content.ifThens).toEqual([]);
    // Marks stay those of what was accepted.
    expect(content.before?.items.map(({ key }) => key)).toEqual([KEY]);
  });
});

describe('a refresh after the handover before was accepted late', () => {
  it('brings its items with their words, its if-thens and its marks, and nothing that people took out', async () => {
    const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya', { now: HANDOVER_AT + 11 * HOUR + 20 * MINUTE })];
    const id = await signed(rafael);
    await rafael.edit(id, { ...IF_THEN, id: 'if-2', fields: { ...IF_THEN.fields, item: null, text: 'queue grows' } });
    await rafael.sign(id);
    const back = (await ananya.call('handovers.draft', { from: 'in-l2' })).id;
    expect((await ananya.read(back)).content).toMatchObject({ items: [], ifThens: [], before: null });

    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await ananya.accept(id);
    await ananya.listed();
    expect(await ananya.call('handovers.refresh', { id: back })).toMatchObject({ added: 3, changed: 0, closed: 0 });
    const { content } = await ananya.read(back);
    expect(content.items).toMatchObject([{ key: KEY, carried: 1, facts: '' }]);
    expect(content.ifThens.map((one) => [one.id, one.item])).toEqual([
      ['if-1', KEY],
      ['if-2', null],
    ]);
    expect(content.before).toMatchObject({ id, items: [{ key: KEY }], ifThens: [{ id: 'if-1' }, { id: 'if-2' }] });

    await ananya.edit(back, { edit: 'remove-if-then', id: 'if-2' });
    const { hash } = await ananya.read(back);
    expect(await ananya.call('handovers.refresh', { id: back })).toMatchObject({ added: 0, changed: 0, closed: 0 });
    expect((await ananya.read(back)).hash).toBe(hash);
  });
});

describe('a refresh after a handover came in that nobody accepted', () => {
  it('brings its notes once, below what people wrote, and not again where they were taken out', async () => {
    const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya', { now: HANDOVER_AT + 11 * HOUR + 20 * MINUTE })];
    const id = await signed(rafael);
    await rafael.edit(id, { edit: 'notes', text: 'Gate code is 11' }, { edit: 'sentence', text: 'Watch the queue' });
    const back = (await ananya.call('handovers.draft', { from: 'in-l2' })).id;
    const notes = async () => (await ananya.read(back)).content.notes;
    const drafted = await notes();
    await ananya.edit(back, { edit: 'notes', text: `${drafted}\nVikram has the key` });
    await send(rafael, ananya, id);
    await ananya.listed();

    expect(await ananya.call('handovers.news', { id: back })).toMatchObject({ added: 4 });
    await ananya.call('handovers.refresh', { id: back });
    const late = 'Nobody accepted Brazil L2 to India L2, 25 Nov 03:00 UTC:\nWatch the queue\nGate code is 11';
    expect(await notes()).toBe(`${drafted}\nVikram has the key\n${late}`);
    expect(await ananya.call('handovers.refresh', { id: back })).toMatchObject({ added: 0 });
    await ananya.edit(back, { edit: 'notes', text: 'Vikram has the key' });
    expect(await ananya.call('handovers.refresh', { id: back })).toMatchObject({ added: 0 });
    expect(await notes()).toBe('Vikram has the key');
    await rafael.edit(id, { edit: 'notes', text: 'Gate code is 11\nBadge is at the desk' });
    await send(rafael, ananya, id);
    await ananya.listed();
    await ananya.call('handovers.refresh', { id: back });
    expect(await notes()).toBe(
      'Vikram has the key\nNobody accepted Brazil L2 to India L2, 25 Nov 03:00 UTC:\nBadge is at the desk',
    );
  });
});

describe('records that cannot be read', () => {
  it('are named where one of them was accepted: marks are made of what was accepted before it', async () => {
    const { ananya, id } = await accepted();
    const records = ananya.records();
    const read = records.read.bind(records);
    records.read = (of) => (of === id ? err(UNREADABLE) : read(of));
    const { content } = await ananya.read(await backFrom(ananya));
    expect(content).toMatchObject({ items: [], before: null });
    expect(content.notes.split('\n')).toContain(
      'Accepted, but it cannot be read: not carried here, and marks are of what was accepted before it: ' +
        'Brazil L2 to India L2, 25 Nov 03:00 UTC.',
    );
  });

  it('end no follow-up, and the document says what it lacks', async () => {
    const desk = openDesk('rafael');
    const { id } = await desk.call('incidents.declare', {
      title: 'Checkout slow',
      kind: 'operations',
      severity: 'SEV2',
      sites: ['br-prod'],
      attention: null,
      restrictedTo: [],
    });
    await desk.call('incidents.edit', {
      id,
      edits: [{ edit: 'add-follow-up', text: 'Add an alarm', owner: 'rafael', due: HANDOVER_AT + HOUR }],
    });
    desk.records().catchUp();
    const handover = await desk.draft();
    const open = async () =>
      (await desk.read(handover)).content.items
        .flatMap(({ kind, key, closed }) => (closed ? [] : kind === 'source' ? key : kind))
        .sort();
    expect(await open()).toEqual(['follow-up', 'incident']);
    const records = desk.records();
    const read = records.read.bind(records);
    records.read = (of) => (of === id ? err(UNREADABLE) : read(of));
    expect(await desk.call('handovers.refresh', { id: handover })).toMatchObject({ added: 1, closed: 0 });
    expect(await open()).toEqual(['follow-up', 'incident', 'source:follow-ups']);
    records.read = read;
    expect(await desk.call('handovers.refresh', { id: handover })).toMatchObject({ added: 0, closed: 1 });
    expect(await open()).toEqual(['follow-up', 'incident']);
  });

  it('of duty are said to be missing: the rota alone is not who is on duty', async () => {
    const desk = openDesk('rafael');
    const records = desk.records();
    const list = records.list.bind(records);
    records.list = (query) => (query.kind === 'duty' ? err(UNREADABLE) : list(query));
    const { content } = await desk.read(await desk.draft());
    expect(content.items).toMatchObject([{ key: 'source:duty', kind: 'source', condition: 'watcher' }]);
  });
});

describe('a break-glass', () => {
  it('4 is for review at the next handover, also where the plan was edited after it', async () => {
    const sites = [aGuardedSite({ id: 'br-prod', name: 'Brazil production' })];
    const desk = openDesk('rafael', { snapshot: picture({ sites, sources: sourcesOf(sites) }) });
    const { id } = await desk.call('changes.create', {
      plan: {
        title: 'Hotfix',
        type: 'emergency',
        sites: ['br-prod'],
        services: ['checkout'],
        window: { start: BEFORE_HANDOVER - HOUR, end: BEFORE_HANDOVER + HOUR },
        executor: 'thiago',
        rollback: { steps: [], command: 'deploy', minutes: 4, testedAt: BEFORE_HANDOVER - HOUR },
        steps: [],
      },
    });
    const act = (does: Parameters<typeof desk.call<'changes.act'>>[1]['act']) =>
      desk.call('changes.act', { id, act: does });
    await act({ act: 'move', state: 'proposed' });
    await act({ act: 'override', findings: ['approval:missing@br-prod'], reason: 'alone', breakGlass: true });
    await act({ act: 'move', state: 'running' });
    await desk.call('changes.edit', { id, plan: { description: 'as it really was' } });
    desk.records().catchUp();
    const handover = await desk.draft();
    const override = async () => (await desk.read(handover)).content.items.find(({ kind }) => kind === 'override');
    expect(await override()).toMatchObject({ line: 'Break-glass: Hotfix', closed: false });
    expect((await override())?.facts).toMatch(
      /: alone \(the plan was edited since\); to be reviewed at this handover$/,
    );
    expect((await desk.call('changes.read', { id })).overrides).toEqual([]);
    await desk.call('changes.edit', { id, plan: { bakeMinutes: 5 } });
    desk.records().catchUp();
    await desk.call('handovers.refresh', { id: handover });
    expect(await override()).toMatchObject({ closed: false });
  });
});
