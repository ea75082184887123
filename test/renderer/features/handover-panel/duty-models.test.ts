import { describe, expect, it } from 'vitest';
import { entryLines } from '../../../../renderer/features/handover/duty/entry-model';
import { beginOf, readDraft, type DutyDraft } from '../../../../renderer/features/handover/duty/form-model';
import { gapsOf, weekOf } from '../../../../renderer/features/handover/duty/week-model';
import { onDutyEntry } from '../../../../renderer/stores/derive/passing';
import type { DutyEntry, DutyFact } from '../../../../shared/domain/shifts/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import { BOUNDARY } from '../../builders/handover';
import { aTeam, fourTeams } from '../../builders/snapshot';
import { names } from './telling';

const NOW = BOUNDARY - 18 * MINUTE;
const written = (fact: DutyFact): DutyEntry => ({ ...fact, id: `d ${fact.kind}`, by: 'rafael', at: NOW - HOUR });
const LEAVE = written({ kind: 'leave', person: 'ananya', from: BOUNDARY, to: BOUNDARY + 12 * HOUR });
const team = (id: string): TeamView => {
  const found = fourTeams().find((one) => one.id === id);
  if (found === undefined) throw new Error(`no team ${id}`);
  return found;
};
const week = (id: string, entries: readonly DutyEntry[] = []) =>
  weekOf(fourTeams(), NOW, entries).find((one) => one.id === id);

describe('the coming week', () => {
  it('has each shift in local time and UTC, with who works it', () => {
    const [first, second] = week('br-l2')?.lines ?? [];
    expect(first).toMatchObject({
      day: 'Tue 17 Nov',
      local: '12:00 to 00:00',
      utc: '15:00 to 03:00',
      on: true,
      crews: [{ from: null, who: 'Rafael Monteiro, Thiago Nunes, Beatriz Lima', nobody: false }],
    });
    expect(second).toMatchObject({ day: 'Wed 18 Nov', on: false });
    expect(week('in-l2')?.place).toBe('Pune, 08:12 IST, UTC is 5 h 30 min behind');
  });

  it('a leave is seen at once, and a cover within a shift parts it', () => {
    expect(week('in-l2', [LEAVE])?.lines[0]?.crews).toEqual([
      { from: null, who: 'Nobody; Ananya Iyer on leave', nobody: true },
    ]);
    const cover = written({
      kind: 'cover',
      team: 'in-l2',
      person: 'dana',
      instead: 'ananya',
      from: BOUNDARY + 6 * HOUR,
      to: BOUNDARY + 12 * HOUR,
    });
    expect(week('in-l2', [cover])?.lines[0]?.crews).toEqual([
      { from: '08:30', who: 'Ananya Iyer', nobody: false },
      { from: '14:30', who: 'Dana Whitfield (covers); Ananya Iyer covered', nobody: false },
    ]);
  });

  it('gaps stand first, with what would fill them', () => {
    const [gap] = gapsOf(fourTeams(), NOW, [LEAVE]);
    expect(gap).toMatchObject({
      what: 'India L2',
      when: 'Wed 18 Nov 08:30 to 20:30 IST, 03:00 to 15:00 UTC',
      why: 'Ananya Iyer is on leave',
      cover: { team: 'in-l2', instead: 'ananya', from: BOUNDARY, to: BOUNDARY + 12 * HOUR },
    });
  });
});

describe('what was said of it', () => {
  it('tells the file from what was written, and only that can be withdrawn here', () => {
    const teams = fourTeams().map((one) =>
      one.id === 'br-l2' ? aTeam({ leave: [{ person: 'thiago', from: '2026-11-19', to: '2026-11-20' }] }) : one,
    );
    expect(entryLines({ teams, names, now: NOW }, [LEAVE])).toMatchObject([
      { what: 'Ananya Iyer is on leave', source: 'Rafael Monteiro, 07:12 IST, 01:42 UTC', id: 'd leave' },
      { what: 'Thiago Nunes is on leave', source: 'workspace file', id: null },
    ]);
  });

  it('what is over is not listed', () => {
    const over = written({ kind: 'leave', person: 'ananya', from: NOW - 2 * HOUR, to: NOW });
    expect(entryLines({ teams: fourTeams(), names, now: NOW }, [over])).toEqual([]);
  });
});

describe('the forms', () => {
  const read = (over: Partial<DutyDraft>, kind: DutyDraft['kind'] = 'cover') =>
    readDraft({ ...beginOf(kind, fourTeams(), 'rafael', NOW), ...over }, fourTeams());

  it('a cover begins with the gap it is to fill', () => {
    const wish = gapsOf(fourTeams(), NOW, [LEAVE])[0]?.cover;
    expect(readDraft(beginOf('cover', fourTeams(), 'rafael', NOW, wish), fourTeams())).toEqual({
      ok: true,
      entry: {
        kind: 'cover',
        team: 'in-l2',
        person: 'rafael',
        instead: 'ananya',
        from: BOUNDARY,
        to: BOUNDARY + 12 * HOUR,
      },
    });
  });

  it('times are on the clock of the team, over a change of the clocks too', () => {
    const entry = read(
      { team: 'ua-l3', person: 'oleksandr', from: '2027-03-28T02:00', to: '2027-03-28T05:00' },
      'leave',
    );
    expect(entry).toMatchObject({ entry: { from: Date.UTC(2027, 2, 28, 0), to: Date.UTC(2027, 2, 28, 2) } });
  });

  it.each([
    [{ person: '' }, 'cover', 'person', 'Say who.'],
    [{ other: 'rafael' }, 'cover', 'other', 'Nobody covers for themselves.'],
    [{ from: '' }, 'leave', 'from', 'Say from when.'],
    [{ to: '2020-01-01T00:00' }, 'leave', 'to', 'It must end after it begins.'],
    [{}, 'swap', 'other', 'Say with whom.'],
    [{ other: 'rafael' }, 'swap', 'other', 'A swap is between two people.'],
    [{ other: 'thiago', days: ['2026-11-20', ''] }, 'swap', 'days', 'Say both days.'],
  ] as const)('%#: names the field and the cause', (over, kind, field, problem) =>
    expect(read(over, kind)).toEqual({ ok: false, field, problem }),
  );

  it('a cover may be beside those who are on', () =>
    expect(read({ other: '' })).toMatchObject({ ok: true, entry: { instead: null } }));
});

describe('I am on duty', () => {
  it('lasts to the end of the shift that runs', () =>
    expect(onDutyEntry(team('br-l2'), 'rafael', NOW)).toEqual({
      kind: 'on-duty',
      team: 'br-l2',
      person: 'rafael',
      from: NOW,
      to: BOUNDARY,
    }));

  it('outside of its hours it lasts until its next shift begins, and 8 hours at most', () => {
    expect(onDutyEntry(team('in-l2'), 'ananya', NOW).to).toBe(BOUNDARY);
    expect(onDutyEntry({ ...team('in-l2'), shifts: [] }, 'ananya', NOW).to).toBe(NOW + 8 * HOUR);
  });
});
