import { afterEach, describe, expect, it } from 'vitest';
import { createDoor } from '../../main/ipc/door';
import type { Input, Output } from '../../shared/ipc/contract';
import type { ChangeEdit } from '../../shared/ipc/changes-contract';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import { HOUR } from '../../shared/lib/time';
import { aGuardedSite, sourcesOf } from '../builders/guard';
import { aSnapshot } from '../builders/snapshots';
import { createFakeEngine } from '../fakes/fake-engine';
import type { MemoryLog } from '../fakes/memory-log';
import { recordsDesk } from './rig';

const NOW = Date.UTC(2026, 10, 25, 12);
const SITES = [
  aGuardedSite({ id: 'br-pre', name: 'Brazil pre-production', tier: 'pre-production' }),
  aGuardedSite({ id: 'br-prod', name: 'Brazil production' }),
];
const snapshot = aSnapshot({
  generatedAt: NOW,
  sites: SITES,
  sources: sourcesOf(SITES),
});
const PLAN: ChangeEdit & { readonly title: string } = {
  title: 'checkout-api 4.18.0',
  type: 'normal',
  sites: ['br-pre'],
  services: ['checkout'],
  window: { start: NOW - HOUR, end: NOW + HOUR },
  executor: 'thiago',
  rollback: { steps: [], command: 'deploy --to 4.17.3', minutes: 4, testedAt: NOW - HOUR },
  steps: [
    { id: 's1', text: 'Canary', minutes: 10 },
    { id: 's2', text: 'All of it', minutes: null },
  ],
};

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Everything through the one door, as a window calls it. */
function open(person = 'dana', options: { readonly log?: MemoryLog; readonly demo?: boolean } = {}) {
  const rig = recordsDesk({ snapshot: { ...snapshot, demo: options.demo ?? false }, person, ...options });
  rig.desk.start();
  stops.push(() => void rig.desk.stop());
  const door = createDoor(createFakeEngine(), { records: rig.desk });
  const call = async <M extends RecordMethod>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = await door.call(method, input);
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.value as Output<M>;
  };
  const read = (id: string) => call('changes.read', { id });
  const act = (id: string, does: Input<'changes.act'>['act']) => call('changes.act', { id, act: does });
  const listed = async () => {
    rig.records().catchUp();
    return call('changes.list', undefined);
  };
  return { ...rig, call, read, act, listed };
}
type Desk = ReturnType<typeof open>;

/** What each has and the other has not. */
async function exchange(...desks: readonly Desk[]): Promise<void> {
  for (const from of desks) {
    for (const to of desks) {
      await Promise.all([from.listed(), to.listed()]);
      const heads = to.records().heads();
      if (!heads.ok) throw new Error(heads.error.message);
      const entries = from.records().entriesSince(heads.value);
      if (!entries.ok) throw new Error(entries.error.message);
      to.records().receive(entries.value);
    }
  }
}

async function proposed(desk: Desk): Promise<string> {
  const { id } = await desk.call('changes.create', { plan: PLAN });
  await desk.act(id, { act: 'move', state: 'proposed' });
  return id;
}
async function approve(desk: Desk, id: string): Promise<void> {
  const { planHash } = await desk.read(id);
  await desk.act(id, { act: 'approve', answer: 'approved', plan: planHash });
}

describe('a change as a record', () => {
  it('keeps every field of its plan', async () => {
    const desk = open();
    await desk.listed();
    const whole: ChangeEdit & { readonly title: string } = {
      ...PLAN,
      description: 'New pricing client',
      owner: 'dana',
      approvers: ['olena'],
      risk: { impact: 3, reversibility: 1, novelty: 2 },
      abortSignals: [{ id: 'a', site: 'br-pre', signal: 'p95', at: 'critical' }],
      watched: [{ id: 'w', site: 'br-pre', signal: 'p95', tolerance: 0.1 }],
      bakeMinutes: 30,
      impact: { text: 'Slow for a minute', warnings: ['signal:p95'] },
      artifact: 'checkout-api 4.18.0',
      links: [{ id: 'l', kind: 'ticket', target: 'https://example.com/1', label: 'OPS-1' }],
    };
    const { id, saved } = await desk.call('changes.create', { plan: whole });
    expect(saved).toBe(true);
    expect(await desk.read(id)).toMatchObject({ ...whole, state: 'draft' });
    const [row] = await desk.listed();
    expect(row).toMatchObject({ ...whole, id, state: 'draft' });
  });

  it('is edited field by field: a step taken out, one put before, one reworded', async () => {
    const desk = open();
    const { id } = await desk.call('changes.create', { plan: PLAN });
    const steps = [
      { id: 's0', text: 'Tell the shift', minutes: 1 },
      { id: 's2', text: 'All of the traffic', minutes: 20 },
    ];
    await desk.call('changes.edit', { id, plan: { steps, owner: null, artifact: null } });
    expect((await desk.read(id)).steps).toEqual(steps);
    await desk.call('changes.edit', { id, plan: { steps: PLAN.steps } });
    expect((await desk.read(id)).steps).toEqual(PLAN.steps);
  });

  it('what two people changed apart in two steps is both there', async () => {
    const [dana, olena] = [open('dana'), open('olena')];
    const { id } = await dana.call('changes.create', { plan: PLAN });
    await exchange(dana, olena);
    const [first, second] = PLAN.steps ?? [];
    if (first === undefined || second === undefined) throw new Error('two steps');
    await dana.call('changes.edit', { id, plan: { steps: [{ ...first, text: 'Canary 5 %' }, second] } });
    await olena.call('changes.edit', { id, plan: { steps: [first, { ...second, text: 'All, slowly' }] } });
    await exchange(dana, olena);
    for (const desk of [dana, olena])
      expect((await desk.read(id)).steps.map(({ text }) => text)).toEqual(['Canary 5 %', 'All, slowly']);
  });

  it('R5 windows that were moved apart are both kept and shown, never mixed', async () => {
    const [dana, olena] = [open('dana'), open('olena')];
    const { id } = await dana.call('changes.create', { plan: PLAN });
    await exchange(dana, olena);
    await dana.call('changes.edit', { id, plan: { window: { start: NOW, end: NOW + HOUR } } });
    await olena.call('changes.edit', { id, plan: { window: { start: NOW + HOUR, end: NOW + 2 * HOUR } } });
    await exchange(dana, olena);
    const { conflicts } = await dana.read(id);
    expect(conflicts.map(({ field, values }) => [field, values.length])).toEqual([['window', 2]]);
  });

  it('R5 choosing the answer that counts already settles it too', async () => {
    const [dana, olena] = [open('dana'), open('olena')];
    const { id } = await dana.call('changes.create', { plan: PLAN });
    await exchange(dana, olena);
    await dana.call('changes.edit', { id, plan: { executor: 'ana' } });
    await olena.call('changes.edit', { id, plan: { executor: 'bia' } });
    await exchange(dana, olena);
    const { executor, conflicts } = await dana.read(id);
    expect(conflicts).toHaveLength(1);
    await dana.call('changes.edit', { id, plan: { executor } });
    await exchange(dana, olena);
    for (const desk of [dana, olena]) expect(await desk.read(id)).toMatchObject({ executor, conflicts: [] });
  });

  it('numbers that two machines gave without a network are two numbers', async () => {
    const [dana, olena] = [open('dana'), open('olena')];
    await dana.call('changes.create', { plan: PLAN });
    await dana.call('changes.create', { plan: PLAN });
    await olena.call('changes.create', { plan: PLAN });
    await exchange(dana, olena);
    const numbers = (await dana.listed()).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(3);
    expect(numbers.map((number) => number.split('-')[0]).sort()).toEqual(['1', '1', '2']);
    expect((await olena.listed()).map(({ number }) => number).sort()).toEqual([...numbers].sort());
  });

  it('refuses a window that ends before it starts, and names the field', async () => {
    await expect(
      open().call('changes.create', { plan: { ...PLAN, window: { start: NOW, end: NOW } } }),
    ).rejects.toThrow(/window/);
  });
});

describe('approval (product.md 4)', () => {
  it('makes a proposed change approved, and an edit after it voids it', async () => {
    const desk = open('dana');
    const id = await proposed(desk);
    await approve(desk, id);
    expect(await desk.read(id)).toMatchObject({ state: 'approved', approvals: [{ person: 'dana' }], voided: [] });
    await desk.act(id, { act: 'move', state: 'scheduled' });
    await desk.call('changes.edit', { id, plan: { window: { start: NOW, end: NOW + 2 * HOUR } } });
    expect(await desk.read(id)).toMatchObject({ state: 'proposed', approvals: [], voided: [{ person: 'dana' }] });
  });

  it('stays with a test of the rollback, a link and a note: they are no part of the plan', async () => {
    const desk = open('dana');
    const id = await proposed(desk);
    await approve(desk, id);
    await desk.call('changes.note', { id, text: 'Asked payments' });
    await desk.call('changes.edit', {
      id,
      plan: {
        rollback: { steps: [], command: 'deploy --to 4.17.3', minutes: 4, testedAt: NOW },
        links: [{ id: 'l', kind: 'ticket', target: 'OPS-1', label: '' }],
      },
    });
    expect((await desk.read(id)).state).toBe('approved');
  });

  it('is not given by the executor, nor to a plan that was edited meanwhile', async () => {
    const thiago = open('thiago');
    const id = await proposed(thiago);
    await expect(approve(thiago, id)).rejects.toThrow('does not approve');
    const dana = open('dana');
    await exchange(thiago, dana);
    const { planHash } = await dana.read(id);
    await dana.call('changes.edit', { id, plan: { title: 'checkout-api 4.18.1' } });
    await expect(dana.act(id, { act: 'approve', answer: 'approved', plan: planHash })).rejects.toThrow('edited');
  });

  it('that meets an edit made elsewhere is void on every machine', async () => {
    const [dana, thiago] = [open('dana'), open('thiago')];
    const id = await proposed(thiago);
    await exchange(dana, thiago);
    await approve(dana, id);
    await thiago.call('changes.edit', { id, plan: { bakeMinutes: 5 } });
    await exchange(dana, thiago);
    for (const desk of [dana, thiago]) expect(await desk.read(id)).toMatchObject({ state: 'proposed', approvals: [] });
  });

  it('withdrawn or disapproved is none', async () => {
    const desk = open('dana');
    const id = await proposed(desk);
    await approve(desk, id);
    const { planHash: plan } = await desk.read(id);
    await desk.act(id, { act: 'approve', answer: 'withdrawn', plan, reason: 'wait for payments' });
    expect((await desk.read(id)).state).toBe('proposed');
    expect((await desk.read(id)).log[0]).toMatchObject({ type: 'withdrawn', reason: 'wait for payments' });
  });
});

describe('running a change', () => {
  it('starts, ticks its steps with person and time, bakes and is done', async () => {
    const desk = open('dana');
    const id = await proposed(desk);
    await approve(desk, id);
    await desk.act(id, { act: 'move', state: 'running' });
    await desk.act(id, { act: 'step', step: 's1', outcome: 'done' });
    await desk.clock.advance(1_000);
    await desk.act(id, { act: 'step', step: 's2', outcome: 'done' });
    await desk.act(id, { act: 'step', step: 's2', outcome: 'open' });
    await desk.act(id, { act: 'move', state: 'baking' });
    await desk.act(id, { act: 'move', state: 'done' });
    const view = await desk.read(id);
    expect(view).toMatchObject({
      state: 'done',
      times: { startedAt: NOW, bakingAt: NOW + 1_000, endedAt: NOW + 1_000 },
    });
    expect(view.ticks).toEqual([
      { step: 's1', outcome: 'done', person: 'dana', at: NOW },
      { step: 's2', outcome: 'open', person: 'dana', at: NOW + 1_000 },
    ]);
    expect(view.log.filter(({ type }) => type === 'state')).toHaveLength(4);
  });

  it('R23 ended apart as done and as rolled back it is shown as a conflict, the careful one counts, and is settled by saying it again', async () => {
    const [dana, thiago] = [open('dana'), open('thiago')];
    const id = await proposed(dana);
    await approve(dana, id);
    await dana.act(id, { act: 'move', state: 'running' });
    await exchange(dana, thiago);
    await dana.act(id, { act: 'move', state: 'done' });
    await thiago.act(id, { act: 'move', state: 'rolled-back' });
    await exchange(dana, thiago);
    expect(await dana.read(id)).toMatchObject({ state: 'rolled-back', inConflict: true });
    await dana.act(id, { act: 'move', state: 'done' });
    expect(await dana.read(id)).toMatchObject({ state: 'done', inConflict: false });
  });

  it('opens an incident that names the change, and the change names it', async () => {
    const desk = open('dana');
    await desk.listed();
    const id = await proposed(desk);
    await desk.listed();
    const { id: incident } = await desk.call('changes.incident', { id, title: 'Checkout slow', severity: 'SEV2' });
    const there = await desk.call('incidents.read', { id: incident });
    expect(there.links).toMatchObject([{ kind: 'change', target: id }]);
    expect(there.sites).toEqual(['br-pre']);
    expect((await desk.read(id)).links).toMatchObject([{ kind: 'incident', target: incident }]);
  });

  it('tells the window of changes as of incidents', async () => {
    const desk = open('dana');
    const { id } = await desk.call('changes.create', { plan: PLAN });
    const heard: string[] = [];
    desk.desk.onEvent((event) => void heard.push(event));
    await desk.call('changes.note', { id, text: 'Asked payments' });
    expect(heard).toContain('records.changed');
    expect(heard).toContain('records.saved');
  });
});

describe('overriding a hold (product.md 4)', () => {
  /** Production without a rollback: held, whatever else is well. */
  const held = async (desk: Desk): Promise<string> => {
    const { id } = await desk.call('changes.create', {
      plan: { ...PLAN, sites: ['br-prod'], rollback: { steps: [], command: '', minutes: null, testedAt: null } },
    });
    await desk.act(id, { act: 'move', state: 'proposed' });
    return id;
  };
  const override = (desk: Desk, id: string, reason = 'customers cannot pay', breakGlass = false) =>
    desk.act(id, { act: 'override', findings: ['rollback:none@br-prod'], reason, breakGlass });
  const start = (desk: Desk, id: string) => desk.act(id, { act: 'move', state: 'running' });

  it('takes two different people, each with a reason; then it may start, and never as a go', async () => {
    const [dana, olena] = [open('dana'), open('olena')];
    const id = await held(dana);
    await approve(dana, id);
    await expect(start(dana, id)).rejects.toThrow(/the guard says hold: .*rollback/i);
    await override(dana, id);
    await expect(start(dana, id)).rejects.toThrow('the guard says hold');
    await expect(override(dana, id)).rejects.toThrow('another person');
    await exchange(dana, olena);
    await override(olena, id, 'agreed on the bridge');
    await start(olena, id);
    const { state, overrides, log } = await olena.read(id);
    expect(state).toBe('running');
    expect(overrides.map(({ person }) => person)).toEqual(['dana', 'olena']);
    expect(log.filter(({ type }) => type === 'override')).toHaveLength(2);
  });

  it('or one who is alone on call: break-glass, recorded as such', async () => {
    const dana = open('dana');
    const id = await held(dana);
    await approve(dana, id);
    await override(dana, id, 'nobody else answers', true);
    await start(dana, id);
    expect((await dana.read(id)).overrides).toMatchObject([{ breakGlass: true, reason: 'nobody else answers' }]);
  });

  it('is void with the plan it was given to, and is refused where nothing holds', async () => {
    const dana = open('dana');
    const id = await held(dana);
    await override(dana, id, 'nobody else answers', true);
    await dana.call('changes.edit', { id, plan: { bakeMinutes: 1 } });
    expect((await dana.read(id)).overrides).toEqual([]);
    await expect(
      dana.act(id, { act: 'override', findings: ['freeze:nothing@br-prod'], reason: 'why not', breakGlass: true }),
    ).rejects.toThrow('does not say hold because of this');
  });

  it('is not needed to roll back: that is never held', async () => {
    const dana = open('dana');
    const id = await held(dana);
    await approve(dana, id);
    await override(dana, id, 'nobody else answers', true);
    await start(dana, id);
    await dana.call('changes.edit', { id, plan: { executor: null } });
    expect((await dana.read(id)).approvals).toEqual([]);
    await dana.act(id, { act: 'move', state: 'rolled-back' });
    expect((await dana.read(id)).state).toBe('rolled-back');
  });
});

describe('what cannot be got around (product.md 4)', () => {
  const BR = { ...PLAN, sites: ['br-prod'] };
  const start = (desk: Desk, id: string) => desk.act(id, { act: 'move', state: 'running' });
  const ready = async (desk: Desk, plan: typeof PLAN = BR): Promise<string> => {
    const { id } = await desk.call('changes.create', { plan });
    await desk.act(id, { act: 'move', state: 'proposed' });
    return id;
  };

  it('a change does not begin long before its window: only then is it judged when it runs', async () => {
    const [dana, olena] = [open('dana'), open('olena')];
    const id = await ready(dana, { ...BR, window: { start: NOW + 3 * HOUR, end: NOW + 4 * HOUR } });
    await approve(dana, id);
    await exchange(dana, olena);
    await expect(start(olena, id)).rejects.toThrow('has not opened yet');
  });

  it('who alone approved it does not start it, but another may', async () => {
    const [dana, olena] = [open('dana'), open('olena')];
    const id = await ready(dana, { ...BR, executor: null });
    await approve(dana, id);
    await expect(start(dana, id)).rejects.toThrow('somebody else starts it');
    await exchange(dana, olena);
    await start(olena, id);
    expect((await olena.read(id)).state).toBe('running');
  });

  it('what has begun keeps its sites, services, type, artifact and window; the rest of the plan can be edited', async () => {
    const dana = open('dana');
    const id = await ready(dana, { ...PLAN, type: 'standard' });
    await start(dana, id);
    for (const plan of [
      { sites: ['br-prod'] },
      { type: 'normal' },
      { window: null },
      { services: [] },
      { artifact: 'x' },
    ] as const)
      await expect(dana.call('changes.edit', { id, plan: { ...plan } as ChangeEdit })).rejects.toThrow('cannot change');
    await dana.call('changes.edit', { id, plan: { bakeMinutes: 90 } });
    await dana.act(id, { act: 'move', state: 'done' });
    await expect(dana.call('changes.edit', { id, plan: { sites: ['br-prod'] } })).rejects.toThrow('cannot change');
  });

  it('to call it a rollback or a fix is an edit of the plan, and a rollback is of a change that ran there', async () => {
    const dana = open('dana');
    const id = await ready(dana, { ...BR, rollback: { steps: [], command: '', minutes: null, testedAt: null } });
    await approve(dana, id);
    const link = (target: string) => [{ id: 'l', kind: 'rollback-of' as const, target, label: '' }];
    await dana.call('changes.edit', { id, plan: { links: link('nothing') } });
    expect((await dana.read(id)).approvals).toEqual([]);
    await dana.listed();
    await expect(start(dana, id)).rejects.toThrow('the guard says hold');
    await dana.act(id, { act: 'move', state: 'draft' });
    const ran = await ready(dana, { ...BR, type: 'standard', title: 'That which broke it' });
    await dana.listed();
    await start(dana, ran);
    await dana.act(ran, { act: 'move', state: 'aborted' });
    await dana.call('changes.edit', { id, plan: { links: link(ran) } });
    await dana.act(id, { act: 'move', state: 'proposed' });
    await dana.listed();
    await start(dana, id);
    expect((await dana.read(id)).state).toBe('running');
  });

  it('an emergency that nobody could approve begins with break-glass', async () => {
    const dana = open('dana');
    const id = await ready(dana, { ...BR, type: 'emergency' });
    await expect(start(dana, id)).rejects.toThrow('The approval is missing');
    await dana.act(id, {
      act: 'override',
      findings: ['approval:missing@br-prod'],
      reason: 'alone on call, customers cannot pay',
      breakGlass: true,
    });
    await start(dana, id);
    expect((await dana.read(id)).state).toBe('running');
  });

  it('a disapproval holds, whoever else approved', async () => {
    const [dana, olena] = [open('dana'), open('olena')];
    const id = await ready(dana);
    await approve(dana, id);
    await exchange(dana, olena);
    const { planHash } = await olena.read(id);
    await olena.act(id, { act: 'approve', answer: 'disapproved', plan: planHash, reason: 'payments are not ready' });
    expect(await olena.read(id)).toMatchObject({ state: 'proposed', disapprovals: [{ person: 'olena' }] });
    await expect(start(olena, id)).rejects.toThrow('Disapproved by olena');
  });

  it('R23 a conflict is settled by one of its answers, and by nothing else', async () => {
    const [dana, thiago] = [open('dana'), open('thiago')];
    const id = await ready(dana, { ...PLAN, type: 'normal' });
    await exchange(dana, thiago);
    await dana.act(id, { act: 'move', state: 'draft' });
    await thiago.act(id, { act: 'move', state: 'aborted' });
    await exchange(dana, thiago);
    expect((await dana.read(id)).inConflict).toBe(true);
    await expect(start(dana, id)).rejects.toThrow('cannot become running');
    await dana.act(id, { act: 'move', state: 'aborted' });
    expect(await dana.read(id)).toMatchObject({ state: 'aborted', inConflict: false });
  });

  it('nothing began in the future', async () => {
    const dana = open('dana');
    const id = await ready(dana, { ...PLAN, type: 'standard' });
    await expect(dana.act(id, { act: 'move', state: 'running', at: NOW + HOUR })).rejects.toThrow('has not come yet');
  });

  it('an incident that was opened from a change is not fixed by it', async () => {
    const dana = open('dana');
    const id = await ready(dana, { ...BR, type: 'standard' });
    await start(dana, id);
    await dana.listed();
    await dana.call('changes.incident', { id, title: 'Checkout broken', severity: 'SEV1' });
    await dana.act(id, { act: 'move', state: 'scheduled' });
    await dana.listed();
    await expect(start(dana, id)).rejects.toThrow(/SEV1 INC-\w+ is open/);
  });
});

describe('example changes', () => {
  it('are for the demo only, and are records like any other', async () => {
    await expect(open('dana').call('changes.examples', undefined)).rejects.toThrow('demo');
    const desk = open('dana', { demo: true });
    const { made } = await desk.call('changes.examples', undefined);
    const changes = await desk.listed();
    expect(changes).toHaveLength(made);
    expect(new Set(changes.map(({ state }) => state))).toEqual(
      new Set(['running', 'done', 'scheduled', 'rolled-back', 'approved', 'draft']),
    );
    expect(changes.find(({ state }) => state === 'running')).toMatchObject({ title: 'checkout-api 4.18.0' });
  });
});
