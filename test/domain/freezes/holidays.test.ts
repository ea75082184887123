import { describe, expect, it } from 'vitest';
import { eventDay, type CalendarEvent } from '../../../shared/domain/freezes/events';
import {
  HOLIDAY_COUNTRIES,
  holidaySubdivisions,
  holidaysKnownUntil,
  publicHolidays,
} from '../../../shared/domain/freezes/holidays';
import { DAY, iso } from '../../../shared/lib/time';

/** The holidays of a year as "11-26 Thanksgiving Day". */
const of = (country: string, year: number, subdivision: string | null = null): readonly string[] =>
  publicHolidays(country, subdivision)
    .map(({ name, wall }) => `${iso(wall).slice(0, 10)} ${name}`)
    .filter((line) => line.startsWith(`${year}-`))
    .map((line) => line.slice(5));

const days = (country: string, year: number, subdivision: string | null = null): readonly string[] =>
  of(country, year, subdivision).map((line) => line.slice(0, 5));

describe('public holidays against the statutes (product.md 4)', () => {
  it('of the United States, 5 U.S.C. 6103(a) and the observed days of (b), 2026', () => {
    expect(of('US', 2026)).toEqual([
      "01-01 New Year's Day",
      '01-19 Martin Luther King Jr. Day',
      "02-16 Washington's Birthday",
      '05-25 Memorial Day',
      '06-19 Juneteenth',
      '07-03 Independence Day (substitute day)',
      '07-04 Independence Day',
      '09-07 Labor Day',
      '10-12 Columbus Day',
      '11-11 Veterans Day',
      '11-26 Thanksgiving Day',
      '12-25 Christmas Day',
    ]);
  });

  it('of the United States on a weekend are observed beside it: Friday for Saturday, Monday for Sunday, every year', () => {
    const all = new Set(publicHolidays('US', null).map(({ wall }) => wall));
    const last = Date.UTC(2041, 0);
    for (const wall of all) {
      const weekday = new Date(wall).getUTCDay();
      // New Year's Day of 2028 is observed in 2027; of 2041 nothing is known.
      if (weekday === 6 && wall - DAY >= Date.UTC(2024, 0)) expect(all, iso(wall)).toContain(wall - DAY);
      if (weekday === 0 && wall + DAY < last) expect(all, iso(wall)).toContain(wall + DAY);
    }
    expect(days('US', 2027)).toContain('12-31');
    expect(days('US', 2028)).toContain('11-10');
  });

  it.each<[string, readonly string[]]>([
    // Ontario, Employment Standards Act, 2000, s. 1(1) "public holiday": nine days.
    ['ON', ['01-01', '02-16', '04-03', '05-18', '07-01', '09-07', '10-12', '12-25', '12-26']],
    // Quebec, Act respecting labour standards, s. 60, and National Holiday Act, s. 1.
    ['QC', ['01-01', '04-03', '05-18', '06-24', '07-01', '09-07', '10-12', '12-25']],
    // British Columbia, Employment Standards Act, s. 1 "statutory holiday": eleven days.
    ['BC', ['01-01', '02-16', '04-03', '05-18', '07-01', '08-03', '09-07', '09-30', '10-12', '11-11', '12-25']],
    // Alberta, Employment Standards Code, s. 25 "general holiday": nine days.
    ['AB', ['01-01', '02-16', '04-03', '05-18', '07-01', '09-07', '10-12', '11-11', '12-25']],
    // Prince Edward Island, Employment Standards Act, "paid holidays": eight days.
    ['PE', ['01-01', '02-16', '04-03', '07-01', '09-07', '09-30', '11-11', '12-25']],
    // Northwest Territories, Employment Standards Act, s. 22: eleven days.
    ['NT', ['01-01', '04-03', '05-18', '06-21', '07-01', '08-03', '09-07', '09-30', '10-12', '11-11', '12-25']],
    // Yukon, Employment Standards Act, "general holiday": eleven days.
    ['YT', ['01-01', '04-03', '05-18', '06-21', '07-01', '08-17', '09-07', '09-30', '10-12', '11-11', '12-25']],
    // Nova Scotia, Labour Standards Code, and Remembrance Day Act.
    ['NS', ['01-01', '02-16', '04-03', '07-01', '09-07', '11-11', '12-25']],
  ])('of %s in 2026 are those of its law', (province, expected) => {
    expect(days('CA', 2026, province)).toEqual(expected);
  });

  it('of Canada: Boxing Day is one in Ontario only, Thanksgiving not in the Atlantic provinces', () => {
    const keepers = (name: string): readonly string[] =>
      holidaySubdivisions('CA').filter((province) => of('CA', 2026, province).some((line) => line.endsWith(name)));
    expect(keepers('Boxing Day')).toEqual(['ON']);
    expect(keepers('10-12 Thanksgiving')).toEqual(['AB', 'BC', 'MB', 'NT', 'NU', 'ON', 'QC', 'SK', 'YT']);
    expect(days('CA', 2026)).toEqual(['01-01', '04-03', '07-01', '09-07', '12-25']);
  });

  it('of Canada: July 2 when July 1 is a Sunday (Holidays Act, s. 2), but not in Nova Scotia', () => {
    expect(days('CA', 2029, 'ON')).toContain('07-02');
    expect(days('CA', 2029, 'NS')).not.toContain('07-02');
    expect(days('CA', 2026, 'ON')).not.toContain('07-02');
  });

  it('every province keeps what the whole country keeps', () => {
    for (const province of holidaySubdivisions('CA'))
      for (let year = 2024; year <= 2040; year++)
        expect(days('CA', year, province), `${province} ${year}`).toEqual(
          expect.arrayContaining([...days('CA', year)]),
        );
  });

  it('of Brazil: Lei 662/1949, Lei 6.802/1980, Lei 14.759/2023 (November 20), and elections (Codigo Eleitoral, art. 380)', () => {
    expect(days('BR', 2027)).toEqual([
      '01-01',
      '03-26',
      '04-21',
      '05-01',
      '09-07',
      '10-12',
      '11-02',
      '11-15',
      '11-20',
      '12-25',
    ]);
    expect(days('BR', 2026)).toEqual(expect.arrayContaining(['10-04', '10-25']));
    for (let year = 2024; year <= 2040; year++) expect(days('BR', year)).toContain('11-20');
  });

  it('of India: those of every central government office whose day is known, as long as Diwali is', () => {
    expect(of('IN', 2026)).toEqual([
      '01-26 Republic Day',
      '04-03 Good Friday',
      '08-15 Independence Day',
      '10-02 Gandhi Jayanti',
      '11-08 Diwali',
      '12-25 Christmas Day',
    ]);
    expect(of('IN', 2032)).toHaveLength(6);
    expect(of('IN', 2033)).toEqual([]);
    expect(holidaysKnownUntil('IN')).toBe(2032);
  });

  it.each<[CalendarEvent, string, string | null, string]>([
    ['us-martin-luther-king-day', 'US', null, 'Martin Luther King Jr. Day'],
    ['us-washingtons-birthday', 'US', null, "Washington's Birthday"],
    ['us-memorial-day', 'US', null, 'Memorial Day'],
    ['us-independence-day', 'US', null, 'Independence Day'],
    ['us-labor-day', 'US', null, 'Labor Day'],
    ['us-columbus-day', 'US', null, 'Columbus Day'],
    ['us-thanksgiving', 'US', null, 'Thanksgiving Day'],
    ['ca-family-day', 'CA', 'ON', 'Family Day'],
    ['ca-victoria-day', 'CA', 'ON', 'Victoria Day'],
    ['ca-canada-day', 'CA', null, 'Canada Day'],
    ['ca-civic-holiday', 'CA', 'NU', 'Civic Holiday'],
    ['ca-labour-day', 'CA', null, 'Labour Day'],
    ['ca-thanksgiving', 'CA', 'ON', 'Thanksgiving'],
    ['boxing-day', 'CA', 'ON', 'Boxing Day'],
    ['br-dia-das-criancas', 'BR', null, 'Our Lady of Aparecida'],
    ['christmas', 'BR', null, 'Christmas Day'],
  ])('%s by our rule is the %s %s of the table, every year', (event, country, province, name) => {
    const table = publicHolidays(country, province).filter((one) => one.name === name);
    expect(table).toHaveLength(2040 - 2024 + 1);
    for (const { wall } of table) {
      const year = new Date(wall).getUTCFullYear();
      const { month, day } = eventDay(event, year) ?? { month: 0, day: 0 };
      expect(iso(Date.UTC(year, month - 1, day))).toBe(iso(wall));
    }
  });

  it('of a country nobody looked at are none, and it is told', () => {
    expect(publicHolidays('UA', null)).toEqual([]);
    expect(holidaysKnownUntil('UA')).toBeNull();
    expect(holidaysKnownUntil('constructor')).toBeNull();
    expect(HOLIDAY_COUNTRIES).toEqual(['BR', 'CA', 'US', 'IN']);
  });
});
