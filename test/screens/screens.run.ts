import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepCrops, summary, type Place } from './audit/report';
import type { Finding } from './audit/page/types';
import { smallPicture } from './encode';
import { indexOf, isKept, pictureOf } from './gallery';
import { STATES } from './states';
import { LEAST_SIZE, SIZES, takeState, THEMES } from './take';

/** `npm run screens`: every state, both themes, all sizes. The words of the command come in as MERIDIAN_SCREENS. */
interface Words {
  readonly only: readonly string[];
  readonly themes: readonly ('dark' | 'light')[];
  readonly sizes: readonly string[];
  readonly audit: boolean;
}

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'docs', 'screens');
const more = join(folder, 'more');
const crops = join(root, '.cache', 'screens');
const words = JSON.parse(process.env['MERIDIAN_SCREENS'] ?? '{}') as Partial<Words>;
const themes = words.themes ?? THEMES;
const audits = words.audit ?? true;
const sizes = words.sizes ?? [...Object.keys(SIZES), ...(audits ? [LEAST_SIZE] : [])];
mkdirSync(more, { recursive: true });
const unknown = words.only?.filter((name) => !STATES.some((state) => state.name === name)) ?? [];
if (unknown.length > 0)
  throw new Error(`no such state: ${unknown.join(', ')}. There are ${STATES.map(({ name }) => name).join(', ')}`);
const states = STATES.filter(({ name }) => !words.only || words.only.includes(name));

describe('screens', () => {
  it.concurrent.each(states)('$name', async (state) => {
    const found: { readonly place: Place; readonly finding: Finding }[] = [];
    await takeState(state, themes, sizes, audits, async ({ place, picture, findings, seen }) => {
      if (audits) expect(seen.texts, 'texts that the audit saw').toBeGreaterThan(10);
      found.push(...findings.map((finding) => ({ place, finding })));
      await keepCrops(crops, place, findings, picture);
      if (!(place.size in SIZES)) return;
      writeFileSync(join(isKept(state, place.size) ? folder : more, pictureOf(place)), await smallPicture(picture));
    });
    if (found.length > 0) throw new Error(`the audit found\n${summary(found)}`);
  });

  afterAll(() => {
    writeFileSync(
      join(folder, 'README.md'),
      indexOf(STATES, (name) => existsSync(join(folder, name))),
    );
  });
});
