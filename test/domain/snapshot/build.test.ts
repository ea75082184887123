import { describe, expect, test } from 'vitest';
import { eventViews, siteView, sourceView, teamViews } from '../../../shared/domain/snapshot/build';
import type { SignalView, SiteView } from '../../../shared/domain/snapshot/types';
import { evaluateSite } from '../../../shared/domain/status/site';
import type { Site } from '../../../shared/domain/workspace/types';
import { HOUR } from '../../../shared/lib/time';
import { aComposite, anAlarm } from '../../builders/alarms';
import { aGathered, type GatheredParts } from '../../builders/gathered';
import { aScheduledChange, anEntity, anEvent } from '../../builders/health';
import { NOW } from '../../builders/instants';
import { aSignal, anOrdersSignal, bucketAt, buckets, bucketsOf, steadyHours } from '../../builders/signals';
import { aSite, aTeam, aWorkspace } from '../../builders/sites';
import { aFailure, aSource, aSourceOfAge } from '../../builders/sources';

const METRICS = { account: 'prod', region: 'sa-east-1', api: 'GetMetricData' } as const;

function viewOf(site: Site, parts: GatheredParts = {}, over: Parameters<typeof aWorkspace>[0] = {}): SiteView {
  const workspace = aWorkspace({ sites: [site], ...over });
  return siteView(evaluateSite(site, workspace, aGathered(workspace, parts), NOW), workspace);
}

describe('a site as it is shown', () => {
  test('carries its place, its owner and what it needs', () => {
    const view = viewOf(
      aSite({ owner: 'br-l2', contact: '#br-l2', failover: 'us-prod' }),
      {},
      {
        sites: [aSite({ owner: 'br-l2', contact: '#br-l2', failover: 'us-prod' }), aSite({ id: 'us-prod' })],
        teams: [aTeam()],
      },
    );
    expect(view).toMatchObject({
      id: 'br-prod',
      accountName: 'Account prod',
      owner: { team: 'br-l2', name: 'Brazil L2' },
      contact: '#br-l2',
      failover: 'us-prod',
      status: 'ok',
      sources: ['prod/sa-east-1/DescribeAlarms', 'prod/sa-east-1/GetMetricData', 'prod/global/Health'],
    });
  });

  test('AWS Health stands once among its sources, required or not', () => {
    expect(viewOf(aSite({ healthRequired: true })).sources.filter((id) => id.endsWith('Health'))).toEqual([
      'prod/global/Health',
    ]);
  });

  test('a failover that names no site of the workspace is not drawn, an unknown owner is none', () => {
    expect(viewOf(aSite({ failover: 'elsewhere', owner: 'nobody' }))).toMatchObject({ failover: null, owner: null });
  });

  test('alarms keep state and badge, with what they make of the site and who speaks for them', () => {
    const list = [
      anAlarm({ name: 'disk', state: 'ALARM', badge: 'actions off' }),
      aComposite('all', ['disk'], { state: 'ALARM', badge: 'suppressed' }),
    ];
    expect(viewOf(aSite(), { alarms: { 'prod/sa-east-1': list } }).alarms).toMatchObject([
      { name: 'disk', kind: 'metric', state: 'ALARM', severity: 'warning', under: 'all', badge: 'actions off' },
      { name: 'all', kind: 'composite', state: 'ALARM', severity: 'warning', under: null, badge: 'suppressed' },
    ]);
  });

  test('S2: says what it was, as a status and an instant', () => {
    const data = buckets(aSignal(), '......CCCC', NOW - HOUR);
    const view = viewOf(aSite(), { signals: { 'br-prod/p95': data }, sources: [aSourceOfAge(METRICS, 3_600)] });
    expect(view.was).toEqual({ status: 'critical', at: NOW - HOUR });
    expect(viewOf(aSite()).was).toBeNull();
  });
});

describe('a signal as it is shown', () => {
  const signalOf = (parts: GatheredParts, signal = aSignal()): SignalView | undefined =>
    viewOf(aSite({ signals: [signal] }), parts).signals[0];

  test('its own condition is that of its source', () => {
    expect(signalOf({})).toMatchObject({
      state: 'ok',
      condition: 'live',
      conditionReason: null,
      source: 'prod/sa-east-1/GetMetricData',
    });
    expect(signalOf({ sources: [aSourceOfAge(METRICS, 150)] })).toMatchObject({ state: 'ok', condition: 'late' });
  });

  test('S2: while its source is not seen it is not judged', () => {
    const parts = { signals: { 'br-prod/p95': buckets(aSignal(), '....CCCCCC') } };
    for (const [age, state, condition] of [
      [20, 'critical', 'live'],
      [600, 'unknown', 'stale'],
    ] as const) {
      expect(
        signalOf({ ...parts, sources: [aSource({ ...METRICS, lastGoodAt: NOW - age * 1_000, lastGoodAwsAt: NOW })] }),
      ).toMatchObject({ state, condition });
    }
    const denied = aSource({
      ...METRICS,
      lastGoodAt: null,
      failure: aFailure({ kind: 'denied', reason: 'missing permission' }),
    });
    expect(signalOf({ sources: [denied] })).toMatchObject({
      state: 'unknown',
      condition: 'denied',
      conditionReason: 'missing permission',
    });
  });

  test.each(['misconfigured', 'partial', 'denied'] as const)('or one of its own: %s', (kind) => {
    const data = { ...buckets(aSignal(), '..........'), problem: { kind, text: 'AWS says so' } };
    expect(signalOf({ signals: { 'br-prod/p95': data } })).toMatchObject({
      condition: kind,
      conditionReason: 'AWS says so',
    });
    // What its source is comes first: the problem is as old as the answer.
    expect(signalOf({ signals: { 'br-prod/p95': data }, sources: [aSourceOfAge(METRICS, 600)] })).toMatchObject({
      condition: 'stale',
    });
  });

  test('S11: with the limits that apply now, the usual value and the words of the limit', () => {
    const orders = anOrdersSignal();
    const data = { ...bucketsOf(orders, [200, 200, 200]), hours: steadyHours('America/Sao_Paulo', 200) };
    expect(signalOf({ signals: { 'br-prod/orders': data } }, orders)).toMatchObject({
      warning: 150,
      critical: 110,
      sameHour: 200,
      limitText: '75 % / 55 % of same hour',
      value: 200,
      at: bucketAt(orders, 0),
    });
  });
});

test('a source as it is shown', () => {
  expect(sourceView(aSource({ failure: aFailure({ reason: 'no route' }), nextTryAt: NOW + 1 }), NOW)).toEqual({
    id: 'prod/sa-east-1/GetMetricData',
    account: 'prod',
    region: 'sa-east-1',
    api: 'GetMetricData',
    condition: 'live',
    intervalSeconds: 60,
    lastGoodAt: NOW - 20_000,
    nextTryAt: NOW + 1,
    reason: 'no route',
  });
});

test('P10: a source as it is shown says what its last good answer left open, each thing once', () => {
  const gaps = ['resources of an event were refused', 'resources of an event were refused'];
  expect(sourceView(aSource(), NOW, gaps)).toMatchObject({ condition: 'live', reason: gaps[0] });
  expect(sourceView(aSource({ failure: aFailure({ reason: 'no route' }) }), NOW, gaps).reason).toBe(
    `no route; ${gaps[0] ?? ''}`,
  );
});

describe('S7: events are listed, never lost', () => {
  const br = aSite();
  const us = aSite({ id: 'us-prod', region: 'us-east-1' });
  const dev = aSite({ id: 'br-dev', account: 'lower' });
  const workspace = aWorkspace({ sites: [br, us, dev] });
  const views = (events: GatheredParts['events']) =>
    eventViews(workspace, aGathered(workspace, { events: events ?? {} }), NOW);

  test('also those that concern no site, are ended, or are of an unknown category', () => {
    const list = [
      anEvent({ arn: 'elsewhere', region: 'ap-south-1' }),
      anEvent({ arn: 'ended', end: NOW - 1 }),
      anEvent({ arn: 'new', category: 'something new' }),
      anEvent({
        arn: 'bare',
        service: null,
        typeCode: null,
        category: null,
        region: null,
        start: null,
        status: null,
        scope: null,
      }),
    ];
    expect(
      views({ prod: list })
        .map(({ arn }) => arn)
        .sort(),
    ).toEqual(['bare', 'elsewhere', 'ended', 'new']);
  });

  test('with the sites they concern, and those whose status they change', () => {
    const byArn = new Map(
      views({
        prod: [
          anEvent({ arn: 'br' }),
          anEvent({ arn: 'global', region: 'global' }),
          anEvent({ arn: 'notice', category: 'accountNotification' }),
          aScheduledChange({ arn: 'change' }),
        ],
      }).map(({ arn, sites, counts }) => [arn, { sites, counts }]),
    );
    expect(byArn.get('br')).toEqual({ sites: ['br-prod'], counts: ['br-prod'] });
    expect(byArn.get('global')).toEqual({ sites: ['br-prod', 'us-prod'], counts: ['br-prod', 'us-prod'] });
    expect(byArn.get('notice')).toEqual({ sites: ['br-prod'], counts: [] });
    expect(byArn.get('change')).toEqual({ sites: ['br-prod'], counts: ['br-prod'] });
  });

  test('one event of several accounts is shown once, with the sites of all of them', () => {
    const list = views({ prod: [anEvent({ entities: [anEntity()] })], lower: [anEvent()] });
    expect(list).toMatchObject([{ sites: ['br-prod', 'br-dev'], counts: ['br-prod', 'br-dev'], affected: 1 }]);
  });

  test('open ones first, then the newest, then by ARN', () => {
    const list = [
      anEvent({ arn: 'c', start: NOW - HOUR }),
      anEvent({ arn: 'ended', start: NOW, end: NOW - 1 }),
      anEvent({ arn: 'b', start: NOW - HOUR }),
      anEvent({ arn: 'undated', start: null }),
      anEvent({ arn: 'new', start: NOW }),
    ];
    expect(views({ prod: list }).map(({ arn }) => arn)).toEqual(['new', 'b', 'c', 'undated', 'ended']);
    expect(views({ prod: [...list].reverse() })).toEqual(views({ prod: list }));
  });

  test('how much is affected is not known until it was asked', () => {
    expect(views({ prod: [anEvent({ entities: null })] })[0]?.affected).toBeNull();
    expect(views({ prod: [anEvent({ entities: [] })] })[0]?.affected).toBe(0);
  });
});

test('a team comes with its people and its rota', () => {
  const workspace = aWorkspace({
    teams: [aTeam(), aTeam({ id: 'in-l2', name: 'India L2' })],
    people: [
      { id: 'rafael', name: 'Rafael', team: 'br-l2', lead: true },
      { id: 'asha', name: 'Asha', team: 'in-l2', lead: false },
    ],
    rota: [{ team: 'br-l2', shift: null, from: '2026-11-16', to: '2026-11-22', people: ['rafael'] }],
  });
  expect(teamViews(workspace)).toMatchObject([
    {
      id: 'br-l2',
      people: [{ id: 'rafael', name: 'Rafael', lead: true }],
      rota: [{ from: '2026-11-16', to: '2026-11-22', people: ['rafael'] }],
    },
    { id: 'in-l2', people: [{ id: 'asha', name: 'Asha', lead: false }], rota: [] },
  ]);
});
