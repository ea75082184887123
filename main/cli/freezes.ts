import { writeCalendar } from '../../shared/domain/calendar/write';
import { freezeWindows } from '../../shared/domain/freezes/freezes';
import { freezeLimits, type FreezeLimit } from '../../shared/domain/freezes/known-until';
import type { FreezeWindow } from '../../shared/domain/freezes/types';
import type { Workspace } from '../../shared/domain/workspace/types';
import { DAY, iso, type Ms } from '../../shared/lib/time';
import { toWall } from '../../shared/lib/zones';
import { openGround } from '../ground';
import { systemClock } from '../polling/system-clock';
import { EXIT, type Command } from './arguments';
import type { Outcome } from './status';
import { inert } from './status-text';

/** `meridian changes freezes`: what is frozen in the coming months, site by site. Reads the workspace file and asks nobody. */
export async function freezes(
  command: Extract<Command, { kind: 'freezes' }>,
  now: Ms = systemClock.now(),
): Promise<Outcome> {
  const ground = await openGround(command.place.workspace);
  if (!ground.ok)
    return { code: EXIT.badWorkspace, stdout: '', stderr: ground.error.map((line) => `${inert(line)}\n`).join('') };
  const { workspace, demo } = ground.value.scope;
  const to = monthsAfter(now, command.months);
  const windows = freezeWindows(workspace, now, to);
  const limits = freezeLimits(workspace);
  if (command.calendar !== null) return calendarOf(command.calendar, workspace, windows, now);
  if (command.json) {
    const said = windows.map(({ start, end, ...one }) => ({ ...one, start: iso(start), end: iso(end) }));
    return printed(
      `${JSON.stringify({ demo, workspace: workspace.id, from: iso(now), to: iso(to), windows: said, limits }, null, 2)}\n`,
    );
  }
  const head = demo ? 'Demo data: no workspace file is configured.\n\n' : '';
  const told = groups(workspace, windows);
  if (told.length === 0) told.push([`No freeze until ${iso(to).slice(0, 10)}.`]);
  const ends = limits.filter(({ until }) => to > Date.UTC(until + 1, 0) - LONGEST_BEFORE).map(limitLine);
  if (ends.length > 0) told.push(ends);
  return printed(head + told.map((lines) => `${lines.map(inert).join('\n')}\n`).join('\n'));
}

/** A year that nobody knows the days of must not look like a year without freezes. */
const limitLine = ({ name, what, until }: FreezeLimit): string =>
  `${name}: ${what} ${what.startsWith('public') ? 'are' : 'is'} known until ${until}, not in the years after it.`;

/** The first day that nobody knows may have a freeze that begins a month before it. */
const LONGEST_BEFORE: Ms = 31 * DAY;

/** As a Change Calendar, which AWS Systems Manager takes: open but for its events. Sites differ, so it is of one. */
function calendarOf(id: string, workspace: Workspace, windows: readonly FreezeWindow[], now: Ms): Outcome {
  const site = workspace.sites.find((one) => one.id === id);
  if (site === undefined) {
    const known = workspace.sites.map((one) => one.id).join(', ');
    return { code: EXIT.usage, stdout: '', stderr: `${inert(`meridian: there is no site ${id}: one of ${known}`)}\n` };
  }
  const entries = windows
    .filter((window) => window.site === id)
    .map(({ freeze, name, holidays, start, end }) => ({
      uid: `${freeze}-${iso(start)}-${id}@meridian`,
      recurrenceId: null,
      title: [name, ...holidays].join(', '),
      description: '',
      location: '',
      start,
      end,
      allDay: false,
      zone: site.timeZone,
      status: null,
      organizer: null,
      attendees: [],
      categories: [],
      url: null,
      sequence: 0,
      lastModified: null,
    }));
  return printed(
    writeCalendar(entries, { name: `Freezes of ${site.name}`, now, kind: 'default-open', zone: site.timeZone }),
  );
}

const printed = (stdout: string): Outcome => ({ code: 0, stdout, stderr: '' });

/** The same day of the month, or its last day. */
export function monthsAfter(at: Ms, months: number): Ms {
  const date = new Date(at);
  const wanted = date.getUTCMonth() + months;
  date.setUTCMonth(wanted);
  if (date.getUTCMonth() !== ((wanted % 12) + 12) % 12) date.setUTCDate(0);
  return date.getTime();
}

/** Sites that share a zone share a line; those that begin with each other share a group. */
function groups(workspace: Workspace, windows: readonly FreezeWindow[]): string[][] {
  const zones = new Map(workspace.sites.map(({ id, timeZone }) => [id, timeZone]));
  const wall = (site: string, at: Ms): string =>
    iso(toWall(zones.get(site) ?? 'UTC', at))
      .slice(0, 16)
      .replace('T', ' ');
  const all = new Map<string, Map<string, string[]>>();
  for (const { name, holidays, site, start, end } of windows) {
    // Local times are the same in every zone; the instants are not.
    const days = holidays.length === 0 ? '' : `: ${holidays.join(', ')}`;
    const title = `${name}${days}, ${wall(site, start)} to ${wall(site, end)} local time`;
    const line = `${zones.get(site) ?? 'UTC'}  ${iso(start).slice(0, 16)}Z to ${iso(end).slice(0, 16)}Z`;
    const lines = all.get(title) ?? new Map<string, string[]>();
    all.set(title, lines);
    lines.set(line, [...(lines.get(line) ?? []), site]);
  }
  return [...all].map(([title, lines]) => [
    title,
    ...[...lines].map(([line, sites]) => `    ${line}  ${sites.join(', ')}`),
  ]);
}
