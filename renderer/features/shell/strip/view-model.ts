import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { dutyNow, dutyOf, inLanes, peopleOf, type Duty } from '../../../../shared/domain/shifts/duty';
import { handovers, nextHandover } from '../../../../shared/domain/shifts/handover-times';
import { workOf } from '../../../../shared/domain/shifts/shifts';
import { hoursAround, spansOf } from '../../../../shared/domain/shifts/spans';
import type { Span } from '../../../../shared/domain/shifts/types';
import { DAY, HOUR, type Ms } from '../../../../shared/lib/time';
import { daylight } from '../../../ui/map/sun';
import { zonePlace } from '../../../ui/map/zones';
import { age, bothClocks, clock, date, weekday } from '../../../ui/time';

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
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly nowX: number;
  readonly nowText: string;
  readonly height: number;
}

/** Nothing worked out yet. */
export const NO_STRIP: StripView = { lanes: [], links: [], ticks: [], nowX: 0, nowText: '', height: 55 };

export const LANE = 13;
const TOP = 4;
const MIDDLE = 5.5;

/** A day around now, 11 hours back and 13 ahead: who has light, who works, who is called, and where duty passes on. */
export function stripOf(teams: readonly TeamView[], now: Ms, width: number): StripView {
  const around = hoursAround(now);
  const x = (at: Ms): number => round(((at - around.from) / (around.to - around.from)) * width);
  const bar = (span: Span): Bar => {
    const left = Math.max(0, x(span.from));
    return { x: left, width: round(Math.min(width, x(span.to)) - left), on: span.from <= now && now < span.to };
  };
  const lanes = inLanes(teams).map((team, index): Lane => {
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
      hint: laneHint(team, teams, duty, now),
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
  return {
    lanes,
    links,
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

function laneHint(team: TeamView, teams: readonly TeamView[], duty: Duty, now: Ms): string {
  const until = duty.until === null ? '' : ` until ${bothClocks(duty.until, now, team.timeZone)}`;
  const word =
    duty.kind === 'shift' ? `On shift${until}` : duty.kind === 'on-call' ? `On call${until}` : `Off shift${until}`;
  const { names, whole } = peopleOf(team, teams, now);
  const who = names.length === 0 ? 'No people named.' : `${whole ? 'Team: ' : 'Rota: '}${names.join(', ')}.`;
  return `${team.name}, ${team.place}, ${team.timeZone}\n${word}.\n${who}`;
}

export interface DutyLine {
  readonly key: string;
  readonly name: string;
  readonly rest: string;
}
export interface DutyView {
  readonly lines: readonly DutyLine[];
  readonly more: number;
}

const DUTY_LINES = 2;

/** Who has duty now: a person where the rota names one, else the team; on shift before on call. */
export function onDutyNow(teams: readonly TeamView[], now: Ms): DutyView {
  const on = inLanes(teams)
    .map((team) => ({ team, duty: dutyOf(team, now) }))
    .filter(({ duty }) => duty.kind !== 'off')
    .sort((a, b) => Number(a.duty.kind === 'on-call') - Number(b.duty.kind === 'on-call'));
  const lines = on.map(({ team, duty }): DutyLine => {
    const { names, whole } = peopleOf(team, teams, now);
    const [first] = names;
    const call = duty.kind === 'on-call' ? ', on call' : '';
    if (first === undefined || (whole && names.length > 1))
      return {
        key: team.id,
        name: team.name,
        rest: `${names.length > 1 ? `${names.length} people` : team.place}${call}`,
      };
    const others = names.length > 1 ? ` +${names.length - 1}` : '';
    return { key: team.id, name: first, rest: `${team.name}${others}${call}` };
  });
  return { lines: lines.slice(0, DUTY_LINES), more: Math.max(0, lines.length - DUTY_LINES) };
}

export interface NextHandoverView {
  readonly title: string;
  /** "1 h 18" and its unit, one size down. */
  readonly figure: string;
  readonly unit: string;
  readonly when: string;
}

/** The next handover in the zone of those who come; null when no team hands over within a week. */
export function nextHandoverView(teams: readonly TeamView[], now: Ms): NextHandoverView | null {
  const next = nextHandover(teams, now);
  if (!next) return null;
  const left = next.at - now;
  const text = age(left);
  const [, figure = text, unit = ''] = /^(.*\d)\s*([a-z]+)?$/.exec(text) ?? [];
  const day = left >= DAY ? `${date(next.at, next.to.timeZone)}, ` : '';
  return {
    title: `Next handover, ${next.from.name} to ${next.to.name}`,
    figure,
    unit: unit !== '' ? unit : left >= HOUR && left < DAY && / h \d/.test(text) ? 'min' : '',
    when: `${day}${bothClocks(next.at, next.at, next.to.timeZone)}`,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
