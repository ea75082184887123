import { describe, expect, it } from 'vitest';
import { whole } from '../../../../../renderer/stores/steps';
import { cardsSteps, rowOf } from '../../../../../renderer/features/live/cards/view-model';
import { seeNow } from '../../../../../renderer/stores/derive/sight';
import { clocksFor } from '../../../../../renderer/ui/clocks';
import type { Snapshot } from '../../../../../shared/domain/snapshot/types';
import { blind, calm, critical } from '../../../builders/retail';
import { aSignal, aSite, aSnapshot, aSource, NOW } from '../../../builders/snapshot';

const cards = (snapshot: Snapshot) =>
  whole(
    cardsSteps({
      sites: seeNow(snapshot, 'connected', NOW).sites,
      sources: snapshot.sources,
      clocks: clocksFor('site', 'UTC', NOW),
      now: NOW,
    }),
  );

describe('country cards', () => {
  it('say state, age and local time, and count unknown lower sites (S9)', () => {
    const [usa, canada, brazil] = cards(critical());
    expect(usa).toMatchObject({ name: 'USA', word: 'Ok', time: '20:42 EST' });
    expect(canada).toMatchObject({ word: 'Ok, 1 unknown', unknown: 1 });
    expect(brazil).toMatchObject({ word: 'Critical, 12 min', time: '22:42 BRT' });
  });

  it('keep their places while all are in sight; with more of them the worst come first', () => {
    const sites = ['US', 'CA', 'BR', 'IN', 'FR'].map((country) =>
      aSite({ id: country, country, status: country === 'FR' ? 'critical' : country === 'BR' ? 'unknown' : 'ok' }),
    );
    expect(cards(aSnapshot({ sites: sites.slice(0, 4) })).map((card) => card.country)).toEqual([
      'US',
      'CA',
      'BR',
      'IN',
    ]);
    expect(cards(aSnapshot({ sites })).map((card) => card.country)).toEqual(['FR', 'BR', 'US', 'CA', 'IN']);
  });

  it('a country without production says so and has no ok', () => {
    const [card] = cards(aSnapshot({ sites: [aSite({ tier: 'development' })] }));
    expect(card).toMatchObject({ status: null, word: 'No production site' });
    expect(card?.hint).toContain('no production site');
  });

  it('blind cards keep their numbers, grey, with the age of the reading', () => {
    const [usa] = cards(blind());
    expect(usa).toMatchObject({ status: 'unknown', word: 'Unknown, 7 min' });
    expect(usa?.rows[0]).toMatchObject({ state: 'unknown', value: { text: '1,722' } });
    expect(usa?.rows[0]?.blindFrom).not.toBeNull();
  });

  it('never drop a breaching signal for one that is ok', () => {
    const signals = ['a', 'b', 'c', 'd', 'e'].map((id) => aSignal({ id, state: id === 'e' ? 'critical' : 'ok' }));
    const [card] = cards(aSnapshot({ sites: [aSite({ signals })] }));
    expect(card?.rows.map((row) => row.id)).toEqual(['a', 'b', 'c', 'e']);
    expect(card?.more).toBe(1);
  });

  it('with several production sites name the one they show', () => {
    const [card] = cards(aSnapshot({ sites: [aSite(), aSite({ id: 'br-2', name: 'Brazil two', status: 'warning' })] }));
    expect(card).toMatchObject({ site: 'br-2' });
    expect(card?.hint).toContain('Worst of 2 production sites: Brazil two.');
  });
});

describe('signal rows', () => {
  const seen = { blind: false, held: false, status: 'ok' } as const;
  it('print the limit that applies', () => {
    expect(rowOf(aSignal(), seen, aSource(), NOW).limit).toBe('min 600');
    expect(rowOf(aSignal({ state: 'critical' }), seen, aSource(), NOW).limit).toBe('min 400');
    expect(
      rowOf(aSignal({ worse: 'higher', unit: 'ms', warning: 800, critical: 2000, value: 430 }), seen, aSource(), NOW),
    ).toMatchObject({
      limit: 'max 0.8',
      value: { text: '0.43', unit: 's' },
    });
    expect(rowOf(aSignal({ warning: null, critical: null }), seen, aSource(), NOW).limit).toBe('');
  });
  it('carry age and source for whoever asks', () => {
    const { hint } = rowOf(aSignal({ limitText: '75% of same-hour' }), seen, aSource(), NOW);
    expect(hint).toContain('Limit 600/min (75% of same-hour).');
    expect(hint).toContain('Bucket 01:39 to 01:40 UTC.');
    expect(hint).toContain('from prod/sa-east-1/GetMetricData');
  });
  it('say the condition of data that is not there', () => {
    const row = rowOf(
      aSignal({ condition: 'misconfigured', conditionReason: 'metric refused', value: null }),
      seen,
      aSource(),
      NOW,
    );
    expect(row).toMatchObject({ state: 'unknown', value: null });
    expect(row.hint).toContain('Misconfigured: metric refused.');
  });
});

it('every country of a calm day has a card with four rows', () => {
  const all = cards(calm());
  expect(all.map((card) => card.name)).toEqual(['USA', 'Canada', 'Brazil', 'India']);
  expect(all.every((card) => card.rows.length === 4 && card.more === 0)).toBe(true);
});
