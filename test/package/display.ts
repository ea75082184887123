import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A virtual screen of our own: nobody else draws on it, and its pixels can be read without asking any program. */
export interface Display {
  readonly name: string;
  picture(): Picture;
  stop(): Promise<void>;
}

/** Pixels as 0xRRGGBB, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

const WIDTH = 1600;
const HEIGHT = 1000;

export async function openDisplay(): Promise<Display> {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-screen-'));
  const args = [
    '-displayfd',
    '3',
    '-fbdir',
    folder,
    '-screen',
    '0',
    `${WIDTH}x${HEIGHT}x24`,
    '-nolisten',
    'tcp',
    '-ac',
  ];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let words = '';
  server.stderr?.setEncoding('utf8').on('data', (part: string) => (words += part));
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const number = await new Promise<string>((done, failed) => {
    server.once('error', failed);
    server.once('exit', (code) => {
      failed(new Error(`Xvfb ended with ${String(code)}: ${words}`));
    });
    server.stdio[3]?.once('data', (data: Buffer) => done(data.toString().trim()));
  });
  return {
    name: `:${number}`,
    picture: () => parse(readFileSync(join(folder, 'Xvfb_screen0'))),
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Xvfb keeps its screen as an X window dump (XWD version 7): a header, a palette, the pixels. */
function parse(dump: Buffer): Picture {
  const field = (index: number): number => dump.readUInt32BE(index * 4);
  const [headerBytes, version, width, height] = [field(0), field(1), field(4), field(5)];
  const [bigEndian, bitsPerPixel, bytesPerLine, colours] = [field(7) === 1, field(11), field(12), field(19)];
  if (version !== 7 || bitsPerPixel !== 32) throw new Error(`a dump of another kind: ${version}, ${bitsPerPixel}`);
  const start = headerBytes + colours * 12;
  const pixels = new Uint32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = start + y * bytesPerLine + x * 4;
      pixels[y * width + x] = (bigEndian ? dump.readUInt32BE(at) : dump.readUInt32LE(at)) & 0xffffff;
    }
  return { width, height, pixels };
}

/** How many pixels have this colour, `#rrggbb`. */
export function count({ pixels }: Picture, colour: string): number {
  const wanted = Number.parseInt(colour.slice(1), 16);
  return pixels.reduce((sum, pixel) => sum + (pixel === wanted ? 1 : 0), 0);
}

/** The part of the pixels that two pictures have in common, from 0 to 1. */
export function likeness(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return 0;
  return a.pixels.reduce((sum, pixel, index) => sum + (pixel === b.pixels[index] ? 1 : 0), 0) / a.pixels.length;
}

const tokens = readFileSync(join(import.meta.dirname, '../../renderer/ui/tokens.css'), 'utf8');
/** What a token is in the dark and in the light theme: the package follows the desktop, of which a bare screen has none. */
const colours = (token: string): string[] =>
  [...tokens.matchAll(new RegExp(`--${token}: (#[0-9a-f]{6});`, 'g'))].map(([, colour]) => colour ?? '').slice(0, 2);

const themes = colours('ocean').map((ocean, index) => ({
  ocean,
  land: colours('land')[index] ?? '',
  critical: colours('critical')[index] ?? '',
}));

/** Whether the demo's world is on the screen: ocean and land by day, which at some hours is little of it, and a site that burns. */
export const showsMap = (picture: Picture): boolean =>
  themes.some(
    ({ ocean, land, critical }) =>
      count(picture, ocean) > 25_000 && count(picture, land) > 2_000 && count(picture, critical) > 3_000,
  );
