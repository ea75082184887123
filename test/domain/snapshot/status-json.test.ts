import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rankAttention } from '../../../shared/domain/attention/rank';
import { eventViews, siteView, sourceView } from '../../../shared/domain/snapshot/build';
import { exitCodeOf, statusJson } from '../../../shared/domain/snapshot/status-json';
import { statusJsonSchema, statusSchema } from '../../../shared/domain/snapshot/status-schema';
import { evaluateSite } from '../../../shared/domain/status/site';
import type { Status } from '../../../shared/domain/status/types';
import { HOUR, MINUTE } from '../../../shared/lib/time';
import { anAlarm } from '../../builders/alarms';
import { situations } from '../../builders/arbitraries';
import { aGathered } from '../../builders/gathered';
import { anEvent } from '../../builders/health';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';
import { aSite, aWorkspace } from '../../builders/sites';
import { aReason, aSiteView, aSnapshot, aSourceView, anAttentionItem, anEventView } from '../../builders/snapshots';
import { expectWritten } from '../../builders/written';

describe('the status JSON of product.md 10', () => {
  const workspace = aWorkspace({
    sites: [aSite(), aSite({ id: 'in-dev', country: 'IN', tier: 'development', region: 'ap-south-1' })],
  });
  const gathered = aGathered(workspace, {
    alarms: { 'prod/sa-east-1': [anAlarm({ name: 'x', state: 'ALARM', since: NOW - HOUR, badge: 'suppressed' })] },
    events: { prod: [anEvent({ start: NOW - HOUR, category: 'accountNotification' })] },
  });
  const evaluations = workspace.sites.map((site) => evaluateSite(site, workspace, gathered, NOW));
  const snapshot = aSnapshot({
    sites: evaluations.map((one) => siteView(one, workspace)),
    sources: [...gathered.sources.values()].map((source) => sourceView(source, NOW)),
    events: eventViews(workspace, gathered, NOW),
    attention: rankAttention(evaluations, gathered.acknowledged),
    spend: {
      ...aSnapshot().spend,
      byApi: [{ api: 'GetMetricData', requests: 3, billedUnits: 120, cost: 0.0012 }],
    },
  });
  const json = statusJson(snapshot, NOW);

  test('has exactly the fields that are promised, in every list', () => {
    expect(Object.keys(json)).toEqual([
      'generatedAt',
      'demo',
      'workspace',
      'sites',
      'alarms',
      'events',
      'sources',
      'attention',
      'spend',
    ]);
    expect(json).toMatchObject({ generatedAt: '2026-11-23T12:00:00.000Z', demo: false, workspace: 'retail' });
    expect(json.sites[0]).toEqual({
      id: 'br-prod',
      name: 'Brazil production',
      country: 'BR',
      tier: 'production',
      account: 'prod',
      region: 'sa-east-1',
      status: 'warning',
      since: '2026-11-23T11:00:00.000Z',
      blind: false,
      reasons: [
        {
          kind: 'alarm',
          severity: 'warning',
          text: 'Alarm x is in ALARM (suppressed)',
          since: '2026-11-23T11:00:00.000Z',
          source: 'prod/sa-east-1/DescribeAlarms',
          ageSeconds: 20,
        },
      ],
      signals: [{ id: 'p95', state: 'ok', value: 100, unit: 'ms', at: '2026-11-23T11:57:00.000Z', condition: 'live' }],
    });
    expect(json.alarms[0]).toEqual({
      site: 'br-prod',
      name: 'x',
      state: 'ALARM',
      since: '2026-11-23T11:00:00.000Z',
      badge: 'suppressed',
    });
    expect(json.events).toEqual([
      {
        arn: anEvent().arn,
        service: 'EC2',
        region: 'sa-east-1',
        category: 'accountNotification',
        status: 'open',
        open: true,
        start: '2026-11-23T11:00:00.000Z',
        end: null,
        title: 'EC2 operational issue',
        sites: ['br-prod'],
      },
    ]);
    expect(json.sources.map(({ account, region, api }) => `${account}/${region}/${api}`)).toEqual([
      'prod/sa-east-1/DescribeAlarms',
      'prod/sa-east-1/GetMetricData',
      'prod/global/Health',
      'prod/ap-south-1/DescribeAlarms',
    ]);
    expect(json.sources[0]).toEqual({
      account: 'prod',
      region: 'sa-east-1',
      api: 'DescribeAlarms',
      condition: 'live',
      intervalSeconds: 60,
      lastGoodAt: '2026-11-23T11:59:40.000Z',
      nextTryAt: null,
      reason: null,
    });
    expect(json.attention).toEqual([
      {
        site: 'br-prod',
        severity: 'warning',
        title: 'Alarm x is in ALARM (suppressed)',
        since: '2026-11-23T11:00:00.000Z',
      },
    ]);
    expect(json.spend).toEqual({
      currency: 'USD',
      today: 0.12,
      monthForecast: 34.5,
      byApi: [{ api: 'GetMetricData', requests: 3, cost: 0.0012 }],
    });
  });

  test('with a tier only sites of that tier and what belongs to them', () => {
    const dev = statusJson(snapshot, NOW, 'development');
    expect(dev.sites.map(({ id }) => id)).toEqual(['in-dev']);
    expect(dev.alarms.map(({ site }) => site)).toEqual(['in-dev']);
    expect(dev.attention).toEqual([]);
    expect(dev.events.map(({ sites }) => sites)).toEqual([[]]);
    expect(statusJson(snapshot, NOW, 'production').attention).toHaveLength(1);
    expect(statusJson(snapshot, NOW, 'pre-production').sites).toEqual([]);
  });

  test('ages are told by the clock of who asks, not by that of the last picture', () => {
    const later = statusJson(snapshot, NOW + MINUTE);
    expect(later.sites[0]?.reasons[0]?.ageSeconds).toBe(80);
    expect(later.generatedAt).toBe('2026-11-23T12:01:00.000Z');
  });

  test.each([
    { what: 'of the workspace file', source: 'workspace', ageSeconds: 0 },
    { what: 'of a source that never answered', source: 'never', ageSeconds: null },
    { what: 'of a source that is not there', source: 'gone', ageSeconds: null },
    { what: 'of an answer dated ahead', source: 'ahead', ageSeconds: 0 },
  ])('the age of a reason $what: $ageSeconds', ({ source, ageSeconds }) => {
    const odd = aSnapshot({
      sites: [aSiteView({ reasons: [aReason({ source })] })],
      sources: [aSourceView({ id: 'never', lastGoodAt: null }), aSourceView({ id: 'ahead', lastGoodAt: NOW + HOUR })],
    });
    expect(statusJson(odd, NOW).sites[0]?.reasons[0]?.ageSeconds).toBe(ageSeconds);
  });

  test('times that no calendar holds do not break it: one bad event costs only itself', () => {
    const odd = aSnapshot({
      events: [anEventView({ start: 1e300, end: -1e300 }), anEventView({ arn: 'b', start: Number.NaN, end: null })],
      attention: [anAttentionItem({ since: Number.POSITIVE_INFINITY })],
    });
    expect(statusJson(odd, NOW).events).toMatchObject([
      { start: '+275760-09-13T00:00:00.000Z', end: '-271821-04-20T00:00:00.000Z' },
      { start: '1970-01-01T00:00:00.000Z', end: null },
    ]);
  });
});

describe('docs/status.schema.json', () => {
  // Read back from its JSON form, as others read it.
  const written = z.fromJSONSchema(
    JSON.parse(JSON.stringify(statusJsonSchema())) as Parameters<typeof z.fromJSONSchema>[0],
  );

  test('is what the code says', () => {
    expectWritten('status.schema.json', statusJsonSchema());
  });

  test('accepts what the status JSON gives, whatever was gathered', () => {
    holds(
      fc.property(situations, ({ workspace, gathered }) => {
        const evaluations = workspace.sites.map((site) => evaluateSite(site, workspace, gathered, NOW));
        const snapshot = aSnapshot({
          sites: evaluations.map((one) => siteView(one, workspace)),
          sources: [...gathered.sources.values()].map((source) => sourceView(source, NOW)),
          events: eventViews(workspace, gathered, NOW),
          attention: rankAttention(evaluations, gathered.acknowledged),
        });
        const json: unknown = JSON.parse(JSON.stringify(statusJson(snapshot, NOW)));
        expect(statusSchema.safeParse(json).error?.issues ?? []).toEqual([]);
        expect(written.safeParse(json).success).toBe(true);
      }),
      100,
    );
  });

  test.each<{ what: string; spoil: (json: Record<string, unknown>) => unknown }>([
    { what: 'a field more', spoil: (json) => ({ ...json, more: 1 }) },
    { what: 'a field less', spoil: ({ spend: _spend, ...json }) => json },
    {
      what: 'a site without reasons',
      spoil: (json) => ({ ...json, sites: [{ ...(json['sites'] as object[])[0], reasons: [] }] }),
    },
    {
      what: 'a site without a beginning',
      spoil: (json) => ({ ...json, sites: [{ ...(json['sites'] as object[])[0], since: null }] }),
    },
    {
      what: 'another status',
      spoil: (json) => ({ ...json, sites: [{ ...(json['sites'] as object[])[0], status: 'green' }] }),
    },
    { what: 'a time that is none', spoil: (json) => ({ ...json, generatedAt: 'now' }) },
  ])('refuses $what', ({ spoil }) => {
    const json: Record<string, unknown> = statusJson(aSnapshot(), NOW);
    for (const schema of [statusSchema, written]) {
      expect(schema.safeParse(json).success).toBe(true);
      expect(schema.safeParse(spoil(json)).success).toBe(false);
    }
  });
});

describe('the exit code: 0 ok (maintenance too), 1 warning, 2 critical, 3 unknown; the worst decides', () => {
  test.each<{ statuses: readonly Status[]; code: number }>([
    { statuses: ['ok'], code: 0 },
    { statuses: ['maintenance'], code: 0 },
    { statuses: ['ok', 'maintenance'], code: 0 },
    { statuses: ['ok', 'warning'], code: 1 },
    { statuses: ['unknown', 'warning'], code: 1 },
    { statuses: ['warning', 'critical', 'unknown', 'ok'], code: 2 },
    { statuses: ['critical', 'unknown'], code: 2 },
    { statuses: ['ok', 'unknown'], code: 3 },
    { statuses: ['unknown', 'maintenance'], code: 3 },
    { statuses: [], code: 3 }, // nothing to look at is not ok
  ])('$statuses: $code', ({ statuses, code }) => {
    expect(exitCodeOf(statuses)).toBe(code);
    expect(exitCodeOf([...statuses].reverse())).toBe(code);
  });
});
