import { writeChangesCsv } from '../../../shared/domain/calendar/changes-csv';
import { writeCalendar } from '../../../shared/domain/calendar/write';
import type { Change } from '../../../shared/domain/change/types';
import type { Ms } from '../../../shared/lib/time';
import type { LeavingFile } from '../leaving';
import { toEntry, toRow, type Names } from './calendar-plans';

/** Changes as a file for other programs. Those without a window are in no calendar. */
export function changesFile(
  changes: readonly Change[],
  format: 'ics' | 'csv',
  {
    names,
    nameOf,
    now,
    name,
  }: { readonly names: Names; readonly nameOf: (person: string) => string; readonly now: Ms; readonly name: string },
): LeavingFile {
  const byStart = [...changes].sort(
    (a, b) => (a.window?.start ?? 0) - (b.window?.start ?? 0) || (a.id < b.id ? -1 : 1),
  );
  if (format === 'csv')
    return {
      extension: 'csv',
      kind: 'Spreadsheet',
      media: 'text/csv',
      text: writeChangesCsv(byStart.map((change) => toRow(change, names))),
    };
  return {
    extension: 'ics',
    kind: 'Calendar',
    media: 'text/calendar',
    text: writeCalendar(
      byStart.flatMap((change) => toEntry(change, names, nameOf) ?? []),
      { name, now },
    ),
  };
}
