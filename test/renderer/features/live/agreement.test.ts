import { describe, expect, it } from 'vitest';
import { footerOf } from '../../../../renderer/features/live/footer/view-model';
import { titleOf } from '../../../../renderer/features/live/title/view-model';
import { pillOf } from '../../../../renderer/features/shell/title-bar/view-model';
import { seeNow } from '../../../../renderer/stores/derive/sight';
import { clocksFor } from '../../../../renderer/ui/clocks';
import { labelSites } from '../../../../renderer/ui/labels';
import { blind, blindProduction, calm, critical, restoring } from '../../builders/retail';
import { NOW } from '../../builders/snapshot';

const MINUTE = 60_000;

/** Design rule 3: the title sentence, the freshness pill and the footer must all agree. */
describe('title, pill and footer agree', () => {
  const cases = { calm, critical, blind, blindProduction, restoring };
  for (const [name, make] of Object.entries(cases)) {
    for (const minutes of [0, 1, 3, 4, 8, 20, 60]) {
      for (const connection of ['connected', 'disconnected'] as const) {
        it(`${name}, ${minutes} min later, ${connection}`, () => {
          const snapshot = make();
          const now = NOW + minutes * MINUTE;
          const sight = seeNow(snapshot, connection, now);
          const title = titleOf({
            sight,
            events: snapshot.events,
            labels: labelSites(snapshot.sites),
            clocks: clocksFor('site', 'UTC', now),
            problem: null,
            file: null,
            now,
          });
          const pill = pillOf(sight, snapshot.sources, null, now);
          const footer = footerOf(sight, now);
          const blindEverywhere = sight.kind === 'blind' || sight.kind === 'disconnected' || sight.kind === 'restoring';
          expect(title.look === 'blind' || sight.kind === 'partial').toBe(blindEverywhere || sight.kind === 'partial');
          expect(pill.live).toBe(sight.kind === 'live');
          expect(footer.rest.includes('all fresh')).toBe(sight.kind === 'live');
          if (blindEverywhere) {
            expect(pill.glyph).toBe('unknown');
            expect(footer.glyph).toBe('unknown');
            expect(title.glyph).toBe('unknown');
          }
          if (sight.kind === 'live') expect(footer.rest).toContain(`oldest reading ${pill.rest}`);
        });
      }
    }
  }
});

describe('the pill', () => {
  const pill = (snapshot = calm(), minutes = 0) =>
    pillOf(
      seeNow(snapshot, 'connected', NOW + minutes * MINUTE),
      snapshot.sources,
      snapshot.spend,
      NOW + minutes * MINUTE,
    );
  it('says live with the oldest age', () =>
    expect(pill()).toMatchObject({ strong: 'AWS live', rest: '12 s', live: true }));
  it('counts accounts when one is gone', () =>
    expect(pill(blindProduction())).toMatchObject({ strong: 'AWS 1 of 2 live', rest: '7 min old' }));
  it('is not live when blind', () =>
    expect(pill(blind())).toMatchObject({ strong: 'AWS not live', rest: '7 min old' }));
  it('says that a try failed while the data is still young', () => {
    const [first, ...rest] = calm().sources;
    const failing = { ...calm(), sources: [{ ...first!, reason: 'connection refused' }, ...rest] };
    expect(pill(failing)).toMatchObject({ strong: 'AWS live', live: true });
    expect(pill(failing).hint).toContain('The last try of 1 source failed: connection refused');
  });
  it('explains itself with sources and cost', () => {
    expect(pill().hint).toContain('all answering');
    expect(pill().hint).toContain('$ 1.42 today');
    expect(pill(blind()).hint).toContain('signed out, Sign-in for account prod ended');
    expect(pill(blind()).hint).toMatch(/and \d+ more/);
  });
});

describe('the footer', () => {
  it('tells what was before blindness', () =>
    expect(footerOf(seeNow(blind(), 'connected', NOW), NOW)).toMatchObject({
      strong: '12 sites unknown',
      rest: ', all were ok at 01:35 UTC',
    }));
  it('counts what is not seen', () =>
    expect(footerOf(seeNow(blindProduction(), 'connected', NOW), NOW)).toMatchObject({
      strong: '8 sites ok',
      rest: ', fresh ones 12 s old. 4 not seen',
    }));
});
