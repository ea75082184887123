import { describe, expect, test } from 'vitest';
import type { DraftFacts, Drafted } from '../../../../shared/domain/handover/draft/types';
import { markOf } from '../../../../shared/domain/handover/items';
import type { HandoverContent, HandoverItem } from '../../../../shared/domain/handover/types';
import { HOUR } from '../../../../shared/lib/time';
import { aWrittenItem, anIfThen, anIncidentRow, contentOf, draftFacts, previousOf } from '../../../builders/drafts';
import { aTeamView } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { anAttentionItem } from '../../../builders/snapshots';
import { handed, next, onlyOf, since, words, WROTE, type Over } from '../../../builders/handed-on';

describe('6 Handover, carried on', () => {
  test('what people WROTE comes along, with how it stands now, through one more shift', () => {
    const previous = handed({ incidents: [anIncidentRow()] }, words({ ...WROTE, line: 'Payments time out' }));
    const drafted = next(previous, {
      incidents: [
        anIncidentRow({ state: 'mitigated', times: { ...anIncidentRow().times, mitigated: NOW + 2 * HOUR } }),
      ],
    });
    const item = onlyOf(drafted);
    expect(item).toMatchObject({
      ...WROTE,
      line: 'Payments time out',
      facts: 'SEV2, mitigated 23 Nov 14:00 UTC',
      // A worry is taken away by people, not by a guess.
      condition: 'unstable',
      carried: 1,
      closed: false,
    });
    expect(drafted.before).toMatchObject({ id: 'h1', from: 'br-l2', to: 'in-l2', at: NOW + HOUR });
    expect(drafted.before!.items.map(({ key, facts }) => [key, facts])).toEqual([
      [item.key, 'SEV2, open since 23 Nov 11:00 UTC'],
    ]);
    expect(markOf(item, drafted.before)).toBe('changed');
  });

  test('H2 what nothing happened to is the same, also after midnight', () => {
    const previous = handed({ incidents: [anIncidentRow()] });
    const drafted = next(previous, { now: NOW + 13 * HOUR, incidents: [anIncidentRow()] });
    expect(markOf(onlyOf(drafted), drafted.before)).toBe('same');
  });

  test('what got worse is guessed anew', () => {
    const previous = handed({ incidents: [anIncidentRow({ severity: 'SEV4' })] });
    expect(onlyOf(next(previous, { incidents: [anIncidentRow({ severity: 'SEV1' })] })).condition).toBe('unstable');
  });

  test('actions, notes and sites that people WROTE come along as they are', () => {
    const items = [
      aWrittenItem(WROTE),
      aWrittenItem({ id: 'w2', key: 'w2', kind: 'note', line: 'Peak is on Friday', carried: 1 }),
      aWrittenItem({ id: 'w3', key: 'w3', kind: 'site', reference: 'br-prod', condition: 'watcher' }),
      aWrittenItem({ id: 'w4', key: 'w4', dismissed: 'Done' }),
    ];
    const drafted = next(handed({}, () => ({ items })));
    expect(drafted.items.map(({ id, kind, carried }) => [id, kind, carried])).toEqual([
      ['w3', 'site', 1],
      ['written-1', 'action', 1],
      ['w2', 'note', 2],
    ]);
    expect(drafted.items.find(({ id }) => id === 'written-1')).toEqual({ ...items[0], carried: 1 });
  });

  test('what was dismissed is told anew where it is there still', () => {
    const previous = handed({ incidents: [anIncidentRow()] }, words({ dismissed: 'Told by phone', ...WROTE }));
    const drafted = next(previous, { incidents: [anIncidentRow()] });
    expect(onlyOf(drafted)).toMatchObject({ carried: 0, done: '', dismissed: null });
    expect(markOf(onlyOf(drafted), drafted.before)).toBe('new');
  });

  test('what was told with another item is so still, and stands for itself once that one is over', () => {
    const incidents = [anIncidentRow({ id: 'a' }), anIncidentRow({ id: 'b' })];
    const previous = handed({ incidents }, ({ items }) => ({
      items: items.map((item) => (item.reference === 'b' ? { ...item, mergedInto: 'incident:a' } : item)),
    }));
    const merged = (drafted: Drafted) => drafted.items.find(({ reference }) => reference === 'b')?.mergedInto;
    expect(merged(next(previous, { incidents }))).toBe('incident:a');
    expect(merged(next(previous, { incidents: [{ ...incidents[0]!, state: 'resolved' }, incidents[1]!] }))).toBeNull();
  });

  test('a site keeps its item, although an incident tells of it now', () => {
    const previous = handed({ attention: [anAttentionItem()] }, words(WROTE));
    const drafted = next(previous, { attention: [anAttentionItem()], incidents: [anIncidentRow()] });
    expect(drafted.items.find(({ kind }) => kind === 'site')).toMatchObject({ ...WROTE, carried: 1, closed: false });
    expect(drafted.explained).toEqual([]);
  });

  test('5 an incident that is restricted by now is told no further, nor what hangs on it', () => {
    const followUp = { incident: anIncidentRow().id, id: 'f', text: 'Rotate', owner: null, due: NOW };
    const previous = handed({ incidents: [anIncidentRow()], followUps: [followUp] }, () => ({
      ifThens: [anIfThen({ item: `incident:${anIncidentRow().id}` })],
    }));
    expect(previous.content.items).toHaveLength(2);
    const drafted = next(previous, { incidents: [anIncidentRow({ restricted: true })], followUps: [followUp] });
    expect(drafted.items).toEqual([]);
    expect(drafted.ifThens).toEqual([]);
    expect(drafted.before).toMatchObject({ items: [], ifThens: [] });
  });
});

describe('6 Handover H9, carried through three shifts', () => {
  const at = (carried: number, over: Over = {}, item: Partial<HandoverItem> = {}) =>
    onlyOf(
      next(handed({ incidents: [anIncidentRow()] }, words({ carried, ...item })), {
        incidents: [anIncidentRow()],
        ...over,
      }),
    );

  test('it goes to the lead of the team that takes over', () => {
    expect(at(1)).toMatchObject({ carried: 2, owner: 'ana', facts: 'SEV2, open since 23 Nov 11:00 UTC' });
    expect(at(2)).toMatchObject({
      carried: 3,
      owner: 'meera',
      facts: 'SEV2, open since 23 Nov 11:00 UTC; carried through 3 shifts or more: goes to the lead, Meera, from Ana',
    });
  });

  test('to one who is there, else to that of the giving team, and says where there is none', () => {
    const people = [
      { id: 'x', name: 'X', lead: true },
      { id: 'ravi', name: 'Ravi', lead: true },
    ];
    expect(at(2, { to: aTeamView({ id: 'in-l2', people }) }).owner).toBe('ravi');
    const none = aTeamView({ id: 'in-l2', people: [] });
    expect(at(2, { to: none }).owner).toBe('ana');
    const nobody = at(2, { to: none, from: none }, { owner: 'caio' });
    expect(nobody.owner).toBe('caio');
    expect(nobody.facts).toMatch(/it goes to the lead, and no team names one$/);
  });

  test('said once, however often it is carried on', () => {
    const previous = handed({ incidents: [anIncidentRow()] }, words({ carried: 2 }));
    const third = next(previous, { incidents: null });
    const facts = draftFacts({ incidents: null, previous });
    const again = next(previousOf(contentOf(third, facts)), { incidents: null });
    const item = again.items.find(({ kind }) => kind === 'incident')!;
    expect(item.carried).toBe(4);
    expect(item.facts.match(/carried through/g)).toHaveLength(1);
    expect(item.facts).toMatch(/^SEV2, open since 23 Nov 11:00 UTC; carried/);
  });

  test('the lead of what people WROTE too', () => {
    const item = onlyOf(next(handed({}, () => ({ items: [aWrittenItem({ carried: 2, owner: 'caio' })] }))));
    expect(item).toMatchObject({
      owner: 'meera',
      line: 'Restart the collector',
      facts: 'carried through 3 shifts or more: goes to the lead, Meera, from Caio',
    });
  });
});

describe('6 Handover, if-then', () => {
  const key = `incident:${anIncidentRow().id}`;
  const of = (ifThens: HandoverContent['ifThens'], over: Over = { incidents: [anIncidentRow()] }) =>
    next(
      handed({ incidents: [anIncidentRow()] }, () => ({ ifThens })),
      over,
    );

  test('comes along as long as its time is not over', () => {
    const drafted = of([
      anIfThen({ id: 'b', until: NOW + 13 * HOUR }),
      anIfThen({ id: 'c', until: NOW + 13 * HOUR + 1 }),
      anIfThen({ id: 'a' }),
    ]);
    expect(drafted.ifThens.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(drafted.before!.ifThens.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('with its item, and ends with it', () => {
    const bound = [anIfThen({ item: key })];
    expect(of(bound).ifThens).toEqual(bound);
    expect(of(bound, {}).ifThens).toEqual([]);
  });
});

describe('6 Handover, what nobody accepted', () => {
  const NOTE = 'from a handover that nobody accepted';
  const accepted = handed({ incidents: [anIncidentRow()] }, words(WROTE));
  const later = (write: Parameters<typeof since>[2], hours = 6) =>
    since(accepted, { incidents: [anIncidentRow()] }, write, hours);
  const draft = (...handovers: DraftFacts['later']['handovers']) =>
    next(accepted, { incidents: [anIncidentRow()], later: { handovers, left: [] } });

  test('is marked only where it says something that was not accepted, and the mark stands once', () => {
    expect(onlyOf(draft(later(() => ({}))))).toMatchObject({
      ...WROTE,
      carried: 2,
      facts: expect.not.stringContaining(NOTE) as string,
    });
    const item = onlyOf(
      draft(later(words({ next: 'Call the vendor' })), later(words({ next: 'Wait', facts: `x; ${NOTE}` }), 8)),
    );
    expect(item).toMatchObject({ next: 'Wait', facts: `SEV2, open since 23 Nov 11:00 UTC; ${NOTE}` });
    const unread = next(accepted, {
      incidents: null,
      later: { handovers: [later(words({ next: 'Wait', facts: `x; ${NOTE}` }))], left: [] },
    });
    expect(unread.items.find(({ kind }) => kind === 'incident')?.facts).toBe(`x; ${NOTE}`);
  });

  test('H9 before the note of the lead', () => {
    const item = onlyOf(draft(later(words({ next: 'Wait', carried: 2 }))));
    expect(item.facts).toBe(
      `SEV2, open since 23 Nov 11:00 UTC; ${NOTE}; carried through 3 shifts or more: goes to the lead, Meera, from Caio`,
    );
    expect(item.owner).toBe('meera');
  });

  test('its sentence and notes stand under its name, each line once', () => {
    const note = (notes: string) => () => ({ sentence: 'Watch the queue', notes });
    const drafted = draft(later(note('Gate code is 11'), 6), later(note('Gate code is 11\nCall Dana'), 8));
    expect(drafted.notes).toEqual([
      {
        name: 'Nobody accepted Brazil L2 to India L2, 23 Nov 21:00 UTC:',
        lines: ['Watch the queue', 'Gate code is 11', 'Call Dana'],
      },
    ]);
  });

  test('one that cannot be read, or was refused, is named', () => {
    const named = { from: 'in-l2', to: 'br-l2', at: NOW };
    const { unknown } = next(accepted, {
      later: {
        handovers: [],
        left: [
          { ...named, why: 'refused' },
          { ...named, why: 'unreadable' },
          { ...named, why: 'unreadable-taken' },
        ],
      },
    });
    expect(unknown.slice(-3)).toEqual([
      expect.stringMatching(/^Refused, and not carried here: India L2 to .*, 23 Nov 12:00 UTC\.$/),
      expect.stringMatching(/^Cannot be read, and not carried here: India L2 to .*, 23 Nov 12:00 UTC\.$/),
      expect.stringMatching(/^Accepted, but it cannot be read: .* before it: India L2 to .*, 23 Nov 12:00 UTC\.$/),
    ]);
  });
});
