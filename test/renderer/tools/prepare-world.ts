/**
 * Makes renderer/ui/map/world.json: the map's geometry, projected once (Miller), simplified, cut to a grid and packed
 * into paths, so that the window draws it without a projection, without any work and without a request.
 *
 *   node test/renderer/tools/prepare-world.ts
 *
 * Source: Natural Earth 1:50m admin 0 countries (public domain), through the npm package world-atlas.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

type Xy = readonly [x: number, y: number];
type Ring = readonly number[];
type Geometry =
  | { readonly type: 'Polygon'; readonly id?: string; readonly arcs: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly id?: string; readonly arcs: readonly (readonly Ring[])[] };
interface Atlas {
  readonly arcs: readonly (readonly Xy[])[];
  readonly transform: { readonly scale: Xy; readonly translate: Xy };
  readonly objects: {
    readonly countries: { readonly geometries: readonly Geometry[] };
    readonly land: { readonly geometries: readonly Geometry[] };
  };
}
export interface WorldFile {
  readonly source: string;
  /** Grid steps per degree of longitude at the equator. */
  readonly grid: number;
  /** Paths in grid steps, relative. */
  readonly land: string;
  readonly countries: Readonly<Record<string, string>>;
}

/** ISO 3166-1 numeric to alpha-2: world-atlas names countries by number, the workspace file by letters. */
const TABLE =
  '004AF 008AL 010AQ 012DZ 016AS 020AD 024AO 028AG 031AZ 032AR 036AU 040AT 044BS 048BH 050BD 051AM 052BB 056BE 060BM 064BT ' +
  '068BO 070BA 072BW 074BV 076BR 084BZ 086IO 090SB 092VG 096BN 100BG 104MM 108BI 112BY 116KH 120CM 124CA 132CV 136KY 140CF ' +
  '144LK 148TD 152CL 156CN 158TW 162CX 166CC 170CO 174KM 175YT 178CG 180CD 184CK 188CR 191HR 192CU 196CY 203CZ 204BJ 208DK ' +
  '212DM 214DO 218EC 222SV 226GQ 231ET 232ER 233EE 234FO 238FK 239GS 242FJ 246FI 248AX 250FR 254GF 258PF 260TF 262DJ 266GA ' +
  '268GE 270GM 275PS 276DE 288GH 292GI 296KI 300GR 304GL 308GD 312GP 316GU 320GT 324GN 328GY 332HT 334HM 336VA 340HN 344HK ' +
  '348HU 352IS 356IN 360ID 364IR 368IQ 372IE 376IL 380IT 384CI 388JM 392JP 398KZ 400JO 404KE 408KP 410KR 414KW 417KG 418LA ' +
  '422LB 426LS 428LV 430LR 434LY 438LI 440LT 442LU 446MO 450MG 454MW 458MY 462MV 466ML 470MT 474MQ 478MR 480MU 484MX 492MC ' +
  '496MN 498MD 499ME 500MS 504MA 508MZ 512OM 516NA 520NR 524NP 528NL 531CW 533AW 534SX 535BQ 540NC 548VU 554NZ 558NI 562NE ' +
  '566NG 570NU 574NF 578NO 580MP 581UM 583FM 584MH 585PW 586PK 591PA 598PG 600PY 604PE 608PH 612PN 616PL 620PT 624GW 626TL ' +
  '630PR 634QA 638RE 642RO 643RU 646RW 652BL 654SH 659KN 660AI 662LC 663MF 666PM 670VC 674SM 678ST 682SA 686SN 688RS 690SC ' +
  '694SL 702SG 703SK 704VN 705SI 706SO 710ZA 716ZW 724ES 728SS 729SD 732EH 740SR 748SZ 752SE 756CH 760SY 762TJ 764TH 768TG ' +
  '772TK 776TO 780TT 784AE 788TN 792TR 795TM 796TC 798TV 800UG 804UA 807MK 818EG 826GB 831GG 832JE 833IM 834TZ 840US 850VI ' +
  '854BF 858UY 860UZ 862VE 876WF 882WS 887YE 894ZM';

const ALPHA2: ReadonlyMap<string, string> = new Map(
  TABLE.split(' ').map((entry) => [entry.slice(0, 3), entry.slice(3)]),
);

const GRID = 40;
/** Triangles smaller than this (in square degrees of the projected plane) are not seen at any zoom of the map. */
const SMALLEST_TRIANGLE = 0.0032;
/** Islands smaller than this are left out unless they are the largest piece of their country. */
const SMALLEST_ISLAND = 0.02;
/** South of this only Antarctica is left, where nobody sells anything. */
const SOUTH = -60;

const miller = ([lon, lat]: Xy): Xy => [
  lon,
  (-1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * ((lat * Math.PI) / 180))) * 180) / Math.PI,
];

function unpack(atlas: Atlas): readonly (readonly Xy[])[] {
  const { scale, translate } = atlas.transform;
  return atlas.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]): Xy => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

const triangle = (a: Xy, b: Xy, c: Xy): number =>
  Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;

/** Visvalingam: drops the point of the smallest triangle until none is below the limit. Ends stay, so borders still meet. */
export function simplify(points: readonly Xy[], smallest: number): readonly Xy[] {
  const kept = [...points];
  const floor = kept.length > 3 && same(kept[0], kept.at(-1)) ? 4 : 2;
  while (kept.length > floor) {
    let least = Infinity;
    let at = -1;
    for (let i = 1; i < kept.length - 1; i += 1) {
      const area = triangle(kept[i - 1]!, kept[i]!, kept[i + 1]!);
      if (area < least) {
        least = area;
        at = i;
      }
    }
    if (least >= smallest) break;
    kept.splice(at, 1);
  }
  return kept;
}
const same = (a: Xy | undefined, b: Xy | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Variable-length signed numbers, five bits a character, as source maps write them. */
function pack(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit]!;
  } while (rest > 0);
  return text;
}

function packArc(points: readonly Xy[]): string {
  let px = 0;
  let py = 0;
  let text = '';
  for (const [index, point] of points.entries()) {
    const x = Math.round(point[0] * GRID);
    const y = Math.round(point[1] * GRID);
    if (index > 0 && x === px && y === py) continue;
    text += pack(x - px) + pack(y - py);
    px = x;
    py = y;
  }
  return text;
}

const WORLD_WIDTH = 360 * GRID;
type Arc = readonly number[];

const VALUES: ReadonlyMap<string, number> = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

/** Undoes prepare-world: variable-length signed numbers, five bits a character, absolute x and y in turn. */
function unpackArc(text: string): Arc {
  const points: number[] = [];
  let value = 0;
  let shift = 0;
  let x = 0;
  let y = 0;
  let isX = true;
  for (const character of text) {
    const digit = VALUES.get(character) ?? 0;
    value |= (digit & 31) << shift;
    if (digit & 32) {
      shift += 5;
      continue;
    }
    const delta = value & 1 ? -(value >>> 1) : value >>> 1;
    if (isX) x += delta;
    else {
      y += delta;
      points.push(x, y);
    }
    isX = !isX;
    value = 0;
    shift = 0;
  }
  return points;
}

/**
 * One ring as relative steps: shorter to hold and to parse than absolute points. A ring over the date line (Chukotka,
 * Fiji) runs on beyond the edge of the world and is drawn once more on the other side.
 */
function ringPath(ring: string, arcs: readonly Arc[]): string {
  let steps = '';
  let startX = 0;
  let startY = 0;
  let px = 0;
  let py = 0;
  let turn = 0;
  let west = Infinity;
  let east = -Infinity;
  for (const text of ring.split(' ')) {
    const index = Number(text);
    const arc = arcs[index < 0 ? ~index : index] ?? [];
    const count = arc.length / 2;
    for (let i = 0; i < count; i += 1) {
      const at = index < 0 ? count - 1 - i : i;
      const y = arc[at * 2 + 1] ?? 0;
      let x = (arc[at * 2] ?? 0) + turn;
      if (west === Infinity) {
        startX = x;
        startY = y;
      } else {
        if (x - px > WORLD_WIDTH / 2) turn -= WORLD_WIDTH;
        else if (px - x > WORLD_WIDTH / 2) turn += WORLD_WIDTH;
        x = (arc[at * 2] ?? 0) + turn;
        if (x !== px || y !== py) steps += numbers(x - px, y - py, steps === '');
      }
      px = x;
      py = y;
      west = Math.min(west, x);
      east = Math.max(east, x);
    }
  }
  const drawn = (shift: number): string => `M${numbers(startX + shift, startY, true)}l${steps}z`;
  const other = east > WORLD_WIDTH / 2 ? drawn(-WORLD_WIDTH) : west < -WORLD_WIDTH / 2 ? drawn(WORLD_WIDTH) : '';
  return drawn(0) + other;
}

const pathOf = (rings: string, arcs: readonly Arc[]): string =>
  rings
    .split(',')
    .map((ring) => ringPath(ring, arcs))
    .join('');

/** A minus sign separates numbers as well as a space does. */
function numbers(x: number, y: number, first: boolean): string {
  const gap = (value: number): string => (value < 0 ? `${value}` : ` ${value}`);
  return `${first ? x : gap(x)}${gap(y)}`;
}

export function prepareWorld(atlas: Atlas): WorldFile {
  const raw = unpack(atlas);
  const projected = raw.map((arc) => simplify(arc.map(miller), SMALLEST_TRIANGLE));
  const ringPoints = (ring: Ring): readonly Xy[] =>
    ring.flatMap((index) => (index < 0 ? [...projected[~index]!].reverse() : projected[index]!));
  const area = (ring: Ring): number => {
    const points = ringPoints(ring);
    return Math.abs(
      points.reduce((sum, point, i) => {
        const next = points[(i + 1) % points.length]!;
        return sum + point[0] * next[1] - next[0] * point[1];
      }, 0) / 2,
    );
  };
  const south = (ring: Ring): boolean =>
    ring.every((index) => raw[index < 0 ? ~index : index]!.every((p) => p[1] < SOUTH));
  const ringsOf = (geometry: Geometry): readonly Ring[] =>
    (geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs)
      .flatMap((polygon) => polygon)
      .filter((ring) => !south(ring));
  const worthDrawing = (rings: readonly Ring[]): readonly Ring[] => {
    const largest = Math.max(...rings.map(area));
    return rings.filter((ring) => area(ring) >= Math.min(SMALLEST_ISLAND, largest));
  };

  const byCountry = new Map<string, Ring[]>();
  for (const geometry of atlas.objects.countries.geometries) {
    const code = geometry.id === undefined ? undefined : ALPHA2.get(geometry.id);
    if (code === undefined) continue;
    byCountry.set(code, [...(byCountry.get(code) ?? []), ...ringsOf(geometry)]);
  }
  const countries = new Map(
    [...byCountry].map(([code, rings]) => [code, rings.length === 0 ? [] : worthDrawing(rings)]),
  );
  const keptIslands = new Set([...countries.values()].flat().flatMap((ring) => (ring.length === 1 ? ring : [])));
  const land = atlas.objects.land.geometries
    .flatMap(ringsOf)
    .filter((ring) => area(ring) >= SMALLEST_ISLAND || (ring.length === 1 && keptIslands.has(ring[0]!)));

  // Only arcs that somebody draws are kept, numbered anew.
  const numbers = new Map<number, number>();
  const texts: string[] = [];
  const renumber = (ring: Ring): string =>
    ring
      .map((index) => {
        const arc = index < 0 ? ~index : index;
        if (!numbers.has(arc)) {
          numbers.set(arc, texts.length);
          texts.push(packArc(projected[arc]!));
        }
        const number = numbers.get(arc)!;
        return index < 0 ? ~number : number;
      })
      .join(' ');
  const write = (rings: readonly Ring[]): string => rings.map(renumber).join(',');
  const landText = write(land);
  const countryTexts = Object.fromEntries(
    [...countries]
      .filter(([, rings]) => rings.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, rings]) => [code, write(rings)]),
  );
  const arcs = texts.map(unpackArc);
  return {
    source: 'Natural Earth 1:50m admin 0 countries (public domain), through world-atlas. Made by prepare-world.',
    grid: GRID,
    land: pathOf(landText, arcs),
    countries: Object.fromEntries(Object.entries(countryTexts).map(([code, rings]) => [code, pathOf(rings, arcs)])),
  };
}

/** Older names that workspace files still use. */
const ALIASES: Readonly<Record<string, string>> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'Europe/Kiev': 'Europe/Kyiv',
  'US/Eastern': 'America/New_York',
  'US/Central': 'America/Chicago',
  'US/Mountain': 'America/Denver',
  'US/Pacific': 'America/Los_Angeles',
};

/** Country and reference place of every time zone, from the table of the tz database (public domain): "BR -23.53 -46.62". */
export function prepareZones(table: string): Readonly<Record<string, string>> {
  const degrees = (text: string): string => {
    const sign = text.startsWith('-') ? -1 : 1;
    const digits = text.slice(1);
    const whole = digits.length % 2 === 0 ? 2 : 3;
    const value = Number(digits.slice(0, whole)) + Number(digits.slice(whole, whole + 2)) / 60;
    return (sign * value).toFixed(2);
  };
  const zones = new Map<string, string>();
  for (const line of table.split('\n')) {
    const [country, place, zone] = line.split('\t');
    const match = /^([+-]\d+)([+-]\d+)$/.exec(place ?? '');
    if (line.startsWith('#') || match === null || country === undefined || zone === undefined) continue;
    zones.set(zone, `${country} ${degrees(match[1]!)} ${degrees(match[2]!)}`);
  }
  for (const [old, name] of Object.entries(ALIASES)) if (zones.has(name)) zones.set(old, zones.get(name)!);
  return Object.fromEntries([...zones].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const readAtlas = (): Atlas =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json'), 'utf8')) as Atlas;

if (process.argv[1] === import.meta.filename) {
  const target = resolve(import.meta.dirname, '../../../renderer/ui/map/world.json');
  writeFileSync(target, `${JSON.stringify(prepareWorld(readAtlas()), null, 2)}\n`);
  const zones = resolve(import.meta.dirname, '../../../renderer/ui/map/zones.json');
  writeFileSync(
    zones,
    `${JSON.stringify(prepareZones(readFileSync('/usr/share/zoneinfo/zone.tab', 'utf8')), null, 2)}\n`,
  );
}
