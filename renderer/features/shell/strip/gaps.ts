import { coverGaps } from '../../../../shared/domain/shifts/gaps';
import { NO_ENTRIES, type CoverGap, type DutyEntry, type PersonAway } from '../../../../shared/domain/shifts/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { DAY, HOUR, floorTo, type Ms } from '../../../../shared/lib/time';
import { list } from '../../../ui/format';
import { clock, date, isoDay, weekday } from '../../../ui/time';

/** A gap that goes on for longer is told as one without an end. */
const FAR = 6 * DAY;

/** Gaps that are not over and begin before `until`. Asked anew by the hour: the week ahead holds their ends. */
export function gapsAhead(
  teams: readonly TeamView[],
  now: Ms,
  until: Ms,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): readonly CoverGap[] {
  return gapsFrom(teams, now, entries).filter((gap) => gap.to > now && gap.from < until);
}

/** All that were or will be from half a day ago on. */
export function gapsFrom(
  teams: readonly TeamView[],
  now: Ms,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): readonly CoverGap[] {
  const hour = floorTo(now, HOUR);
  return coverGaps(teams, hour - DAY, hour + FAR + DAY, entries);
}

export const AWAY: Readonly<Record<PersonAway['why'], string>> = {
  leave: 'on leave',
  swap: 'swapped',
  covered: 'covered',
};

/** "Nobody on L3", "Nobody left on India L2". */
export const gapName = (gap: CoverGap): string =>
  gap.kind === 'no-team' ? `Nobody on ${gap.level}` : `Nobody left on ${gap.team.name}`;

/** "Sat 02:00 to 07:00 UTC"; with the day of its end where that is another one. */
export function gapTime(gap: CoverGap, now: Ms): string {
  const dayOf = (at: Ms): string => (Math.abs(at - now) < 6 * DAY ? weekday(at, 'UTC') : date(at, 'UTC'));
  const from = gap.from <= now ? 'now' : `${dayOf(gap.from)} ${clock(gap.from, 'UTC')}`;
  if (gap.to - now >= FAR) return `${from} and for days on`;
  const sameDay = isoDay(gap.to, 'UTC') === isoDay(Math.max(gap.from, now), 'UTC');
  return `${from} to ${sameDay ? '' : `${dayOf(gap.to)} `}${clock(gap.to, 'UTC')} UTC`;
}

/** The whole sentence: "Nobody left on India L2 Sat 03:00 to 15:00 UTC: Ananya Iyer on leave." */
export function gapText(gap: CoverGap, now: Ms): string {
  const text = `${gapName(gap)} ${gapTime(gap, now)}`;
  if (gap.kind === 'no-team') return `${text}.`;
  return `${text}: ${list(gap.away.map(({ name, why }) => `${name} ${AWAY[why]}`))}.`;
}
