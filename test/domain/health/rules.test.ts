import { describe, expect, test } from 'vitest';
import { concerns, effectOf, isOpen, titleOf } from '../../../shared/domain/health/rules';
import type { HealthEvent } from '../../../shared/domain/health/types';
import type { Site } from '../../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { aScheduledChange, anEntity, anEvent } from '../../builders/health';
import { NOW } from '../../builders/instants';
import { aSite } from '../../builders/sites';

const effect = (
  event: HealthEvent,
  { site = aSite(), alone = true, ownBreach = false }: { site?: Site; alone?: boolean; ownBreach?: boolean } = {},
) => effectOf(event, site, NOW, alone, ownBreach);

/** A site that stands on these AWS services only. */
const on = (...services: readonly string[]): Site => aSite({ aws: new Set(services) });

describe('S7: an AWS Health event counts when all of it holds', () => {
  test('an open issue of the region and a service is a warning', () => {
    expect(effect(anEvent(), { site: on('EC2', 'RDS') })).toBe('warning');
  });

  describe('its category is issue', () => {
    test.each(['accountNotification', 'scheduledChange', 'investigation', 'Issue', 'something new', '', null])(
      '%s is listed only',
      (category) => {
        expect(effect(anEvent({ category }))).toBeNull();
      },
    );
  });

  describe('its region is that of the site or `global`', () => {
    test.each([
      { region: 'sa-east-1', counts: true },
      { region: 'global', counts: true },
      { region: 'us-east-1', counts: false },
      { region: 'sa-east-1a', counts: false },
      { region: null, counts: false },
    ])('$region: $counts', ({ region, counts }) => {
      expect(effect(anEvent({ region })) !== null).toBe(counts);
      expect(concerns(anEvent({ region }), aSite())).toBe(counts);
    });
  });

  describe('its service is in the `aws` list of the site', () => {
    test.each([
      { service: 'EC2', aws: new Set(['EC2']), counts: true },
      { service: 'ec2', aws: new Set(['EC2']), counts: true },
      { service: 'LAMBDA', aws: new Set(['EC2']), counts: false },
      { service: null, aws: new Set(['EC2']), counts: false },
      { service: 'EC2', aws: new Set<string>(), counts: false },
      { service: 'LAMBDA', aws: null, counts: true }, // left out: every service
      { service: null, aws: null, counts: true },
    ])('$service for $aws: $counts', ({ service, aws, counts }) => {
      expect(effect(anEvent({ service }), { site: aSite({ aws }) }) !== null).toBe(counts);
    });
  });

  describe('it is not closed and has no end in the past', () => {
    test.each([
      { status: 'open', end: null, open: true },
      { status: 'open', end: NOW + 1, open: true },
      { status: 'open', end: NOW - 1, open: false }, // AWS leaves events open that have ended
      { status: 'open', end: NOW - 30 * DAY, open: false },
      { status: 'closed', end: null, open: false },
      { status: 'CLOSED', end: null, open: false },
      { status: 'closed', end: NOW + HOUR, open: false },
      { status: 'upcoming', end: null, open: true },
      { status: null, end: null, open: true },
      { status: null, end: NOW - 1, open: false },
      { status: 'open', end: Number.POSITIVE_INFINITY, open: true },
    ])('$status, end $end: $open', ({ status, end, open }) => {
      expect(isOpen(anEvent({ status, end }), NOW)).toBe(open);
      expect(effect(anEvent({ status, end })) !== null).toBe(open);
    });
  });

  test('every field may be missing: then it is listed, not lost, and breaks nothing', () => {
    const bare = anEvent({
      service: null,
      typeCode: null,
      category: null,
      region: null,
      start: null,
      lastUpdated: null,
      status: null,
      scope: null,
    });
    expect(effect(bare)).toBeNull();
    expect(titleOf(bare)).toBe('AWS event');
  });
});

describe('S7: critical when account-specific with an entity that is IMPAIRED or has no status', () => {
  const issue = (over: Partial<HealthEvent>): HealthEvent => anEvent({ scope: 'ACCOUNT_SPECIFIC', ...over });

  test.each([
    { entities: [anEntity()], effect: 'critical' },
    { entities: [anEntity({ status: 'impaired' })], effect: 'critical' },
    { entities: [anEntity({ status: null })], effect: 'critical' },
    { entities: [anEntity({ status: 'RESOLVED' }), anEntity()], effect: 'critical' },
    { entities: [anEntity({ status: 'UNIMPAIRED' })], effect: 'warning' },
    { entities: [anEntity({ status: 'UNKNOWN' })], effect: 'warning' },
    { entities: [anEntity({ status: 'PENDING' })], effect: 'warning' },
    { entities: [anEntity({ status: 'RESOLVED' })], effect: 'warning' },
    { entities: [], effect: 'warning' },
    { entities: null, effect: 'warning' },
  ])('entities $entities: $effect', ({ entities, effect: expected }) => {
    expect(effect(issue({ entities }))).toBe(expected);
  });

  test.each([
    { scope: 'ACCOUNT_SPECIFIC', effect: 'critical' },
    { scope: 'PUBLIC', effect: 'warning' },
    { scope: 'NONE', effect: 'warning' },
    { scope: null, effect: 'critical' }, // one that names entities can only speak of an account
  ])('scope $scope with an impaired entity: $effect', ({ scope, effect: expected }) => {
    expect(effect(issue({ scope, entities: [anEntity()] }))).toBe(expected);
  });

  test('without a scope and without entities it is a public one', () => {
    expect(effect(issue({ scope: null, entities: null }))).toBe('warning');
    expect(effect(issue({ scope: null, entities: [] }))).toBe('warning');
  });

  test('a global event can be critical', () => {
    expect(effect(issue({ region: 'global', service: 'IAM', entities: [anEntity()] }))).toBe('critical');
  });

  test('an ended one is not critical either', () => {
    expect(effect(issue({ entities: [anEntity()], end: NOW - 1 }))).toBeNull();
  });

  test.each([
    { alone: true, ownBreach: false, effect: 'critical' },
    { alone: true, ownBreach: true, effect: 'critical' },
    { alone: false, ownBreach: true, effect: 'critical' },
    { alone: false, ownBreach: false, effect: 'warning' },
  ])(
    'where several sites share account and region, only those with an own breach: alone $alone, breach $ownBreach is $effect',
    ({ effect: expected, ...site }) => {
      expect(effect(issue({ entities: [anEntity()] }), site)).toBe(expected);
    },
  );
});

describe('S8: an AWS scheduledChange is maintenance when all of it holds', () => {
  test.each([
    { what: 'in its window', over: {}, maintenance: true },
    { what: 'at its start', over: { start: NOW }, maintenance: true },
    { what: 'before its start', over: { start: NOW + 1 }, maintenance: false },
    { what: 'at its end', over: { end: NOW }, maintenance: false },
    { what: 'just before its end', over: { end: NOW + 1 }, maintenance: true },
    { what: 'without a start', over: { start: null }, maintenance: false },
    { what: 'without an end', over: { end: null }, maintenance: false },
    { what: '24 h long', over: { start: NOW - HOUR, end: NOW + 23 * HOUR }, maintenance: true },
    { what: 'longer than 24 h', over: { start: NOW - HOUR, end: NOW + 23 * HOUR + 1 }, maintenance: false },
    { what: 'without entities', over: { entities: [] }, maintenance: false },
    { what: 'with entities not asked yet', over: { entities: null }, maintenance: false },
    { what: 'of another region', over: { region: 'us-east-1' }, maintenance: false },
    { what: 'global', over: { region: 'global' }, maintenance: false },
    { what: 'without a region', over: { region: null }, maintenance: false },
    { what: 'closed', over: { status: 'closed' }, maintenance: false },
    { what: 'still called upcoming', over: { status: 'upcoming' }, maintenance: true },
    { what: 'an account notice', over: { category: 'accountNotification' }, maintenance: false },
    { what: 'of an unknown category', over: { category: 'maintenance' }, maintenance: false },
  ])('$what: $maintenance', ({ over, maintenance }) => {
    expect(effect(aScheduledChange(over))).toBe(maintenance ? 'maintenance' : null);
  });

  test('it has to concern the site by its `aws` list: another environment may have its neighbour patched', () => {
    expect(effect(aScheduledChange(), { site: on('RDS') })).toBe('maintenance');
    expect(effect(aScheduledChange(), { site: on('EC2') })).toBeNull();
  });

  test('it is never critical, even with an impaired entity', () => {
    expect(effect(aScheduledChange({ entities: [anEntity()] }))).toBe('maintenance');
    expect(effect(aScheduledChange({ entities: [anEntity()] }), { ownBreach: true })).toBe('maintenance');
  });
});

describe('the title of an event', () => {
  test.each([
    { over: {}, title: 'EC2 operational issue' },
    { over: { service: null }, title: 'AWS ec2 operational issue' },
    { over: { typeCode: null, description: 'We are investigating. More soon.' }, title: 'We are investigating' },
    { over: { typeCode: null, description: 'x'.repeat(300) }, title: 'x'.repeat(120) },
    { over: { typeCode: null, description: null }, title: 'EC2 event' },
    { over: { typeCode: '', description: '\n' }, title: 'EC2 event' },
    { over: { service: 'A.B(C', typeCode: 'AWS_A_B_C_ISSUE' }, title: 'A.B(C issue' },
  ])('$title', ({ over, title }) => {
    expect(titleOf(anEvent({ availabilityZone: null, start: NOW - MINUTE, ...over }))).toBe(title);
  });
});
