import { describe, expect, test } from 'vitest';
import type { AlarmMute } from '../../../../shared/domain/alarms/mutes/types';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import type { DraftFacts } from '../../../../shared/domain/handover/draft/types';
import type { HandoverItem } from '../../../../shared/domain/handover/types';
import type { AlarmView, SourceView } from '../../../../shared/domain/snapshot/types';
import type { Condition } from '../../../../shared/domain/sources/types';
import { DAY, HOUR, MINUTE } from '../../../../shared/lib/time';
import { contentOf, draftFacts, previousOf } from '../../../builders/drafts';
import { aGuardedSite, sourcesOf } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';
import { aPlacedRule, aSchedule } from '../../../builders/mutes';
import { aSourceView } from '../../../builders/snapshots';

// The giver's shift ends at 13:00, the receiver's at 01:00 the next day; it is noon.
type Over = Parameters<typeof draftFacts>[0] & object;

const alarm = (name: string, over: Partial<AlarmView> = {}): AlarmView => ({
  name,
  kind: 'metric',
  state: 'OK',
  since: NOW,
  badge: null,
  mute: null,
  severity: null,
  reason: '',
  under: null,
  ...over,
});
const muted = (name: string, until: AlarmMute['until'], ...by: readonly string[]): AlarmView =>
  alarm(name, { badge: 'muted', mute: { until, by: by.length === 0 ? ['nightly'] : by } });

const site = (...alarms: readonly AlarmView[]) => aGuardedSite({ alarms });
const mutesSource = (condition: Condition = 'live'): SourceView =>
  aSourceView({
    id: 'prod/sa-east-1/ListAlarmMuteRules',
    account: 'prod',
    region: 'sa-east-1',
    api: 'ListAlarmMuteRules',
    condition,
    lastGoodAt: NOW - MINUTE,
  });
const facts = (over: Over, condition: Condition = 'live'): Over => {
  const sites = over.sites ?? [site(alarm('a'))];
  return { ...over, sites, sources: over.sources ?? [...sourcesOf(sites), mutesSource(condition)] };
};
const once = (time: string, duration: number) => aSchedule(`at(2026-11-${time})`, duration);
const draft = (over: Over, condition: Condition = 'live'): readonly HandoverItem[] =>
  draftOf(draftFacts(facts(over, condition))).items.filter(({ kind }) => kind === 'expiry');
const only = (over: Over, condition: Condition = 'live'): HandoverItem => {
  const items = draft(over, condition);
  expect(items.map(({ key }) => key)).toHaveLength(1);
  return items[0]!;
};

describe('6 Handover, look-ahead: mutes', () => {
  test('one that holds says until when, and the look-ahead has its end', () => {
    const until = NOW + 4 * HOUR;
    expect(
      only({
        sites: [site(muted('a', until), muted('b', until), alarm('c'))],
        mutes: [aPlacedRule({ name: 'nightly', alarms: ['b', 'a', 'gone'], schedule: once('23T10:00', 6 * HOUR) })],
      }),
    ).toMatchObject({
      key: 'mute:prod/sa-east-1/nightly:2026-11-23T10:00:00.000Z',
      kind: 'expiry',
      reference: 'prod/sa-east-1/nightly',
      name: 'Mute nightly',
      condition: 'stable',
      line: '2 alarms tell nobody while it holds',
      facts: 'from 23 Nov 10:00 UTC to 23 Nov 16:00 UTC; a, b',
      begins: NOW - 2 * HOUR,
      ends: until,
      sites: ['br-prod'],
      status: 'ok',
      origin: { source: 'ListAlarmMuteRules of Retail production in sa-east-1', at: NOW - MINUTE },
    });
  });

  test('one that begins within the receiving shift is an item, one that is over or begins later is none', () => {
    const rule = (name: string, time: string, duration = HOUR) =>
      aPlacedRule({ name, alarms: ['a'], schedule: once(time, duration) });
    const mutes = [
      rule('over', '23T10:00'),
      rule('inside', '23T20:00'),
      rule('long', '23T23:00', 4 * DAY),
      rule('later', '24T01:00'),
      rule('elsewhere', '23T20:00'),
    ].map((one) => (one.name === 'elsewhere' ? { ...one, region: 'ap-south-1' } : one));
    expect(draft({ mutes }).map(({ name, begins, ends }) => [name, begins, ends])).toEqual([
      ['Mute inside', NOW + 8 * HOUR, NOW + 9 * HOUR],
      ['Mute long', NOW + 11 * HOUR, NOW + 11 * HOUR + 4 * DAY],
    ]);
  });

  test('of a rule that mutes often the next time is the item, and how often more is said', () => {
    const hourly = aPlacedRule({ name: 'hourly', alarms: ['a'], schedule: aSchedule('cron(30 * * * *)', 10 * MINUTE) });
    expect(only({ mutes: [hourly] })).toMatchObject({
      key: 'mute:prod/sa-east-1/hourly:2026-11-23T12:30:00.000Z',
      facts:
        'from 23 Nov 12:30 UTC to 23 Nov 12:40 UTC; and from 23 Nov 13:30 UTC to 23 Nov 13:40 UTC; ' +
        'and from 23 Nov 14:30 UTC to 23 Nov 14:40 UTC; and 10 times more; a',
    });
  });

  test('S6 alarms that are in ALARM while they tell nobody are to be watched, in production', () => {
    const mutes = [aPlacedRule({ name: 'nightly', alarms: ['a'], schedule: once('23T10:00', 6 * HOUR) })];
    const firing = { ...muted('a', NOW + 4 * HOUR), state: 'ALARM' as const };
    expect(only({ sites: [site(firing)], mutes })).toMatchObject({
      condition: 'watcher',
      facts: 'from 23 Nov 10:00 UTC to 23 Nov 16:00 UTC; a; in ALARM now: a',
    });
    expect(only({ sites: [{ ...site(firing), tier: 'development' }], mutes }).condition).toBe('stable');
    const ahead = [aPlacedRule({ name: 'nightly', alarms: ['a'], schedule: once('23T20:00', HOUR) })];
    expect(only({ sites: [site(alarm('a', { state: 'ALARM' }))], mutes: ahead }).condition).toBe('stable');
  });

  test('those that another rule keeps muted are named', () => {
    const mutes = [aPlacedRule({ name: 'nightly', alarms: ['a', 'b'], schedule: once('23T10:00', 3 * HOUR) })];
    const sites = [site(muted('a', NOW + 5 * HOUR, 'nightly', 'other'), muted('b', NOW + HOUR))];
    expect(only({ sites, mutes }).facts).toBe(
      'from 23 Nov 10:00 UTC to 23 Nov 13:00 UTC; a, b; muted on by other rules: a until 23 Nov 17:00 UTC',
    );
  });

  test('without a known end they are told by site, beside suppressed ones, of which AWS names no end', () => {
    const always = aPlacedRule({ name: 'always', alarms: ['a'], schedule: aSchedule('cron(0 0 * * *)', DAY) });
    const odd = aPlacedRule({ name: 'odd', alarms: ['b'], schedule: null, active: true });
    const sites = [site(muted('a', null, 'always'), muted('b', null, 'odd'), alarm('c', { badge: 'suppressed' }))];
    expect(only({ sites, mutes: [always, odd] })).toMatchObject({
      key: 'mutes:br-prod',
      line: 'Alarms that tell nobody; until when AWS does not say',
      facts: '2 alarms muted: a, b; by always, odd; 1 alarm suppressed: c',
      begins: null,
      ends: null,
    });
  });

  test('S2 what is last known of rules that are not seen is said as that', () => {
    const mutes = [aPlacedRule({ name: 'nightly', alarms: ['a'], schedule: once('23T20:00', HOUR) })];
    expect(only({ mutes }, 'denied').facts).toBe(
      'from 23 Nov 20:00 UTC to 23 Nov 21:00 UTC; a; mute rules are not seen since 23 Nov 11:59 UTC',
    );
    const items = draftOf(draftFacts(facts({ mutes }, 'denied'))).items;
    expect(items.find(({ kind }) => kind === 'source')).toMatchObject({
      condition: 'stable',
      facts: expect.stringContaining('ListAlarmMuteRules denied') as string,
    });
  });
});

describe('6 Handover, carried on: mutes', () => {
  const nightly = aPlacedRule({ name: 'nightly', alarms: ['a'], schedule: once('23T20:00', 3 * HOUR) });
  const handed = (over: Over) => {
    const all = draftFacts({ ...facts(over), now: NOW, at: NOW + HOUR, until: NOW + 13 * HOUR });
    return previousOf(contentOf(draftOf(all), all));
  };
  const next = (over: Over, was: Over, condition: Condition = 'live', now = NOW + 12 * HOUR): readonly HandoverItem[] =>
    draftOf(
      draftFacts({ ...facts(over, condition), now, previous: handed(was) } satisfies Partial<DraftFacts>),
    ).items.filter(({ kind }) => kind === 'expiry');

  test('the same item from before it begins until it is over, by its key', () => {
    const holds = next(
      { mutes: [nightly], sites: [site(muted('a', NOW + 11 * HOUR))] },
      { mutes: [nightly] },
      'live',
      NOW + 9 * HOUR,
    );
    expect(holds).toMatchObject([
      { key: 'mute:prod/sa-east-1/nightly:2026-11-23T20:00:00.000Z', closed: false, carried: 1 },
    ]);
  });

  test.each<[what: string, over: Over, facts: string]>([
    ['ended', { mutes: [nightly] }, 'mute ended 23 Nov 23:00 UTC'],
    ['ended, and its rule with it', { mutes: [] }, 'mute ended 23 Nov 23:00 UTC'],
  ])('%s', (_, over, said) => {
    expect(next(over, { mutes: [nightly] })).toMatchObject([{ closed: true, facts: said, carried: 0 }]);
  });

  test('a rule that was taken away, and one that was moved', () => {
    const at = NOW + 6 * HOUR;
    expect(next({ mutes: [] }, { mutes: [nightly] }, 'live', at)).toMatchObject([
      { closed: true, facts: 'the mute rule is gone' },
    ]);
    const moved = { ...nightly, schedule: once('24T20:00', HOUR) };
    expect(next({ mutes: [moved] }, { mutes: [nightly] }, 'live', at)).toMatchObject([
      { closed: true, facts: 'mutes at other times now' },
    ]);
    const odd = { ...nightly, schedule: null };
    expect(next({ mutes: [odd] }, { mutes: [nightly] }, 'live', at)).toMatchObject([{ closed: false }]);
  });

  test.each(['denied', 'stale', 'never', 'offline'] as const)(
    'S2 while mute rules are %s none is said to have ended',
    (condition) => {
      expect(next({ mutes: [] }, { mutes: [nightly] }, condition)).toMatchObject([{ closed: false, carried: 1 }]);
      const suppressed = { sites: [site(alarm('a', { badge: 'suppressed' }))] };
      expect(next({ mutes: [] }, suppressed, condition)).toMatchObject([{ key: 'mutes:br-prod', closed: false }]);
    },
  );

  test('S2 nor while alarms are not seen', () => {
    const sites = [site()];
    const sources = [...sourcesOf(sites), mutesSource()].map((one) =>
      one.api === 'DescribeAlarms' ? { ...one, condition: 'stale' as const } : one,
    );
    const suppressed = { sites: [site(alarm('a', { badge: 'suppressed' }))] };
    expect(next({ sites, sources }, suppressed)).toMatchObject([{ key: 'mutes:br-prod', closed: false }]);
    expect(next({}, suppressed)).toMatchObject([{ closed: true, facts: 'no alarm is muted or suppressed any more' }]);
  });

  test('alarms whose end was not known and is known now, and a site that is gone', () => {
    const was = { sites: [site(muted('a', null))] };
    const is = { sites: [site(muted('a', NOW + 20 * HOUR))] };
    expect(next(is, was)).toMatchObject([{ closed: true, facts: 'muted with a known end now' }]);
    const elsewhere = { sites: [aGuardedSite({ id: 'us-prod', region: 'us-east-1' })] };
    expect(next(elsewhere, was)).toMatchObject([{ closed: true, facts: 'not seen any more' }]);
    expect(next(elsewhere, { mutes: [nightly] })).toMatchObject([{ closed: true, facts: 'not seen any more' }]);
  });
});
