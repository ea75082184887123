import { rememberedWith } from '../../lib/remembered';
import { DAY, MINUTE, type Ms } from '../../lib/time';
import type { TeamView } from '../snapshot/types';
import { endsOf } from './handover-times';
import { byRota } from './rota-holder';
import { takenBy, type DutyHolder, type HandoverFact } from './types';

const IN_USE: Ms = 7 * DAY;
/** A day more than that: so far back ends of shifts are gone through, and so far ahead somebody may have handed over. */
const REACH: Ms = 8 * DAY;
/** So long an acceptance counts after which no shift ended at all. */
const QUIET: Ms = 31 * DAY;

interface Boundary {
  readonly from: string;
  readonly to: string;
  readonly at: Ms;
}

/**
 * Who has duty in every chain of teams that hand over to each other (H5), exactly one team each.
 *
 * The ends of their shifts are gone through from the last accepted handover on. Accepted gives duty to the receiver, from then on,
 * before the end of the shift too. Open leaves it where it is. Of one that nobody wrote the same holds where handovers are in use
 * (one between teams of the workspace that hand over to each other was accepted within the 7 days before it), else duty goes by the
 * rota. So what was accepted is only taken back by a later end of a shift.
 *
 * They are gone through for the last 8 days alone, so that a document with a wrong time costs nothing. What was accepted before that
 * counts where no shift has ended since, for 31 days; else duty is where the rota had it 8 days ago: nobody keeps it for longer without
 * an acceptance.
 *
 * What was accepted counts by the end of shift it is of, not by when: one that is accepted late does not undo the ones after it.
 */
export const dutyHolders = rememberedWith(
  (teams: readonly TeamView[], facts: readonly HandoverFact[], now: Ms): readonly DutyHolder[] =>
    holdersOf(
      chainsOf(teams),
      facts.filter(({ at }) => at > now - QUIET && at <= now + REACH),
      now,
    ),
);

function holdersOf(
  chains: readonly (readonly TeamView[])[],
  facts: readonly HandoverFact[],
  now: Ms,
): readonly DutyHolder[] {
  const own = chains.map((chain) => facts.filter((fact) => isWithin(chain, fact)));
  const taken = own
    .flat()
    .map((fact) => takenAt(fact, now))
    .filter((at) => at !== null);
  return chains.map((chain, index) => holderOf(chain, own[index] ?? [], taken, now));
}

const isWithin = (chain: readonly TeamView[], { from, to }: HandoverFact): boolean =>
  from !== to && [from, to].every((id) => chain.some((one) => one.id === id));

/** Teams joined by handing over, each chain in the order of the workspace; a team that hands over to nobody and takes from nobody is in none. */
export const chainsOf = rememberedWith((teams: readonly TeamView[]): readonly (readonly TeamView[])[] => {
  const known = new Set(teams.map(({ id }) => id));
  const chainOf = new Map(teams.map(({ id }) => [id, new Set([id])]));
  for (const { id, handsOverTo } of teams) {
    if (handsOverTo === null || handsOverTo === id || !known.has(handsOverTo)) continue;
    const all = new Set([...(chainOf.get(id) ?? []), ...(chainOf.get(handsOverTo) ?? [])]);
    for (const one of all) chainOf.set(one, all);
  }
  return [...new Set(chainOf.values())]
    .filter((chain) => chain.size > 1)
    .map((chain) => teams.filter(({ id }) => chain.has(id)));
});

/** Ids of the teams of the chain that a team is in; none where it hands over to nobody. */
export const chainWith = (teams: readonly TeamView[], team: string): ReadonlySet<string> =>
  new Set(
    chainsOf(teams)
      .find((chain) => chain.some(({ id }) => id === team))
      ?.map(({ id }) => id),
  );

interface Holding {
  readonly team: string;
  readonly since: Ms | null;
  readonly by: DutyHolder['by'];
  readonly person: string | null;
  /** The end of a shift at which it came, or past which it is kept. */
  readonly boundary: Boundary | null;
}

/** `taken`: when handovers of any chain were accepted, which says that they are in use. */
function holderOf(chain: readonly TeamView[], own: readonly HandoverFact[], taken: readonly Ms[], now: Ms): DutyHolder {
  const last = lastTaken(own, now);
  // Nothing that is written reaches farther back: before it duty went by the rota.
  const written = last?.at ?? Math.min(now, ...own.map(({ at }) => at), ...taken) - 1;
  const start = Math.max(written, now - REACH);
  const isOver = last !== null && last.at < start && boundariesOf(chain, own, last.at, start).length > 0;
  const isKept = (boundary: Boundary): boolean =>
    own.some((fact) => isOf(fact, boundary)) ||
    // Accepted after this end of a shift, and so not taken back by it.
    (last !== null && boundary.at < last.takenAt) ||
    taken.some((at) => at <= boundary.at && at > boundary.at - IN_USE);

  let holding: Holding | null =
    last === null || isOver
      ? null
      : { team: last.to, since: last.takenAt, by: last.way, person: last.by, boundary: last };
  for (const boundary of boundariesOf(chain, own, start, now)) {
    if (!isKept(boundary)) {
      holding = null;
      continue;
    }
    holding ??= byRota(chain, boundary.at - 1);
    if (holding.team === boundary.from && holding.by !== 'kept') holding = { ...holding, by: 'kept', boundary };
    // Its own shift begins again: nothing is overdue.
    else if (holding.team === boundary.to && holding.by === 'kept')
      holding = { ...holding, by: 'rota', boundary: null };
  }
  holding ??= byRota(chain, now);

  const { team, boundary, ...rest } = holding;
  const holder = chain.find(({ id }) => id === team) ?? chain[0];
  if (holder === undefined) throw new Error('A chain of teams without a team');
  const overdueMinutes = holding.by === 'kept' && boundary ? Math.floor((now - boundary.at) / MINUTE) : 0;
  return {
    chain,
    team: holder,
    ...rest,
    boundary: boundary && { from: boundary.from, to: boundary.to, at: boundary.at },
    overdueMinutes,
  };
}

interface Taken extends Boundary {
  readonly takenAt: Ms;
  readonly way: 'handover' | 'self-cover';
  readonly by: string | null;
}

/** When it was accepted; null where it is not. */
const takenAt = ({ state, acceptedAt, at }: HandoverFact, now: Ms): Ms | null =>
  state === 'open' ? null : takenBy(acceptedAt ?? at, at, now);

/** The accepted one whose shift ended last. Of two acceptances of one handover (H8) the earlier gave duty. */
function lastTaken(facts: readonly HandoverFact[], now: Ms): Taken | null {
  let last: Taken | null = null;
  for (const fact of facts) {
    const taken = takenAt(fact, now);
    if (taken === null) continue;
    if (last !== null && (fact.at < last.at || (fact.at === last.at && taken >= last.takenAt))) continue;
    const way = fact.state === 'self-covered' ? 'self-cover' : 'handover';
    last = { from: fact.from, to: fact.to, at: fact.at, takenAt: taken, way, by: fact.by };
  }
  return last;
}

const isOf = (fact: HandoverFact, { from, to, at }: Boundary): boolean =>
  fact.at === at && fact.from === from && fact.to === to;

/** Ends of shifts in (after, now]: those of the hours, and those that were written of when the hours were others. */
function boundariesOf(
  chain: readonly TeamView[],
  facts: readonly HandoverFact[],
  after: Ms,
  now: Ms,
): readonly Boundary[] {
  const ends = chain.flatMap((team) =>
    team.handsOverTo !== null && chain.some(({ id }) => id === team.handsOverTo)
      ? endsOf(team, after + 1, now + 1).map((at) => ({ from: team.id, to: team.handsOverTo ?? '', at }))
      : [],
  );
  const written = facts.filter(({ at }) => after < at && at <= now).map(({ from, to, at }) => ({ from, to, at }));
  const byKey = new Map([...ends, ...written].map((one) => [`${one.at} ${one.from} ${one.to}`, one]));
  return [...byKey.values()].sort((a, b) => a.at - b.at || (a.from < b.from ? -1 : 1));
}
