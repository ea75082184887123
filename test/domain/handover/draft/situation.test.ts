import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import { draftFacts } from '../../../builders/drafts';
import { aFreeze, aGuardedSite, sourcesOf } from '../../../builders/guard';
import { NOW } from '../../../builders/instants';

test('6 Handover: where nothing is to be told, nothing is drafted, and what cannot be known is said once', () => {
  const drafted = draftOf(draftFacts());
  expect(drafted.items).toEqual([]);
  expect(drafted.before).toBeNull();
  expect(drafted.unknown).toEqual([
    'When certificates expire is not known here.',
    'Restricted incidents are in no handover: those whom they name tell each other.',
  ]);
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
