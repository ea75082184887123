import { dirname, join } from 'node:path';
import { closedTimes } from '../../shared/domain/calendar/closed';
import { readCalendar } from '../../shared/domain/calendar/read';
import type { CalendarEntry } from '../../shared/domain/calendar/types';
import type { CalendarFreeze, CalendarWindow } from '../../shared/domain/freezes/types';
import type { Workspace } from '../../shared/domain/workspace/types';
import { err, ok, type Result } from '../../shared/lib/result';
import { DAY, type Ms } from '../../shared/lib/time';
import { readText } from './read-text';

/** A calendar says what repeats for ever: so far it is worked out. Read anew with every start and every change of the file. */
const BEFORE: Ms = 60 * DAY;
const AFTER: Ms = 3 * 366 * DAY;
const MOST_EVENTS = 10_000;

/** Files beside the workspace file that its freezes name. */
export const calendarFiles = ({ freezes }: Pick<Workspace, 'freezes'>, file: string): readonly string[] =>
  freezes.flatMap((freeze) => (freeze.kind === 'calendar' ? [join(dirname(file), freeze.file)] : []));

/**
 * The workspace with the calendars of its freezes read. All that is wrong is said, one line a problem: a freeze that was half understood
 * would promise times without one.
 */
export function withCalendars(workspace: Workspace, file: string, now: Ms): Result<Workspace, readonly string[]> {
  const problems: string[] = [];
  const freezes = workspace.freezes.map((freeze) => {
    if (freeze.kind !== 'calendar') return freeze;
    const read = readFreeze(freeze, join(dirname(file), freeze.file), now);
    if (read.ok) return read.value;
    problems.push(...read.error);
    return freeze;
  });
  return problems.length > 0 ? err(problems) : ok({ ...workspace, freezes });
}

function readFreeze(freeze: CalendarFreeze, path: string, now: Ms): Result<CalendarFreeze, readonly string[]> {
  const text = readText(path, 'a readable calendar (iCalendar)');
  if (!text.ok) return err([text.error]);
  const range = { from: now - BEFORE, to: now + AFTER };
  // In UTC a whole day and a floating time are what the wall clock shows.
  const read = readCalendar(text.value, { ...range, zone: 'UTC', most: MOST_EVENTS });
  if (!read.ok) return err([`${path}:${read.error.line}:1 (calendar): ${read.error.cause}`]);
  const { problems, kind, entries } = read.value;
  if (problems.length > 0) return err(problems.map(({ line, cause }) => `${path}:${line}:1 (calendar): ${cause}`));
  const taken = entries.filter(({ status }) => status !== 'cancelled');
  const fixed = taken.filter(({ isFloating }) => isFloating !== true);
  const floating = taken.filter(({ isFloating }) => isFloating === true);
  if (kind === 'default-closed' && fixed.length > 0 && floating.length > 0)
    return err([
      `${path}:1:1 (calendar): it is closed by default and opens at times with a zone and at times without one: expected all of one form (X-WR-TIMEZONE gives a zone to all)`,
    ]);
  const windowsOf = (some: readonly CalendarEntry[]): readonly CalendarWindow[] =>
    kind === 'events'
      ? some.flatMap(({ start, end, title }) => (end <= start ? [] : [{ start, end, title }]))
      : closedTimes({ ...read.value, entries: some }, range.from, range.to);
  const localOf = (some: readonly CalendarEntry[]): readonly CalendarWindow[] =>
    windowsOf(some).map((window) => ({ ...window, local: true }));
  // Between the events of a calendar that is closed by default the clock is that of its events.
  const windows =
    kind !== 'default-closed'
      ? [...windowsOf(fixed), ...localOf(floating)]
      : floating.length > 0
        ? localOf(floating)
        : windowsOf(fixed);
  return ok({ ...freeze, windows, until: new Date(range.to).getUTCFullYear() - 1 });
}
