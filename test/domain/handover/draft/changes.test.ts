import { describe, expect, test } from 'vitest';
import type { DraftFacts } from '../../../../shared/domain/handover/draft/types';
import { DAY, HOUR, MINUTE } from '../../../../shared/lib/time';
import { aLink, anOverride } from '../../../builders/changes';
import { anIncidentRow, draftFacts } from '../../../builders/drafts';
import { aFreeze, aGuardedSite, anOutsideRun, windowAt } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { changes, draft, keys, only, ran } from '../../../builders/told';

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
