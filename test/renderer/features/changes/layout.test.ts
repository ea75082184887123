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
import type { Scale } from '../../../../renderer/features/changes/timeline/scale';
import { aChange, aRun, AT } from '../../../builders/planned';
import { holds } from '../../../builders/property';
import { anEvent } from '../../builders/snapshot';

const SITE: LaneSite = {
  id: 'br-prod',
  name: 'Brazil production',
  country: 'BR',
  tier: 'production',
  timeZone: 'America/Sao_Paulo',
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
    expect(rowsWithin(layout, 0, 100)).toBe(3);
    expect(rowsWithin(layout, 600, 700)).toBe(1);
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
