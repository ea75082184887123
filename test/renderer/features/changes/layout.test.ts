import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeState } from '../../../../shared/domain/change/types';
import { CHANGE_STATES } from '../../../../shared/domain/change/types';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import type { LaneSite } from '../../../../renderer/features/changes/timeline/groups';
import { groupsOf } from '../../../../renderer/features/changes/timeline/groups';
import { itemsBySite } from '../../../../renderer/features/changes/timeline/items';
import { layLane, rowsWithin, saidNumbers } from '../../../../renderer/features/changes/timeline/layout';
import { marksOf, obstaclesOf } from '../../../../renderer/features/changes/timeline/marks';
import { keptTiles, nextTiles, type Scale } from '../../../../renderer/features/changes/timeline/scale';
import { runRows } from '../../../../renderer/features/changes/list/run-rows';
import { namesOf } from '../../../../renderer/ui/names';
import { aChange, aRun, AT } from '../../../builders/planned';
import { holds } from '../../../builders/property';
import { anEvent } from '../../builders/snapshot';

const SITE: LaneSite = {
  id: 'br-prod',
  name: 'Brazil production',
  country: 'BR',
  tier: 'production',
  timeZone: 'America/Sao_Paulo',
  subdivision: null,
  account: 'prod',
  region: 'sa-east-1',
  status: 'ok',
  blind: false,
  dataAt: null,
};
const SCALE: Scale = { base: AT, perHour: 1196 / 72 };
const NOTHING = { changes: [], events: [], outside: [] };

const change = fc
  .record({
    start: fc.integer({ min: -5_000, max: 5_000 }),
    minutes: fc.integer({ min: 1, max: 3_000 }),
    title: fc.string({ maxLength: 40 }),
    state: fc.constantFrom<ChangeState>(...CHANGE_STATES),
    service: fc.constantFrom('checkout', 'cart'),
  })
  .map(({ start, minutes, title, state, service }) => ({
    title,
    state,
    services: [service],
    window: { start: AT + start * MINUTE, end: AT + (start + minutes) * MINUTE },
  }));
const changes = fc
  .array(change, { maxLength: 40 })
  .map((all) => all.map((one, index) => aChange({ ...one, id: `c${index}`, number: `${index}-AAAA` })));
const scales = fc.constantFrom(24, 72, 336).map((span): Scale => ({ base: AT, perHour: 1196 / span }));

describe('bars and labels of a lane', () => {
  it('no bar lies on another, no label touches a bar, another label or what else is written there', () => {
    holds(
      fc.property(changes, scales, fc.boolean(), fc.boolean(), (all, scale, blind, titles) => {
        const site = { ...SITE, blind, dataAt: AT - 9 * MINUTE };
        const items = itemsBySite({ ...NOTHING, changes: all }, [site], AT).get(site.id) ?? [];
        const freezes = [
          { freeze: 'f', name: 'Peak freeze', holidays: [], site: site.id, start: AT + 20 * HOUR, end: AT + 60 * HOUR },
        ];
        const events = [anEvent({ start: AT - 44 * MINUTE })];
        const marks = marksOf({ site, items, freezes, events, scale, now: AT, named: true });
        const said = obstaclesOf(marks);
        const { bars } = layLane(items, scale, said, saidNumbers(all), titles);
        expect(bars).toHaveLength(all.length);
        const boxes = bars.flatMap(({ x, width, row, label }) => [
          { row, from: x, to: x + width },
          ...(label.mode === 'none' ? [] : [{ row, from: label.x, to: label.x + label.width }]),
        ]);
        boxes.push(...said.map(({ x, width }) => ({ row: 0, from: x, to: x + width })));
        for (const row of new Set(boxes.map((box) => box.row))) {
          const inRow = boxes.filter((box) => box.row === row).sort((a, b) => a.from - b.from);
          for (const [index, box] of inRow.entries()) {
            const next = inRow[index + 1];
            if (next !== undefined) expect(next.from).toBeGreaterThanOrEqual(box.to);
          }
        }
      }),
    );
  });

  it('bars are in the order of time, as wide as they last, and never narrower than can be hit', () => {
    holds(
      fc.property(changes, scales, (all, scale) => {
        const items = itemsBySite({ ...NOTHING, changes: all }, [SITE], AT).get(SITE.id) ?? [];
        const { bars } = layLane(items, scale, [], saidNumbers(all), true);
        for (const [index, { x, width, item }] of bars.entries()) {
          const lasts = ((item.end - item.start) / HOUR) * scale.perHour;
          expect(Math.abs(width - Math.max(6, lasts))).toBeLessThan(0.11);
          expect(x).toBeGreaterThanOrEqual(bars[index - 1]?.x ?? -Infinity);
        }
      }),
    );
  });

  it('number and title where there is room, the number alone where there is less, else neither', () => {
    const at = (hours: number, id: string) =>
      aChange({ id, number: `${id}-AAAA`, window: { start: AT + hours * HOUR, end: AT + (hours + 1) * HOUR } });
    const modes = (gap: number): readonly string[] => {
      const all = [at(0, '214'), at(1 + gap, '215')];
      const items = itemsBySite({ ...NOTHING, changes: all }, [SITE], AT).get(SITE.id) ?? [];
      return layLane(items, SCALE, [], saidNumbers(all), true).bars.map(({ label }) => label.mode);
    };
    expect(modes(20)).toEqual(['title', 'title']);
    expect(modes(4)).toEqual(['number', 'title']);
    expect(modes(1)).toEqual(['none', 'title']);
  });

  it('overlapping bars stand below each other, and the lane is as high as those that are drawn', () => {
    const all = [0, 0.5, 0.7, 40].map((hours, index) =>
      aChange({ id: `${index}`, window: { start: AT + hours * HOUR, end: AT + (hours + 1) * HOUR } }),
    );
    const items = itemsBySite({ ...NOTHING, changes: all }, [SITE], AT).get(SITE.id) ?? [];
    const layout = layLane(items, SCALE, [], saidNumbers(all), true);
    expect(layout.bars.map(({ row }) => row)).toEqual([0, 1, 2, 0]);
    expect(rowsWithin(layout.bars, 0, 100)).toBe(3);
    expect(rowsWithin(layout.bars, 600, 700)).toBe(1);
  });

  it('the same site and service at the same time is a conflict; a draft, what is over and another service are none', () => {
    const pair = (second: Parameters<typeof aChange>[0]): number => {
      const all = [aChange({ id: 'a' }), aChange({ id: 'b', ...second })];
      const items = itemsBySite({ ...NOTHING, changes: all }, [SITE], AT).get(SITE.id) ?? [];
      return layLane(items, SCALE, [], saidNumbers(all), true).conflicts.length;
    };
    expect(pair({})).toBe(1);
    expect(pair({ services: ['cart'] })).toBe(0);
    expect(pair({ state: 'draft' })).toBe(0);
    expect(pair({ state: 'aborted' })).toBe(0);
    expect(pair({ window: { start: AT + 2 * HOUR, end: AT + 3 * HOUR } })).toBe(0);
  });
});

describe('what stands on a lane', () => {
  it('a run of a planned change is a part of its bar; one of none is unplanned; a waiting approval is no bar', () => {
    const runs = [
      aRun({ id: 'own' }),
      aRun({ id: 'other', name: 'reindex' }),
      aRun({ id: 'waits', name: 'pricing', state: 'waiting-approval' }),
    ];
    const items = itemsBySite({ changes: [aChange()], events: [], outside: runs }, [SITE], AT).get('br-prod') ?? [];
    expect(items.map((item) => item.kind).sort()).toEqual(['change', 'run']);
    const [bar] = items.filter((item) => item.kind === 'change');
    expect(bar?.runs.map(({ id }) => id)).toEqual(['own']);
  });

  it('an AWS scheduled change is drawn where AWS says, an issue that is over is not', () => {
    const scheduled = anEvent({
      arn: 'a',
      category: 'scheduledChange',
      start: AT + HOUR,
      end: AT + 2 * HOUR,
    });
    const over = anEvent({ arn: 'b', open: false });
    const items = itemsBySite({ ...NOTHING, events: [scheduled, over] }, [SITE], AT).get('br-prod') ?? [];
    expect(items).toMatchObject([{ kind: 'aws', start: AT + HOUR, end: AT + 2 * HOUR }]);
    expect(
      marksOf({ site: SITE, items, freezes: [], events: [over], scale: SCALE, now: AT, named: true }).issue,
    ).toBeNull();
  });

  it('a site that is not seen says for how long, and that nothing is known of its changes', () => {
    const blind = { ...SITE, blind: true, dataAt: AT - 9 * MINUTE };
    const mark = (items: Parameters<typeof marksOf>[0]['items']) =>
      marksOf({ site: blind, items, freezes: [], events: [], scale: SCALE, now: AT, named: true }).blind?.said?.text;
    expect(mark([])).toBe('no data for 9 min, state of changes unknown');
    const near = itemsBySite(
      { ...NOTHING, changes: [aChange({ window: { start: AT - 11 * HOUR, end: AT - 10 * HOUR } })] },
      [blind],
      AT,
    );
    expect(mark(near.get('br-prod') ?? [])).toBe('no data for 9 min');
  });

  it('two changes that were counted alike apart from each other keep their letters', () => {
    const numbers = saidNumbers([
      aChange({ id: 'a', number: '214-K7QD' }),
      aChange({ id: 'b', number: '214-AAAA' }),
      aChange({ id: 'c', number: '215-AAAA' }),
    ]);
    expect([...numbers.values()]).toEqual(['214-K7QD', '214-AAAA', '215']);
  });

  it('countries stand in the order of the file, production first; each clock of a country is a group', () => {
    const groups = groupsOf([
      { ...SITE, id: 'us-dev', country: 'US', tier: 'development', timeZone: 'America/New_York' },
      SITE,
      { ...SITE, id: 'us-west', country: 'US', timeZone: 'America/Los_Angeles' },
      { ...SITE, id: 'us-prod', country: 'US', timeZone: 'America/New_York' },
    ]);
    expect(groups.map(({ name, zone, lanes }) => [name, zone, lanes.map(({ site }) => site.id)])).toEqual([
      ['USA', 'America/New_York', ['us-prod', 'us-dev']],
      ['USA', 'America/Los_Angeles', ['us-west']],
      ['Brazil', 'America/Sao_Paulo', ['br-prod']],
    ]);
  });
});

describe('runs from outside', () => {
  const run = (over: Parameters<typeof aRun>[0]) =>
    aRun({ state: 'succeeded', endedAt: AT + 2 * HOUR, name: 'reindex', ...over });
  const laid = (outside: readonly ReturnType<typeof aRun>[], all: readonly ReturnType<typeof aChange>[] = []) => {
    const items = itemsBySite({ changes: all, events: [], outside }, [SITE], AT + 2 * HOUR).get(SITE.id) ?? [];
    return layLane(items, SCALE, [], saidNumbers(all), true);
  };
  const marks = ({ bars }: ReturnType<typeof laid>) => bars.filter(({ item }) => item.kind === 'run');

  it('never stack and never make a lane taller, however many there are', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      run({ id: `r${index}`, name: `run-${index}`, startedAt: AT + index }),
    );
    const layout = laid(many, [aChange(), aChange({ id: 'b' })]);
    expect(marks(layout)).toHaveLength(30);
    expect(rowsWithin(layout.bars, -1_000, 1_000)).toBe(2);
    expect(rowsWithin(marks(layout), -1_000, 1_000)).toBe(1);
  });

  it('only what is under way says its name, and only where no change needs the room', () => {
    const going = run({ state: 'running', endedAt: null, startedAt: AT + HOUR });
    const modes = (layout: ReturnType<typeof laid>) => marks(layout).map(({ label }) => label.mode);
    expect(modes(laid([run({ startedAt: AT })]))).toEqual(['none']);
    expect(modes(laid([going]))).toEqual(['title']);
    const near = aChange({ services: [], artifact: null, window: { start: AT + 3 * HOUR, end: AT + 4 * HOUR } });
    expect(modes(laid([going], [near]))).toEqual(['none']);
  });

  it('a pipeline and a deployment of the same service at the same time are one mark; another time or service is another', () => {
    const pipeline = run({ id: 'p', name: 'retail-br-prod-catalog-api', startedAt: AT, endedAt: AT + HOUR });
    const deployment = (over: Parameters<typeof aRun>[0] = {}) =>
      run({ id: 'd', kind: 'deployment', name: 'retail-catalog-api/br-prod', startedAt: AT + HOUR / 2, ...over });
    const of = (...all: readonly ReturnType<typeof aRun>[]) =>
      marks(laid(all)).map(({ item }) => (item.kind === 'run' ? item.more.map(({ id }) => id) : []));
    expect(of(pipeline, deployment())).toEqual([['d']]);
    expect(of(pipeline, deployment({ startedAt: AT + 1.5 * HOUR }))).toEqual([[], []]);
    expect(of(pipeline, deployment({ name: 'retail-search-api/br-prod' }))).toEqual([[], []]);
    expect(of(pipeline, { ...pipeline, id: 'again' })).toEqual([[], []]);
  });

  it('what takes the pointer is as wide as 24 px where that is free, and never takes from a neighbour', () => {
    holds(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 30 }), (minutes) => {
        const all = minutes.map((at, index) =>
          run({ id: `r${index}`, name: `run-${index}`, startedAt: AT + at * MINUTE, endedAt: AT + at * MINUTE }),
        );
        const found = marks(laid(all));
        for (const [index, { x, width, hit }] of found.entries()) {
          const [before, next] = [found[index - 1], found[index + 1]];
          // Those that overlap share the place: each has a part of it.
          expect(hit.width).toBeGreaterThanOrEqual(1 - 1e-6);
          if (before === undefined || before.x + before.width <= x) expect(hit.x).toBeLessThanOrEqual(x + 1e-6);
          if (next === undefined) expect(hit.x + hit.width).toBeGreaterThanOrEqual(x + width - 1e-6);
          else expect(hit.x + hit.width).toBeLessThanOrEqual(next.hit.x + 1e-6);
          if (next !== undefined && next.x >= x + width) expect(hit.x + hit.width).toBeLessThanOrEqual(next.x + 1e-6);
          if (found.length === 1) expect(hit.width).toBeCloseTo(24);
        }
      }),
    );
  });
});

describe('runs from outside in the list', () => {
  const row = (over: Parameters<typeof aRun>[0]) =>
    aRun({ state: 'succeeded', endedAt: AT + 2 * HOUR, name: 'reindex', ...over });
  const sites = [SITE, { ...SITE, id: 'br-pre', name: 'Brazil pre-production' }];
  const names = namesOf(sites, []);

  it('what is under way stands first, then the latest; one that concerns two sites is one row, and a planned one is none', () => {
    const outside = [
      row({ id: 'old', name: 'first', startedAt: AT }),
      row({ id: 'late', name: 'second', startedAt: AT + HOUR }),
      row({ id: 'on', name: 'third', state: 'running', endedAt: null, startedAt: AT - HOUR }),
      aRun({ id: 'planned' }),
    ];
    const rows = runRows({ changes: [aChange()], outside, sites, names, now: AT + 3 * HOUR });
    expect(rows.map(({ name }) => name)).toEqual(['third', 'second', 'first']);
    expect(rows[0]).toMatchObject({
      kind: 'pipeline',
      sites: 'Brazil production; Brazil pre-production',
      state: 'InProgress',
    });
  });
});

describe('tiles', () => {
  it('come one at a time until what is seen and a third of a view around it is drawn, and go when they are farther', () => {
    holds(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -60, max: 60 }), (start, moved) => {
        let shown = { from: start, to: start + 4 };
        const seen = { from: moved, to: moved + 4 };
        for (let step = 0; step < 400; step++) {
          const next = nextTiles(shown, seen);
          if (next === shown) break;
          expect(Math.abs(next.from - shown.from) + Math.abs(next.to - shown.to)).toBe(1);
          shown = next;
        }
        expect(nextTiles(shown, seen)).toBe(shown);
        expect(shown.from).toBeLessThanOrEqual(seen.from - 1);
        expect(shown.to).toBeGreaterThanOrEqual(seen.to + 1);
        expect(shown.from).toBeGreaterThanOrEqual(seen.from - 2);
        expect(shown.to).toBeLessThanOrEqual(seen.to + 2);
      }),
    );
  });

  it('that were drawn stay as far as they stand beside each other, and not without end', () => {
    const range = fc.tuple(fc.integer({ min: -120, max: 120 }), fc.integer({ min: 1, max: 8 }));
    holds(
      fc.property(fc.array(range, { minLength: 1, maxLength: 40 }), (moves) => {
        let kept = { from: 0, to: 4 };
        for (const [from, length] of moves) {
          const shown = { from, to: from + length };
          const before = kept;
          kept = keptTiles(before, shown);
          expect(kept.from).toBeLessThanOrEqual(shown.from);
          expect(kept.to).toBeGreaterThanOrEqual(shown.to);
          expect(kept.to - kept.from).toBeLessThanOrEqual(length + 96);
          // Nothing is drawn that was neither drawn before nor is shown.
          for (let tile = kept.from; tile < kept.to; tile++) {
            const was = tile >= before.from && tile < before.to;
            expect(was || (tile >= shown.from && tile < shown.to)).toBe(true);
          }
        }
      }),
    );
  });
});
