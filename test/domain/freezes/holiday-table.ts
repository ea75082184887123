import Holidays from 'date-holidays';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes shared/domain/freezes/holidays.json out of date-holidays: the public holidays of countries whose data there is right once the
 * corrections below are applied. The library itself (12 MB, with the calendars of all the world) is never part of the product.
 */
const FIRST_YEAR = 2024;
const LAST_YEAR = 2040;

/** Each with the subdivisions whose own holidays are taken too. States of the US and of Brazil are not: see docs/decisions/0007. */
const COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  BR: [],
  CA: ['AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT'],
  US: [],
};

/** Names by day (YYYY-MM-DD). */
type Year = Map<string, string>;

interface Correction {
  readonly country: string;
  /** Null: the whole country. */
  readonly in: readonly string[] | null;
  /** Why the library is not followed: what the law says. */
  readonly law: string;
  readonly apply: (days: Year, year: number) => void;
}

const without =
  (name: string): Correction['apply'] =>
  (days) => {
    const found = [...days].filter(([, one]) => one === name);
    // A library that has learned it makes the correction needless: it must go then.
    if (found.length === 0) throw new Error(`there is no "${name}" to leave out`);
    for (const [day] of found) days.delete(day);
  };

const weekday = (day: string): number => new Date(`${day}T00:00Z`).getUTCDay();

const CORRECTIONS: readonly Correction[] = [
  {
    country: 'US',
    in: null,
    law: '5 U.S.C. 6103(b) and Executive Order 11582: Veterans Day on a Saturday is observed on Friday, on a Sunday on Monday',
    apply: (days, year) => {
      const shift = new Map([
        [6, `${year}-11-10`],
        [0, `${year}-11-12`],
      ]).get(weekday(`${year}-11-11`));
      if (shift === undefined) return;
      if (days.has(shift)) throw new Error('the observed Veterans Day is known by now');
      days.set(shift, 'Veterans Day (substitute day)');
    },
  },
  {
    country: 'CA',
    in: ['AB', 'BC', 'MB', 'NB', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT'],
    law: 'Holidays Act, R.S.C. 1985, c. H-5, s. 2(2): when July 1 is a Sunday, July 2 is the holiday; Nova Scotia and Newfoundland and Labrador keep July 1',
    apply: (days, year) => {
      if (weekday(`${year}-07-01`) === 0) days.set(`${year}-07-02`, 'Canada Day (substitute day)');
    },
  },
  {
    country: 'CA',
    in: ['ON'],
    law: 'Ontario, Employment Standards Act, 2000, s. 1(1) "public holiday": nine days, Easter Monday is none',
    apply: without('Easter Monday'),
  },
  {
    country: 'CA',
    in: ['NT'],
    law: 'Northwest Territories, Employment Standards Act, s. 22: eleven days, Easter Monday and Boxing Day are none',
    apply: (days, year) => {
      without('Easter Monday')(days, year);
      without('Boxing Day')(days, year);
    },
  },
  {
    country: 'CA',
    in: ['NU'],
    law: 'Nunavut, Labour Standards Act, "general holiday": Nunavut Day is one for everybody since 2020',
    apply: (days, year) => {
      if (days.has(`${year}-07-09`)) throw new Error('Nunavut Day is known by now');
      days.set(`${year}-07-09`, 'Nunavut Day');
    },
  },
  {
    country: 'CA',
    in: ['YT'],
    law: 'Yukon, Employment Standards Act, "general holiday": Easter Monday is none',
    apply: without('Easter Monday'),
  },
  {
    country: 'CA',
    in: ['PE'],
    law: 'Prince Edward Island, Employment Standards Act, "paid holidays": eight days, Gold Cup Parade Day is none',
    apply: without('Gold Cup Parade Day'),
  },
  {
    country: 'CA',
    in: ['BC', 'MB', 'NT', 'NU', 'PE', 'YT'],
    law: 'September 30 is a statutory holiday of NT, NU and PE since 2022, BC and YT since 2023, MB since 2024',
    apply: (days, year) => {
      if (days.has(`${year}-09-30`)) throw new Error('September 30 is known by now');
      days.set(`${year}-09-30`, 'National Day for Truth and Reconciliation');
    },
  },
];

function yearOf(country: string, subdivision: string | null, year: number): Year {
  const options = { timezone: 'UTC', languages: ['en'] };
  const library = subdivision === null ? new Holidays(country, options) : new Holidays(country, subdivision, options);
  const days: Year = new Map();
  for (const { date, name, type } of library.getHolidays(year)) {
    // The library spells English the British way.
    if (type === 'public') days.set(date.slice(0, 10), country === 'US' ? name.replace('Labour', 'Labor') : name);
  }
  if (days.size === 0) throw new Error(`date-holidays has nothing for ${country} ${subdivision ?? ''} in ${year}`);
  for (const correction of CORRECTIONS) {
    if (correction.country === country && (correction.in?.includes(subdivision ?? '') ?? subdivision === null))
      correction.apply(days, year);
  }
  return days;
}

interface Row {
  readonly name: string;
  /** Subdivisions that keep it, left out: the whole country. */
  readonly in?: string;
  readonly days: string;
}

/** One row for each name and each set of subdivisions that keep it, in the order of the days. */
function rowsOf(country: string, subdivisions: readonly string[]): readonly Row[] {
  const rows = new Map<string, { name: string; in: string; days: string[] }>();
  const add = (day: string, name: string, where: string): void => {
    const row = rows.get(`${name}|${where}`) ?? { name, in: where, days: [] };
    rows.set(`${name}|${where}`, row);
    row.days.push(day);
  };
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    const national = yearOf(country, null, year);
    const own = new Map<string, string[]>();
    for (const subdivision of subdivisions) {
      for (const [day, name] of yearOf(country, subdivision, year)) {
        // A day of the whole country has its name, whatever a province calls it.
        if (national.has(day)) continue;
        const key = `${day} ${name}`;
        own.set(key, [...(own.get(key) ?? []), subdivision]);
      }
    }
    for (const [day, name] of national) add(day, name, '');
    for (const [key, where] of own) add(key.slice(0, 10), key.slice(11), where.join(' '));
  }
  return [...rows.values()]
    .map(({ name, in: where, days }) => ({ name, ...(where !== '' && { in: where }), days: days.sort().join(' ') }))
    .sort((a, b) => (a.days < b.days ? -1 : a.days > b.days ? 1 : a.name < b.name ? -1 : 1));
}

/** The text of holidays.json. */
export function holidayTable(): string {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../node_modules/date-holidays/package.json'), 'utf8'),
  ) as { version: string };
  const table = {
    source: `Derived from the data of date-holidays ${version} by test/domain/freezes/holiday-table.ts; CC BY-SA 3.0, see holidays-licence.txt`,
    version,
    firstYear: FIRST_YEAR,
    lastYear: LAST_YEAR,
    countries: Object.fromEntries(
      Object.entries(COUNTRIES).map(([country, parts]) => [country, rowsOf(country, parts)]),
    ),
  };
  return `${JSON.stringify(table, null, 2)}\n`;
}
