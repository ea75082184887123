import type { HandoverView } from '../../../../shared/domain/handover/types';
import type { HandoverAct, HandoverEdit } from '../../../../shared/ipc/handovers-contract';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import { list } from '../../../ui/format';
import type { Names } from '../../../ui/names';

/** Why it was not done, or null when it was. */
type Refusal = Promise<string | null>;

/** What a person does here; the store does it. */
export interface PanelCommands {
  readonly act: (id: string, act: HandoverAct) => Refusal;
  readonly edit: (id: string, edits: readonly HandoverEdit[]) => Refusal;
}

/**
 * On which side the person of this folder stands: by what they did (H6), else by what they say, else by the two lists.
 * `unknown`: nobody said who writes here.
 */
export type Side = 'giver' | 'receiver' | 'both' | 'neither' | 'unknown';

/** One handover and how it is told: what every part of the panel needs. */
export interface Told {
  readonly view: HandoverView;
  readonly names: Names;
  readonly me: string | null;
  readonly side: Side;
  readonly now: Ms;
  /** As people call each other, where that is clear among those who are named here. */
  readonly short: (person: string) => string;
  readonly team: (id: string) => string;
  /** "08:12 IST", with its day when that is not today: the time of those who come. */
  readonly time: (at: Ms) => string;
  /** "23:44 BRT, 02:44 UTC": a signature in the time of those who go. */
  readonly given: (at: Ms) => string;
  /** "08:31 IST, 03:01 UTC" */
  readonly taken: (at: Ms) => string;
}

export function told(parts: {
  readonly view: HandoverView;
  readonly names: Names;
  readonly teams: readonly TeamView[];
  readonly clocks: Clocks;
  readonly me: string | null;
  readonly now: Ms;
  /** For which side somebody says to speak whom the document names on none, or on both. */
  readonly as: 'giver' | 'receiver' | null;
}): Told {
  const { view, names, teams, clocks, me, now, as } = parts;
  const { content } = view;
  const zone = (team: string): string => teams.find(({ id }) => id === team)?.timeZone ?? 'UTC';
  const there = zone(content.to);
  return {
    view,
    names,
    me,
    now,
    side: sideOf(view, me, as),
    short: shortNames(peopleOf(view), names),
    team: (id) => teams.find((team) => team.id === id)?.name ?? id,
    time: (at) => clocks.dated(at, there),
    given: (at) => clocks.both(at, zone(content.from)),
    taken: (at) => clocks.both(at, there),
  };
}

function sideOf(
  { content: { givers, receivers }, signing }: HandoverView,
  me: string | null,
  as: Told['side'] | null,
): Side {
  if (me === null) return 'unknown';
  const isMine = ({ person }: { readonly person: string }): boolean => person === me;
  if ([...signing.signatures, ...signing.voided].some(isMine)) return 'giver';
  if (signing.readBacks.some(({ answer, isOld }) => !isOld && answer?.person === me)) return 'giver';
  if (signing.readBacks.some(isMine)) return 'receiver';
  const gives = givers.includes(me);
  const takes = receivers.includes(me);
  if (gives !== takes) return gives ? 'giver' : 'receiver';
  return as ?? (gives ? 'both' : 'neither');
}

/** Everybody who is named beside this handover. */
function peopleOf({ content, signing }: HandoverView): readonly string[] {
  return [
    ...content.givers,
    ...content.receivers,
    ...signing.readBacks.flatMap(({ person, answer }) => [person, ...(answer ? [answer.person] : [])]),
    ...signing.questions.flatMap(({ person, answers }) => [person, ...answers.map((one) => one.person)]),
    ...[...signing.acceptances, ...signing.refusals, ...signing.signatures, ...signing.voided].map((one) => one.person),
    ...signing.seen.map(({ person }) => person),
  ];
}

/** The first word of a name; the whole name of those who share it. */
export function shortNames(people: readonly string[], names: Names): (person: string) => string {
  const first = (person: string): string => names.person(person).trim().split(/\s+/u)[0] ?? person;
  const count = new Map<string, number>();
  for (const person of new Set(people)) count.set(first(person), (count.get(first(person)) ?? 0) + 1);
  return (person) => ((count.get(first(person)) ?? 0) > 1 ? names.person(person) : first(person) || person);
}

/** "Ananya and Sneha"; what stands for them where nobody is named. */
export const everybody = (people: readonly string[], short: Told['short'], nobody: string): string =>
  people.length === 0 ? nobody : list(people.map(short));
