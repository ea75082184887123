import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { dutyNow, dutyOf, inLanes, peopleOf, type Duty } from '../../../../shared/domain/shifts/duty';
import { handovers, nextHandover } from '../../../../shared/domain/shifts/handover-times';
import { workOf } from '../../../../shared/domain/shifts/shifts';
import { hoursAround, spansOf } from '../../../../shared/domain/shifts/spans';
import { NO_ENTRIES, type DutyEntry, type DutyHolder, type Span } from '../../../../shared/domain/shifts/types';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import { handoverOf, progressOf } from '../../../stores/derive/passing';
import { DAY, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
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
      hint: laneHint(team, teams, duty, now, entries),
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

function laneHint(
  team: TeamView,
  teams: readonly TeamView[],
  duty: Duty,
  now: Ms,
  entries: readonly DutyEntry[],
): string {
  const until = duty.until === null ? '' : ` until ${bothClocks(duty.until, now, team.timeZone)}`;
  const word =
    duty.kind === 'shift' ? `On shift${until}` : duty.kind === 'on-call' ? `On call${until}` : `Off shift${until}`;
  const { names, whole } = peopleOf(team, teams, now, entries);
  const who = names.length === 0 ? 'No people named.' : `${whole ? 'Team: ' : 'Rota: '}${names.join(', ')}.`;
  return `${team.name}, ${team.place}, ${team.timeZone}\n${word}.\n${who}`;
}

export interface DutyLine {
  readonly key: string;
  /** It keeps duty past the end of its shift, or took it before its own began (H5). */
  readonly holds?: boolean;
  readonly name: string;
  readonly rest: string;
}
export interface DutyView {
  readonly lines: readonly DutyLine[];
  readonly more: number;
}

const DUTY_LINES = 2;

/**
 * Who has duty now: a person where the rota names one, else the team; on shift before on call. Whoever keeps duty because nobody took it, or
 * took it early, stands first (H5).
 */
export function onDutyNow(
  teams: readonly TeamView[],
  now: Ms,
  entries: readonly DutyEntry[] = NO_ENTRIES,
  holders: readonly DutyHolder[] = [],
): DutyView {
  const on = dutyNow(teams, now, entries).filter(({ kind }) => kind !== 'off');
  const isOn = new Set(on.map(({ team }) => team.id));
  const holding = holders
    .filter(({ by, team }) => by === 'kept' || (by !== 'rota' && !isOn.has(team.id)))
    .map((holder): DutyLine => holderLine(holder, teams, now, entries));
  const held = new Set(holding.map(({ key }) => key));
  const order = new Map(inLanes(teams).map(({ id }, index) => [id, index]));
  const lines = on
    .filter(({ team }) => !held.has(team.id))
    .sort(
      (a, b) =>
        Number(a.kind === 'on-call') - Number(b.kind === 'on-call') ||
        (order.get(a.team.id) ?? 0) - (order.get(b.team.id) ?? 0),
    )
    .map(({ team, kind, crew }): DutyLine => {
      const names = crew.people.map(({ name }) => name);
      const [first] = names;
      const call = kind === 'on-call' ? ', on call' : '';
      if (first === undefined || (crew.kind === 'whole-team' && names.length > 1))
        return {
          key: team.id,
          name: team.name,
          rest: `${names.length > 1 ? `${names.length} people` : crew.kind === 'nobody' ? 'nobody' : team.place}${call}`,
        };
      const others = names.length > 1 ? ` +${names.length - 1}` : '';
      return { key: team.id, name: first, rest: `${team.name}${others}${call}` };
    });
  const all = [...holding, ...lines];
  return { lines: all.slice(0, DUTY_LINES), more: Math.max(0, all.length - DUTY_LINES) };
}

function holderLine(
  { team, by, person, boundary }: DutyHolder,
  teams: readonly TeamView[],
  now: Ms,
  entries: readonly DutyEntry[],
): DutyLine {
  // Who was on when the shift ended has it still.
  const at = by === 'kept' && boundary !== null ? boundary.at - MINUTE : now;
  const { crew } = peopleOf(team, teams, at, entries);
  const named = crew.kind === 'named' ? crew.people[0]?.name : undefined;
  const name = teams.flatMap(({ people }) => people).find(({ id }) => id === person)?.name ?? named;
  const word = by === 'kept' ? 'keeps duty' : 'has duty';
  return { key: team.id, name: name ?? team.name, rest: word, holds: true };
}

export interface NextHandoverView {
  readonly title: string;
  /** "1 h 18" and its unit, one size down. */
  readonly figure: string;
  readonly unit: string;
  readonly when: string;
  /** "Read-back 3 of 5" */
  readonly progress: string;
  /** Its time has passed, and nobody took it. */
  readonly overdue: boolean;
  /** The handover; null: none was begun. */
  readonly id: string | null;
}

/** The handover that is waited for, else the next one, in the zone of those who come; null when no team hands over within a week. */
export function nextHandoverView(
  teams: readonly TeamView[],
  now: Ms,
  rows: readonly HandoverRow[] | null = null,
  holders: readonly DutyHolder[] = [],
): NextHandoverView | null {
  const kept = holders.find(({ by }) => by === 'kept');
  const team = (id: string): TeamView | undefined => teams.find((one) => one.id === id);
  if (kept?.boundary) {
    const { boundary } = kept;
    const row = handoverOf(rows, boundary);
    return {
      title: `Not handed over, ${team(boundary.from)?.name ?? boundary.from} to ${team(boundary.to)?.name ?? boundary.to}`,
      ...figureOf(kept.overdueMinutes * MINUTE),
      when: bothClocks(boundary.at, boundary.at, team(boundary.to)?.timeZone ?? 'UTC'),
      progress: progressOf(row),
      overdue: true,
      id: row?.id ?? null,
    };
  }
  const next = nextHandover(teams, now);
  if (!next) return null;
  const left = next.at - now;
  const row = handoverOf(rows, { from: next.from.id, to: next.to.id, at: next.at });
  const day = left >= DAY ? `${date(next.at, next.to.timeZone)}, ` : '';
  return {
    title: `Next handover, ${next.from.name} to ${next.to.name}`,
    ...figureOf(left),
    when: `${day}${bothClocks(next.at, next.at, next.to.timeZone)}`,
    progress: progressOf(row),
    overdue: false,
    id: row?.id ?? null,
  };
}

/** "1 h 18" and its unit, one size down. */
function figureOf(span: Ms): Pick<NextHandoverView, 'figure' | 'unit'> {
  const text = age(span);
  const [, figure = text, unit = ''] = /^(.*\d)\s*([a-z]+)?$/.exec(text) ?? [];
  return { figure, unit: unit !== '' ? unit : span >= HOUR && span < DAY && / h \d/.test(text) ? 'min' : '' };
}

const round = (value: number): number => Math.round(value * 10) / 10;
