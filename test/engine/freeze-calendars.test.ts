import { copyFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { calendarFiles } from '../../main/engine/freeze-calendars';
import { readWorkspaceFile, stampOf, watchWorkspaceFile } from '../../main/engine/workspace-file';
import { freezeWindows } from '../../shared/domain/freezes/freezes';
import { freezeLimits } from '../../shared/domain/freezes/known-until';
import { workspaceText } from '../builders/workspace-file';

const FILES = join(import.meta.dirname, '../domain/calendar/files');
const BEFORE = 'name: Black Friday, sites: [br-prod], from: us-thanksgiving + 0d 00:00, to: us-thanksgiving + 5d 00:00';
const FREEZE = 'name: Peak, calendar: peak.ics';
const utc = (month: number, day: number, hour = 0) => Date.UTC(2026, month - 1, day, hour);

/** A folder with a workspace file and the calendar that it names. */
function folderWith(calendar: string | null, freeze = FREEZE): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-calendar-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'meridian.yaml');
  writeFileSync(file, workspaceText(BEFORE, freeze));
  if (calendar !== null) copyFileSync(join(FILES, calendar), join(folder, 'peak.ics'));
  return file;
}

const spansOf = (file: string, from: number, to: number): readonly string[] => {
  const read = readWorkspaceFile(file);
  if (!read.ok) throw new Error(read.error.join('\n'));
  return freezeWindows(read.value, from, to).map(
    ({ start, end, holidays }) =>
      `${new Date(start).toISOString().slice(0, 16)} ${new Date(end).toISOString().slice(0, 16)} ${holidays.join()}`,
  );
};

describe('a freeze that a calendar says (product.md 4, the Change Calendar form)', () => {
  it('holds while a Change Calendar is closed, in the zone of the calendar', () => {
    expect(spansOf(folderWith('change-calendar.ics'), utc(11, 20), utc(12, 14))).toEqual([
      '2026-11-25T23:00 2026-12-01T08:00 Cyber week',
      '2026-12-05T05:00 2026-12-07T05:00 Weekend',
      '2026-12-12T05:00 2026-12-14T05:00 Weekend',
    ]);
  });

  it('of any other calendar it holds while there is an event', () => {
    expect(spansOf(folderWith('outlook.ics'), utc(10, 31), utc(11, 2))).toHaveLength(1);
  });

  const withText = (...lines: readonly string[]): string => {
    const file = folderWith(null);
    writeFileSync(join(file, '../peak.ics'), ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n'));
    return file;
  };
  const event = (...lines: readonly string[]) => [
    'BEGIN:VEVENT',
    `UID:${lines.join()}`,
    'SUMMARY:Peak',
    ...lines,
    'END:VEVENT',
  ];
  /** Of a site in Brazil and one in India. */
  const bothSpans = (file: string): readonly string[] => {
    const read = readWorkspaceFile(file);
    if (!read.ok) throw new Error(read.error.join('\n'));
    const sites = read.value.sites.flatMap((site) => [site, { ...site, id: 'in-prod', timeZone: 'Asia/Kolkata' }]);
    return freezeWindows({ ...read.value, sites }, utc(11, 20), utc(12, 14)).map(
      ({ site, start, end }) =>
        `${site} ${new Date(start).toISOString().slice(0, 16)} ${new Date(end).toISOString().slice(0, 16)}`,
    );
  };

  it('of a whole day or a time without a zone it holds on the wall clock of each site', () => {
    expect(bothSpans(withText(...event('DTSTART;VALUE=DATE:20261127')))).toEqual([
      'in-prod 2026-11-26T18:30 2026-11-27T18:30',
      'br-prod 2026-11-27T03:00 2026-11-28T03:00',
    ]);
    const floating = event('DTSTART:20261127T180000', 'DTEND:20261127T200000');
    expect(bothSpans(withText('X-CALENDAR-TYPE:DEFAULT_OPEN', ...floating))).toEqual([
      'in-prod 2026-11-27T12:30 2026-11-27T14:30',
      'br-prod 2026-11-27T21:00 2026-11-27T23:00',
    ]);
  });

  it.each([
    ['X-WR-TIMEZONE', ['X-WR-TIMEZONE:Etc/UTC', ...event('DTSTART;VALUE=DATE:20261127')]],
    ['a TZID', event('DTSTART;TZID=Etc/UTC:20261127T000000', 'DTEND;TZID=Etc/UTC:20261128T000000')],
    ['UTC', event('DTSTART:20261127T000000Z', 'DTEND:20261128T000000Z')],
  ])('with %s it holds at the same instants everywhere', (_, lines) => {
    expect(bothSpans(withText(...lines))).toEqual([
      'br-prod 2026-11-27T00:00 2026-11-28T00:00',
      'in-prod 2026-11-27T00:00 2026-11-28T00:00',
    ]);
  });

  it('that is closed by default opens on the wall clock of each site; opened by both kinds of time it is refused', () => {
    const closed = 'X-CALENDAR-TYPE:DEFAULT_CLOSED';
    const open = event('DTSTART;VALUE=DATE:20261127');
    expect(bothSpans(withText(closed, ...open))).toHaveLength(4);
    expect(bothSpans(withText(closed, ...open))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^in-prod .* 2026-11-26T18:30$/),
        expect.stringMatching(/^in-prod 2026-11-27T18:30 /),
        expect.stringMatching(/^br-prod .* 2026-11-27T03:00$/),
        expect.stringMatching(/^br-prod 2026-11-28T03:00 /),
      ]),
    );
    const both = readWorkspaceFile(withText(closed, ...open, ...event('DTSTART:20261129T000000Z', 'DURATION:PT1H')));
    expect(both.ok ? [] : both.error).toEqual([expect.stringMatching(/peak\.ics:1:1 \(calendar\): .*without one/)]);
  });

  it('says until which year it is worked out', () => {
    const read = readWorkspaceFile(folderWith('change-calendar.ics'));
    const limits = read.ok ? freezeLimits(read.value) : [];
    expect(limits).toMatchObject([{ freeze: 'bf', what: 'peak.ics' }]);
    expect(limits[0]?.until).toBeGreaterThan(new Date().getUTCFullYear());
  });

  it('whose file is missing or wrong is said with file, line and cause, and the workspace is not used', () => {
    const missing = readWorkspaceFile(folderWith(null));
    expect(missing.ok ? [] : missing.error).toEqual([
      expect.stringMatching(
        /peak\.ics:1:1 \(file\): expected a readable calendar \(iCalendar\), there is no such file$/,
      ),
    ]);
    const file = folderWith('change-calendar.ics');
    writeFileSync(
      join(file, '../peak.ics'),
      'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    );
    const wrong = readWorkspaceFile(file);
    expect(wrong.ok ? [] : wrong.error[0]).toMatch(/peak\.ics:\d+:1 \(calendar\): /);
  });

  it.each(['/etc/passwd', '../other.ics', 'a/../../b.ics'])(
    'never stands elsewhere than beside the workspace file: %s',
    (name) => {
      const read = readWorkspaceFile(folderWith(null, FREEZE.replace('peak.ics', name)));
      expect(read.ok ? '' : read.error[0]).toContain('freezes[0].calendar: expected the name of a file beside');
    },
  );

  it('is read again when the calendar changes', async () => {
    const file = folderWith('change-calendar.ics');
    const first = readWorkspaceFile(file);
    if (!first.ok) throw new Error(first.error.join());
    const heard: number[] = [];
    const stop = watchWorkspaceFile(
      file,
      await stampOf(file),
      (read) => void heard.push(read.ok ? freezeWindows(read.value, utc(10, 30), utc(11, 3)).length : -1),
      5,
      calendarFiles(first.value, file),
    );
    onTestFinished(stop);
    const calendar = join(file, '../peak.ics');
    await vi.waitFor(() => {
      // Again and again, so that it comes after the first look.
      copyFileSync(join(FILES, 'outlook.ics'), calendar);
      utimesSync(calendar, new Date(), new Date(Date.now() + 1_000 * Math.random() * 1_000));
      expect(heard[0]).toBeGreaterThan(0);
    });
  });
});
