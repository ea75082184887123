import { describe, expect, it } from 'vitest';
import { besideDrawer, fitCamera } from '../../../../renderer/ui/map/camera';
import { nightPaths, terminatorPath } from '../../../../renderer/ui/map/night';
import { GRID, toPane, worldTurns, worldX, worldY, type Camera } from '../../../../renderer/ui/map/projection';
import { rulerTicks } from '../../../../renderer/ui/map/ruler';
import { antiSolarPoint, daylight, subsolarPoint, sunHeight } from '../../../../renderer/ui/map/sun';
import { bundledWorld } from '../../../../renderer/ui/map/world';
import { zonePlace } from '../../../../renderer/ui/map/zones';
import { calm, many, single } from '../../builders/retail';
import { NOW } from '../../builders/snapshot';

const HOUR = 3_600_000;

describe('the camera', () => {
  const sites = calm().sites;
  it('is the designed crop for the four countries', () => {
    const camera = fitCamera(sites, 1024, 639);
    const brazil = toPane(camera, { latitude: -23.55, longitude: -46.63 });
    expect(brazil.x).toBeCloseTo(381.7, 0);
    expect(brazil.y).toBeCloseTo(505.4, -1);
    expect((camera.scale * GRID).toFixed(2)).toBe('4.63');
  });

  it.each([
    ['one site', single().sites],
    ['200 sites', many().sites],
    [
      'both sides of the date line',
      [
        { latitude: 35, longitude: 139 },
        { latitude: 37, longitude: -122 },
        { latitude: -37, longitude: 175 },
      ],
    ],
  ])('shows %s whole', (_, places) => {
    for (const [width, height] of [
      [1024, 639],
      [724, 439],
      [520, 400],
    ] as const) {
      const camera = fitCamera(places, width, height);
      for (const place of places) {
        const { x, y } = toPane(camera, place);
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(width);
        expect(y).toBeGreaterThan(20);
        expect(y).toBeLessThan(height);
      }
    }
  });

  it('crosses the date line on the short side', () => {
    const camera = fitCamera(
      [
        { latitude: 35, longitude: 139 },
        { latitude: 37, longitude: -122 },
      ],
      1024,
      639,
    );
    const tokyo = toPane(camera, { latitude: 35, longitude: 139 });
    const california = toPane(camera, { latitude: 37, longitude: -122 });
    expect(tokyo.x).toBeLessThan(california.x);
    expect(worldTurns(camera).length).toBeGreaterThan(1);
  });

  it('puts the whole world in the middle of a pane that is taller', () => {
    const camera = fitCamera([], 300, 3000);
    const middle = camera.top + camera.height / camera.scale / 2;
    expect(middle).toBeCloseTo((worldY(83) + worldY(-60)) / 2, 5);
  });

  it('stands a little closer beside a drawer, the site near its edge', () => {
    const home = fitCamera(sites, 1024, 639);
    const camera = besideDrawer(home, { latitude: -23.55, longitude: -46.63 }, 548, 791);
    const brazil = toPane(camera, { latitude: -23.55, longitude: -46.63 });
    expect(brazil.x).toBeCloseTo(364.6, 0);
    expect(brazil.y).toBeCloseTo(578, -1);
  });
});

describe('the sun', () => {
  it('stands overhead where it should', () => {
    const solstice = subsolarPoint(Date.UTC(2026, 5, 21, 12));
    expect(solstice.latitude).toBeCloseTo(23.43, 1);
    expect(solstice.longitude).toBeCloseTo(0.5, 0);
    const equinox = subsolarPoint(Date.UTC(2026, 2, 20, 14, 46));
    expect(Math.abs(equinox.latitude)).toBeLessThan(0.05);
    expect(antiSolarPoint(Date.UTC(2026, 5, 21, 12)).longitude).toBeCloseTo(-179.5, 0);
  });

  it('rises and sets in London as the almanac says', () => {
    const [span] = daylight(51.507, -0.128, Date.UTC(2026, 5, 21, 1), Date.UTC(2026, 5, 21, 23));
    // 04:43 and 21:21 British Summer Time.
    expect(Math.abs((span?.[0] ?? 0) - Date.UTC(2026, 5, 21, 3, 43))).toBeLessThan(2 * 60_000);
    expect(Math.abs((span?.[1] ?? 0) - Date.UTC(2026, 5, 21, 20, 21))).toBeLessThan(2 * 60_000);
  });

  it('knows polar night and polar day', () => {
    expect(daylight(78, 15, Date.UTC(2026, 11, 21), Date.UTC(2026, 11, 22))).toEqual([]);
    const day = daylight(78, 15, Date.UTC(2026, 5, 21), Date.UTC(2026, 5, 22));
    expect(day).toEqual([[Date.UTC(2026, 5, 21), Date.UTC(2026, 5, 22)]]);
  });

  it('has its height between nadir and zenith', () =>
    expect(sunHeight(NOW, 0, subsolarPoint(NOW).longitude)).toBeGreaterThan(60));
});

describe('the ruler', () => {
  it('shows mean solar time by meridian, lit where the sun is up', () => {
    const camera = fitCamera(calm().sites, 1024, 639);
    const ticks = rulerTicks(camera, NOW);
    expect(ticks.map((tick) => tick.text)).toContain('18:42');
    expect(ticks.filter((tick) => tick.lit).map((tick) => tick.text)).toEqual(['05:42', '06:42']);
    expect(ticks.find((tick) => tick.text === '01:42')?.x).toBeCloseTo(597.7, 0);
  });
});

describe('the world', () => {
  const world = bundledWorld();
  it('has land and every country we meet', () => {
    expect(world.land.length).toBeGreaterThan(20_000);
    for (const code of ['US', 'CA', 'BR', 'IN', 'UA', 'SG', 'MT', 'JP', 'FJ'])
      expect(world.country(code)).toMatch(/^M/);
    expect(world.country('XX')).toBeNull();
  });
  it('is drawn in closed rings that stay near their country', () => {
    const india = world.country('IN') ?? '';
    const [, x, y] = /^M(-?\d+) ?(-?\d+)l/.exec(india) ?? [];
    expect(Number(x)).toBeGreaterThan(worldX(60));
    expect(Number(x)).toBeLessThan(worldX(100));
    expect(Number(y)).toBeGreaterThan(worldY(40));
    expect(Number(y)).toBeLessThan(worldY(5));
    expect(india.endsWith('z')).toBe(true);
  });
  it('draws a country over the date line on both sides, without a line across the world', () => {
    const russia = world.country('RU') ?? '';
    const steps = [...russia.matchAll(/l([^z]*)z/g)].flatMap(([, path = '']) =>
      (path.match(/-?\d+/g) ?? []).filter((_, i) => i % 2 === 0),
    );
    expect(Math.max(...steps.map((step) => Math.abs(Number(step))))).toBeLessThan(worldX(180));
  });
});

describe('the night', () => {
  it('is four steps and one line', () => {
    expect(nightPaths(NOW)).toHaveLength(4);
    expect(nightPaths(NOW).every((path) => path.endsWith('Z'))).toBe(true);
    expect(terminatorPath(NOW)).not.toContain('Z');
  });
  it('moves with the hours', () => expect(terminatorPath(NOW)).not.toBe(terminatorPath(NOW + HOUR)));
});

describe('zones', () => {
  it('say their country and their city, old names too', () => {
    expect(zonePlace('America/Sao_Paulo')).toMatchObject({ country: 'BR' });
    expect(zonePlace('Europe/Kiev')).toEqual(zonePlace('Europe/Kyiv'));
    expect(zonePlace('Nowhere/Land')).toBeNull();
  });
});

it('a place on the pane goes to the copy of the world that the pane shows', () => {
  const camera: Camera = { width: 1000, height: 500, scale: 0.1, left: worldX(150), top: worldY(60) };
  expect(toPane(camera, { latitude: 0, longitude: -170 }).x).toBeCloseTo(worldX(40) * 0.1, 5);
});
