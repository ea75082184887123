import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch, diffSnapshots } from '../../../shared/domain/snapshot/patch';
import type { Point } from '../../../shared/domain/signals/types';
import type { Snapshot, SnapshotPatch } from '../../../shared/domain/snapshot/types';
import { MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';
import { aRun } from '../../builders/outside';
import {
  aReason,
  aSignalView,
  aSiteView,
  aSnapshot,
  aSourceView,
  anAttentionItem,
  anEventView,
} from '../../builders/snapshots';

/** Ages are told by the reader's clock and do not make a patch: compared as if they were all the same. */
const withoutAges = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  sites: snapshot.sites.map((site) => ({
    ...site,
    reasons: site.reasons.map((reason) => ({ ...reason, ageSeconds: 0 })),
  })),
});

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const listOf = <T>(arbitrary: fc.Arbitrary<T>, selector: (item: T) => string): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(arbitrary, { selector, maxLength: 5 });

/** Points of few buckets, ascending: answers that overlap, have holes, and end earlier. */
const points = fc
  .array(fc.tuple(fc.nat(6), fc.nat(2)), { maxLength: 6 })
  .map((some): readonly Point[] =>
    [...new Map(some).entries()].sort(([a], [b]) => a - b).map(([at, value]) => [NOW + at * MINUTE, value]),
  );
const signals = listOf(
  fc
    .record({
      id: fc.constantFrom('p95', 'orders', 'errors'),
      value: fc.nat(2),
      recent: points,
      at: fc.option(fc.nat(2), { nil: null }),
    })
    .map(aSignalView),
  ({ id }) => id,
);

const snapshots: fc.Arbitrary<Snapshot> = fc
  .record({
    seq: fc.nat(1_000),
    generatedAt: fc.integer({ min: NOW, max: NOW + 1_000_000 }),
    demo: fc.boolean(),
    restoring: fc.boolean(),
    sites: listOf(
      fc
        .record({
          id: ids,
          status: fc.constantFrom('ok' as const, 'warning' as const),
          since: fc.nat(2),
          ageSeconds: fc.nat(3),
          signals,
        })
        .map(({ ageSeconds, ...over }) => aSiteView({ ...over, reasons: [aReason({ ageSeconds })] })),
      ({ id }) => id,
    ),
    sources: listOf(
      fc.record({ id: ids, condition: fc.constantFrom('live' as const, 'late' as const) }).map(aSourceView),
      ({ id }) => id,
    ),
    events: listOf(fc.record({ arn: ids, open: fc.boolean() }).map(anEventView), ({ arn }) => arn),
    outside: listOf(
      fc.record({ id: ids, state: fc.constantFrom('running' as const, 'succeeded' as const) }).map(aRun),
      ({ id }) => id,
    ),
    attention: fc.array(fc.record({ site: ids, title: fc.constantFrom('x', 'y') }).map(anAttentionItem), {
      maxLength: 3,
    }),
    workspace: fc.record({
      id: ids,
      name: ids,
      file: fc.option(ids, { nil: null }),
      problem: fc.option(ids, { nil: null }),
    }),
    spend: fc
      .record({ today: fc.nat(2), budget: fc.option(fc.nat(2), { nil: null }) })
      .map((over) => ({ ...aSnapshot().spend, ...over })),
  })
  .map(aSnapshot);

describe('a patch', () => {
  test('applied to what it was made from gives what it was made to, entities in the same order', () => {
    holds(
      fc.property(snapshots, snapshots, (before, after) => {
        const patch = diffSnapshots(before, after);
        const patched =
          patch === null ? { ...before, seq: after.seq, generatedAt: after.generatedAt } : applyPatch(before, patch);
        expect(withoutAges(patched)).toEqual(withoutAges(after));
      }),
      1_000,
    );
  });

  test('survives the wire', () => {
    holds(
      fc.property(snapshots, snapshots, (before, after) => {
        const patch = diffSnapshots(before, after);
        if (patch === null) return;
        const wired = JSON.parse(JSON.stringify(patch)) as typeof patch;
        expect(applyPatch(before, wired)).toEqual(applyPatch(before, patch));
      }),
    );
  });

  test('is none when nothing changed but the clock', () => {
    holds(
      fc.property(snapshots, (snapshot) => {
        const later = {
          ...structuredClone(snapshot),
          seq: snapshot.seq + 1,
          generatedAt: snapshot.generatedAt + 1_000,
          sites: snapshot.sites.map((site) => ({
            ...site,
            reasons: site.reasons.map((reason) => ({ ...reason, ageSeconds: 99 })),
          })),
        };
        expect(diffSnapshots(snapshot, later)).toBeNull();
      }),
    );
  });

  const three = aSnapshot({ sites: [aSiteView({ id: 'a' }), aSiteView({ id: 'b' }), aSiteView({ id: 'c' })] });

  test('carries only what changed', () => {
    const after = {
      ...three,
      seq: 2,
      sites: three.sites.map((site) => (site.id === 'b' ? { ...site, blind: true } : site)),
    };
    expect(diffSnapshots(three, after)).toEqual({
      seq: 2,
      generatedAt: NOW,
      sites: [{ id: 'b', blind: true }],
    });
  });

  test('a site that is new comes whole', () => {
    const after = { ...three, seq: 2, sites: [...three.sites, aSiteView({ id: 'd', blind: true })] };
    expect(diffSnapshots(three, after)?.sites).toEqual([aSiteView({ id: 'd', blind: true })]);
  });

  test('what came anew over the wire and says the same stays the same object', () => {
    const [a, ...rest] = three.sites;
    const after = { ...three, seq: 2, sites: [{ ...a!, status: 'warning' as const }, ...rest] };
    const wired = JSON.parse(JSON.stringify({ ...diffSnapshots(three, after), sites: after.sites })) as SnapshotPatch;
    const [patched] = applyPatch(three, wired).sites;
    expect(patched).toEqual(after.sites[0]);
    expect(patched?.reasons).toBe(a?.reasons);
  });

  test('names what is gone', () => {
    const after = { ...three, seq: 2, sites: three.sites.slice(1) };
    expect(diffSnapshots(three, after)).toEqual({ seq: 2, generatedAt: NOW, removedSites: ['a'] });
  });

  test('carries of a signal what changed, and of its points those that are new', () => {
    const point = (minute: number, value = 1): Point => [NOW + minute * MINUTE, value];
    const of = (...recent: readonly Point[]): Snapshot =>
      aSnapshot({
        sites: [aSiteView({ signals: [aSignalView({ id: 'p95', recent }), aSignalView({ id: 'orders' })] })],
      });
    expect(diffSnapshots(of(point(1), point(2), point(3)), of(point(2), point(3, 5), point(4)))?.sites).toEqual([
      {
        id: 'br-prod',
        signalPatches: [{ id: 'p95', recent: { first: NOW + 2 * MINUTE, points: [point(3, 5), point(4)] } }],
      },
    ]);
  });

  test('a point that is gone between two that stay is gone in the window too', () => {
    const withPoints = (...minutes: readonly number[]): Snapshot =>
      aSnapshot({
        sites: [aSiteView({ signals: [aSignalView({ recent: minutes.map((at): Point => [NOW + at * MINUTE, 1]) })] })],
      });
    const [before, after] = [withPoints(0, 1, 2), withPoints(0, 2)];
    const patch = diffSnapshots(before, after);
    expect(patch === null ? null : applyPatch(before, patch).sites).toEqual(after.sites);
  });

  test('a run from outside that is new, changed or over is told by itself', () => {
    const [a, b] = [aRun({ id: 'a' }), aRun({ id: 'b' })];
    const over = aRun({ id: 'b', state: 'succeeded' });
    const before = aSnapshot({ outside: [a, b] });
    const patch = diffSnapshots(before, aSnapshot({ outside: [a, over] }));
    expect(patch?.outside).toEqual({ set: [over], order: [0, -1] });
    expect(diffSnapshots(before, aSnapshot({ outside: [{ ...a }, { ...b }] }))).toBeNull();
    expect(diffSnapshots(before, aSnapshot({ outside: [b] }))?.outside).toEqual({ set: [], order: [1] });
  });

  test('an item that moves in a ranked list moves alone: nothing of the others is sent', () => {
    const items = ['a', 'b', 'c'].map((site) => anAttentionItem({ site, key: site }));
    const [a, b, c] = items;
    const patch = diffSnapshots(aSnapshot({ attention: items }), aSnapshot({ attention: [c!, a!, b!] }));
    expect(patch?.attention).toEqual({ set: [], order: [2, 0, 1] });
  });

  test('a new entity that comes first comes first: the newest event is on top of the list', () => {
    const before = aSnapshot({ events: [anEventView({ arn: 'old' })] });
    const after = aSnapshot({ seq: 2, events: [anEventView({ arn: 'new' }), anEventView({ arn: 'old' })] });
    const patch = diffSnapshots(before, after);
    expect(patch === null ? [] : applyPatch(before, patch).events.map(({ arn }) => arn)).toEqual(['new', 'old']);
  });

  test('keeps what did not change as it is, so that nothing of it is drawn again', () => {
    const after = { ...three, seq: 2, attention: [anAttentionItem()] };
    const patch = diffSnapshots(three, after);
    const patched = patch === null ? three : applyPatch(three, patch);
    expect(patched.sites).toBe(three.sites);
    expect(patched.attention).toEqual([anAttentionItem()]);
    const one = diffSnapshots(three, {
      ...three,
      seq: 3,
      sites: [aSiteView({ id: 'a', blind: true }), ...three.sites.slice(1)],
    });
    expect(one === null ? null : applyPatch(three, one).sites[2]).toBe(three.sites[2]);
  });

  test('changes neither what it is made from nor what it is applied to', () => {
    holds(
      fc.property(snapshots, snapshots, (before, after) => {
        const copies = structuredClone([before, after]);
        const patch = diffSnapshots(before, after);
        if (patch !== null) applyPatch(before, patch);
        expect([before, after]).toEqual(copies);
      }),
      100,
    );
  });
});
