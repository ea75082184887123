import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from './audit/page/types';
import { ALLOWED, isAllowed } from './allowed';
import { indexOf, isKept, pictureOf } from './gallery';
import { STATES } from './states';
import { SIZES, sizeOf, THEMES } from './take';

const folder = resolve(import.meta.dirname, '../../docs/screens');
const MEGABYTE = 1_000_000;

describe('the gallery of docs/screens', () => {
  it('has an index of the present states', () =>
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(
      indexOf(STATES, (name) => existsSync(join(folder, name))),
    ));

  it('shows every state, holds no other pictures, and stays small', () => {
    const kept = STATES.flatMap((state) =>
      Object.keys(SIZES)
        .filter((size) => isKept(state, size))
        .flatMap((size) => THEMES.map((theme) => pictureOf({ state: state.name, theme, size }))),
    );
    const unseen = STATES.filter(({ name }) => !existsSync(join(folder, `${name}-dark-1440x900.webp`)));
    expect(unseen.map(({ name }) => name)).toEqual([]);
    const there = readdirSync(folder).filter((name) => name.endsWith('.webp'));
    expect(there.filter((name) => !kept.includes(name))).toEqual([]);
    const bytes = there.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThan(9 * MEGABYTE);
  });

  it('names states so that they are names of files, once each', () => {
    for (const { name } of STATES) expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(new Set(STATES.map(({ name }) => name)).size).toBe(STATES.length);
  });

  it('refuses a size that is none', () => {
    expect(sizeOf('1100x700')).toEqual({ width: 1100, height: 700 });
    expect(() => sizeOf('wide')).toThrow('no size');
  });
});

describe('what the audit may find', () => {
  it('is short, names a rule, and says why', () => {
    expect(ALLOWED.length).toBeLessThanOrEqual(5);
    for (const { rule, because } of ALLOWED) {
      expect(RULES).toContain(rule);
      expect(because.length).toBeGreaterThan(20);
    }
  });
  it('is nothing else', () =>
    expect(
      isAllowed({
        rule: 'spills',
        selector: '.nothing',
        text: '',
        detail: '',
        box: { left: 0, top: 0, width: 0, height: 0 },
      }),
    ).toBe(false));
});
