import { describe, expect, it } from 'vitest';
import { freezes, monthsAfter } from '../../main/cli/freezes';

const PLACE = { workspace: null, data: null };

describe('meridian changes freezes', () => {
  it('tells those of the demo for 13 months, in local time and in UTC', async () => {
    const { code, stdout } = await freezes({ kind: 'freezes', months: 13, json: false, place: PLACE });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Demo data: no workspace file is configured\.\n\nBlack Friday to Cyber Monday, \d{4}-11-\d\d 00:00 to /,
    );
    expect(stdout).toMatch(/ {4}America\/Sao_Paulo {2}\d{4}-11-\d\dT03:00Z to .*br-prod/);
    // India keeps no Black Friday.
    expect(stdout).not.toMatch(/Kolkata/);
  });

  it('says it as JSON', async () => {
    const { stdout } = await freezes({ kind: 'freezes', months: 13, json: true, place: PLACE });
    const said = JSON.parse(stdout) as { readonly demo: boolean; readonly windows: readonly Record<string, string>[] };
    expect(said.demo).toBe(true);
    expect(said.windows[0]).toMatchObject({ freeze: 'bf', name: 'Black Friday to Cyber Monday' });
  });

  it('a bad workspace file is said with its place, and nothing else', async () => {
    const outcome = await freezes({
      kind: 'freezes',
      months: 13,
      json: false,
      place: { workspace: '/nowhere.yaml', data: null },
    });
    expect([outcome.code, outcome.stdout]).toEqual([78, '']);
    expect(outcome.stderr).toContain('nowhere.yaml');
  });

  it.each([
    ['2026-11-30', 13, '2027-12-30'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2026-12-31', 14, '2028-02-29'],
  ])('%s and %i months are %s', (from, months, to) => {
    expect(new Date(monthsAfter(Date.parse(from), months)).toISOString().slice(0, 10)).toBe(to);
  });
});
