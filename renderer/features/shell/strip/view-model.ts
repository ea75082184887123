import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { dutyNow, dutyOf, inLanes, peopleOf, type Duty, type TeamDuty } from '../../../../shared/domain/shifts/duty';
import { handovers, nextHandover } from '../../../../shared/domain/shifts/handover-times';
import { workOf } from '../../../../shared/domain/shifts/shifts';
import { hoursAround, spansOf } from '../../../../shared/domain/shifts/spans';
import {
  NO_ENTRIES,
  type CoverGap,
  type DutyEntry,
  type DutyHolder,
  type OnShift,
  type PersonOn,
  type Span,
} from '../../../../shared/domain/shifts/types';
import { DAY, HOUR, type Ms } from '../../../../shared/lib/time';
import { daylight } from '../../../ui/map/sun';
import { zonePlace } from '../../../ui/map/zones';
import { holderLines, type DutyLine } from './passing';
import { AWAY, gapName, gapsAhead, gapsFrom, gapText, gapTime } from './gaps';
import { bothClocks, clock, weekday } from '../../../ui/time';

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** Contains the present moment. */
  readonly on: boolean;
}
export interface Lane {
  readonly id: string;
  readonly name: string;
  readonly day: string;
  readonly clock: string;
  readonly duty: Duty['kind'];
  /** Top of the lane. */
  readonly y: number;
  readonly daylight: readonly Bar[];
  readonly shifts: readonly Bar[];
  readonly calls: readonly Bar[];
  readonly hint: string;
}
/** Hours without cover: on the lane of the team of which nobody is left, or over all lanes of a level. */
export interface GapBox extends Bar {
  readonly key: string;
  readonly y: number;
  readonly height: number;
}
export interface Link {
  readonly key: string;
  readonly x: number;
  readonly fromY: number;
  readonly toY: number;
  /** The next one is lit, those before and after are not. */
  readonly next: boolean;
}
export interface StripView {
  readonly lanes: readonly Lane[];
  readonly links: readonly Link[];
  readonly gaps: readonly GapBox[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly nowX: number;
  readonly nowText: string;
  readonly height: number;
}

/** Nothing worked out yet. */
export const NO_STRIP: StripView = { lanes: [], links: [], gaps: [], ticks: [], nowX: 0, nowText: '', height: 55 };

export const LANE = 13;
const TOP = 4;
const MIDDLE = 5.5;

/** A day around now, 11 hours back and 13 ahead: who has light, who works, who is called, and where duty passes on. */
export function stripOf(
  teams: readonly TeamView[],
  now: Ms,
  width: number,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): StripView {
  const around = hoursAround(now);
  const x = (at: Ms): number => round(((at - around.from) / (around.to - around.from)) * width);
  const bar = (span: Span): Bar => {
    const left = Math.max(0, x(span.from));
    return { x: left, width: round(Math.min(width, x(span.to)) - left), on: span.from <= now && now < span.to };
  };
  const ahead = gapsAhead(teams, now, around.to, entries);
  const teamsInLanes = inLanes(teams);
  const lanes = teamsInLanes.map((team, index): Lane => {
    const place = zonePlace(team.timeZone);
    const light = place ? daylight(place.latitude, place.longitude, around.from, around.to) : [];
    const duty = dutyOf(team, now);
    return {
      id: team.id,
      name: team.name,
      day: weekday(now, team.timeZone),
      clock: clock(now, team.timeZone),
      duty: duty.kind,
      y: TOP + index * LANE,
      daylight: light.map(([from, to]) => bar({ from, to })),
      shifts: workOf(team, around.from, around.to).map(bar),
      calls: spansOf(team.onCall, team.timeZone, around.from, around.to).map(bar),
      hint: laneHint(team, teams, duty, ahead, now, entries),
    };
  });
  const laneOf = new Map(lanes.map((lane) => [lane.id, lane.y + MIDDLE]));
  const next = nextHandover(teams, now);
  const links = handovers(teams, around.from, around.to).map((handover): Link => ({
    key: `${handover.from.id}|${handover.at}`,
    x: x(handover.at),
    fromY: laneOf.get(handover.from.id) ?? 0,
    toY: laneOf.get(handover.to.id) ?? 0,
    next: next !== null && handover.at === next.at && handover.from.id === next.from.id,
  }));
  const gaps = gapsFrom(teams, now, entries)
    .filter((gap) => gap.to > around.from && gap.from < around.to)
    .flatMap((gap): readonly GapBox[] => {
      const indices = teamsInLanes.flatMap((team, index) =>
        (gap.kind === 'no-team' ? team.level === gap.level : team.id === gap.team.id) ? index : [],
      );
      const first = Math.min(...indices);
      const height = (indices.length - 1) * LANE + LANE - 2;
      return indices.length === 0
        ? []
        : [{ key: `${gap.kind} ${gap.level} ${first} ${gap.from}`, y: TOP + first * LANE, height, ...bar(gap) }];
    });
  return {
    lanes,
    links,
    gaps,
    ticks: ticksOf(around, now, x),
    nowX: x(now),
    nowText: `${clock(now, 'UTC')} UTC`,
    height: Math.max(55, TOP + lanes.length * LANE - 1),
  };
}

/** Every three hours of UTC; midnight names its day; no label under the tag of now. */
function ticksOf(around: Span, now: Ms, x: (at: Ms) => number): StripView['ticks'] {
  const step = 3 * HOUR;
  const ticks: { x: number; text: string }[] = [];
  for (let at = Math.ceil(around.from / step) * step; at < around.to; at += step) {
    const hour = clock(at, 'UTC').slice(0, 2);
    const near = Math.abs(x(at) - x(now)) < 60 || x(at) < 12 || x(at) > x(around.to) - 22;
    const text = at % DAY === 0 ? `${weekday(at, 'UTC')} 00` : hour;
    ticks.push({ x: x(at), text: near ? '' : text });
  }
  return ticks;
}

function laneHint(
  team: TeamView,
  teams: readonly TeamView[],
  duty: Duty,
  ahead: readonly CoverGap[],
  now: Ms,
  entries: readonly DutyEntry[],
): string {
  const until = duty.until === null ? '' : ` until ${bothClocks(duty.until, now, team.timeZone)}`;
  const word =
    duty.kind === 'shift' ? `On shift${until}` : duty.kind === 'on-call' ? `On call${until}` : `Off shift${until}`;
  const { crew } = peopleOf(team, teams, now, entries);
  const gaps = ahead.filter((gap) => (gap.kind === 'no-team' ? gap.level === team.level : gap.team.id === team.id));
  return [
    `${team.name}, ${team.place}, ${team.timeZone}`,
    `${word}.`,
    crewText(crew),
    ...gaps.map((gap) => gapText(gap, now)),
  ].join('\n');
}

/** "Rota: Ananya Iyer, Dana Whitfield (covers). Away: Vikram (on leave)." */
function crewText({ people, away, kind }: OnShift): string {
  const gone = away.length === 0 ? '' : ` Away: ${away.map(({ name, why }) => `${name} (${AWAY[why]})`).join(', ')}.`;
  if (people.length === 0) return `${kind === 'nobody' ? 'Nobody is left.' : 'No people named.'}${gone}`;
  const names = people.map(({ name, why }) => `${name}${WHY[why]}`).join(', ');
  return `${kind === 'whole-team' ? 'Team' : 'Rota'}: ${names}.${gone}`;
}

const WHY: Readonly<Record<PersonOn['why'], string>> = {
  rota: '',
  team: '',
  cover: ' (covers)',
  swap: ' (swapped in)',
  said: ' (says so)',
};
export interface DutyView {
  readonly lines: readonly DutyLine[];
  readonly more: number;
  /** The first gap in cover until the end of the strip, and in `hint` all of them; null where there is none. */
  readonly gap: { readonly text: string; readonly hint: string } | null;
}

const DUTY_LINES = 2;

/**
 * Who has duty now: whoever has it otherwise than by the hours first, then those on shift before those on call; a person where one is named,
 * else the team. A level that nobody is on comes second.
 */
export function onDutyNow(
  teams: readonly TeamView[],
  now: Ms,
  entries: readonly DutyEntry[] = NO_ENTRIES,
  holders: readonly DutyHolder[] = [],
): DutyView {
  const duties = new Map(dutyNow(teams, now, entries).map((duty) => [duty.team, duty]));
  const on = inLanes(teams)
    .flatMap((team) => duties.get(team) ?? [])
    .filter(({ kind }) => kind !== 'off')
    .sort((a, b) => Number(a.kind === 'on-call') - Number(b.kind === 'on-call'));
  const ahead = gapsAhead(teams, now, hoursAround(now).to, entries);
  const bare = ahead
    .filter((gap) => gap.kind === 'no-team' && gap.from <= now)
    .map((gap): DutyLine => ({
      key: gap.level,
      name: gapName(gap),
      rest: gapTime(gap, now).replace(/^now to /, 'until '),
    }));
  const holding = holderLines(teams, now, entries, holders, (id) => on.some(({ team }) => team.id === id));
  const held = new Set(holding.map(({ key }) => key));
  const lines = [...holding, ...on.map(dutyLine).filter(({ key }) => !held.has(key))];
  const all = [...lines.slice(0, 1), ...bare, ...lines.slice(1)];
  const [first] = ahead;
  return {
    lines: all.slice(0, DUTY_LINES),
    more: Math.max(0, all.length - DUTY_LINES),
    gap:
      first === undefined
        ? null
        : {
            text: first.from <= now ? 'Gap now' : `Gap ${clock(first.from, 'UTC')}`,
            hint: ahead.map((gap) => gapText(gap, now)).join('\n'),
          },
  };
}

function dutyLine({ team, kind, crew }: TeamDuty): DutyLine {
  const { people } = crew;
  const [first] = people;
  const call = kind === 'on-call' ? ', on call' : '';
  if (crew.kind === 'nobody') return { key: team.id, name: team.name, rest: `nobody left${call}` };
  if (first === undefined || (crew.kind === 'whole-team' && people.length > 1))
    return {
      key: team.id,
      name: team.name,
      rest: `${people.length > 1 ? `${people.length} people` : team.place}${call}`,
    };
  const others = people.length > 1 ? ` +${people.length - 1}` : '';
  return { key: team.id, name: first.name, rest: `${team.name}${others}${call}` };
}

const round = (value: number): number => Math.round(value * 10) / 10;
