import { holidaysView } from '../../shared/domain/shifts/holidays';
import type { DutyEntry, DutyFact, OnShift } from '../../shared/domain/shifts/types';
import type { ShiftView, TeamView } from '../../shared/domain/snapshot/types';

export const EVERY_DAY: readonly number[] = [0, 1, 2, 3, 4, 5, 6];
export const WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5];

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Hours as they are written: "09:00-18:00". */
export const hours = (days: readonly number[], range: string, name?: string): ShiftView => ({
  days,
  from: minutes(range.slice(0, 5)),
  to: minutes(range.slice(6)),
  ...(name === undefined ? {} : { name }),
});

const person = (id: string, lead = false): TeamView['people'][number] => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  lead,
});

/** A team that has nothing to do: whoever builds one says what. */
export const aRotaTeam = (over: Partial<TeamView> & { readonly id: string }): TeamView => ({
  name: over.id,
  level: 'L2',
  place: over.id,
  timeZone: 'UTC',
  shifts: [],
  onCall: [],
  holidays: null,
  handsOverTo: null,
  people: [],
  rota: [],
  leave: [],
  cover: [],
  swaps: [],
  ...over,
});

/** Four teams that follow the sun, with the hours of the demo, and nothing planned but who is who. */
export const fourZones = (over: Readonly<Record<string, Partial<TeamView>>> = {}): readonly TeamView[] =>
  [
    aRotaTeam({
      id: 'br',
      name: 'Brazil L2',
      timeZone: 'America/Sao_Paulo',
      shifts: [hours(EVERY_DAY, '12:00-00:00')],
      handsOverTo: 'in',
      people: [person('thiago'), person('rafael', true)],
    }),
    aRotaTeam({
      id: 'in',
      name: 'India L2',
      timeZone: 'Asia/Kolkata',
      shifts: [hours(EVERY_DAY, '08:30-20:30')],
      handsOverTo: 'br',
      people: [person('ananya', true), person('vikram'), person('meera')],
    }),
    aRotaTeam({
      id: 'us',
      name: 'US L3',
      level: 'L3',
      timeZone: 'America/New_York',
      shifts: [hours(WEEKDAYS, '09:00-18:00')],
      onCall: [hours(EVERY_DAY, '18:00-02:00')],
      handsOverTo: 'ua',
      people: [person('dana', true), person('marcus')],
    }),
    aRotaTeam({
      id: 'ua',
      name: 'Ukraine L3',
      level: 'L3',
      timeZone: 'Europe/Kyiv',
      shifts: [hours(WEEKDAYS, '09:00-18:00')],
      onCall: [hours(EVERY_DAY, '07:00-09:00')],
      handsOverTo: 'us',
      people: [person('olena', true), person('danylo')],
    }),
  ].map((team) => ({ ...team, ...over[team.id] }));

export const holidaysOf = (country: string): Pick<TeamView, 'holidays'> => ({ holidays: holidaysView(country, null) });

let written = 0;
export const entry = (fact: DutyFact, at = 0): DutyEntry => ({ ...fact, id: `e${++written}`, by: 'rafael', at });

/** "rafael rota, thiago cover | dana leave": who is on and why, then who is away and why. */
export const crewText = ({ people, away, kind }: OnShift): string => {
  const list = (all: readonly { readonly id: string; readonly why: string }[]): string =>
    all.map(({ id, why }) => `${id} ${why}`).join(', ');
  return `${kind}: ${list(people)}${away.length > 0 ? ` | ${list(away)}` : ''}`;
};
