import type { Ms } from '../../lib/time';
import type { CalendarFile } from './types';

export interface ClosedTime {
  /** Half open. */
  readonly start: Ms;
  readonly end: Ms;
  readonly title: string;
}

/**
 * When a Change Calendar says that it is closed, by start. Of the time it was read for only: of any other it says nothing. Times may
 * overlap, each with the title of its event; between the events of a calendar that is closed by default, it is its name.
 */
export function closedTimes(file: CalendarFile, from: Ms, to: Ms): readonly ClosedTime[] {
  const begin = Math.max(from, file.window.from);
  const end = Math.min(to, file.window.to);
  const events = file.entries
    .filter((one) => one.status !== 'cancelled')
    .map(({ start, end: until, title }) => ({ start: Math.max(start, begin), end: Math.min(until, end), title }))
    .filter((one) => one.start < one.end)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  switch (file.kind) {
    case 'events':
      return [];
    case 'default-open':
      return events;
    case 'default-closed': {
      const closed: ClosedTime[] = [];
      const title = file.name ?? '';
      let since = begin;
      for (const open of events) {
        if (open.start > since) closed.push({ start: since, end: open.start, title });
        since = Math.max(since, open.end);
      }
      if (since < end) closed.push({ start: since, end, title });
      return closed;
    }
  }
}
