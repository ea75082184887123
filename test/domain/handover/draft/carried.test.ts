import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import type { DraftFacts, Drafted } from '../../../../shared/domain/handover/draft/types';
import { markOf } from '../../../../shared/domain/handover/items';
import type { HandoverContent, HandoverItem } from '../../../../shared/domain/handover/types';
import { DAY, HOUR } from '../../../../shared/lib/time';
import { aChange, anOverride } from '../../../builders/changes';
import { aWrittenItem, anIfThen, anIncidentRow, contentOf, draftFacts, previousOf } from '../../../builders/drafts';
import { aFreeze, aGuardedSite, aTeamView, anOutsideRun, sourcesOf, windowAt } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { anAttentionItem, anEventView } from '../../../builders/snapshots';

type Over = Parameters<typeof draftFacts>[0] & object;

/** The handover one shift ago, with what people wrote in it. */
const handed = (over: Over = {}, write: (content: HandoverContent) => Partial<HandoverContent> = () => ({})) => {
  const facts = draftFacts({ ...over, now: NOW, at: NOW + HOUR, until: NOW + 13 * HOUR });
  const content = contentOf(draftOf(facts), facts);
  return previousOf({ ...content, ...write(content) });
};
/** The draft of the shift after it. */
const next = (previous: DraftFacts['previous'], over: Over = {}): Drafted =>
  draftOf(draftFacts({ now: NOW + 12 * HOUR, previous, ...over }));
const words = (over: Partial<HandoverItem>) => (content: HandoverContent) => ({
  items: content.items.map((item) => ({ ...item, ...over })),
});
const onlyOf = ({ items }: Drafted): HandoverItem => {
  expect(items.map(({ key }) => key)).toHaveLength(1);
  return items[0]!;
};
const wrote = { done: 'Rolled back', next: 'Watch p95', owner: 'caio', due: NOW + 20 * HOUR };

describe('6 Handover, carried on', () => {
  test('what people wrote comes along, with how it stands now, through one more shift', () => {
    const previous = handed({ incidents: [anIncidentRow()] }, words({ ...wrote, line: 'Payments time out' }));
    const drafted = next(previous, {
      incidents: [
        anIncidentRow({ state: 'mitigated', times: { ...anIncidentRow().times, mitigated: NOW + 2 * HOUR } }),
      ],
    });
    const item = onlyOf(drafted);
    expect(item).toMatchObject({
      ...wrote,
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

  test('actions, notes and sites that people wrote come along as they are', () => {
    const items = [
      aWrittenItem(wrote),
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
    const previous = handed({ incidents: [anIncidentRow()] }, words({ dismissed: 'Told by phone', ...wrote }));
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
    const previous = handed({ attention: [anAttentionItem()] }, words(wrote));
    const drafted = next(previous, { attention: [anAttentionItem()], incidents: [anIncidentRow()] });
    expect(drafted.items.find(({ kind }) => kind === 'site')).toMatchObject({ ...wrote, carried: 1, closed: false });
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

  test('the lead of what people wrote too', () => {
    const item = onlyOf(next(handed({}, () => ({ items: [aWrittenItem({ carried: 2, owner: 'caio' })] }))));
    expect(item).toMatchObject({
      owner: 'meera',
      line: 'Restart the collector',
      facts: 'carried through 3 shifts or more: goes to the lead, Meera, from Caio',
    });
  });
});

describe('6 Handover, closed: what was open and is over says how it ended', () => {
  const run = anOutsideRun();
  const change = (over: Parameters<typeof aChange>[0]) => ({ changes: [aChange(over)] });
  const site = (over: Parameters<typeof aGuardedSite>[0]) => ({ sites: [aGuardedSite(over)] });
  const dark = sourcesOf([aGuardedSite()]).map((one) => ({ ...one, condition: 'denied' as const }));
  const running = { state: 'running' as const, times: { startedAt: NOW, bakingAt: null, endedAt: null } };
  const resolved = { ...anIncidentRow().times, resolved: NOW + 2 * HOUR };
  const followUp = { incident: anIncidentRow().id, id: 'f', text: 'Rotate', owner: null, due: NOW + HOUR };
  const over4 = [anIncidentRow({ state: 'resolved' })];
  const scheduled = (over = {}) =>
    anEventView({ category: 'scheduledChange', counts: [], start: NOW + 2 * HOUR, end: NOW + 3 * HOUR, ...over });
  const gap = { text: 'India L2: nobody', from: NOW + 14 * HOUR, to: NOW + 15 * HOUR };
  const read = { followUps: [], duty: false };
  const broken = [anOverride({ breakGlass: true, findings: ['x'], at: NOW - HOUR })];
  const frozen = (...freezes: DraftFacts['rules']['freezes']) => ({ rules: { ...draftFacts().rules, freezes } });

  test.each<[string, Over, Over, string]>([
    [
      'incident resolved',
      { incidents: [anIncidentRow()] },
      { incidents: [anIncidentRow({ state: 'resolved', times: resolved })] },
      'resolved 23 Nov 14:00 UTC',
    ],
    [
      'incident reviewed without a time',
      { incidents: [anIncidentRow()] },
      { incidents: [anIncidentRow({ state: 'reviewed' })] },
      'reviewed',
    ],
    ['incident gone', { incidents: [anIncidentRow()] }, {}, 'not seen any more'],
    [
      'change done',
      change(running),
      change({ state: 'done', times: { ...running.times, endedAt: NOW + HOUR } }),
      'done 23 Nov 13:00 UTC',
    ],
    [
      'change rolled back',
      change(running),
      change({ state: 'rolled-back', times: { ...running.times, endedAt: NOW + HOUR } }),
      'rolled back 23 Nov 13:00 UTC',
    ],
    ['change a draft', change({}), change({ state: 'draft' }), 'a draft again'],
    ['change moved', change({}), change({ window: windowAt(NOW + 3 * DAY) }), 'moved to 26 Nov 12:00 UTC'],
    ['change never begun', change({}), change({}), 'its window ended 23 Nov 15:00 UTC, and nobody began it'],
    ['change gone', change({}), { changes: [] }, 'not seen any more'],
    [
      'override reviewed',
      change({ overrides: broken, window: null }),
      change({ overrides: broken, window: null }),
      'was for review at the handover before',
    ],
    [
      'override void',
      change({ overrides: broken, window: null }),
      change({ overrides: [], window: null }),
      'overrides nothing any more',
    ],
    [
      'run over',
      { outside: [run] },
      { outside: [{ ...run, state: 'failed', endedAt: NOW + HOUR }] },
      'failed 23 Nov 13:00 UTC',
    ],
    ['run gone', { outside: [run] }, {}, 'not seen any more'],
    [
      'freeze begun',
      frozen(aFreeze('2026-11-23 18:00', '2026-11-26 00:00', { sites: ['br-prod'] })),
      frozen(aFreeze('2026-11-23 18:00', '2026-11-26 00:00', { sites: ['br-prod'] })),
      'holds until 26 Nov 03:00 UTC',
    ],
    [
      'freeze over',
      frozen(aFreeze('2026-11-20 00:00', '2026-11-23 18:00', { sites: ['br-prod'] })),
      frozen(aFreeze('2026-11-20 00:00', '2026-11-23 18:00', { sites: ['br-prod'] })),
      'over since 23 Nov 21:00 UTC',
    ],
    [
      'freeze gone',
      frozen(aFreeze('2026-11-23 18:00', '2026-11-26 00:00', { sites: ['br-prod'] })),
      {},
      'not seen any more',
    ],
    [
      'issue closed',
      { events: [anEventView()] },
      { events: [anEventView({ open: false, end: NOW + HOUR })] },
      'closed by AWS 23 Nov 13:00 UTC',
    ],
    ['issue gone', { events: [anEventView()] }, {}, 'not seen any more'],
    [
      'issue of others',
      { events: [anEventView()] },
      { events: [anEventView({ sites: [], counts: [] })] },
      'concerns no site of ours any more',
    ],
    ['maintenance over', { events: [scheduled()] }, { events: [scheduled()] }, 'over since 23 Nov 15:00 UTC'],
    [
      'maintenance moved',
      { events: [scheduled()] },
      { events: [scheduled({ start: NOW + 3 * DAY, end: null })] },
      'moved to 26 Nov 12:00 UTC',
    ],
    [
      'site ok',
      { attention: [anAttentionItem()], ...site({ status: 'warning' }) },
      site({ status: 'ok', since: NOW + HOUR }),
      'ok since 23 Nov 13:00 UTC',
    ],
    ['site gone', { attention: [anAttentionItem({ site: 'br-dev' })] }, site({}), 'not seen any more'],
    ['source seen', { ...site({}), sources: dark.slice(0, 1) }, site({}), 'seen again'],
    ['source gone', { ...site({}), sources: dark.slice(0, 1) }, { ...site({}), sources: [] }, 'not seen any more'],
    ['records', { incidents: null }, {}, 'can be read again'],
    ['changes', { changes: null }, {}, 'can be read again'],
    [
      'follow-ups',
      { incidents: over4, unread: { ...read, followUps: [over4[0]!.id] } },
      { incidents: over4 },
      'can be read again',
    ],
    ['duty', { unread: { ...read, duty: true } }, {}, 'can be read again'],
    ['gap filled', { gaps: [{ ...gap, from: NOW + 5 * HOUR }] }, {}, 'somebody is on duty'],
    ['gap over', { gaps: [{ ...gap, from: NOW + 5 * HOUR, to: NOW + 6 * HOUR }] }, {}, 'over since 23 Nov 18:00 UTC'],
    ['follow-up done', { incidents: over4, followUps: [followUp] }, { incidents: over4 }, 'done or withdrawn'],
    [
      'follow-up later',
      { incidents: over4, followUps: [followUp] },
      { incidents: over4, followUps: [{ ...followUp, due: NOW + 3 * DAY }] },
      'due 26 Nov 12:00 UTC now',
    ],
  ])('%s', (_, was, is, facts) => {
    const previous = handed(was, words(wrote));
    expect(previous.content.items).toHaveLength(1);
    expect(onlyOf(next(previous, is))).toMatchObject({ ...wrote, closed: true, facts, carried: 0 });
  });

  test.each<[string, Over, Over]>([
    ['incidents', { incidents: [anIncidentRow()] }, { incidents: null }],
    ['follow-ups', { incidents: over4, followUps: [followUp] }, { incidents: null }],
    ['changes', change({}), { changes: null }],
    ['overrides', change({ overrides: broken, window: null }), { changes: null }],
    [
      'follow-ups of one incident',
      { incidents: over4, followUps: [followUp] },
      { incidents: over4, unread: { ...read, followUps: [over4[0]!.id] } },
    ],
    ['duty entries', { gaps: [{ ...gap, from: NOW + 5 * HOUR }] }, { unread: { ...read, duty: true } }],
    ['AWS Health', { events: [anEventView()] }, { sites: [aGuardedSite()], sources: dark }],
  ])('%s that cannot be read end nothing', (_, was, is) => {
    const previous = handed(was, words(wrote));
    const [before] = previous.content.items;
    expect(next(previous, is).items.find(({ key }) => key === before!.key)).toEqual({ ...before, carried: 1 });
  });

  test('what is over is told once, and not in the handover after', () => {
    const previous = handed({ incidents: [anIncidentRow()] });
    const facts = draftFacts({ previous });
    const closed = draftOf(facts);
    expect(closed.items[0]!.closed).toBe(true);
    const after = next(previousOf(contentOf(closed, facts)));
    expect(after.items).toEqual([]);
    expect(after.before!.items).toEqual([]);
  });

  test('a shift later: overrides since the last look, and no earlier ones', () => {
    const since = (at: number) => [anOverride({ breakGlass: true, findings: ['x'], at })];
    const previous = handed();
    const of = (at: number) => next(previous, change({ overrides: since(at), window: null })).items;
    expect(of(NOW)).toEqual([]);
    expect(of(NOW + 1).map(({ key }) => key)).toEqual(['override:c0000001']);
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
  const accepted = handed({ incidents: [anIncidentRow()] }, words(wrote));
  const since = (write: (content: HandoverContent) => Partial<HandoverContent>, hours = 6) => {
    const facts = draftFacts({ now: NOW + hours * HOUR, previous: accepted, incidents: [anIncidentRow()] });
    const content = contentOf(draftOf(facts), facts);
    return { ...content, content: { ...content, ...write(content) }, isAccepted: false, removed: [] };
  };
  const draft = (...handovers: DraftFacts['later']['handovers']) =>
    next(accepted, { incidents: [anIncidentRow()], later: { handovers, left: [] } });

  test('is marked only where it says something that was not accepted, and the mark stands once', () => {
    expect(onlyOf(draft(since(() => ({}))))).toMatchObject({
      ...wrote,
      carried: 2,
      facts: expect.not.stringContaining(NOTE) as string,
    });
    const item = onlyOf(
      draft(since(words({ next: 'Call the vendor' })), since(words({ next: 'Wait', facts: `x; ${NOTE}` }), 8)),
    );
    expect(item).toMatchObject({ next: 'Wait', facts: `SEV2, open since 23 Nov 11:00 UTC; ${NOTE}` });
    const unread = next(accepted, {
      incidents: null,
      later: { handovers: [since(words({ next: 'Wait', facts: `x; ${NOTE}` }))], left: [] },
    });
    expect(unread.items.find(({ kind }) => kind === 'incident')?.facts).toBe(`x; ${NOTE}`);
  });

  test('H9 before the note of the lead', () => {
    const item = onlyOf(draft(since(words({ next: 'Wait', carried: 2 }))));
    expect(item.facts).toBe(
      `SEV2, open since 23 Nov 11:00 UTC; ${NOTE}; carried through 3 shifts or more: goes to the lead, Meera, from Caio`,
    );
    expect(item.owner).toBe('meera');
  });

  test('its sentence and notes stand under its name, each line once', () => {
    const note = (notes: string) => () => ({ sentence: 'Watch the queue', notes });
    const drafted = draft(since(note('Gate code is 11'), 6), since(note('Gate code is 11\nCall Dana'), 8));
    expect(drafted.notes).toEqual([
      'Nobody accepted Brazil L2 to India L2, 23 Nov 21:00 UTC:',
      'Watch the queue',
      'Gate code is 11',
      'Call Dana',
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
        ],
      },
    });
    expect(unknown.slice(-2)).toEqual([
      expect.stringMatching(/^Refused, and not carried here: India L2 to .*, 23 Nov 12:00 UTC\.$/),
      expect.stringMatching(/^Cannot be read, and not carried here: India L2 to .*, 23 Nov 12:00 UTC\.$/),
    ]);
  });
});
