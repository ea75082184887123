import { coverGaps } from '../../../../shared/domain/shifts/gaps';
import { dutyOf, inLanes } from '../../../../shared/domain/shifts/duty';
import { stretchesOf } from '../../../../shared/domain/shifts/on-shift';
import { callsOf, shiftsOf } from '../../../../shared/domain/shifts/shifts';
import type {
  CoverGap,
  DutyEntry,
  OnShift,
  PersonAway,
  PersonOn,
  Shift,
  Span,
} from '../../../../shared/domain/shifts/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { zoneName } from '../../../../shared/lib/zone-names';
import { DAY, type Ms } from '../../../../shared/lib/time';
import { list, plural } from '../../../ui/format';
import { bothClocks, clock, clockZone, date, isoDay, utcDistance } from '../../../ui/time';

/** How far ahead is looked. */
const AHEAD: Ms = 7 * DAY;

export interface ShiftLine {
  readonly key: string;
  /** "Wed 18 Nov" */
  readonly day: string;
  /** "08:30 to 20:30" */
  readonly local: string;
  /** "03:00 to 15:00" */
  readonly utc: string;
  readonly onCall: boolean;
  /** It runs now. */
  readonly on: boolean;
  /** In turn, where they change within it. */
  readonly crews: readonly { readonly from: string | null; readonly who: string; readonly nobody: boolean }[];
}
export interface TeamWeek {
  readonly id: string;
  readonly name: string;
  /** "Pune, 08:18 IST, UTC is 5 h 30 min behind" */
  readonly place: string;
  /** "On shift until 20:30 IST, 15:00 UTC" */
  readonly now: string;
  readonly duty: 'shift' | 'on-call' | 'off';
  readonly lines: readonly ShiftLine[];
}

/** Every team with its shifts of the next days, as they are worked after leave, cover and swaps. */
export const weekOf = (teams: readonly TeamView[], now: Ms, entries: readonly DutyEntry[]): readonly TeamWeek[] =>
  inLanes(teams).map((team) => {
    const duty = dutyOf(team, now);
    const until = duty.until === null ? '' : ` until ${bothClocks(duty.until, now, team.timeZone)}`;
    const shifts = [...shiftsOf(team, now, now + AHEAD), ...callsOf(team, now, now + AHEAD)].sort(
      (a, b) => a.from - b.from,
    );
    return {
      id: team.id,
      name: team.name,
      place: `${team.place}, ${clockZone(now, team.timeZone)}, ${utcDistance(team.timeZone, now)}`,
      now: `${duty.kind === 'shift' ? 'On shift' : duty.kind === 'on-call' ? 'On call' : 'Off shift'}${until}`,
      duty: duty.kind,
      lines: shifts.map((shift) => lineOf(teams, team, shift, now, entries)),
    };
  });

function lineOf(
  teams: readonly TeamView[],
  { id, timeZone }: TeamView,
  shift: Shift,
  now: Ms,
  entries: readonly DutyEntry[],
): ShiftLine {
  const { from, to, kind } = shift;
  // What changes for somebody else changes nothing here.
  const crews = stretchesOf(teams, shift, entries)
    .map((stretch) => ({ from: stretch.from, who: crewText(stretch.crew), nobody: stretch.crew.kind === 'nobody' }))
    .filter((one, index, all) => one.who !== all[index - 1]?.who);
  return {
    key: `${id} ${kind} ${from}`,
    day: date(from, timeZone),
    local: `${clock(from, timeZone)} to ${clock(to, timeZone)}`,
    utc: `${clock(from, 'UTC')} to ${clock(to, 'UTC')}`,
    onCall: kind === 'on-call',
    on: from <= now && now < to,
    crews: crews.map((one) => ({ ...one, from: crews.length === 1 ? null : clock(one.from, timeZone) })),
  };
}

const WHY_ON: Readonly<Record<PersonOn['why'], string>> = {
  rota: '',
  team: '',
  cover: ' (covers)',
  swap: ' (swapped)',
  said: ' (says so)',
};
const WHY_AWAY: Readonly<Record<PersonAway['why'], string>> = {
  leave: 'on leave',
  swap: 'swapped',
  covered: 'covered',
};

/** "Ananya Iyer, Vikram Rao (covers). Sneha Kulkarni is on leave." */
function crewText({ people, away, kind }: OnShift): string {
  const gone = away.map(({ name, why }) => `${name} ${WHY_AWAY[why]}`);
  const tail = gone.length === 0 ? '' : `; ${gone.join(', ')}`;
  if (kind === 'nobody') return `Nobody${tail}`;
  if (people.length === 0) return 'No people named';
  if (kind === 'whole-team' && people.length > 3)
    return `The whole team, ${plural(people.length, 'person', 'people')}${tail}`;
  return `${people.map(({ name, why }) => `${name}${WHY_ON[why]}`).join(', ')}${tail}`;
}

/** A cover that a form begins with. */
export interface CoverWish extends Span {
  readonly team: string;
  readonly instead: string | null;
}
export interface GapLine {
  readonly key: string;
  /** "India L2" */
  readonly what: string;
  /** "Wed 18 Nov 08:30 to 20:30 IST, 03:00 to 15:00 UTC" */
  readonly when: string;
  readonly why: string;
  readonly cover: CoverWish;
}

/** Where nobody will be, the earliest first. */
export const gapsOf = (teams: readonly TeamView[], now: Ms, entries: readonly DutyEntry[]): readonly GapLine[] =>
  coverGaps(teams, now, now + AHEAD, entries).map((gap) => gapLine(teams, gap));

function gapLine(teams: readonly TeamView[], gap: CoverGap): GapLine {
  const { from, to } = gap;
  const id = gap.kind === 'nobody' ? gap.team.id : (gap.teams[0]?.id ?? '');
  const zone = teams.find((team) => team.id === id)?.timeZone ?? 'UTC';
  return {
    key: `${gap.kind} ${gap.level} ${id} ${from}`,
    what: gap.kind === 'nobody' ? gap.team.name : `${gap.level}: no team`,
    when: spanText(gap, zone),
    why:
      gap.kind === 'nobody'
        ? awayText(gap.away)
        : `${list(gap.teams.map(({ name }) => name))} ${gap.teams.length === 1 ? 'is' : 'are'} off then`,
    cover: { team: id, instead: gap.kind === 'nobody' ? (gap.away[0]?.id ?? null) : null, from, to },
  };
}

/** "Ananya Iyer and Vikram Rao are on leave" */
const awayText = (away: readonly PersonAway[]): string =>
  list(
    (Object.keys(WHY_AWAY) as PersonAway['why'][]).flatMap((why) => {
      const gone = away.filter((one) => one.why === why).map(({ name }) => name);
      return gone.length === 0 ? [] : [`${list(gone)} ${gone.length === 1 ? 'is' : 'are'} ${WHY_AWAY[why]}`];
    }),
  );

/** "Wed 18 Nov 08:30 to 20:30 IST, 03:00 to 15:00 UTC"; the second day is named where it is another. */
export function spanText({ from, to }: Span, zone: string): string {
  const utc = `${clock(from, 'UTC')} to ${clock(to, 'UTC')} UTC`;
  const last = isoDay(from, zone) === isoDay(to - 1, zone) ? '' : `${date(to, zone)} `;
  const own = `${date(from, zone)} ${clock(from, zone)} to ${last}${clock(to, zone)}`;
  return zoneName(zone, from) === 'UTC' ? `${own} UTC` : `${own} ${zoneName(zone, from)}, ${utc}`;
}
