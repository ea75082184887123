import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Box, Finding } from './page/types';

/** Where a finding was made. */
export interface Place {
  readonly state: string;
  readonly theme: string;
  readonly size: string;
}

/** The same finding in several themes and sizes is one line: `dark 1440x900, light 1440x900`. */
export function summary(found: readonly { readonly place: Place; readonly finding: Finding }[]): string {
  const lines = new Map<string, { readonly finding: Finding; readonly places: string[] }>();
  for (const { place, finding } of found) {
    const key = [place.state, finding.rule, finding.selector, finding.text].join('|');
    const known = lines.get(key);
    const at = `${place.theme} ${place.size}`;
    if (known) known.places.push(at);
    else lines.set(key, { finding, places: [at] });
  }
  const state = found[0]?.place.state ?? '';
  return [...lines.values()]
    .map(({ finding, places }) => `${line(state, finding)}\n    in ${places.join(', ')}`)
    .join('\n');
}

const line = (state: string, { rule, selector, text, detail }: Finding): string =>
  `${state}  ${rule}  ${selector}${text === '' ? '' : `  "${text}"`}  ${detail}`;

const MARGIN = 60;

/** Keeps the place of each finding as a picture with a frame around it; returns the names of the files. */
export async function keepCrops(
  folder: string,
  place: Place,
  findings: readonly Finding[],
  picture: Buffer,
): Promise<readonly string[]> {
  if (findings.length === 0) return [];
  mkdirSync(folder, { recursive: true });
  const { width, height } = await sharp(picture).metadata();
  return Promise.all(
    findings.slice(0, 20).map(async ({ rule, box }, index) => {
      const file = join(folder, `${place.state}-${place.theme}-${place.size}-${index + 1}-${rule}.png`);
      const frame = Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect x="${box.left - 3}" y="${box.top - 3}" width="${box.width + 6}" height="${box.height + 6}" fill="none" stroke="#ff00c8" stroke-width="2"/></svg>`,
      );
      const marked = await sharp(picture)
        .composite([{ input: frame }])
        .png()
        .toBuffer();
      writeFileSync(
        file,
        await sharp(marked)
          .extract(cropOf(box, width, height))
          .png()
          .toBuffer(),
      );
      return file;
    }),
  );
}

/** The part of the picture around a box; all of it for a box that is nowhere. */
export function cropOf(box: Box, width: number, height: number): Box {
  if (box.width <= 0 || box.height <= 0) return { left: 0, top: 0, width, height };
  const left = Math.round(Math.max(0, Math.min(width - 1, box.left - MARGIN)));
  const top = Math.round(Math.max(0, Math.min(height - 1, box.top - MARGIN)));
  return {
    left,
    top,
    width: Math.max(1, Math.round(Math.min(width - left, box.width + 2 * MARGIN))),
    height: Math.max(1, Math.round(Math.min(height - top, box.height + 2 * MARGIN))),
  };
}
