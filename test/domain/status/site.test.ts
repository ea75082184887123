import { describe, expect, test } from 'vitest';
import type { Change } from '../../../shared/domain/change/types';
import type { Alarm } from '../../../shared/domain/alarms/types';
import type { SourceState } from '../../../shared/domain/sources/types';
import { evaluateSite, type SiteEvaluation } from '../../../shared/domain/status/site';
import { maintenanceOf } from '../../../shared/domain/status/declared';
import { worstOf, type Status } from '../../../shared/domain/status/types';
import type { Site } from '../../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { aChange } from '../../builders/changes';
import { aComposite, anAlarm } from '../../builders/alarms';
import { aGathered, type GatheredParts } from '../../builders/gathered';
import { aScheduledChange, anEntity, anEvent } from '../../builders/health';
import { NOW } from '../../builders/instants';
import { aSignal, bucketAt, buckets } from '../../builders/signals';
import { aSite, aWorkspace } from '../../builders/sites';
import { aFailure, aSource, aSourceOfAge } from '../../builders/sources';

const METRICS = { account: 'prod', region: 'sa-east-1', api: 'GetMetricData' } as const;
const ALARMS = { account: 'prod', region: 'sa-east-1', api: 'DescribeAlarms' } as const;
const HEALTH = { account: 'prod', region: 'global', api: 'Health' } as const;

/** What becomes of one site, alone in its workspace unless neighbours are named. */
function judged(
  site: Site,
  parts: GatheredParts = {},
  { neighbours = [] as readonly Site[], now = NOW } = {},
): SiteEvaluation {
  const workspace = aWorkspace({ sites: [site, ...neighbours] });
  return evaluateSite(site, workspace, aGathered(workspace, parts), now);
}

const signal = aSignal();
const marks = (drawn: string): GatheredParts => ({ signals: { 'br-prod/p95': buckets(signal, drawn) } });
const alarms = (...list: readonly Alarm[]): GatheredParts => ({ alarms: { 'prod/sa-east-1': list } });
const sources = (...list: readonly SourceState[]): GatheredParts => ({ sources: list });
const kinds = (site: SiteEvaluation): readonly string[] =>
  site.reasons.map(({ kind, severity }) => `${kind}: ${severity}`);

describe('S1: the worst of its evidence', () => {
  test('critical, warning, unknown, maintenance, ok is the order', () => {
    const worstFirst: readonly Status[] = ['critical', 'warning', 'unknown', 'maintenance', 'ok'];
    worstFirst.forEach((worst, index) => {
      expect(worstOf(worstFirst.slice(index))).toBe(worst);
      expect(worstOf([...worstFirst.slice(index)].reverse())).toBe(worst);
    });
    expect(worstOf([])).toBe('ok');
  });

  const critical = marks('...CCC');
  const warning = alarms(anAlarm({ state: 'ALARM' }));
  const unknown = alarms(anAlarm({ name: 'a-page', state: 'INSUFFICIENT_DATA', since: NOW - HOUR }));
  const maintenance: GatheredParts = { events: { prod: [aScheduledChange()] } };

  test.each([
    { what: 'nothing', parts: {}, status: 'ok' },
    { what: 'maintenance', parts: maintenance, status: 'maintenance' },
    { what: 'maintenance and unknown', parts: { ...maintenance, ...unknown }, status: 'unknown' },
    { what: 'maintenance and a warning', parts: { ...maintenance, ...warning }, status: 'warning' },
    { what: 'unknown', parts: unknown, status: 'unknown' },
    { what: 'unknown and critical', parts: { ...unknown, ...critical }, status: 'critical' },
    { what: 'a warning and critical', parts: { ...warning, ...critical }, status: 'critical' },
    { what: 'a warning signal and an unknown alarm', parts: { ...unknown, ...marks('...WWW') }, status: 'warning' },
    { what: 'all of it', parts: { ...maintenance, ...warning, ...critical }, status: 'critical' },
  ] as const)('$what: $status', ({ parts, status }) => {
    expect(judged(aSite(), parts).status).toBe(status);
  });
});

describe('S1: a site with no signal and no alarm matching its include is unknown: nothing watched', () => {
  const bare = aSite({ signals: [] });

  test('no alarm at all', () => {
    const site = judged(bare, alarms());
    expect(site).toMatchObject({ status: 'unknown', since: NOW - 20_000 });
    expect(kinds(site)).toEqual(['nothing-watched: unknown']);
  });

  test('only ignored alarms', () => {
    expect(kinds(judged(bare, alarms(anAlarm({ name: 'TargetTracking-x', state: 'ALARM' }))))).toEqual([
      'nothing-watched: unknown',
    ]);
  });

  test('an include that matches nothing', () => {
    const site = judged(
      aSite({ signals: [], alarms: { include: ['x-*'], ignore: [], critical: [] } }),
      alarms(anAlarm()),
    );
    expect(kinds(site)).toEqual(['misconfigured: unknown', 'nothing-watched: unknown']);
  });

  test('an empty include says that no alarm is wanted: then nothing is asked, and nothing is watched', () => {
    const site = judged(
      aSite({ signals: [], alarms: { include: [], ignore: [], critical: [] } }),
      alarms(anAlarm({ state: 'ALARM' })),
    );
    expect(site).toMatchObject({ status: 'unknown', blind: false, alarms: [] });
    expect(site.reasons).toMatchObject([{ kind: 'nothing-watched', source: 'workspace', ageSeconds: 0 }]);
  });

  test('whether there are alarms is not known while they are not seen: then only that is said', () => {
    const site = judged(bare, { ...alarms(), ...sources(aSourceOfAge(ALARMS, 600)) });
    expect(kinds(site)).toEqual(['blind: unknown']);
  });

  test.each([
    { what: 'one signal', site: aSite({ alarms: { include: [], ignore: [], critical: [] } }), parts: {} },
    { what: 'one alarm', site: bare, parts: alarms(anAlarm()) },
    { what: 'signals, and no alarm in the region', site: aSite(), parts: alarms() },
  ])('$what is something', ({ site, parts }) => {
    expect(judged(site, parts).status).toBe('ok');
  });
});

describe('S1: critical or warning while a required source is blind carries the blind mark', () => {
  const blindAlarms = sources(aSourceOfAge(ALARMS, 181));

  test.each([
    { drawn: '...CCC', status: 'critical' },
    { drawn: '...WWW', status: 'warning' },
    { drawn: '......', status: 'unknown' },
  ])('metrics $drawn, alarms blind: $status and blind', ({ drawn, status }) => {
    const site = judged(aSite(), { ...marks(drawn), ...blindAlarms });
    expect(site).toMatchObject({ status, blind: true });
    expect(kinds(site)).toContain('blind: unknown');
  });

  test('nothing blind, no mark', () => {
    expect(judged(aSite(), marks('...CCC'))).toMatchObject({ status: 'critical', blind: false });
  });

  test('a late source is not blind, AWS Health is not required', () => {
    expect(judged(aSite(), sources(aSourceOfAge(ALARMS, 180), aSourceOfAge(HEALTH, 9_999)))).toMatchObject({
      status: 'ok',
      blind: false,
    });
  });
});

describe('S2: never green when blind', () => {
  test.each([
    { age: 120, status: 'ok' },
    { age: 180, status: 'ok' },
    { age: 181, status: 'unknown' },
    { age: 86_400, status: 'unknown' },
  ])('metrics $age s old: $status', ({ age, status }) => {
    expect(judged(aSite(), sources(aSourceOfAge(METRICS, age))).status).toBe(status);
    expect(judged(aSite(), sources(aSourceOfAge(ALARMS, age))).status).toBe(status);
  });

  test.each(['prod/sa-east-1/GetMetricData', 'prod/sa-east-1/DescribeAlarms'])(
    '%s not heard of at all is never',
    (id) => {
      const site = judged(aSite(), { withoutSources: [id] });
      expect(site).toMatchObject({ status: 'unknown', blind: true, since: NOW, dataAt: null, was: null });
      expect(site.reasons[0]?.text).toMatch(/ never answered: never, not asked yet$/);
      expect(site.reasons[0]).toMatchObject({ source: id, ageSeconds: null });
    },
  );

  test('the reason names the source, its condition, since when and why', () => {
    const failure = aFailure({ kind: 'denied', reason: 'cloudwatch:DescribeAlarms is missing' });
    const site = judged(aSite(), sources(aSourceOfAge(ALARMS, 600, { failure })));
    expect(site.reasons[0]).toEqual({
      kind: 'blind',
      severity: 'unknown',
      text: 'Alarms of prod in sa-east-1 not seen since 11:50 UTC: denied, cloudwatch:DescribeAlarms is missing',
      since: NOW - 600_000,
      source: 'prod/sa-east-1/DescribeAlarms',
      ageSeconds: 600,
      subject: null,
    });
  });

  test('a source that never answered is blind since its failures began', () => {
    const failure = aFailure({ kind: 'signed-out', reason: 'the session ended', at: NOW - HOUR });
    expect(judged(aSite(), sources(aSource({ ...METRICS, lastGoodAt: null, failure }))).since).toBe(NOW - HOUR);
  });

  test('a failed try while the last good answer is young changes nothing', () => {
    const site = judged(aSite(), sources(aSourceOfAge(METRICS, 150, { failure: aFailure() })));
    expect(site.status).toBe('ok');
    expect(site.signals[0]).toMatchObject({ condition: 'late', conditionReason: 'no route to the endpoint' });
  });

  test('a signal of another account and region makes that source required, its own alarms not', () => {
    const edge = aSignal({ id: 'edge', account: 'cdn', region: 'us-east-1' });
    const site = aSite({ signals: [edge] });
    const key = { account: 'cdn', region: 'us-east-1', api: 'GetMetricData' } as const;
    expect(judged(site).status).toBe('ok');
    expect(judged(site, sources(aSourceOfAge(key, 181)))).toMatchObject({ status: 'unknown', blind: true });
    expect(judged(site, sources(aSourceOfAge({ ...key, api: 'DescribeAlarms' }, 9_999))).status).toBe('ok');
    expect(judged(site, sources(aSourceOfAge(METRICS, 9_999))).status).toBe('ok');
  });

  test('a bucket that completed since the last good answer is not missing: it was not asked for', () => {
    const late = judged(aSite(), { ...sources(aSourceOfAge(METRICS, 180)), ...marks('..........') });
    expect(late.signals[0]?.evaluation.state).toBe('ok');
  });

  test('buckets are complete by the clock of AWS, not by ours', () => {
    const ahead = aSource({ ...METRICS, lastGoodAwsAt: NOW + 10 * MINUTE });
    const drawn = buckets(signal, '.......|CCC', NOW);
    const data = { ...drawn, covered: [drawn.covered?.[0] ?? 0, NOW + 10 * MINUTE] as const };
    expect(judged(aSite(), { signals: { 'br-prod/p95': data } }).status).toBe('ok');
    expect(judged(aSite(), { signals: { 'br-prod/p95': data }, ...sources(ahead) }).status).not.toBe('ok');
  });
});

describe('S2: what was known to be worse is held for 15 minutes after blindness', () => {
  // Asked every minute: blind after 180 s, held until 180 s + 15 min = 1080 s.
  test.each([
    { age: 180, status: 'critical', blind: false },
    { age: 181, status: 'critical', blind: true },
    { age: 1_079, status: 'critical', blind: true },
    { age: 1_080, status: 'unknown', blind: true },
    { age: 86_400, status: 'unknown', blind: true },
  ])('a critical signal $age s old: $status, blind $blind', ({ age, status, blind }) => {
    const data = buckets(signal, '...CCCCCCC', NOW - age * 1_000);
    const site = judged(aSite(), { signals: { 'br-prod/p95': data }, ...sources(aSourceOfAge(METRICS, age)) });
    expect(site).toMatchObject({ status, blind });
  });

  test.each([
    { age: 1_079, status: 'warning' },
    { age: 1_080, status: 'unknown' },
  ])('an alarm $age s old: $status', ({ age, status }) => {
    expect(
      judged(aSite(), { ...alarms(anAlarm({ state: 'ALARM' })), ...sources(aSourceOfAge(ALARMS, age)) }).status,
    ).toBe(status);
  });

  test('after that the site is unknown and says what it was, in the reason that stands first', () => {
    const data = buckets(signal, '...CCCCCCC', NOW - 1_080_000);
    const site = judged(aSite(), { signals: { 'br-prod/p95': data }, ...sources(aSourceOfAge(METRICS, 1_080)) });
    expect(site.was).toMatchObject({ status: 'critical' });
    expect(site.reasons[0]).toMatchObject({
      kind: 'blind',
      severity: 'unknown',
      text: expect.stringMatching(/; was critical 11:42 UTC$/) as string,
    });
  });

  test('what was worse is said and keeps its place also where something milder is still seen', () => {
    const data = buckets(signal, '...CCCCCCC', NOW - 1_080_000);
    const site = judged(aSite(), {
      signals: { 'br-prod/p95': data },
      ...alarms(anAlarm({ state: 'ALARM' })),
      ...sources(aSourceOfAge(METRICS, 1_080)),
    });
    expect(site).toMatchObject({ status: 'warning', blind: true, was: { status: 'critical' } });
    expect(site.reasons.find((reason) => reason.kind === 'blind')?.text).toMatch(/; was critical 11:42 UTC$/);
  });

  test('it is held with its age: the sentence says when it was last seen', () => {
    const site = judged(aSite(), { ...alarms(anAlarm({ state: 'ALARM' })), ...sources(aSourceOfAge(ALARMS, 600)) });
    expect(site.reasons[0]).toMatchObject({
      severity: 'warning',
      text: 'Alarm retail-br-cpu is in ALARM, last seen 11:50 UTC',
      ageSeconds: 600,
      since: NOW - 2 * HOUR,
    });
    expect(site.was).toBeNull();
  });

  test('then the site says what it was and when', () => {
    const age = 3_600;
    const data = buckets(signal, '...CCCCCCC', NOW - age * 1_000);
    const site = judged(aSite(), { signals: { 'br-prod/p95': data }, ...sources(aSourceOfAge(METRICS, age)) });
    expect(site).toMatchObject({
      status: 'unknown',
      since: NOW - HOUR,
      was: { status: 'critical', at: NOW - HOUR, since: bucketAt(signal, 4, NOW - HOUR) },
    });
  });

  test.each([
    { list: [anAlarm({ name: 'a-page', state: 'ALARM' })], said: '; was critical 11:00 UTC' },
    { list: [anAlarm({ state: 'ALARM' })], said: '; was warning 11:00 UTC' },
    { list: [anAlarm()], said: null },
  ] as const)('in the reason that stands first: $said', ({ list, said }) => {
    const text =
      judged(aSite(), { ...alarms(...list), ...sources(aSourceOfAge(ALARMS, 3_600)) }).reasons[0]?.text ?? '';
    if (said === null) expect(text).not.toContain('was ');
    else expect(text.endsWith(said)).toBe(true);
  });

  test('of several the worst is said', () => {
    const at = (age: number) => aSourceOfAge(METRICS, age);
    const both = {
      ...sources(at(3_600), aSourceOfAge(ALARMS, 3_600)),
      signals: { 'br-prod/p95': buckets(signal, '......WWWW', NOW - HOUR) },
    };
    expect(judged(aSite(), { ...both, ...alarms(anAlarm({ name: 'a-page', state: 'ALARM' })) }).was?.status).toBe(
      'critical',
    );
    expect(judged(aSite(), { ...both, ...alarms(anAlarm()) }).was?.status).toBe('warning');
    expect(
      judged(aSite(), { ...sources(at(3_600), aSourceOfAge(ALARMS, 3_600)), ...alarms(anAlarm()) }).was?.status,
    ).toBe('ok');
  });

  test('ok is not held: a calm site is unknown at once', () => {
    expect(judged(aSite(), sources(aSourceOfAge(METRICS, 181)))).toMatchObject({
      status: 'unknown',
      was: { status: 'ok' },
    });
  });

  test('what a silence outlived before the blindness is not forgotten by it', () => {
    const data = buckets(signal, `...CCC${'-'.repeat(20)}`, NOW - HOUR);
    const site = judged(aSite(), { signals: { 'br-prod/p95': data }, ...sources(aSourceOfAge(METRICS, 3_600)) });
    expect(site).toMatchObject({
      status: 'unknown',
      was: { status: 'critical', at: bucketAt(signal, 20, NOW - HOUR) },
    });
  });

  test('a source that is seen again speaks for itself again', () => {
    expect(judged(aSite(), marks('...CCC.....'))).toMatchObject({ status: 'warning', was: null });
  });
});

describe('S2: blind AWS Health', () => {
  const blind = sources(
    aSourceOfAge(HEALTH, 3_600, { failure: aFailure({ kind: 'denied', reason: 'no support plan' }) }),
  );

  test('does not change a status; the site carries "AWS view missing since"', () => {
    const site = judged(aSite(), blind);
    expect(site).toMatchObject({
      status: 'ok',
      blind: false,
      healthViewMissing: 'AWS view missing since 11:00 UTC: denied, no support plan',
    });
    expect(kinds(site)).toEqual(['all-well: ok', 'health-view: info']);
  });

  test('is not said while it is seen', () => {
    expect(judged(aSite()).healthViewMissing).toBeNull();
    expect(judged(aSite(), sources(aSourceOfAge(HEALTH, 180))).healthViewMissing).toBeNull();
  });

  test('with `health: required` it makes the site unknown', () => {
    const site = judged(aSite({ healthRequired: true }), blind);
    expect(site).toMatchObject({ status: 'unknown', blind: true, since: NOW - HOUR });
    expect(site.healthViewMissing).not.toBeNull();
    expect(kinds(site)).toEqual(['blind: unknown']);
  });

  test.each([
    { required: true, age: 1_079, status: 'warning' },
    { required: true, age: 1_080, status: 'unknown' },
    { required: false, age: 1_080, status: 'warning' },
  ])('an issue known before it went blind, required $required, $age s old: $status', ({ required, age, status }) => {
    const site = judged(aSite({ healthRequired: required }), {
      events: { prod: [anEvent()] },
      ...sources(aSourceOfAge(HEALTH, age)),
    });
    expect(site.status).toBe(status);
    if (status === 'unknown') expect(site.was).toMatchObject({ status: 'warning', at: NOW - age * 1_000 });
  });

  test('an issue that outlived a required view is still listed, not counting', () => {
    const site = judged(aSite({ healthRequired: true }), {
      events: { prod: [anEvent()] },
      ...sources(aSourceOfAge(HEALTH, 7_200)),
    });
    expect(site.events).toMatchObject([{ counts: false }]);
  });
});

describe('S5 in a site: another signal proves traffic', () => {
  const sparse = aSignal({ id: 'declined', missing: 'ok' });
  const site = aSite({ signals: [sparse, aSignal({ id: 'requests' })] });
  const silent = buckets(sparse, `.....${'-'.repeat(30)}`);
  const data = (requests: string): GatheredParts => ({
    signals: { 'br-prod/declined': silent, 'br-prod/requests': buckets(signal, requests) },
  });

  test('with it silence is ok, without it unknown', () => {
    expect(judged(site, data('..........')).status).toBe('ok');
    expect(
      judged(site, {
        signals: { 'br-prod/declined': silent, 'br-prod/requests': { ...buckets(signal, '..........'), points: [] } },
      }).status,
    ).toBe('unknown');
  });

  test('a signal does not vouch for itself', () => {
    const alone = aSite({ signals: [sparse] });
    expect(judged(alone, { signals: { 'br-prod/declined': silent } }).status).toBe('unknown');
  });
});

describe('S6 in a site', () => {
  test('a composite in ALARM replaces its children among the reasons, and they are still listed', () => {
    const site = judged(
      aSite(),
      alarms(
        anAlarm({ name: 'disk', state: 'ALARM' }),
        anAlarm({ name: 'cpu-page', state: 'ALARM' }),
        aComposite('checkout', ['disk', 'cpu-page'], { state: 'ALARM' }),
      ),
    );
    expect(site.reasons.map(({ text }) => text)).toEqual(['Composite alarm checkout is in ALARM']);
    expect(site.status).toBe('critical');
    expect(site.alarms).toHaveLength(3);
  });

  test('composites that look at each other are never silent together', () => {
    const ring = [aComposite('a', ['b'], { state: 'ALARM' }), aComposite('b', ['a'], { state: 'ALARM' })];
    expect(judged(aSite(), alarms(...ring)).status).toBe('warning');
  });

  test.each([
    { over: { state: 'ALARM', badge: 'suppressed' }, text: 'Alarm a-page is in ALARM (suppressed)' },
    { over: { state: 'ALARM', badge: 'actions off' }, text: 'Alarm a-page is in ALARM (actions off)' },
    { over: { state: 'ALARM', badge: 'muted' }, text: 'Alarm a-page is in ALARM (muted)' },
    { over: { state: 'INSUFFICIENT_DATA' }, text: 'Alarm a-page has not enough data' },
    {
      over: { state: 'UNKNOWN', reason: 'state NEW' },
      text: 'Alarm a-page has a state that is not understood (state NEW)',
    },
    {
      over: { evaluationState: 'EVALUATION_FAILURE' },
      text: 'Alarm a-page cannot be evaluated by AWS (EVALUATION_FAILURE)',
    },
  ] as const)('$text', ({ over, text }) => {
    const site = judged(aSite(), alarms(anAlarm({ name: 'a-page', ...over })));
    expect(site.reasons[0]).toMatchObject({ kind: 'alarm', text, subject: 'a-page', since: NOW - 2 * HOUR });
  });

  test('an include that matches nothing is misconfigured and unknown, however well the rest is', () => {
    const site = judged(
      aSite({ alarms: { include: ['retail-br-*', 'x-*', 'y-*'], ignore: [], critical: [] } }),
      alarms(anAlarm()),
    );
    expect(site.status).toBe('unknown');
    expect(site.reasons[0]).toMatchObject({
      kind: 'misconfigured',
      text: '2 alarm patterns match nothing: x-*, y-*',
      subject: 'x-*',
    });
  });

  test('how long an alarm has no data is told by the clock of AWS', () => {
    const list = alarms(anAlarm({ name: 'a-page', state: 'INSUFFICIENT_DATA', since: NOW }));
    const ahead = (minutes: number) => sources(aSource({ ...ALARMS, lastGoodAwsAt: NOW + minutes * MINUTE }));
    expect(judged(aSite(), { ...list, ...ahead(2) }).status).toBe('ok');
    expect(judged(aSite(), { ...list, ...ahead(3) }).status).toBe('unknown');
  });

  test('alarms of another account or region are not of the site', () => {
    const elsewhere = {
      alarms: { 'prod/us-east-1': [anAlarm({ state: 'ALARM' })], 'lower/sa-east-1': [anAlarm({ state: 'ALARM' })] },
    } as const;
    expect(judged(aSite(), elsewhere).status).toBe('ok');
  });
});

describe('S7 in a site', () => {
  const events = (...list: readonly Parameters<typeof anEvent>[0][]): GatheredParts => ({
    events: { prod: list.map((over) => anEvent(over)) },
  });
  const impaired = { scope: 'ACCOUNT_SPECIFIC', entities: [anEntity()] };

  test('an open issue is a warning with its title, place and beginning', () => {
    const site = judged(aSite(), events({ availabilityZone: 'sa-east-1a' }));
    expect(site.status).toBe('warning');
    expect(site.reasons[0]).toMatchObject({
      kind: 'health-event',
      text: 'AWS issue: EC2 operational issue in sa-east-1a',
      since: NOW - HOUR,
      source: 'prod/global/Health',
      subject: anEvent().arn,
    });
  });

  test('what could not be asked of it is said: it may be what makes it critical', () => {
    expect(judged(aSite(), events({ incomplete: 'its resources were refused' })).reasons[0]?.text).toBe(
      'AWS issue: EC2 operational issue in sa-east-1, not known whole: its resources were refused',
    );
  });

  test('events of another account are not of the site', () => {
    expect(judged(aSite(), { events: { lower: [anEvent(impaired)] } }).status).toBe('ok');
  });

  test('notices, lifecycle events and unknown categories are listed, never status', () => {
    const site = judged(
      aSite(),
      events(
        { category: 'accountNotification' },
        { category: 'investigation' },
        { category: 'new' },
        { category: null },
      ),
    );
    expect(site.status).toBe('ok');
    expect(site.events.map(({ counts }) => counts)).toEqual([false, false, false, false]);
  });

  test('an ended issue neither counts nor stands at the site', () => {
    expect(judged(aSite(), events({ end: NOW - 1 }))).toMatchObject({ status: 'ok', events: [] });
  });

  test.each([
    { what: 'alone', neighbour: null, parts: {}, status: 'critical' },
    { what: 'with a neighbour in account and region, itself calm', neighbour: {}, parts: {}, status: 'warning' },
    { what: 'with a neighbour, its own signal critical', neighbour: {}, parts: marks('...CCC'), status: 'critical' },
    { what: 'with a neighbour, its own signal warning', neighbour: {}, parts: marks('...WWW'), status: 'critical' },
    {
      what: 'with a neighbour, its own alarm in ALARM',
      neighbour: {},
      parts: alarms(anAlarm({ state: 'ALARM' })),
      status: 'critical',
    },
    { what: 'with a neighbour, its own signal unknown', neighbour: {}, parts: marks('...---'), status: 'warning' },
    { what: 'with a neighbour in another region', neighbour: { region: 'us-east-1' }, parts: {}, status: 'critical' },
    { what: 'with a neighbour in another account', neighbour: { account: 'lower' }, parts: {}, status: 'critical' },
  ] as const)('an impaired entity, $what: $status', ({ neighbour, parts, status }) => {
    const neighbours = neighbour === null ? [] : [aSite({ id: 'other', ...neighbour })];
    const site = judged(aSite(), { ...parts, ...events(impaired) }, { neighbours });
    expect(site.reasons.find(({ kind }) => kind === 'health-event')?.severity).toBe(status);
    expect(site.status).toBe(status);
  });

  test('another issue is no own breach', () => {
    const site = judged(aSite(), events({ arn: 'one' }, { arn: 'two', ...impaired }), {
      neighbours: [aSite({ id: 'other' })],
    });
    expect(site.status).toBe('warning');
  });
});

describe('S8 in a site', () => {
  test('maintenance says until when', () => {
    const site = judged(aSite(), { events: { prod: [aScheduledChange()] } });
    expect(site).toMatchObject({ status: 'maintenance', since: NOW - HOUR });
    expect(site.reasons[0]?.text).toBe('AWS maintenance: RDS maintenance scheduled in sa-east-1 until 13:00 UTC');
  });

  test('it hides nothing: unknown, warning and critical stay', () => {
    const change = { events: { prod: [aScheduledChange()] } };
    expect(judged(aSite(), { ...change, ...marks('...---') }).status).toBe('unknown');
    expect(judged(aSite(), { ...change, ...marks('...WWW') }).status).toBe('warning');
    expect(judged(aSite(), { ...change, ...marks('...CCC') }).status).toBe('critical');
    expect(judged(aSite(), { ...change, ...sources(aSourceOfAge(METRICS, 181)) }).status).toBe('unknown');
  });
});

describe('S8: a change in its window that declares impact', () => {
  const change = (part: Partial<Change> = {}): Change => ({
    ...aChange({ id: 'c1', number: '214-K7QD', title: 'Aurora upgrade', state: 'scheduled', sites: ['br-prod'] }),
    window: { start: NOW - HOUR, end: NOW + HOUR },
    impact: { text: 'Slow for some minutes', warnings: ['signal:p95', 'alarm:aurora-*'] },
    ...part,
  });
  const declared = (part: Partial<Change> = {}, at = NOW): GatheredParts => {
    const one = maintenanceOf(change(part));
    return { declared: one === null ? [] : [one], since: at };
  };
  const running = (startedAt: number): Partial<Change> => ({
    state: 'running',
    times: { startedAt, bakingAt: null, endedAt: null },
  });

  test('is maintenance of its sites, with its number, its title and since when', () => {
    const site = judged(aSite(), declared());
    expect(site).toMatchObject({ status: 'maintenance', since: NOW - HOUR });
    expect(site.reasons[0]).toMatchObject({
      kind: 'maintenance',
      text: 'Change CHG-214-K7QD: Aurora upgrade until 13:00 UTC',
      source: 'changes',
      subject: 'c1',
      ageSeconds: 0,
    });
    expect(judged(aSite({ id: 'us-prod' }), declared()).status).toBe('ok');
  });

  test('takes the place of the warnings it names, and of no others; they stay among the reasons', () => {
    const named = judged(aSite(), { ...declared(), ...marks('...WWW') });
    expect(kinds(named)).toEqual(['maintenance: maintenance', 'signal: info']);
    expect(named.reasons[1]?.text).toMatch(/^Checkout latency p95 1 s, .*; CHG-214-K7QD declared it$/);
    const alarm = (name: string) => judged(aSite(), { ...declared(), ...alarms(anAlarm({ name, state: 'ALARM' })) });
    expect(alarm('aurora-replica-lag').status).toBe('maintenance');
    expect(alarm('checkout-5xx').status).toBe('warning');
    const other = change({ impact: { text: '', warnings: ['signal:orders', 'alarm:p95'] } });
    const one = maintenanceOf(other);
    expect(judged(aSite(), { declared: one === null ? [] : [one], ...marks('...WWW') }).status).toBe('warning');
  });

  test('hides nothing critical and nothing unknown', () => {
    const all = declared({ impact: { text: '', warnings: ['*'] } });
    expect(judged(aSite(), { ...all, ...marks('...CCC') }).status).toBe('critical');
    expect(judged(aSite(), { ...all, ...marks('...---') }).status).toBe('unknown');
    expect(judged(aSite(), { ...all, ...sources(aSourceOfAge(METRICS, 181)) }).status).toBe('unknown');
    const page = anAlarm({ name: 'a-page', state: 'ALARM' });
    expect(judged(aSite(), { ...all, ...alarms(page) }).status).toBe('critical');
    // An issue of AWS is no warning that a change can name.
    expect(judged(aSite(), { ...all, events: { prod: [anEvent()] } }).status).toBe('warning');
  });

  test('counts in its window [start, end) once it is approved', () => {
    const at = (now: number, part: Partial<Change> = {}) => judged(aSite(), declared(part), { now }).status;
    const window = { start: NOW - MINUTE, end: NOW + MINUTE };
    expect(at(NOW, { window })).toBe('maintenance');
    expect(at(NOW, { window, state: 'approved' })).toBe('maintenance');
    expect(at(NOW, { window: { start: NOW, end: NOW + 1 } })).toBe('maintenance');
    expect(at(NOW, { window: { start: NOW + 1, end: NOW + MINUTE } })).toBe('ok');
    expect(at(NOW, { window: { start: NOW - MINUTE, end: NOW } })).toBe('ok');
    expect(at(NOW, { window: { start: NOW - DAY, end: NOW + DAY } })).toBe('ok');
    for (const state of ['draft', 'proposed', 'done', 'rolled-back', 'aborted'] as const)
      expect(at(NOW, { window, state }), state).toBe('ok');
    expect(at(NOW, { window, impact: null })).toBe('ok');
  });

  test('counts in its window while it runs or bakes, and not beyond it: that it takes longer is to be seen', () => {
    const at = (part: Partial<Change>) => judged(aSite(), declared({ ...running(NOW - MINUTE), ...part })).status;
    const window = { start: NOW - MINUTE, end: NOW + MINUTE };
    expect(at({ window })).toBe('maintenance');
    expect(at({ window, state: 'baking' })).toBe('maintenance');
    expect(at({ window: { start: NOW - 3 * HOUR, end: NOW - HOUR } })).toBe('ok');
    expect(at({ window: { start: NOW + HOUR, end: NOW + 2 * HOUR } })).toBe('ok');
    expect(at({ window: null })).toBe('ok');
  });
});

describe('S10: reasons and since', () => {
  test('worst first, then older first', () => {
    const site = judged(aSite(), {
      ...marks('...CCC'),
      ...alarms(
        anAlarm({ name: 'young', state: 'ALARM', since: NOW - MINUTE }),
        anAlarm({ name: 'old', state: 'ALARM', since: NOW - DAY }),
      ),
      ...sources(aSourceOfAge(HEALTH, 600)),
    });
    expect(site.reasons.map(({ subject, severity }) => subject ?? severity)).toEqual(['p95', 'old', 'young', 'info']);
  });

  test('the site is so since the oldest reason of its status', () => {
    const list = [
      anAlarm({ name: 'young', state: 'ALARM', since: NOW - MINUTE }),
      anAlarm({ name: 'old', state: 'ALARM', since: NOW - DAY }),
    ];
    expect(judged(aSite(), alarms(...list)).since).toBe(NOW - DAY);
    expect(judged(aSite(), { ...alarms(...list), ...marks('...CCC') }).since).toBe(bucketAt(signal, 0));
  });

  test('a signal is so since the start of the first bucket of its state', () => {
    expect(judged(aSite(), marks('....CCCCC')).since).toBe(bucketAt(signal, 2));
  });

  test('an ok site says what was looked at, and since when all of it is well', () => {
    const site = judged(aSite({ signals: [aSignal(), aSignal({ id: 'other' })] }), {
      ...alarms(
        anAlarm({ name: 'a', since: NOW - DAY }),
        anAlarm({ name: 'b', since: NOW - MINUTE }),
        anAlarm({ name: 'c', since: NOW - DAY }),
      ),
    });
    expect(site).toMatchObject({ status: 'ok', since: NOW - MINUTE });
    expect(site.reasons).toMatchObject([
      { kind: 'all-well', severity: 'ok', text: '2 signals and 3 alarms ok', ageSeconds: 20 },
    ]);
  });

  test.each([
    { what: 'only alarms', site: aSite({ signals: [] }), parts: {}, text: '1 alarm ok' },
    { what: 'only signals', site: aSite(), parts: alarms(), text: '1 signal ok' },
    {
      what: 'an alarm without data is not called ok',
      site: aSite(),
      parts: alarms(anAlarm(), anAlarm({ name: 'b', state: 'INSUFFICIENT_DATA' })),
      text: '1 signal and 1 alarm ok, 1 alarm without enough data',
    },
    {
      what: 'nothing but that',
      site: aSite({ signals: [] }),
      parts: alarms(anAlarm({ state: 'INSUFFICIENT_DATA' }), anAlarm({ name: 'b', state: 'INSUFFICIENT_DATA' })),
      text: '2 alarms without enough data',
    },
  ])('$what: $text', ({ site, parts, text }) => {
    expect(judged(site, parts).reasons[0]?.text).toBe(text);
  });

  test.each([
    { what: 'an alarm dated ahead', parts: alarms(anAlarm({ state: 'ALARM', since: NOW + HOUR })), since: NOW },
    { what: 'an alarm of no date', parts: alarms(anAlarm({ state: 'ALARM', since: Number.NaN })), since: NOW },
    { what: 'an alarm from before time', parts: alarms(anAlarm({ state: 'ALARM', since: -8e15 })), since: 0 },
    {
      what: 'an issue announced for later',
      parts: { events: { prod: [anEvent({ start: NOW + HOUR })] } },
      since: NOW - HOUR / 2,
    },
    {
      what: 'an issue without dates',
      parts: { events: { prod: [anEvent({ start: null, lastUpdated: null })] } },
      since: NOW - 20_000,
    },
    {
      what: 'all well since a time to come',
      parts: alarms(anAlarm({ since: NOW + HOUR })),
      since: bucketAt(signal, 7),
    },
  ])('$what: since is an instant that was', ({ parts, since }) => {
    const site = judged(aSite(), parts);
    expect(site.since).toBe(since);
  });

  test.each([
    { what: 'metrics', parts: { withoutSources: ['prod/sa-east-1/GetMetricData'] }, site: aSite() },
    { what: 'alarms', parts: { withoutSources: ['prod/sa-east-1/DescribeAlarms'] }, site: aSite() },
    {
      what: 'nothing at all',
      parts: {},
      site: aSite({ signals: [], alarms: { include: [], ignore: [], critical: [] } }),
    },
  ])('what never answered is unknown since anybody looks: $what', ({ parts, site }) => {
    expect(judged(site, { ...parts, since: NOW - 5 * MINUTE })).toMatchObject({
      status: 'unknown',
      since: NOW - 5 * MINUTE,
    });
    expect(judged(site, { ...parts, since: NOW + HOUR }).since).toBe(NOW);
    expect(judged(site, parts).since).toBe(NOW);
  });

  test('a misconfigured signal is called so, with the words of AWS', () => {
    const data = {
      ...buckets(signal, '......'),
      problem: { kind: 'misconfigured', text: 'AWS refuses it: no such function' } as const,
    };
    const site = judged(aSite(), { signals: { 'br-prod/p95': data } });
    expect(site.reasons[0]).toMatchObject({
      kind: 'misconfigured',
      severity: 'unknown',
      text: 'Checkout latency p95: AWS refuses it: no such function',
      subject: 'p95',
    });
  });

  test('an unknown signal says what it was', () => {
    const site = judged(aSite(), marks(`...CCC${'-'.repeat(20)}`));
    expect(site.reasons[0]?.text).toBe(
      'Checkout latency p95: no data in 5 of the last 5 buckets, was critical 11:37 UTC',
    );
    expect(site.was).toMatchObject({ status: 'critical', at: bucketAt(signal, 20) });
  });

  test('data is as old as the oldest required source', () => {
    expect(judged(aSite(), sources(aSourceOfAge(ALARMS, 100), aSourceOfAge(HEALTH, 500))).dataAt).toBe(NOW - 100_000);
    expect(judged(aSite({ healthRequired: true }), sources(aSourceOfAge(HEALTH, 500))).dataAt).toBe(NOW - 500_000);
  });

  test('P4: a signal that was not asked in the last sweep makes the data as old as its own answer', () => {
    const data = { ...buckets(signal, '.......'), covered: [NOW - 3 * HOUR, NOW - 4 * MINUTE] as const };
    // By AWS's clock it was last asked 4 minutes before the newest answer, which came 20 s ago by ours.
    const metrics = aSource({ ...METRICS, lastGoodAt: NOW - 20_000, lastGoodAwsAt: NOW });
    const site = judged(aSite(), { signals: { 'br-prod/p95': data }, ...sources(metrics) });
    expect(site.dataAt).toBe(NOW - 20_000 - 4 * MINUTE);
  });

  test('orders lost are added over the signals that tell them', () => {
    expect(judged(aSite()).ordersLostPerMinute).toBeNull();
  });
});
