import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import { refreshOf } from '../../../../shared/domain/handover/draft/refresh';
import type { Refresh } from '../../../../shared/domain/handover/draft/types';
import type { HandoverContent } from '../../../../shared/domain/handover/types';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import {
  aWrittenItem,
  anIfThen,
  anIncidentRow,
  contentOf,
  draftFacts,
  previousOf,
  refreshed,
} from '../../../builders/drafts';
import { aGuardedSite } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { anAttentionItem } from '../../../builders/snapshots';

type Over = Parameters<typeof draftFacts>[0] & object;
const LATER = NOW + 10 * MINUTE;
const drafted = (over: Over): HandoverContent => {
  const facts = draftFacts(over);
  return contentOf(draftOf(facts), facts);
};
const look = (content: HandoverContent, over: Over): Refresh =>
  refreshOf(content, draftOf(draftFacts({ now: LATER, at: content.at, ...over })));
const mitigated = anIncidentRow({
  state: 'mitigated',
  times: { ...anIncidentRow().times, mitigated: LATER },
  changedAt: LATER,
});

describe('6 Handover, refresh', () => {
  test('what is new is added, what changed is brought up to date, what ended is closed', () => {
    const content = drafted({ incidents: [anIncidentRow({ id: 'a' }), anIncidentRow({ id: 'b' })] });
    const refresh = look(content, {
      incidents: [{ ...mitigated, id: 'a' }, anIncidentRow({ id: 'c' })],
    });
    expect(refresh.add.map(({ id }) => id)).toEqual(['incident:c']);
    expect(refresh.set).toEqual([
      {
        id: 'incident:a',
        fields: { facts: 'SEV2, mitigated 23 Nov 12:10 UTC', origin: { source: 'INC-A', at: LATER } },
      },
      { id: 'incident:b', fields: { facts: 'not seen any more', closed: true } },
    ]);
    expect(refresh.counts).toEqual({ added: 1, changed: 1, closed: 1 });
    expect(refresh.situation?.at).toBe(LATER);
  });

  test('of younger data alone nothing is counted', () => {
    const refresh = look(drafted({ incidents: [anIncidentRow()] }), { incidents: [anIncidentRow({ changedAt: NOW })] });
    expect(refresh.set).toEqual([
      { id: `incident:${anIncidentRow().id}`, fields: { origin: { source: 'INC-7F3A2', at: NOW } } },
    ]);
    expect(refresh.counts).toEqual({ added: 0, changed: 0, closed: 0 });
  });

  test('what people wrote, dismissed and merged stays', () => {
    const content = drafted({ incidents: [anIncidentRow({ id: 'a' }), anIncidentRow({ id: 'b' })] });
    const written = {
      line: 'Ours',
      done: 'x',
      next: 'y',
      owner: 'caio',
      due: NOW + HOUR,
      condition: 'stable',
      carried: 2,
    } as const;
    const [a, b] = content.items;
    const edited = {
      ...content,
      items: [
        { ...a!, ...written, dismissed: 'Told by phone' },
        { ...b!, ...written, mergedInto: 'incident:a' },
        aWrittenItem(written),
      ],
    };
    const refresh = look(edited, {
      incidents: [
        { ...mitigated, id: 'a' },
        { ...mitigated, id: 'b' },
      ],
    });
    expect(refresh.add).toEqual([]);
    const after = refreshed(edited, refresh);
    expect(after.items[0]).toMatchObject({
      ...written,
      dismissed: 'Told by phone',
      facts: expect.stringContaining('mitigated') as string,
    });
    expect(after.items[1]).toMatchObject({ ...written, mergedInto: 'incident:a' });
    expect(after.items[2]).toEqual(aWrittenItem(written));
  });

  test('a site stays open, and up to date, when an incident is declared for it; it is not added then', () => {
    const sites = [aGuardedSite({ status: 'critical' })];
    const content = drafted({ sites, attention: [anAttentionItem({ severity: 'warning' })] });
    const over = { sites, attention: [anAttentionItem({ severity: 'critical' })], incidents: [anIncidentRow()] };
    const refresh = look(content, over);
    expect(refresh.add.map(({ kind }) => kind)).toEqual(['incident']);
    expect(refresh.set[0]).toMatchObject({ id: 'site:br-prod', fields: { status: 'critical' } });
    expect(refresh.set[0]!.fields).not.toHaveProperty('closed');
    expect(look(drafted({}), over).add.map(({ kind }) => kind)).toEqual(['incident']);
  });

  test('what ended and is there again is open again', () => {
    const content = drafted({ incidents: [anIncidentRow()] });
    const closed = refreshed(content, look(content, {}));
    expect(closed.items[0]!.closed).toBe(true);
    const again = refreshed(closed, look(closed, { incidents: [anIncidentRow()] }));
    expect(again.items[0]).toMatchObject({ closed: false, facts: 'SEV2, open since 23 Nov 11:00 UTC' });
  });

  test('how it ended is said once', () => {
    const content = drafted({ incidents: [anIncidentRow()] });
    const resolved = anIncidentRow({ state: 'resolved', times: { ...anIncidentRow().times, resolved: LATER } });
    const closed = refreshed(content, look(content, { incidents: [resolved] }));
    expect(closed.items[0]!.facts).toBe('resolved 23 Nov 12:10 UTC');
    expect(look(closed, { now: LATER, incidents: [] }).set).toEqual([]);
  });

  test('records that cannot be read close nothing', () => {
    const content = drafted({ incidents: [anIncidentRow()] });
    const refresh = look(content, { incidents: null });
    expect(refresh.set).toEqual([]);
    expect(refresh.add.map(({ key }) => key)).toEqual(['source:records']);
  });

  test('what was told with an item that ends stands for itself again, and is counted as changed', () => {
    const incidents = [anIncidentRow({ id: 'a' }), anIncidentRow({ id: 'b' }), anIncidentRow({ id: 'c' })];
    const content = drafted({ incidents });
    const told = {
      ...content,
      items: content.items.map((item) => (item.reference === 'a' ? item : { ...item, mergedInto: 'incident:a' })),
    };
    const look1 = look(told, { incidents: [incidents[1]!] });
    expect(look1.set).toEqual([
      { id: 'incident:a', fields: { facts: 'not seen any more', closed: true } },
      { id: 'incident:b', fields: { mergedInto: null } },
      { id: 'incident:c', fields: { facts: 'not seen any more', closed: true } },
    ]);
    expect(look1.counts).toEqual({ added: 0, changed: 1, closed: 2 });
    expect(look(refreshed(told, look1), { incidents: [incidents[1]!] }).set).toEqual([]);
  });
});

describe('6 Handover, refresh after another handover came in', () => {
  const before = (over: Over = {}, write: (content: HandoverContent) => Partial<HandoverContent> = () => ({})) => {
    const content = drafted({ now: NOW - 12 * HOUR, at: NOW - 11 * HOUR, ...over });
    return previousOf({ ...content, ...write(content) });
  };
  const incidents = [anIncidentRow()];
  const key = `incident:${anIncidentRow().id}`;
  const written = { done: 'Rolled back', next: 'Watch p95', owner: 'caio', due: NOW + HOUR } as const;
  const came = before({ incidents }, ({ items }) => ({
    items: items.map((item) => ({ ...item, ...written, carried: 1 })),
    ifThens: [anIfThen({ item: key }), anIfThen({ id: 'if-2' }), anIfThen({ id: 'if-3' })],
  }));

  test('its words come in where nobody wrote any, once; what people wrote here stays', () => {
    const content = drafted({ incidents });
    const mine = { ...content, items: content.items.map((item) => ({ ...item, next: 'Page L3' })) };
    const refresh = look(mine, { incidents, previous: came });
    expect(refresh.set).toEqual([{ id: key, fields: { done: 'Rolled back', due: NOW + HOUR, carried: 2 } }]);
    expect(refresh.counts).toEqual({ added: 3, changed: 1, closed: 0 });
    const after = refreshed(mine, refresh);
    expect(after.items[0]).toMatchObject({ done: 'Rolled back', next: 'Page L3', owner: 'ana', carried: 2 });
    const emptied = { ...after, items: after.items.map((item) => ({ ...item, done: '', due: null })) };
    expect(look(emptied, { incidents, previous: came }).set).toEqual([]);
  });

  test('its if-thens come in, on the item that is about the same, but none that people took out or whose item they dismissed', () => {
    const content = drafted({ incidents });
    const mine = { ...content, items: content.items.map((item) => ({ ...item, id: 'other' })) };
    const added = (over: Partial<HandoverContent>, removed: readonly string[] = []) =>
      refreshOf(
        { ...mine, ...over },
        draftOf(draftFacts({ now: LATER, at: content.at, incidents, previous: came })),
        new Set(removed),
      ).ifThens.map(({ id, item }) => [id, item]);
    expect(added({})).toEqual([
      ['if-1', 'other'],
      ['if-2', null],
      ['if-3', null],
    ]);
    expect(added({ ifThens: [anIfThen({ id: 'if-2' })] }, ['if-3'])).toEqual([['if-1', 'other']]);
    expect(added({ items: mine.items.map((item) => ({ ...item, dismissed: 'Told' })) })).toEqual([
      ['if-2', null],
      ['if-3', null],
    ]);
  });

  test('its notes come in at the end, under its name, once: what people wrote or took out stays', () => {
    const content = { ...drafted({ incidents }), notes: 'Mine\nCall Dana' };
    const said = drafted({ now: NOW - 12 * HOUR, at: NOW - 11 * HOUR, incidents });
    const of = (notes: string): Over => {
      const one = { ...said, content: { ...said, notes }, isAccepted: false, isBeside: false, removed: [] };
      const left = [{ from: 'in-l2', to: 'br-l2', at: NOW - 20 * HOUR, why: 'refused' as const }];
      return { incidents, later: { handovers: [one], left } };
    };
    const refresh = look(content, of('Gate code is 11\nCall Dana'));
    expect(refresh.notes).toEqual([
      expect.stringMatching(/^Refused, and not carried here: /),
      'Nobody accepted Brazil L2 to India L2, 23 Nov 01:00 UTC:',
      'Gate code is 11',
    ]);
    expect(refresh.counts).toMatchObject({ added: 2 });
    const after = refreshed(content, refresh);
    expect(after.notes).toBe(['Mine', 'Call Dana', ...refresh.notes].join('\n'));
    expect(look(after, of('Gate code is 11\nCall Dana'))).toMatchObject({ notes: [], counts: { added: 0 } });
    // Taken out, or written anew: it was put there once.
    const facts = draftFacts({ now: LATER, at: content.at, ...of('Gate code is 11\nand 12') });
    const told = new Set(refresh.notes);
    expect(refreshOf(content, draftOf(facts), new Set(), (line) => told.has(line)).notes).toEqual([
      'Nobody accepted Brazil L2 to India L2, 23 Nov 01:00 UTC:',
      'and 12',
    ]);
  });

  test('marks are made of the newer one; of an older one or none they stay', () => {
    const content = drafted({ incidents });
    expect(look(content, { incidents, previous: came }).before).toMatchObject({ id: 'h1', at: NOW - 11 * HOUR });
    const of = (at: number, id = 'h2') => ({
      ...content,
      before: { id, from: 'a', to: 'b', at, items: [], ifThens: [] },
    });
    expect(look(of(NOW - 20 * HOUR), { incidents, previous: came }).before?.id).toBe('h1');
    expect(look(of(NOW - 20 * HOUR, 'h1'), { incidents, previous: came }).before).toBeNull();
    expect(look(of(NOW - HOUR), { incidents, previous: came }).before).toBeNull();
    expect(look(of(NOW - HOUR), { incidents }).before).toBeNull();
  });
});
