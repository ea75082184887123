import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import { DAY, HOUR } from '../../../../shared/lib/time';
import { anIncidentRow, draftFacts } from '../../../builders/drafts';
import { aGuardedSite, sourcesOf } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { anAttentionItem, anEventView } from '../../../builders/snapshots';
import { changes, draft, keys, only, ran } from '../../../builders/told';

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
      ({
        name,
        kind: 'metric',
        state,
        since: NOW,
        badge,
        mute: null,
        severity: null,
        reason: '',
        under: null,
      }) as const;
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
