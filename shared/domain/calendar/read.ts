import { plainText } from '../../lib/plain-text';
import { err, ok, type Result } from '../../lib/result';
import type { Ms } from '../../lib/time';
import { componentsOf, propertyOf, readComponents, type Component } from './components';
import { fileZones, ianaClock, knownClock } from './file-zones';
import { unescapeText } from './lines';
import { readEvent, type CalendarEvent } from './read-event';
import type { Budget } from './recurrence';
import { entriesOf, type Reading } from './series';
import type { CalendarEntry, CalendarFile, CalendarKind, CalendarProblem, ReadOptions } from './types';

/** Twice the largest calendar we were told of. */
const LARGEST_FILE = 20_000_000;
const MOST_ENTRIES = 20_000;
const MOST_PROBLEMS = 200;
/** For all series and zones of a file together: some seconds. */
const WORK_OF_FILE = 20_000_000;

/**
 * Reads a calendar as far as it touches a time. What is wrong with one event costs that event; only a text that is no calendar at all is a
 * failure. Never throws.
 */
export function readCalendar(text: string, options: ReadOptions): Result<CalendarFile, CalendarProblem> {
  if (text.length > LARGEST_FILE)
    return err({ line: 1, cause: `The file has ${text.length} characters; up to ${LARGEST_FILE} are read.` });
  const problems = problemList();
  const { report } = problems;
  const calendars = readComponents(text, report);
  if (calendars.length === 0) return err({ line: 1, cause: 'This is no iCalendar file: it has no BEGIN:VCALENDAR.' });

  const most = options.most ?? MOST_ENTRIES;
  const budget = { left: WORK_OF_FILE };
  const entries: CalendarEntry[] = [];
  for (const calendar of calendars) {
    const left = most - entries.length;
    for (const entry of entriesIn(calendar, options, left, budget, report)) entries.push(entry);
  }
  entries.sort((a, b) => a.start - b.start || a.end - b.end || (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0));
  return ok({
    entries,
    name: calendars.map(nameOf).find((name) => name !== null) ?? null,
    kind: kindOf(calendars, report),
    problems: problems.listed(),
    window: { from: options.from, to: options.to },
    source: { calendars },
  });
}

function entriesIn(
  calendar: Component,
  options: ReadOptions,
  most: number,
  budget: Budget,
  report: (problem: CalendarProblem) => void,
): readonly CalendarEntry[] {
  if (propertyOf(calendar, 'VERSION')?.value.trim() === '1.0')
    report({
      line: calendar.line,
      cause: 'The calendar is of version 1.0 (vCalendar): read as far as it is like 2.0.',
    });
  const zones = fileZones(calendar, options.to, budget, report);
  const own = knownClock(propertyOf(calendar, 'X-WR-TIMEZONE')?.value ?? '');
  const named = own !== null && own.zone !== null;
  const floating = named ? own : ianaClock(options.zone);
  const reading: Reading = { from: options.from, to: options.to, zones, floating, named, budget, report };
  const cancelled = propertyOf(calendar, 'METHOD')?.value.trim().toUpperCase() === 'CANCEL';

  const entries: CalendarEntry[] = [];
  for (const [uid, { master, overrides }] of seriesIn(calendar, reading)) {
    for (const entry of entriesOf(uid, master, [...overrides.values()], reading)) {
      if (entries.length === most) {
        const line = master?.line ?? [...overrides.values()][0]?.line ?? calendar.line;
        report({
          line,
          cause: `There are more than ${options.most ?? MOST_ENTRIES} entries: from here on none was read.`,
        });
        return entries;
      }
      entries.push(cancelled ? { ...entry, status: 'cancelled' } : entry);
    }
  }
  return entries;
}

interface Series {
  master: CalendarEvent | null;
  /** By the occurrence they stand for. */
  readonly overrides: Map<Ms, CalendarEvent>;
}

function seriesIn(calendar: Component, reading: Reading): ReadonlyMap<string, Series> {
  const all = new Map<string, Series>();
  for (const component of componentsOf(calendar, 'VEVENT')) {
    const event = readEvent(component, reading);
    if ('cause' in event) {
      reading.report(event);
      continue;
    }
    const uid = event.uid ?? madeUid(event);
    if (event.uid === null) reading.report({ line: event.line, cause: 'The event has no UID; it was given one.' });
    const series = all.get(uid) ?? { master: null, overrides: new Map<Ms, CalendarEvent>() };
    all.set(uid, series);
    const { recurrence } = event;
    const before = recurrence === null ? series.master : series.overrides.get(recurrence.at);
    const counts = before == null || !isOlder(event, before) ? event : before;
    if (before != null)
      reading.report({
        line: event.line,
        cause: `The UID of line ${before.line} again: that of line ${counts.line} counts.`,
      });
    if (recurrence === null) series.master = counts;
    else series.overrides.set(recurrence.at, counts);
  }
  return all;
}

const isOlder = (event: CalendarEvent, other: CalendarEvent): boolean =>
  event.said.sequence < other.said.sequence ||
  (event.said.sequence === other.said.sequence && event.stamp < other.stamp);

/** The same for the same event in the next file: FNV-1a of what names it. */
function madeUid({ start, said }: CalendarEvent): string {
  let hash = 0x811c9dc5;
  for (const char of `${start.form} ${start.wall} ${said.title}`)
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `no-uid-${start.wall.toString(36)}-${hash.toString(36)}`;
}

function nameOf(calendar: Component): string | null {
  for (const name of ['X-WR-CALNAME', 'NAME', 'X-WR-CALDESC']) {
    const text = plainText(unescapeText((propertyOf(calendar, name)?.value ?? '').slice(0, 1_000))).trim();
    if (text !== '') return text;
  }
  return null;
}

function kindOf(calendars: readonly Component[], report: (problem: CalendarProblem) => void): CalendarKind {
  for (const calendar of calendars) {
    const type = propertyOf(calendar, 'X-CALENDAR-TYPE');
    if (type === undefined) continue;
    const value = type.value.trim().toUpperCase();
    if (value === 'DEFAULT_OPEN') return 'default-open';
    if (value === 'DEFAULT_CLOSED') return 'default-closed';
    report({
      line: type.line,
      cause: `X-CALENDAR-TYPE:${value.slice(0, 40)}: expected DEFAULT_OPEN or DEFAULT_CLOSED.`,
    });
  }
  return 'events';
}

/** A file of nothing but problems must not fill the memory with them. */
function problemList() {
  const found: CalendarProblem[] = [];
  let count = 0;
  return {
    report: (problem: CalendarProblem): void => {
      count++;
      if (found.length < 10 * MOST_PROBLEMS) found.push(problem);
    },
    listed: (): readonly CalendarProblem[] => {
      const problems = found.sort((a, b) => a.line - b.line);
      const next = problems[MOST_PROBLEMS];
      if (next === undefined) return problems;
      const more = { line: next.line, cause: `There are ${count - MOST_PROBLEMS} more problems.` };
      return [...problems.slice(0, MOST_PROBLEMS), more];
    },
  };
}
