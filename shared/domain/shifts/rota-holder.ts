import { DAY, MINUTE, type Ms } from '../../lib/time';
import type { TeamView } from '../snapshot/types';
import { callsOf, workOf } from './shifts';
import { contains, joined } from './spans';
import type { Span } from './types';

interface ByRota {
  readonly team: string;
  readonly since: Ms | null;
  readonly by: 'rota';
  readonly person: null;
  readonly boundary: null;
}

/** A week holds every shift; public holidays in a row may take some. */
const BACK = 14 * DAY;

/**
 * Who of a chain has duty by the hours alone: the team on shift, else the one on call, else the one that was last. Where two
 * are, the one that began earlier has it until its end.
 */
export function byRota(chain: readonly TeamView[], at: Ms): ByRota {
  const answer = (team: string, since: Ms | null): ByRota => ({
    team,
    since,
    by: 'rota',
    person: null,
    boundary: null,
  });
  const hours = chain.map((team) => ({
    team,
    work: workOf(team, at - BACK, at + MINUTE),
    calls: joined(callsOf(team, at - BACK, at + MINUTE)),
  }));
  for (const kind of ['work', 'calls'] as const) {
    const on = hours
      .flatMap((one) => one[kind].filter((span) => contains(span, at)).map(({ from }) => ({ team: one.team, from })))
      .sort((a, b) => a.from - b.from)[0];
    if (on === undefined) continue;
    // It had to wait for the end of those that were on before it.
    const others = hours.filter(({ team }) => team !== on.team).flatMap((one) => one[kind]);
    const since = others
      .filter((span) => span.from < on.from && span.to > on.from && span.to <= at)
      .map(({ to }) => to);
    return answer(on.team.id, Math.max(on.from, ...since));
  }
  const past = hours
    .flatMap(({ team, work, calls }) =>
      [...work, ...calls].map((span): Span & { team: TeamView } => ({ ...span, team })),
    )
    .filter(({ to }) => to <= at)
    .sort((a, b) => b.to - a.to)[0];
  return past ? answer(past.team.id, past.from) : answer(chain[0]?.id ?? '', null);
}
