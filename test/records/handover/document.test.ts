import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Records } from '../../../main/records/records-port';
import type { Content } from '../../../shared/records/content';
import { dutyOf } from '../../../shared/records/duty';
import type { Edit } from '../../../shared/records/edits';
import { handoverHash, handoverOf, signingOf } from '../../../shared/records/handover';
import type { Json } from '../../../shared/records/ids';
import { aHandover, anIfThen, anItem, editsOf, sha256 } from '../../builders/handovers';
import { holds } from '../../builders/property';
import { ManualClock } from '../../fakes/clock';
import { MemoryLog } from '../../fakes/memory-log';
import { engine, NOW, value } from '../rig';

const whole = aHandover({
  situation: {
    at: NOW,
    oldest: null,
    places: [{ country: 'BR', tier: 'production', status: 'warning', sites: 2 }],
    notLive: [{ source: 'prod/sa-east-1/cloudwatch', condition: 'late', at: NOW }],
  },
  items: [anItem({ condition: 'unstable' }), anItem({ id: 'i2', origin: null, dismissed: 'noise', carried: 2 })],
  ifThens: [
    anIfThen(),
    anIfThen({ id: 't2', watch: { site: 'br-prod', signal: 'p95', is: 'over', limit: 0.8, minutes: 5 }, from: 1 }),
  ],
  notes: 'Peak freeze on Friday',
});
const { origin: _, ...before } = anItem();
const carried = { ...whole, before: { id: 'h0', from: 'in', to: 'br', at: NOW, items: [before], ifThens: [] } };

const two = (): { readonly ana: Records; readonly bo: Records; readonly meet: () => void } => {
  const clock = new ManualClock(NOW);
  const ana = engine(new MemoryLog(), clock);
  const bo = engine(new MemoryLog(), clock, { replica: 'r-bo', person: 'bo' });
  const meet = (): void => {
    value(bo.receive(value(ana.entriesSince(value(bo.heads())))));
    value(ana.receive(value(bo.entriesSince(value(ana.heads())))));
  };
  return { ana, bo, meet };
};
const read = (records: Records, id: string) => handoverOf(value(records.read(id)).content!);

describe('a handover as a document', () => {
  it('R60 reads as it was written, with the same hash on another machine and in whatever order it was typed', () => {
    const { ana, bo, meet } = two();
    const id = value(ana.create('handover', editsOf(carried)));
    const turned = value(ana.create('handover', [...editsOf(carried)].reverse()));
    meet();
    expect(read(ana, id)).toEqual(carried);
    const hash = handoverHash(carried, sha256);
    for (const [records, record] of [
      [ana, id],
      [bo, id],
      [bo, turned],
    ] as const)
      expect(handoverHash(read(records, record), sha256)).toBe(hash);
  });

  it('an empty one, and one that says nothing of an item, read as not said', () => {
    const { ana } = two();
    const id = value(ana.create('handover', [{ edit: 'add', list: 'items', id: 'i1', fields: {} }]));
    expect(read(ana, id)).toMatchObject({
      from: '',
      overall: null,
      situation: null,
      items: [{ key: 'i1', kind: 'note', condition: 'stable', owner: null, due: null, closed: false, carried: 0 }],
    });
  });

  it('R66 what was written apart reads as the worse, or as not said, and voids a signature', () => {
    const { ana, bo, meet } = two();
    const id = value(ana.create('handover', editsOf(whole)));
    meet();
    const hash = handoverHash(read(ana, id), sha256);
    value(ana.act(id, { act: 'handover-sign', payload: { content: hash } }));
    const change = (field: string, to: Json): Edit => ({ edit: 'change', list: 'items', id: 'i1', field, value: to });
    value(
      ana.edit(id, [
        change('condition', 'watcher'),
        change('owner', 'cy'),
        { edit: 'set', field: 'overall', value: 'calm' },
      ]),
    );
    value(ana.edit(id, [change('due', 1), { edit: 'change', list: 'ifThens', id: 't2', field: 'who', value: 'cy' }]));
    value(
      bo.edit(id, [
        change('condition', 'stable'),
        change('owner', 'di'),
        { edit: 'set', field: 'overall', value: 'on-fire' },
      ]),
    );
    value(bo.edit(id, [change('due', 2), { edit: 'change', list: 'ifThens', id: 't2', field: 'who', value: 'di' }]));
    meet();
    for (const records of [ana, bo]) {
      const content = read(records, id);
      expect(content).toMatchObject({ overall: 'on-fire', ifThens: [{ who: 'dana' }, { who: null }] });
      expect(content.items[0]).toMatchObject({ condition: 'watcher', owner: null, due: null });
      const signing = signingOf(content, value(records.read(id)).state.acts, sha256);
      expect(signing).toMatchObject({ state: 'draft', voided: [{ content: hash }] });
    }
  });

  it('R62 an acceptance counts after a way through files, where what is empty is left out', () => {
    const { ana, bo, meet } = two();
    const calm = aHandover({ items: [anItem({ owner: null, due: null })], ifThens: [] });
    const id = value(ana.create('handover', editsOf(calm)));
    meet();
    const content = handoverHash(calm, sha256);
    value(ana.act(id, { act: 'handover-sign', payload: { content } }));
    meet();
    value(bo.act(id, { act: 'handover-accept', payload: { content, copy: read(bo, id) as unknown as Json } }));
    const sent = JSON.parse(JSON.stringify(value(bo.read(id)).state.acts), (_key, one: unknown) =>
      one === null || one === '' ? undefined : one,
    ) as never;
    expect(signingOf(calm, sent, sha256)).toMatchObject({ state: 'accepted', accepted: { copy: calm } });
  });

  it('any document reads as some handover, and its hash can be taken (R1)', () => {
    const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
    const names = [...Object.keys(carried), 'owner', 'condition', 'watch', 'sites', 'kind', 'status', 'originSource'];
    const fields = fc.dictionary(fc.constantFrom(...names), json);
    const entries = fc.array(fc.record({ id: fc.string(), removed: fc.boolean(), fields }), { maxLength: 3 });
    const contents: fc.Arbitrary<Content> = fc.record({
      fields,
      lists: fc.record({ items: entries, ifThens: entries }),
      conflicts: fc.array(fc.record({ field: fc.constantFrom('overall', 'items//owner'), values: fc.array(json) })),
    });
    holds(
      fc.property(contents, (content) => {
        const handover = handoverOf(content);
        expect(handoverHash(handover, sha256)).toMatch(/^sha256:[0-9a-f]{64}$/);
        expect(signingOf(handover, [], sha256).state).toBe('draft');
      }),
    );
  });
});

describe('who takes a shift otherwise', () => {
  const of = (fields: Content['fields']) => dutyOf({ fields, lists: {}, conflicts: [] }, 'd1');
  const written = { by: 'marcus', at: NOW };
  const span = { from: NOW, to: NOW + 1 };
  const swap = { kind: 'swap', team: 'br-l2', between: ['a', 'b'], days: ['2026-11-23', '2026-11-24'] };

  it.each([
    [{ kind: 'leave', person: 'a', ...span }, {}],
    [{ kind: 'cover', team: 'br-l2', person: 'a', instead: 'b', ...span }, {}],
    [{ kind: 'cover', team: 'br-l2', person: 'a', ...span }, { instead: null }],
    [{ kind: 'on-duty', team: 'br-l2', person: 'a', ...span }, {}],
    [swap, {}],
  ])('is read as it was written: %j', (fields, more) => {
    expect(of({ ...written, ...fields })).toEqual({ id: 'd1', ...written, ...fields, ...more });
  });

  it.each([
    { kind: 'leave', person: 'a', ...span, withdrawn: true },
    { kind: 'leave', person: 'a', from: NOW, to: NOW },
    { kind: 'leave', ...span },
    { kind: 'cover', person: 'a', ...span },
    { kind: 'on-duty', team: 'br-l2', person: 'a', from: NOW, to: 1e300 },
    { ...swap, days: ['2026-02-30', '2026-11-24'] },
    { ...swap, days: ['tomorrow', '2026-11-24'] },
    { ...swap, between: ['a'] },
    { ...swap, between: ['a', ''] },
    { ...swap, between: { 0: 'a', 1: 'b', length: 2 } },
    { kind: 'holiday', person: 'a', ...span },
    {},
  ])('is none where it is withdrawn or says too little: %j', (fields) => {
    expect(of({ ...written, ...fields })).toBeNull();
  });
});
