import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import { DAY, HOUR } from '../../../../shared/lib/time';
import { anIncidentRow, draftFacts } from '../../../builders/drafts';
import { aGuardedSite } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { draft, keys, only } from '../../../builders/told';

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
