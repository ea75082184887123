import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import type { DraftFacts } from '../../../../shared/domain/handover/draft/types';
import { DAY, HOUR } from '../../../../shared/lib/time';
import { aChange, anOverride } from '../../../builders/changes';
import { anIncidentRow, contentOf, draftFacts, previousOf } from '../../../builders/drafts';
import { aFreeze, aGuardedSite, anOutsideRun, sourcesOf, windowAt } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { anAttentionItem, anEventView } from '../../../builders/snapshots';
import { handed, next, onlyOf, words, WROTE, type Over } from '../../../builders/handed-on';

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
    const previous = handed(was, words(WROTE));
    expect(previous.content.items).toHaveLength(1);
    expect(onlyOf(next(previous, is))).toMatchObject({ ...WROTE, closed: true, facts, carried: 0 });
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
    const previous = handed(was, words(WROTE));
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
