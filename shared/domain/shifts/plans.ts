import { rememberedWith } from '../../lib/remembered';
import { DAY, type Ms } from '../../lib/time';
import { fromWall } from '../../lib/zones';
import type { TeamView } from '../snapshot/types';
import type { DutyEntry, DutyFact, IsoDate, Person, Span } from './types';

type Fact<K extends DutyFact['kind']> = Extract<DutyFact, { kind: K }>;

/** What the file and people say of who is on duty, where it is looked for. */
export interface Plans {
  readonly people: ReadonlyMap<string, Person>;
  /** By person. */
  readonly leave: ReadonlyMap<string, readonly Span[]>;
  /** By team. */
  readonly cover: ReadonlyMap<string, readonly Fact<'cover'>[]>;
  readonly swaps: ReadonlyMap<string, readonly Fact<'swap'>[]>;
  readonly said: ReadonlyMap<string, readonly Fact<'on-duty'>[]>;
}

const wallOf = (local: string): Ms => Date.parse(`${local}Z`);
const dayStart = (zone: string, day: IsoDate): Ms => fromWall(zone, wallOf(`${day}T00:00`));

/** What the workspace file says, in the form in which people write it: whole local days and local times become instants. */
export const plannedFacts = (teams: readonly TeamView[]): readonly DutyFact[] =>
  teams.flatMap((team): readonly DutyFact[] => {
    const { id, timeZone: zone } = team;
    return [
      ...team.leave.map(({ person, from, to }): DutyFact => ({
        kind: 'leave',
        person,
        from: dayStart(zone, from),
        to: fromWall(zone, wallOf(`${to}T00:00`) + DAY),
      })),
      ...team.cover.flatMap(({ people, instead, from, to }) =>
        people.map((person): DutyFact => ({
          kind: 'cover',
          team: id,
          person,
          instead,
          from: fromWall(zone, wallOf(from)),
          to: fromWall(zone, wallOf(to)),
        })),
      ),
      ...team.swaps.map(({ between, days }): DutyFact => ({ kind: 'swap', team: id, between, days })),
    ];
  });

/** The same for the same teams and entries: whoever asks, asks for a whole week. */
export const plansOf = rememberedWith((teams: readonly TeamView[], entries: readonly DutyEntry[]): Plans => {
  const people = new Map(teams.flatMap((team) => team.people.map((person) => [person.id, person])));
  const leave = new Map<string, Span[]>();
  const cover = new Map<string, Fact<'cover'>[]>();
  const swaps = new Map<string, Fact<'swap'>[]>();
  const said = new Map<string, Fact<'on-duty'>[]>();
  // Swaps follow each other in the order in which they were made; the file was there first.
  for (const fact of [...plannedFacts(teams), ...[...entries].sort((a, b) => a.at - b.at)]) {
    switch (fact.kind) {
      case 'leave':
        add(leave, fact.person, fact);
        break;
      case 'cover':
        add(cover, fact.team, fact);
        break;
      case 'swap':
        add(swaps, fact.team, fact);
        break;
      case 'on-duty':
        add(said, fact.team, fact);
        break;
    }
  }
  return { people, leave, cover, swaps, said };
});

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
