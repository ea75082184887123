import { describe, expect, it } from 'vitest';
import { bestFit, overlap, type Box } from '../../../../../renderer/features/live/scene/boxes';
import { nodesOf, pushApart } from '../../../../../renderer/features/live/scene/nodes';
import { whole } from '../../../../../renderer/stores/steps';
import { sceneSteps } from '../../../../../renderer/features/live/scene/view-model';
import { seeNow } from '../../../../../renderer/stores/derive/sight';
import { clocksFor } from '../../../../../renderer/ui/clocks';
import { labelSites } from '../../../../../renderer/ui/labels';
import { besideDrawer, fitCamera } from '../../../../../renderer/ui/map/camera';
import type { Snapshot } from '../../../../../shared/domain/snapshot/types';
import { blind, calm, critical, many, single, troubles } from '../../../builders/retail';
import { aSite, aSnapshot, NOW } from '../../../builders/snapshot';

const TITLE: Box = { left: 16, top: 34, width: 500, height: 72 };
const LEGEND: Box = { left: 16, top: 601, width: 500, height: 26 };

function scene(
  snapshot: Snapshot,
  options: {
    readonly folded?: boolean;
    readonly selected?: string;
    readonly layers?: boolean;
    readonly size?: readonly [number, number];
  } = {},
) {
  const [width, height] = options.size ?? [1024, 639];
  const sight = seeNow(snapshot, 'connected', NOW);
  const home = fitCamera(snapshot.sites, width, height);
  const chosen = snapshot.sites.find((site) => site.id === options.selected);
  return whole(
    sceneSteps({
      ...snapshot,
      sites: sight.sites,
      layers: { teams: options.layers ?? true, health: options.layers ?? true },
      camera: chosen ? besideDrawer(home, chosen, 548, 791) : home,
      taken: chosen ? [] : [TITLE, LEGEND],
      clocks: clocksFor('site', 'UTC', NOW),
      folded: options.folded ?? false,
      labels: labelSites(snapshot.sites),
      selected: options.selected ?? null,
      live: true,
      now: NOW,
    }),
  );
}
const boxOf = (plate: {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}): Box => plate;

describe('markers', () => {
  it('are one node per place, lower tiers as satellites in their order', () => {
    const { nodes } = scene(critical());
    expect(nodes).toHaveLength(4);
    expect(nodes.map((node) => [node.head.site, node.satellites.map((mark) => mark.site)])).toEqual([
      ['us-prod', ['us-pre', 'us-dev']],
      ['ca-prod', ['ca-pre', 'ca-dev']],
      ['br-prod', ['br-pre', 'br-dev']],
      ['in-prod', ['in-pre', 'in-dev']],
    ]);
    expect(nodes[2]?.head).toMatchObject({ radius: 18, status: 'critical', ring: true });
  });

  it('a place without production has no ring', () => {
    const [node] = scene(aSnapshot({ sites: [aSite({ tier: 'development' })] })).nodes;
    expect(node?.head.ring).toBe(false);
  });

  it('of many sites keep satellites only for what is not ok, and count the rest', () => {
    const { nodes } = scene(many());
    for (const node of nodes) expect(node.satellites.every((mark) => mark.status !== 'ok')).toBe(true);
    const shown = nodes.reduce((sum, node) => sum + 1 + node.satellites.length + node.more, 0);
    expect(shown).toBe(200);
  });

  it('do not cover each other, and remember where they belong', () => {
    const camera = fitCamera(many().sites, 1024, 639);
    const nodes = whole(nodesOf(seeNow(many(), 'connected', NOW).sites, camera));
    for (const [index, a] of nodes.entries()) {
      for (const b of nodes.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(20);
    }
    expect(nodes.some((node) => node.home !== null)).toBe(true);
  });

  it('on exactly one spot fan out, always the same way', () => {
    const spots = [
      { x: 5, y: 5 },
      { x: 5, y: 5 },
      { x: 5, y: 5 },
    ];
    const moved = pushApart(spots, [12, 12, 12]);
    expect(pushApart(spots, [12, 12, 12])).toEqual(moved);
    expect(Math.hypot(moved[0]!.x - moved[1]!.x, moved[0]!.y - moved[1]!.y)).toBeGreaterThan(24);
  });

  it('can all be hit: satellites keep 24 px from each other, from heads, and out of the title', () => {
    for (const snapshot of [critical(), calm(), blind(), troubles()]) {
      for (const size of [
        [1024, 639],
        [724, 439],
      ] as const) {
        const { nodes } = scene(snapshot, { size });
        const satellites = nodes.flatMap((node) => node.satellites);
        const marks = nodes.flatMap((node) => [node.head, ...node.satellites]);
        for (const one of satellites) {
          for (const other of marks) {
            if (one === other) continue;
            const least = satellites.includes(other) ? 24 : other.radius + 12;
            expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(least);
          }
          // Folded, the title has one line.
          const title = size[0] < 880 ? { ...TITLE, height: 44 } : TITLE;
          expect(overlap(title, { left: one.x - 7, top: one.y - 7, width: 14, height: 14 })).toBe(0);
        }
      }
    }
  });

  it('show the count of further sites only where it covers nothing', () => {
    const { nodes, plates } = scene(many());
    const counts = nodes.flatMap((node) => node.moreAt ?? []);
    expect(counts.length).toBeGreaterThan(10);
    for (const [index, count] of counts.entries()) {
      for (const other of counts.slice(index + 1)) expect(overlap(count, other)).toBe(0);
      for (const plate of plates) expect(overlap(count, boxOf(plate))).toBe(0);
      for (const { head } of nodes) {
        const x = Math.max(count.left, Math.min(count.left + count.width, head.x));
        const y = Math.max(count.top, Math.min(count.top + count.height, head.y));
        expect(Math.hypot(x - head.x, y - head.y)).toBeGreaterThan(head.radius);
      }
    }
  });

  it('beside a drawer are whole or not there', () => {
    const { nodes } = scene(critical(), { selected: 'us-prod' });
    for (const { x, radius } of nodes.flatMap((node) => [node.head, ...node.satellites])) {
      expect(x - radius).toBeGreaterThanOrEqual(0);
      expect(x + radius).toBeLessThanOrEqual(548);
    }
  });

  it('are visited by attention', () => {
    expect(scene(critical()).order.slice(0, 3)).toEqual(['br-prod', 'in-pre', 'ca-dev']);
    expect(scene(critical()).order).toHaveLength(12);
  });
});

describe('plates', () => {
  it.each([
    ['critical', critical()],
    ['calm', calm()],
    ['blind', blind()],
    ['troubles', troubles()],
    ['many', many()],
    ['single', single()],
  ])('%s: cover neither title nor legend nor markers nor each other', (_, snapshot) => {
    for (const size of [
      [1024, 639],
      [724, 439],
      [1504, 819],
    ] as const) {
      const { plates, nodes } = scene(snapshot, { size });
      const boxes = plates.map(boxOf);
      for (const [index, box] of boxes.entries()) {
        expect(overlap(box, TITLE)).toBe(0);
        for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(0);
        for (const node of nodes) {
          const { x, y, radius } = node.head;
          expect(overlap(box, { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius })).toBe(0);
        }
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(size[0]);
      }
    }
  });

  it('the critical country speaks in a callout with its leader, the others plainly', () => {
    const { plates } = scene(critical());
    const brazil = plates.find((plate) => plate.country === 'BR');
    expect(brazil).toMatchObject({
      band: 'Production critical, 12 min',
      facts: ['Checkout latency p95 2.4 s, limit 2 s', 'AWS EC2 issue open.'],
    });
    expect(brazil?.leader).toMatch(/^M/);
    expect(brazil?.lines.map((line) => line.text)).toEqual([
      'Pre-prod and dev ok',
      'Brazil L2 on shift, Rafael Monteiro and 2',
    ]);
    expect(plates.filter((plate) => plate.band !== null)).toHaveLength(1);
  });

  it('only one country shouts', () => {
    const snapshot = critical();
    const two = {
      ...snapshot,
      sites: snapshot.sites.map((site) => (site.id === 'in-prod' ? { ...site, status: 'critical' as const } : site)),
    };
    const { plates, critical: tinted } = scene(two);
    expect(plates.filter((plate) => plate.band !== null)).toHaveLength(1);
    expect(tinted).toEqual(['BR', 'IN']);
  });

  it('say exceptions one by one and collapse what is ok', () => {
    const { plates } = scene(critical());
    const lines = (country: string) =>
      plates.find((plate) => plate.country === country)?.lines.map((line) => line.text);
    expect(lines('CA')).toEqual(['Dev unknown, 9 min', '2 sites ok']);
    expect(lines('IN')).toEqual(['Pre-prod maintenance, until 08:30', '2 sites ok', 'India L2 from 08:30']);
    expect(lines('US')).toEqual(['3 sites ok', 'US L3 on call']);
  });

  it('where sites are dense say less rather than nothing', () => {
    const { plates, countries } = scene(many());
    expect(plates.length).toBeGreaterThan(countries.length * 0.6);
    const names = plates.filter((plate) => plate.lines.length === 0);
    expect(names.length).toBeGreaterThan(0);
    for (const plate of names) expect(plate).toMatchObject({ time: '', band: null });
  });

  it('blind countries say what they were, once', () => {
    const { plates } = scene(blind());
    expect(plates.find((plate) => plate.country === 'BR')?.lines[0]).toMatchObject({
      status: 'unknown',
      text: 'Unknown, last ok 22:35',
    });
  });

  it('fold: teams and long facts go, states stay', () => {
    const { plates } = scene(critical(), { folded: true, size: [724, 439] });
    const brazil = plates.find((plate) => plate.country === 'BR');
    expect(brazil?.facts).toEqual(['Checkout latency p95 2.4 s, limit 2 s']);
    expect(brazil?.lines.map((line) => line.text)).toEqual(['Pre-prod and dev ok']);
  });
});

describe('arcs, tags and teams', () => {
  it('are at most two arcs, each with its question', () => {
    const { arcs } = scene(critical());
    expect(arcs.map((arc) => [arc.kind, arc.label?.text])).toEqual([
      ['failover', 'Failover path'],
      ['handover', 'Handover to India L2 in 1 h 18'],
    ]);
    expect(scene(calm()).arcs.map((arc) => arc.kind)).toEqual(['handover']);
  });
  it('fold their labels', () =>
    expect(scene(critical(), { folded: true }).arcs.every((arc) => arc.label === null)).toBe(true));
  it('can be switched off', () => {
    const { arcs, tags, teams } = scene(critical(), { layers: false });
    expect([arcs.map((arc) => arc.kind), tags, teams]).toEqual([['failover'], [], []]);
  });
  it('tag what AWS has open', () => expect(scene(critical()).tags).toMatchObject([{ text: 'AWS EC2' }]));
  it('teams without a site stand by themselves', () =>
    expect(scene(critical()).teams).toMatchObject([
      { name: 'Ukraine L3', duty: 'off', text: 'Kyiv 03:42 Wed, off shift until 09:00' },
    ]));
});

describe('beside the drawer', () => {
  it('the open country needs no plate; its marker has its name', () => {
    const { plates, chosen } = scene(critical(), { selected: 'br-prod' });
    expect(plates.map((plate) => plate.country)).not.toContain('BR');
    expect(chosen).toMatchObject({ text: 'Brazil, Production', mark: { site: 'br-prod' } });
  });
});

describe('fitting boxes', () => {
  const pane: Box = { left: 0, top: 0, width: 100, height: 100 };
  it('takes the first place that is free', () => {
    const taken: Box = { left: 0, top: 0, width: 50, height: 50 };
    const fit = bestFit([taken, { left: 60, top: 60, width: 20, height: 20 }], pane, [taken], []);
    expect(fit?.box.left).toBe(60);
    expect(fit?.cost).toBeLessThan(1_000);
  });
  it('says when nothing is', () => expect(bestFit([pane], pane, [pane], [])?.cost).toBeGreaterThan(1_000));
  it('is null without candidates', () => expect(bestFit([], pane, [], [])).toBeNull());
});
