import { expect, it } from 'vitest';
import { summary, type Place } from '../screens/audit/report';
import type { Finding } from '../screens/audit/page/types';
import { STATES } from '../screens/states';
import { takeState, THEMES } from '../screens/take';

/** A part of `npm run screens` (the slowest first, two at a time) that fits into every test run: what most screens are made of, in the two smaller sizes. */
const STATES_HERE = ['blind-production', 'live-critical', 'site-critical', 'list', 'long-names'];
const SIZES_HERE = ['1440x900', '1100x700'];

it.concurrent.each(STATES_HERE)(
  'the audit finds nothing on %s',
  async (name) => {
    const state = STATES.find((one) => one.name === name);
    if (!state) throw new Error(`there is no state "${name}"`);
    const found: { readonly place: Place; readonly finding: Finding }[] = [];
    let looks = 0;
    await takeState({ ...state, focus: false }, THEMES, SIZES_HERE, true, async ({ place, findings, seen }) => {
      looks += 1;
      expect(seen.texts).toBeGreaterThan(50);
      found.push(...findings.map((finding) => ({ place, finding })));
      return Promise.resolve();
    });
    expect(looks).toBe(THEMES.length * SIZES_HERE.length);
    expect(summary(found)).toBe('');
  },
  120_000,
);
