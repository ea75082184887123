import { boundaryOf } from '../../../../shared/domain/handover/boundary';
import { furthestOf } from '../../../../shared/domain/handover/same-end';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import { nextHandover } from '../../../../shared/domain/shifts/handover-times';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import { onDutyEntry, progressOf, teamOf } from '../../../stores/derive/passing';
import type { Clocks } from '../../../ui/clocks';
import { action as anAction } from './action';
import type { Act, Entry } from './types';

interface HandoversInput {
  readonly handovers?: readonly HandoverRow[];
  readonly teams: readonly TeamView[];
  readonly me?: string | null;
  readonly clocks: Clocks;
  readonly now: Ms;
}

const action = (id: string, name: string, fact: string, act: Act, more: Partial<Entry>): Entry =>
  anAction(id, 'handover', name, fact, act, more);

/** What can be done about the handover and about who is on duty, from anywhere. */
export function handoverActions(input: HandoversInput, screen: string): readonly Entry[] {
  const { handovers = [], teams, me = null, clocks, now } = input;
  const own = teamOf(teams, me);
  const next = nextHandover(teams, now);
  const givers = teams
    .filter(({ handsOverTo }) => teams.some(({ id }) => id === handsOverTo))
    .sort((a, b) => Number(b.id === own?.id) - Number(a.id === own?.id));
  const open = next === null ? null : furthestOf(handovers, { from: next.from.id, to: next.to.id, at: next.at });
  return [
    action(
      'open-handover',
      'Open handover',
      screen === 'handover' ? 'the one that concerns you' : progressOf(open),
      { kind: 'open-handover', handover: null },
      {
        key: '4',
        also: 'go to handover screen shift',
        consequence: 'Opens the one that concerns you now.',
      },
    ),
    ...givers.map((team) =>
      action(
        `draft|${team.id}`,
        `Draft handover of ${team.name}`,
        draftFact(team, input),
        { kind: 'draft-handover', team: team.id },
        {
          also: 'shift new write',
          consequence: 'Writes a draft, signs nothing.',
        },
      ),
    ),
    ...(own === undefined
      ? []
      : [
          action(
            'on-duty',
            'I am on duty',
            me === null
              ? 'asks who you are'
              : `${own.name} until ${clocks.both(onDutyEntry(own, me, now).to, own.timeZone)}`,
            { kind: 'on-duty', team: own.id },
            { icon: 'people', also: 'duty shift take cover', consequence: 'Says so to everybody; can be taken back.' },
          ),
        ]),
    action(
      'duty',
      'Who is on duty',
      'the next 7 days, gaps, leave, cover',
      { kind: 'sheet', sheet: 'duty' },
      {
        icon: 'people',
        also: 'rota leave cover swap holiday absence shift gap',
        consequence: 'Opens its sheet.',
      },
    ),
    action(
      'measures',
      'Handover measures',
      'minutes to accept, surprises',
      { kind: 'sheet', sheet: 'measures' },
      {
        also: 'history statistics late',
        consequence: 'Opens its sheet.',
      },
    ),
  ];
}

/** Of which end of a shift it would be, where that is past. */
function draftFact(team: TeamView, { handovers = [], teams, clocks, now }: HandoversInput): string {
  const end = boundaryOf(teams, team.id, handovers, now);
  return end.ok && end.value.at <= now
    ? `late: the shift ended ${clocks.both(end.value.at, team.timeZone)}`
    : 'from live data';
}

/** Every handover, by who gives to whom and when. */
export function handoverEntries({ handovers = [], teams, clocks }: HandoversInput): readonly Entry[] {
  const name = (id: string): string => teams.find((team) => team.id === id)?.name ?? id;
  return [...handovers]
    .sort((a, b) => b.at - a.at)
    .map((row) => ({
      id: `handover|${row.id}`,
      group: 'Handovers',
      icon: 'handover',
      name: `${name(row.from)} to ${name(row.to)}`,
      chip: null,
      fact: `${clocks.both(row.at, teams.find(({ id }) => id === row.to)?.timeZone ?? 'UTC')}, ${progressOf(row).toLowerCase()}`,
      key: null,
      act: { kind: 'open-handover', handover: row.id },
      consequence: 'Opens it.',
      also: row.sentence,
    }));
}
