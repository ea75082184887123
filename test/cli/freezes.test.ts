import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../shared/domain/calendar/read';
import { freezes, monthsAfter } from '../../main/cli/freezes';

const PLACE = { workspace: null, data: null };
const NOW = Date.UTC(2026, 10, 20, 12);

describe('meridian changes freezes', () => {
  it('tells those of the demo for 13 months, in local time and in UTC', async () => {
    const { code, stdout } = await freezes(
      { kind: 'freezes', calendar: null, months: 13, json: false, place: PLACE },
      NOW,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Demo data: no workspace file is configured\.\n\n/);
    const groups = stdout.split('\n\n');
    const of = (name: string): string => groups.find((group) => group.startsWith(name)) ?? '';
    const bf = of('Black Friday to Cyber Monday, ');
    expect(bf).toMatch(/, \d{4}-11-\d\d 00:00 to \d{4}-1[12]-\d\d 00:00 local time\n/);
    expect(bf).toMatch(/ {4}America\/Sao_Paulo {2}\d{4}-11-\d\dT03:00Z to .*br-prod/);
    // India keeps no Black Friday.
    expect(bf).not.toMatch(/Kolkata/);
    expect(of('Public holidays: Independence Day, ')).not.toBe('');
    expect(of('Public holidays: Christmas Day, Boxing Day, ')).toMatch(/America\/Toronto .*ca-prod/);
  });

  it('whenever the demo is opened, every country has its retail peaks and public holidays ahead (product.md 4)', async () => {
    for (let month = 0; month < 60; month++) {
      const now = Date.UTC(2026, month, 17);
      const { stdout } = await freezes({ kind: 'freezes', calendar: null, months: 13, json: true, place: PLACE }, now);
      const { windows } = JSON.parse(stdout) as { windows: readonly { freeze: string; site: string }[] };
      const of = (country: string): readonly string[] =>
        [...new Set(windows.filter(({ site }) => site.startsWith(`${country}-`)).map(({ freeze }) => freeze))].sort();
      expect({ us: of('us'), ca: of('ca'), br: of('br'), in: of('in') }, new Date(now).toISOString()).toEqual({
        us: ['bf', 'holidays'],
        ca: ['bf', 'boxing-day', 'holidays'],
        br: ['bf', 'carnaval', 'holidays', 'maes'],
        in: ['diwali', 'holidays'],
      });
    }
  });

  it('says it as JSON', async () => {
    const { stdout } = await freezes({ kind: 'freezes', calendar: null, months: 13, json: true, place: PLACE }, NOW);
    const said = JSON.parse(stdout) as {
      readonly demo: boolean;
      readonly windows: readonly Readonly<Record<string, unknown>>[];
      readonly limits: unknown;
    };
    expect(said.demo).toBe(true);
    expect(said.windows.find(({ freeze }) => freeze === 'bf')).toMatchObject({
      name: 'Black Friday to Cyber Monday',
      holidays: [],
    });
    expect(said.limits).toEqual([
      { freeze: 'diwali', name: 'Diwali week', what: 'in-diwali', until: 2032 },
      { freeze: 'holidays', name: 'Public holidays', what: 'public holidays of IN', until: 2032 },
      { freeze: 'holidays', name: 'Public holidays', what: 'public holidays of BR, CA, US', until: 2040 },
    ]);
  });

  it('a year beyond a table is not silently one without freezes (product.md 4)', async () => {
    const { stdout } = await freezes({ kind: 'freezes', calendar: null, months: 240, json: false, place: PLACE }, NOW);
    expect(stdout.split('\n\n').at(-1)).toBe(
      [
        'Diwali week: in-diwali is known until 2032, not in the years after it.',
        'Public holidays: public holidays of IN are known until 2032, not in the years after it.',
        'Public holidays: public holidays of BR, CA, US are known until 2040, not in the years after it.',
        '',
      ].join('\n'),
    );
    const told = async (now: string): Promise<boolean> => {
      const asked = await freezes(
        { kind: 'freezes', calendar: null, months: 1, json: false, place: PLACE },
        Date.parse(now),
      );
      return asked.stdout.includes('known until 2032');
    };
    expect(await told('2032-10-30')).toBe(false);
    // New Year's Day of 2033 may be frozen a month ahead.
    expect(await told('2032-11-30')).toBe(true);
  });

  it('a bad workspace file is said with its place, and nothing else', async () => {
    const outcome = await freezes({
      kind: 'freezes',
      calendar: null,
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

  it('gives those of one site as a Change Calendar that says the same when it is read', async () => {
    const asked = { kind: 'freezes', months: 13, json: false, place: PLACE } as const;
    const { stdout } = await freezes({ ...asked, calendar: 'us-prod' }, NOW);
    const json = JSON.parse((await freezes({ ...asked, calendar: null, json: true }, NOW)).stdout) as {
      readonly from: string;
      readonly to: string;
      readonly windows: readonly { readonly site: string; readonly start: string; readonly end: string }[];
    };
    const [from, to] = [Date.parse(json.from), Date.parse(json.to)];
    const read = readCalendar(stdout, { from, to, zone: 'UTC' });
    if (!read.ok) throw new Error(read.error.cause);
    expect(read.value).toMatchObject({ kind: 'default-open', problems: [] });
    const spans = (all: readonly { readonly start: number; readonly end: number }[]): readonly string[] =>
      all.map(({ start, end }) => `${new Date(start).toISOString()} ${new Date(end).toISOString()}`).sort();
    const told = json.windows.filter(({ site }) => site === 'us-prod');
    expect(spans(read.value.entries)).toEqual(
      spans(told.map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) }))),
    );
  });

  it('names the sites there are when it is asked for another', async () => {
    const { code, stderr } = await freezes(
      { kind: 'freezes', months: 1, json: false, calendar: 'mars', place: PLACE },
      NOW,
    );
    expect(code).toBe(64);
    expect(stderr).toContain('there is no site mars: one of us-prod');
  });
});
