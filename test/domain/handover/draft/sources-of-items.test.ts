import { describe, expect, test } from 'vitest';
import type { Change } from '../../../../shared/domain/change/types';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import type { DraftFacts } from '../../../../shared/domain/handover/draft/types';
import type { HandoverItem } from '../../../../shared/domain/handover/types';
import { DAY, HOUR, MINUTE } from '../../../../shared/lib/time';
import { aChange, aLink, anOverride } from '../../../builders/changes';
import { anIncidentRow, draftFacts } from '../../../builders/drafts';
import { aFreeze, aGuardedSite, anOutsideRun, sourcesOf, windowAt } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { anAttentionItem, anEventView } from '../../../builders/snapshots';

const draft = (over: Parameters<typeof draftFacts>[0] = {}): readonly HandoverItem[] => draftOf(draftFacts(over)).items;
const only = (over: Parameters<typeof draftFacts>[0]): HandoverItem => {
  const items = draft(over);
  expect(items.map(({ key }) => key)).toHaveLength(1);
  return items[0]!;
};
const keys = (over: Parameters<typeof draftFacts>[0]): readonly string[] => draft(over).map(({ key }) => key);
const changes = (...list: readonly Partial<Change>[]): Pick<DraftFacts, 'changes'> => ({
  changes: list.map((one, at) => aChange({ id: `c${at}`, number: `${at}-AAAA`, ...one })),
});
const ran = (over: Partial<Change['times']>) => ({
  times: { startedAt: NOW - HOUR, bakingAt: null, endedAt: null, ...over },
});

test('6 Handover: where nothing is to be told, nothing is drafted, and what cannot be known is said once', () => {
  const drafted = draftOf(draftFacts());
  expect(drafted.items).toEqual([]);
  expect(drafted.before).toBeNull();
  expect(drafted.unknown).toEqual([
    'When certificates expire is not known here.',
    'Restricted incidents are in no handover: those whom they name tell each other.',
  ]);
});

test('H1 a late draft is of the receiving shift, not of what was over before it', () => {
  const late = { now: NOW, at: NOW - 3 * HOUR, until: NOW + 9 * HOUR };
  const window = (start: number, end: number) => ({ window: { start, end } });
  expect(
    keys({
      ...late,
      ...changes(window(NOW - 5 * HOUR, NOW - 3 * HOUR), window(NOW - 4 * HOUR, NOW - 2 * HOUR)),
    }),
  ).toEqual(['change:c1']);
});

test('6 Handover: a freeze that stands on a table which ends before the shift does is said to be unknown', () => {
  const freeze = aFreeze('in-diwali 00:00', 'in-diwali + 1d 00:00', { name: 'Diwali' });
  const unknown = (now: number) =>
    draftOf(
      draftFacts({ now, at: now, until: now + HOUR, rules: { ...draftFacts().rules, freezes: [freeze] } }),
    ).unknown.join(' ');
  expect(unknown(NOW)).not.toContain('Diwali');
  expect(unknown(Date.UTC(2033, 0, 5))).toContain('Freeze Diwali: in-diwali is known until the end of 2032 only.');
});

describe('6 Handover, incidents', () => {
  const incident = (over: Parameters<typeof anIncidentRow>[0]) => only({ incidents: [anIncidentRow(over)] });

  test('an open one says how it stands, where it came from and how old that is', () => {
    expect(incident({})).toMatchObject({
      key: 'incident:7f3a2000-0000-4000-8000-000000000001',
      kind: 'incident',
      name: 'INC-7F3A2',
      condition: 'unstable',
      line: 'Payments fail',
      facts: 'SEV2, open since 23 Nov 11:00 UTC',
      owner: 'ana',
      begins: NOW - HOUR,
      sites: ['br-prod'],
      status: 'ok',
      origin: { source: 'INC-7F3A2', at: NOW - HOUR / 2 },
      carried: 0,
    });
  });

  test.each([
    ['SEV1', 'open', 'unstable'],
    ['SEV2', 'open', 'unstable'],
    [null, 'open', 'unstable'],
    ['SEV1', 'mitigated', 'watcher'],
    ['SEV3', 'open', 'watcher'],
    ['SEV4', 'open', 'stable'],
    ['SEV4', 'mitigated', 'stable'],
  ] as const)('%s, %s is %s', (severity, state, condition) => {
    expect(incident({ severity, state }).condition).toBe(condition);
  });

  test('follow-ups, trouble of its sites and what was said apart are facts of it', () => {
    const { facts } = only({
      sites: [aGuardedSite({ status: 'critical' })],
      incidents: [
        anIncidentRow({
          state: 'mitigated',
          openFollowUps: 2,
          inConflict: true,
          times: { ...anIncidentRow().times, mitigated: NOW - 2 * DAY },
        }),
      ],
    });
    expect(facts).toBe(
      'SEV2, mitigated 21 Nov 12:00 UTC; state or severity was said differently apart: settle it; Brazil production critical; 2 follow-ups open',
    );
  });

  test('one that is over is not handed over', () => {
    expect(
      keys({ incidents: [anIncidentRow({ state: 'resolved' }), anIncidentRow({ id: 'b', state: 'reviewed' })] }),
    ).toEqual([]);
  });

  test('5 Restricted: no document says its title, its site, its follow-ups or that there is one; whoever drafts is told', () => {
    const drafted = draftOf(
      draftFacts({
        incidents: [anIncidentRow({ id: 'secret', title: 'Leak', restricted: true })],
        followUps: [{ incident: 'secret', id: 'f', text: 'Rotate', owner: null, due: NOW }],
      }),
    );
    expect(drafted.items).toEqual([]);
    expect(JSON.stringify({ ...drafted, apart: [] })).not.toMatch(/secret|Leak|Rotate/);
    expect(drafted.unknown).toEqual(draftOf(draftFacts()).unknown);
    expect(drafted.apart).toEqual([
      '1 restricted incident is open and in no handover: tell those whom it names yourself.',
    ]);
  });

  test('records that cannot be read are said, not passed over', () => {
    const items = draft({ incidents: null, changes: null });
    expect(items.map(({ key, kind, condition }) => [key, kind, condition])).toEqual([
      ['source:changes', 'source', 'watcher'],
      ['source:records', 'source', 'watcher'],
    ]);
    expect(items[1]!.line).toBe('Records cannot be read: incidents and their follow-ups are not in this draft');
  });

  test('follow-ups due before the shift ends, those overdue too', () => {
    const incidents = [anIncidentRow({ state: 'resolved' })];
    const of = (id: string, due: number | null) => ({ incident: incidents[0]!.id, id, text: id, owner: 'bia', due });
    const items = draft({
      incidents,
      followUps: [of('late', NOW - HOUR), of('soon', NOW + 12 * HOUR), of('after', NOW + 13 * HOUR), of('never', null)],
    });
    expect(items.map(({ kind, line, facts, owner, due }) => ({ kind, line, facts, owner, due }))).toEqual([
      {
        kind: 'follow-up',
        line: 'late',
        facts: 'overdue since 23 Nov 11:00 UTC; after Payments fail',
        owner: 'bia',
        due: NOW - HOUR,
      },
      {
        kind: 'follow-up',
        line: 'soon',
        facts: 'due 24 Nov 00:00 UTC; after Payments fail',
        owner: 'bia',
        due: NOW + 12 * HOUR,
      },
    ]);
  });

  test('a follow-up of an incident that is not there may be of a restricted one', () => {
    expect(keys({ followUps: [{ incident: 'elsewhere', id: 'f', text: 'x', owner: null, due: NOW }] })).toEqual([]);
  });
});

describe('6 Handover, changes in flight and in the next shift', () => {
  test('a running one is unstable, with what the guard says of it', () => {
    expect(only(changes({ state: 'running', ...ran({}) }))).toMatchObject({
      key: 'change:c0',
      kind: 'change',
      name: 'CHG-0-AAAA',
      condition: 'unstable',
      line: 'Checkout 4.18',
      owner: 'bia',
      status: 'caution',
      begins: NOW - HOUR,
    });
  });

  test('a baking one says until when', () => {
    const item = only(changes({ state: 'baking', ...ran({ bakingAt: NOW - 10 * MINUTE }) }));
    expect(item.condition).toBe('watcher');
    expect(item.facts).toContain('baking until 23 Nov 12:20 UTC; ');
    expect(item.ends).toBe(NOW + 20 * MINUTE);
  });

  test('those planned for what is handed over, from the draft to the end of the receiving shift', () => {
    const window = (start: number) => ({ window: windowAt(start) });
    expect(
      keys(
        changes(
          window(NOW - 2 * HOUR),
          window(NOW - HOUR / 2),
          window(NOW + HOUR / 2),
          window(NOW + 13 * HOUR - 1),
          window(NOW + 13 * HOUR),
          { ...window(NOW + 2 * HOUR), state: 'draft' },
          { ...window(NOW + 2 * HOUR), state: 'aborted' },
          { window: null },
        ),
      ),
    ).toEqual(['change:c3', 'change:c1', 'change:c2']);
  });

  test('what the guard says decides how it is handed over', () => {
    const verdict = (verdict: 'go' | 'caution' | 'hold', rule: 'rollback' | 'incident' = 'rollback') =>
      only({
        ...changes({}),
        guard: ({ id }) => ({
          change: id,
          verdict,
          at: NOW,
          findings:
            verdict === 'go'
              ? []
              : [
                  {
                    rule,
                    key: 'k',
                    severity: 'hold',
                    text: 'Title of something',
                    detail: '',
                    sites: [],
                    datum: { source: '', at: null },
                    overridden: false,
                  },
                ],
          passed: [],
          gaps: [],
        }),
      });
    expect(verdict('go')).toMatchObject({ condition: 'stable', status: 'go' });
    expect(verdict('hold')).toMatchObject({ condition: 'watcher', status: 'hold' });
    expect(verdict('caution').facts).toBe(
      'scheduled for 23 Nov 14:00 UTC to 23 Nov 15:00 UTC; caution: Title of something',
    );
    // It may be a restricted one.
    expect(verdict('hold', 'incident').facts).toContain('hold: an open incident');
  });

  test('4 an overridden hold is for review at the next handover; one person alone who did not break the glass overrode nothing', () => {
    const window = windowAt(NOW + 3 * DAY);
    const by = (person: string, over = {}) => anOverride({ person, act: person, findings: ['freeze:x'], ...over });
    const items = draft(
      changes(
        { window, overrides: [by('ana'), by('caio', { at: NOW - HOUR / 2, reason: 'Agreed' })] },
        { window, overrides: [by('ana')] },
        { window, overrides: [by('ana', { breakGlass: true, at: NOW - 2 * DAY })] },
        { window, overrides: [by('ana', { breakGlass: true, reason: 'Alone' })] },
      ),
    );
    expect(items.map(({ key, condition, line, facts }) => ({ key, condition, line, facts }))).toEqual([
      {
        key: 'override:c0',
        condition: 'watcher',
        line: 'Hold overridden: Checkout 4.18',
        facts:
          'Ana 23 Nov 11:00 UTC: Customers cannot pay; Caio 23 Nov 11:30 UTC: Agreed; to be reviewed at this handover',
      },
      {
        key: 'override:c3',
        condition: 'watcher',
        line: 'Break-glass: Checkout 4.18',
        facts: 'Ana 23 Nov 11:00 UTC: Alone; to be reviewed at this handover',
      },
    ]);
  });

  test('4 an edit of the plan hides no override: it counts by the plan that it was given to', () => {
    const window = windowAt(NOW + 3 * DAY);
    const given = (plan: string, person: string, over = {}) => ({
      ...anOverride({ person, act: person, findings: ['freeze:x'], ...over }),
      plan,
    });
    const items = draft(
      changes(
        { window, pastOverrides: [given('p1', 'ana', { breakGlass: true })] },
        { window, pastOverrides: [given('p1', 'ana'), given('p2', 'caio')] },
        { window, pastOverrides: [given('p1', 'ana', { breakGlass: true, at: NOW - 2 * DAY })] },
        {
          window,
          pastOverrides: [given('p1', 'ana'), given('p1', 'caio')],
          overrides: [anOverride({ act: 'z', findings: ['y'], breakGlass: true, at: NOW - HOUR / 2 })],
        },
      ),
    );
    expect(items.map(({ key, line, facts }) => ({ key, line, facts }))).toEqual([
      {
        key: 'override:c0',
        line: 'Break-glass: Checkout 4.18',
        facts:
          'Ana 23 Nov 11:00 UTC: Customers cannot pay (the plan was edited since); to be reviewed at this handover',
      },
      {
        key: 'override:c3',
        line: 'Break-glass: Checkout 4.18',
        facts:
          'Ana 23 Nov 11:00 UTC: Customers cannot pay (the plan was edited since); Caio 23 Nov 11:00 UTC: Customers cannot pay (the plan was edited since); Ana 23 Nov 11:30 UTC: Customers cannot pay; to be reviewed at this handover',
      },
    ]);
  });

  test('what cannot be read is named, and is not nothing', () => {
    const incidents = [anIncidentRow({ id: 'b', state: 'resolved' }), anIncidentRow({ id: 'a', state: 'resolved' })];
    const items = draft({ incidents, unread: { followUps: ['b', 'a'], duty: true } });
    expect(items.map(({ key, kind, condition, line }) => [key, kind, condition, line])).toEqual([
      [
        'source:follow-ups',
        'source',
        'watcher',
        'Records cannot be read: follow-ups of INC-A, INC-B are not in this draft',
      ],
      ['source:duty', 'source', 'watcher', 'Records cannot be read: leave, cover and swaps are not in this draft'],
    ]);
  });

  test('from outside: what moves and what waits for an approval, but not what belongs to a change', () => {
    const run = (name: string, over = {}) => anOutsideRun({ id: `pipeline:${name}`, runId: name, name, ...over });
    const outside = [
      run('moves'),
      run('waits', { state: 'waiting-approval', waitingSince: NOW - DAY, stage: 'Approve' }),
      run('blocked', { state: 'blocked', waitingSince: NOW - DAY }),
      run('over', { state: 'succeeded', endedAt: NOW - HOUR }),
      run('lower', { account: 'lower' }),
      run('checkout', { startedAt: NOW }),
    ];
    const items = draft({
      outside,
      ...changes({ state: 'running', ...ran({}), links: [aLink({ kind: 'pipeline', target: 'checkout' })] }),
    });
    expect(items.map(({ name, condition }) => [name, condition])).toEqual([
      ['CHG-0-AAAA', 'unstable'],
      ['moves', 'unstable'],
      ['lower', 'watcher'],
      ['waits', 'watcher'],
    ]);
    expect(items.find(({ name }) => name === 'waits')).toMatchObject({
      key: 'run:pipeline:waits',
      line: 'Pipeline from outside, Retail production in sa-east-1',
      facts: 'waits for an approval since 22 Nov 12:00 UTC; stage Approve; begun by StartPipelineExecution',
      origin: { source: 'CodePipeline of Retail production in sa-east-1', at: NOW - 20_000 },
    });
  });

  test('freezes that begin or end in the receiving shift, one item for all zones of a local day', () => {
    const rules = (freezes: DraftFacts['rules']['freezes']) => ({ rules: { ...draftFacts().rules, freezes } });
    const sites = [
      aGuardedSite(),
      aGuardedSite({ id: 'in-prod', name: 'India production', country: 'IN', timeZone: 'Asia/Kolkata' }),
    ];
    const items = draft({
      sites,
      ...rules([
        aFreeze('2026-11-24 00:00', '2026-11-26 00:00'),
        aFreeze('2026-11-20 00:00', '2026-11-23 22:01', { id: 'end', name: 'Old', sites: ['br-prod'], countries: [] }),
        aFreeze('2026-11-20 00:00', '2026-11-29 00:00', { id: 'throughout' }),
      ]),
    });
    // The shift ends at 01:00 UTC, 22:00 in Brazil.
    expect(items.map(({ key }) => key)).toEqual(['freeze:peak:begins:2026-11-24']);
    expect(items[0]).toMatchObject({
      kind: 'freeze',
      name: 'Peak',
      line: 'Freeze begins',
      condition: 'stable',
      facts: '23 Nov 18:30 UTC in India production',
      begins: NOW + 6.5 * HOUR,
      origin: { source: 'workspace file', at: null },
    });
    expect(
      only({ ...rules([aFreeze('2026-11-20 00:00', '2026-11-23 18:00', { id: 'end', sites: ['br-prod'] })]) }),
    ).toMatchObject({ line: 'Freeze ends', ends: NOW + 9 * HOUR, facts: '23 Nov 21:00 UTC in Brazil production' });
  });
});

describe('6 Handover, AWS', () => {
  test('an open issue that concerns a site, told of two accounts once', () => {
    const item = only({ events: [anEventView(), anEventView({ account: 'lower', sites: ['br-dev'], counts: [] })] });
    expect(item).toMatchObject({
      kind: 'aws-event',
      name: 'EC2',
      condition: 'watcher',
      line: 'Operational issue',
      facts: 'since 23 Nov 11:00 UTC; sa-east-1; updated 23 Nov 11:00 UTC',
      sites: ['br-dev', 'br-prod'],
    });
    expect(item.key).toBe(`event:${anEventView().arn}`);
    expect(item.origin).toEqual({ source: 'AWS Health of Retail production', at: NOW - 20_000 });
  });

  test('one that makes a production site critical is unstable; what concerns no site of ours is not handed over', () => {
    expect(only({ sites: [aGuardedSite({ status: 'critical' })], events: [anEventView()] }).condition).toBe('unstable');
    expect(keys({ events: [anEventView({ sites: [], counts: [] }), anEventView({ arn: 'b', open: false })] })).toEqual(
      [],
    );
  });

  test('scheduled changes that begin in the shift or are under way; a notice of months is none', () => {
    const scheduled = (arn: string, start: number, end: number | null) =>
      anEventView({ arn, category: 'scheduledChange', counts: [], start, end });
    const items = draft({
      events: [
        scheduled('begins', NOW + 2 * HOUR, NOW + 4 * HOUR),
        scheduled('open-end', NOW + 2 * HOUR, null),
        scheduled('on', NOW - HOUR, NOW + 2 * HOUR),
        scheduled('later', NOW + 13 * HOUR, null),
        scheduled('notice', NOW - 30 * DAY, NOW + 30 * DAY),
      ],
    });
    expect(items.map(({ reference }) => reference).sort()).toEqual(['begins', 'on', 'open-end']);
    expect(items[0]).toMatchObject({ kind: 'aws-scheduled', condition: 'watcher' });
  });
});

describe('6 Handover, watch list', () => {
  const critical = aGuardedSite({ status: 'critical' });

  test('a site that nothing else tells of', () => {
    expect(
      only({ sites: [critical], attention: [anAttentionItem({ severity: 'critical', detail: 'More.' })] }),
    ).toMatchObject({
      key: 'site:br-prod',
      kind: 'site',
      name: 'Brazil production',
      line: 'Production site to watch',
      condition: 'unstable',
      status: 'critical',
      facts: 'critical since 23 Nov 11:00 UTC: Alarm retail-br-cpu is in ALARM; More',
      origin: { source: 'metrics and alarms of Retail production', at: NOW - 20_000 },
    });
  });

  test.each([
    ['an incident', { incidents: [anIncidentRow()] }],
    ['a change under way', changes({ state: 'running', ...ran({}) })],
    ['an issue of AWS', { events: [anEventView()] }],
  ] as const)('is told by %s', (_, over) => {
    const items = draft({ sites: [critical], attention: [anAttentionItem({ severity: 'critical' })], ...over });
    expect(items.map(({ kind }) => kind)).not.toContain('site');
    expect(items).toHaveLength(1);
    expect(draftOf(draftFacts({ attention: [anAttentionItem()], ...over })).explained).toHaveLength(1);
  });

  test('a planned change tells of no trouble', () => {
    expect(keys({ attention: [anAttentionItem()], ...changes({}) })).toContain('site:br-prod');
  });

  test('sources that are not seen, by account and region, with their last good answer', () => {
    const site = aGuardedSite({ status: 'unknown', blind: true });
    const sources = sourcesOf([site]).map((one) =>
      one.region === 'sa-east-1' ? { ...one, condition: 'denied' as const, reason: 'not allowed' } : one,
    );
    expect(only({ sites: [site], sources, attention: [anAttentionItem({ severity: 'unknown' })] })).toMatchObject({
      key: 'source:prod/sa-east-1',
      kind: 'source',
      name: 'Retail production in sa-east-1',
      condition: 'watcher',
      status: 'unknown',
      facts:
        'CodePipeline, DescribeAlarms, GetMetricData denied; last good answer 23 Nov 11:59 UTC; not allowed; 1 site',
      sites: ['br-prod'],
      origin: { source: 'Retail production in sa-east-1', at: NOW - 20_000 },
    });
  });

  test('a source of outside changes that is denied hinders no status', () => {
    const sources = sourcesOf([aGuardedSite()]).map((one) =>
      one.api === 'CodePipeline' ? { ...one, condition: 'denied' as const } : one,
    );
    expect(only({ sources }).condition).toBe('stable');
  });

  test('muted and suppressed alarms, and that AWS does not say until when', () => {
    const alarm = (name: string, badge: 'muted' | 'suppressed' | 'actions off' | null, state: 'OK' | 'ALARM' = 'OK') =>
      ({ name, kind: 'metric', state, since: NOW, badge, severity: null, reason: '', under: null }) as const;
    const mutes = (...alarms: readonly ReturnType<typeof alarm>[]) => ({ sites: [aGuardedSite({ alarms })] });
    expect(only(mutes(alarm('b', 'muted'), alarm('a', 'muted'), alarm('c', 'suppressed')))).toMatchObject({
      key: 'mutes:br-prod',
      kind: 'expiry',
      condition: 'stable',
      line: 'Alarms that tell nobody; until when AWS does not say',
      facts: '2 alarms muted: a, b; 1 alarm suppressed: c',
      origin: { source: 'DescribeAlarms of Retail production in sa-east-1', at: NOW - 20_000 },
    });
    expect(only(mutes(alarm('a', 'muted', 'ALARM')))).toMatchObject({
      condition: 'watcher',
      facts: '1 alarm muted: a; in ALARM now: a',
    });
    expect(keys(mutes(alarm('a', 'actions off'), alarm('b', null)))).toEqual([]);
  });

  test('gaps in cover of the receiving shift', () => {
    const gap = { text: 'India L2: nobody on duty', from: NOW + 5 * HOUR, to: NOW + 6 * HOUR };
    expect(only({ gaps: [gap, { ...gap, text: 'later', from: NOW + 13 * HOUR, to: NOW + 14 * HOUR }] })).toMatchObject({
      kind: 'cover',
      condition: 'watcher',
      line: 'India L2: nobody on duty',
      facts: 'nobody from 23 Nov 17:00 UTC to 23 Nov 18:00 UTC',
      begins: NOW + 5 * HOUR,
      ends: NOW + 6 * HOUR,
      origin: { source: 'rota', at: NOW },
    });
  });
});

describe('6 Handover, situation', () => {
  test('the worst status of each country and tier with how many have it, the oldest data, and what is not live', () => {
    const sites = [
      aGuardedSite({ dataAt: NOW - HOUR }),
      aGuardedSite({ id: 'b', status: 'critical' }),
      aGuardedSite({ id: 'c', status: 'critical' }),
      aGuardedSite({ id: 'd', tier: 'development', status: 'unknown' }),
    ];
    const sources = sourcesOf(sites).map((one) =>
      one.api === 'Health' ? one : { ...one, condition: 'late' as const, lastGoodAt: NOW - 3 * MINUTE },
    );
    expect(draftOf(draftFacts({ sites, sources })).situation).toEqual({
      at: NOW,
      oldest: NOW - HOUR,
      places: [
        { country: 'BR', tier: 'development', status: 'unknown', sites: 1 },
        { country: 'BR', tier: 'production', status: 'critical', sites: 2 },
      ],
      notLive: [
        {
          source: 'CodePipeline, DescribeAlarms, GetMetricData of Retail production in sa-east-1',
          condition: 'late',
          at: NOW - 3 * MINUTE,
        },
      ],
    });
  });

  test('the oldest is not known where a source never answered', () => {
    const sites = [aGuardedSite(), aGuardedSite({ id: 'b', dataAt: null })];
    expect(draftOf(draftFacts({ sites })).situation.oldest).toBeNull();
  });
});
