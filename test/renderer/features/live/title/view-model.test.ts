import { describe, expect, it } from 'vitest';
import { titleOf, type TitleView } from '../../../../../renderer/features/live/title/view-model';
import { seeNow } from '../../../../../renderer/stores/derive/sight';
import type { Snapshot } from '../../../../../shared/domain/snapshot/types';
import { clocksFor } from '../../../../../renderer/ui/clocks';
import { labelSites } from '../../../../../renderer/ui/labels';
import { blind, blindProduction, calm, critical, empty, restoring, single } from '../../../builders/retail';
import { NOW } from '../../../builders/snapshot';

const MINUTE = 60_000;

function title(
  snapshot: Snapshot | null,
  options: { readonly minutes?: number; readonly lost?: boolean; readonly problem?: string } = {},
): TitleView {
  const now = NOW + (options.minutes ?? 0) * MINUTE;
  return titleOf({
    sight: seeNow(snapshot, options.lost ? 'disconnected' : 'connected', now),
    events: snapshot?.events ?? [],
    labels: labelSites(snapshot?.sites ?? []),
    clocks: clocksFor('site', 'UTC', now),
    problem: options.problem ?? null,
    file: snapshot?.workspace.file ?? null,
    now,
  });
}
const change = (snapshot: Snapshot, ids: readonly string[], part: object): Snapshot => ({
  ...snapshot,
  sites: snapshot.sites.map((site) => (ids.includes(site.id) ? { ...site, ...part } : site)),
});

describe('the title answers "do I need to act?"', () => {
  it('one critical', () =>
    expect(title(critical())).toEqual({
      look: 'critical',
      glyph: 'critical',
      title: 'Brazil production is critical',
      sub: '12 minutes. One AWS issue overlaps with it. 9 of 12 sites ok, 1 unknown.',
    }));

  it('several critical', () =>
    expect(title(change(critical(), ['us-prod'], { status: 'critical' })).title).toBe(
      '2 production sites are critical',
    ));

  it('production comes before lower tiers, as in attention', () => {
    const snapshot = change(change(calm(), ['ca-dev'], { status: 'critical' }), ['us-prod'], { status: 'warning' });
    expect(title(snapshot)).toMatchObject({ look: 'trouble', title: 'USA production has a warning' });
  });

  it('calm, with the moment since when', () =>
    expect(title(calm())).toEqual({
      look: 'calm',
      glyph: 'ok',
      title: 'All 12 sites ok',
      sub: 'Since Tue 20:24 UTC.',
    }));

  it('calm with maintenance counts and names it', () => {
    const view = title(change(calm(), ['in-pre'], { status: 'maintenance', since: NOW }));
    expect(view).toMatchObject({ title: '11 of 12 sites ok', look: 'calm' });
    expect(view.sub).toContain('India pre-production in maintenance since 07:12 IST');
  });

  it('calm without AWS Health says so', () =>
    expect(title(change(calm(), ['us-prod'], { healthViewMissing: 'AWS view missing' })).sub).toContain(
      'AWS Health is not seen for 1 site.',
    ));

  it('one site', () => expect(title(single()).title).toBe('Brazil production is ok'));
});

describe('the title is never calm when blind', () => {
  it('blind of everything', () =>
    expect(title(blind())).toMatchObject({
      look: 'blind',
      title: 'We cannot see AWS',
      sub: 'Last reading 01:35 UTC, 7 min ago. Everything below is last known, not current.',
    }));

  it('blind of production', () =>
    expect(title(blindProduction())).toMatchObject({
      title: 'We cannot see production',
      sub: 'Last reading 01:35 UTC, 7 min ago. The other 8 sites are live and ok.',
    }));

  it('a calm snapshot that no patch followed', () => {
    expect(title(calm(), { minutes: 2 }).look).toBe('calm');
    expect(title(calm(), { minutes: 6 })).toMatchObject({ look: 'blind', title: 'We cannot see production' });
    expect(title(calm(), { minutes: 30 })).toMatchObject({ look: 'blind', title: 'We cannot see AWS' });
  });

  it('a held critical is named under blindness', () =>
    expect(title(critical(), { minutes: 16 }).sub).toContain('Brazil production was critical.'));

  it('a lost engine', () => {
    expect(title(calm(), { lost: true })).toMatchObject({ look: 'blind', title: 'Meridian does not answer' });
    expect(title(null, { lost: true }).sub).toContain('Nothing was read yet');
  });

  it('the last known state after a start', () =>
    expect(title(restoring())).toMatchObject({ look: 'blind', title: 'Last known state, reading AWS…' }));

  it('nothing yet, with the reason when there is one', () => {
    expect(title(null)).toMatchObject({ title: 'No reading yet', sub: 'Waiting for the first answer.' });
    expect(title(null, { problem: 'database is locked' }).sub).toBe('database is locked');
  });

  it('nothing watched', () =>
    expect(title(empty())).toMatchObject({ title: 'Nothing is watched', sub: 'meridian.yaml names no sites.' }));
});
