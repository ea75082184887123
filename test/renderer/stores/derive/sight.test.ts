import { describe, expect, it } from 'vitest';
import {
  conditionNow,
  countriesNow,
  maintenanceEnd,
  seeNow,
  sightKey,
  siteNow,
} from '../../../../renderer/stores/derive/sight';
import { blind, calm, critical, empty, restoring } from '../../builders/retail';
import { anEvent, aSite, aSnapshot, aSource, NOW } from '../../builders/snapshot';

const SECOND = 1_000;
const MINUTE = 60_000;
const sources = new Map([aSource(), aSource({ api: 'DescribeAlarms' })].map((source) => [source.id, source]));

describe('a site as this window may show it (S2)', () => {
  it('stands as sent while its sources keep their promise', () => {
    const one = siteNow(aSite(), sources, NOW + 100 * SECOND);
    expect(one).toMatchObject({ status: 'ok', blind: false, held: false, was: null });
  });

  it('is unknown after 3 promised intervals without a patch, never green', () => {
    const last = NOW - 12 * SECOND;
    expect(siteNow(aSite(), sources, last + 180 * SECOND).status).toBe('ok');
    expect(siteNow(aSite(), sources, last + 181 * SECOND)).toMatchObject({
      status: 'unknown',
      blind: true,
      since: last,
      was: { status: 'ok', at: last },
    });
  });

  it('holds what was worse for 15 minutes with the blind mark, then says what it was', () => {
    const site = aSite({ status: 'critical' });
    const limit = NOW - 12 * SECOND + 180 * SECOND;
    expect(siteNow(site, sources, limit + 14 * MINUTE)).toMatchObject({ status: 'critical', blind: true, held: true });
    expect(siteNow(site, sources, limit + 16 * MINUTE)).toMatchObject({
      status: 'unknown',
      held: false,
      was: { status: 'critical' },
    });
  });

  it('does not hold maintenance: blind is worse', () =>
    expect(siteNow(aSite({ status: 'maintenance' }), sources, NOW + 10 * MINUTE).status).toBe('unknown'));

  it('is blind as soon as one of its required sources is, also when another is fresh', () => {
    const one = new Map(sources).set(
      'prod/sa-east-1/DescribeAlarms',
      aSource({ api: 'DescribeAlarms', lastGoodAt: NOW - 4 * MINUTE }),
    );
    expect(siteNow(aSite(), one, NOW).status).toBe('unknown');
  });

  it('is not made blind by AWS Health', () => {
    const one = new Map(sources).set(
      'prod/global/Health',
      aSource({ region: 'global', api: 'Health', lastGoodAt: NOW - 600 * MINUTE }),
    );
    expect(siteNow(aSite(), one, NOW).status).toBe('ok');
  });

  it('falls back to the longest promise of its tier when it knows no source', () => {
    expect(siteNow(aSite(), new Map(), NOW + 14 * MINUTE).status).toBe('ok');
    expect(siteNow(aSite(), new Map(), NOW + 15 * MINUTE).status).toBe('unknown');
    expect(siteNow(aSite({ tier: 'development' }), new Map(), NOW + 44 * MINUTE).status).toBe('ok');
  });

  it('keeps what the engine said it was', () => {
    const was = { status: 'critical', at: NOW - 60 * MINUTE } as const;
    expect(siteNow(aSite({ status: 'unknown', blind: true, was }), sources, NOW + 60 * MINUTE).was).toEqual(was);
  });
});

describe('sight', () => {
  it.each([
    ['live', calm(), 'connected', 0],
    ['live', critical(), 'connected', 0],
    ['blind', blind(), 'connected', 0],
    ['partial', calm(), 'connected', 6],
    ['blind', calm(), 'connected', 30],
    ['restoring', restoring(), 'connected', 0],
    ['empty', empty(), 'connected', 0],
    ['disconnected', calm(), 'disconnected', 0],
    ['loading', null, 'connecting', 0],
    ['disconnected', null, 'disconnected', 0],
  ] as const)('is %s', (kind, snapshot, connection, minutes) =>
    expect(seeNow(snapshot, connection, NOW + minutes * MINUTE).kind).toBe(kind),
  );

  it('counts accounts that answer in time, and those signed out', () => {
    const sight = seeNow(blind(), 'connected', NOW);
    expect([sight.accountsLive, sight.accounts, sight.accountsSignedOut]).toEqual([0, 2, ['prod', 'lower']]);
    expect(seeNow(calm(), 'connected', NOW)).toMatchObject({ accountsLive: 2, accounts: 2, accountsSignedOut: [] });
  });

  it.each(['denied', 'signed-out', 'never', 'error'] as const)(
    'S2: changes from outside that are %s make no account look less live',
    (condition) => {
      const outside = ['CodePipeline', 'CodeDeploy', 'CloudFormation'].map((api) =>
        aSource({ api, condition, lastGoodAt: null, reason: 'refused' }),
      );
      const snapshot = calm();
      const seen = seeNow({ ...snapshot, sources: [...snapshot.sources, ...outside] }, 'connected', NOW);
      expect(seen).toEqual(seeNow(snapshot, 'connected', NOW));
    },
  );

  it('has a key that changes with a status and not with a second', () => {
    const at = (ms: number): string => sightKey(seeNow(calm(), 'connected', NOW + ms));
    expect(at(0)).toBe(at(1_000));
    expect(at(0)).not.toBe(at(6 * MINUTE));
  });
});

describe('conditions by the clock of the window', () => {
  it.each([
    [60, 'live'],
    [150, 'late'],
    [200, 'stale'],
  ] as const)('%s s after the last good answer: %s', (seconds, condition) =>
    expect(conditionNow(aSource({ lastGoodAt: NOW }), NOW + seconds * SECOND)).toBe(condition),
  );
  it('a reason the engine gave stays', () =>
    expect(conditionNow(aSource({ condition: 'denied' }), NOW + 600 * SECOND)).toBe('denied'));
});

describe('countries (S9)', () => {
  const of = (...sites: readonly Parameters<typeof aSite>[0][]) =>
    countriesNow(sites.map((site, index) => siteNow(aSite({ id: `s${index}`, ...site }), new Map(), NOW)));

  it('are the worst of their production sites', () => {
    const [country] = of({ status: 'ok' }, { status: 'warning' }, { tier: 'development', status: 'critical' });
    expect(country).toMatchObject({ status: 'warning' });
    expect(country?.lead.site.id).toBe('s1');
  });
  it('without production say so and are not ok', () => {
    const [country] = of({ tier: 'development', status: 'ok' });
    expect(country?.status).toBeNull();
  });
  it('count what is unknown, in every tier', () => {
    const [country] = of(
      { status: 'ok' },
      { tier: 'development', status: 'unknown' },
      { tier: 'pre-production', status: 'unknown' },
    );
    expect(country).toMatchObject({ status: 'ok', unknown: 2 });
  });
});

it('an announced maintenance ends when AWS says', () => {
  const site = aSite();
  const event = anEvent({ category: 'scheduledChange', end: NOW + MINUTE });
  expect(maintenanceEnd(site, [event])).toBe(NOW + MINUTE);
  expect(maintenanceEnd(site, [anEvent()])).toBeNull();
});

it('a snapshot without sites is nothing watched, not all ok', () =>
  expect(seeNow(aSnapshot({ sites: [] }), 'connected', NOW).kind).toBe('empty'));
