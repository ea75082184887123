import { plannedFacts } from '../../../../shared/domain/shifts/plans';
import type { DutyEntry, DutyFact } from '../../../../shared/domain/shifts/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { assertNever } from '../../../../shared/lib/assert-never';
import type { Ms } from '../../../../shared/lib/time';
import type { Names } from '../../../ui/names';
import { bothClocks, isoDay } from '../../../ui/time';
import { spanText } from './week-model';

/** One thing that was said of who is on duty. */
export interface EntryLine {
  readonly key: string;
  readonly what: string;
  readonly when: string;
  /** "workspace file", or who wrote it and when. */
  readonly source: string;
  /** Null: it stands in the workspace file, and is changed there. */
  readonly id: string | null;
}

interface Ground {
  readonly teams: readonly TeamView[];
  readonly names: Names;
  readonly now: Ms;
}

/** What still matters, from the file and as it was written; the earliest first. */
export function entryLines(ground: Ground, entries: readonly DutyEntry[]): readonly EntryLine[] {
  const { teams, names, now } = ground;
  const matters = (fact: DutyFact): boolean =>
    fact.kind === 'swap' ? fact.days.some((day) => day >= isoDay(now, zoneOf(ground, fact))) : fact.to > now;
  const planned = plannedFacts(teams)
    .filter(matters)
    .map((fact, index) => ({ fact, key: `file ${index}`, source: 'workspace file', id: null }));
  const written = entries.filter(matters).map((entry) => ({
    fact: entry,
    key: entry.id,
    source: `${names.person(entry.by)}, ${bothClocks(entry.at, now, zoneOf(ground, entry))}`,
    id: entry.id,
  }));
  return [...written, ...planned]
    .sort((a, b) => beginOf(a.fact) - beginOf(b.fact))
    .map(({ fact, ...rest }) => ({ ...rest, what: factText(fact, ground), when: whenText(fact, ground) }));
}

const beginOf = (fact: DutyFact): Ms => (fact.kind === 'swap' ? Date.parse(fact.days[0]) : fact.from);

/** The clock on which it is told: that of the team, or of the person's own. */
function zoneOf({ teams }: Pick<Ground, 'teams'>, fact: DutyFact): string {
  const team =
    fact.kind === 'leave'
      ? teams.find(({ people }) => people.some(({ id }) => id === fact.person))
      : teams.find(({ id }) => id === fact.team);
  return team?.timeZone ?? 'UTC';
}

export function factText(fact: DutyFact, { teams, names }: Pick<Ground, 'teams' | 'names'>): string {
  const person = (id: string): string => names.person(id);
  const team = (id: string): string => teams.find((one) => one.id === id)?.name ?? id;
  switch (fact.kind) {
    case 'leave':
      return `${person(fact.person)} is on leave`;
    case 'cover':
      return `${person(fact.person)} covers ${team(fact.team)}${fact.instead === null ? '' : ` instead of ${person(fact.instead)}`}`;
    case 'swap':
      return `${person(fact.between[0])} and ${person(fact.between[1])} swap in ${team(fact.team)}`;
    case 'on-duty':
      return `${person(fact.person)} is on duty for ${team(fact.team)}`;
    default:
      return assertNever(fact);
  }
}

const whenText = (fact: DutyFact, ground: Ground): string =>
  fact.kind === 'swap' ? `${fact.days[0]} against ${fact.days[1]}` : spanText(fact, zoneOf(ground, fact));
