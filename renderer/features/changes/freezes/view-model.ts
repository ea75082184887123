import type { FreezeWindow } from '../../../../shared/domain/freezes/types';
import { DAY, type Ms } from '../../../../shared/lib/time';
import { age } from '../../../ui/time';
import { countryName } from '../../../ui/words';
import type { LaneSite } from '../timeline/groups';
import { freezeName } from '../timeline/marks';
import { windowWords } from '../timeline/words';

export interface FreezeRow {
  readonly key: string;
  readonly name: string;
  /** Of a holiday: the freeze that it belongs to. */
  readonly kind: string;
  readonly when: string;
  /** "now, until in 2 d", "in 12 d". */
  readonly far: string;
  readonly on: boolean;
  /** Empty: all sites of the country. */
  readonly sites: string;
}
export interface FreezeGroup {
  readonly country: string;
  readonly name: string;
  readonly rows: readonly FreezeRow[];
}

/** As far as freezes are listed: a peak of this season and the same one of the next. */
export const MONTHS = 13;
const FAR: Ms = 396 * DAY;

/** What comes in 13 months, by country; one that begins at another instant in another zone is told for each. */
export function freezeGroups(
  windows: ReadonlyMap<string, readonly FreezeWindow[]>,
  sites: readonly LaneSite[],
  now: Ms,
): readonly FreezeGroup[] {
  const countries = [...new Set(sites.map(({ country }) => country))];
  return countries.map((country) => {
    const members = sites.filter((site) => site.country === country);
    const found = new Map<string, { readonly window: FreezeWindow; readonly zone: string; readonly at: LaneSite[] }>();
    for (const site of members)
      for (const window of windows.get(site.id) ?? []) {
        if (window.end <= now || window.start > now + FAR) continue;
        const key = `${window.freeze} ${window.start} ${window.end}`;
        const known = found.get(key);
        if (known === undefined) found.set(key, { window, zone: site.timeZone, at: [site] });
        else known.at.push(site);
      }
    const rows = [...found]
      .sort(([, a], [, b]) => a.window.start - b.window.start)
      .map(([key, { window, zone, at }]): FreezeRow => {
        const on = window.start <= now;
        return {
          key,
          name: freezeName(window),
          kind: window.holidays.length === 0 ? '' : window.name,
          when: windowWords(window.start, window.end, zone),
          on,
          far: on ? `now, ends in ${age(window.end - now)}` : `in ${age(window.start - now)}`,
          sites: at.length === members.length ? '' : at.map(({ name }) => name).join(', '),
        };
      });
    return { country, name: countryName(country), rows };
  });
}
