import { holidaysKnownUntil, publicHolidays } from '../freezes/holidays';
import type { TeamHolidaysView } from '../snapshot/types';
import { dayOf } from './shifts';

/** The public holidays that a team keeps, as the window needs them: without the table they come from. */
export const holidaysView = (country: string, subdivision: string | null): TeamHolidaysView => ({
  country,
  subdivision,
  days: [...new Set(publicHolidays(country, subdivision).map(({ wall }) => dayOf(wall)))],
  knownUntil: holidaysKnownUntil(country),
});
