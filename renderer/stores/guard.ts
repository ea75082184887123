import { createStore, type StoreApi } from 'zustand/vanilla';
import { isOver, isPlanned, spanOf } from '../../shared/domain/change/rules';
import type { Change } from '../../shared/domain/change/types';
import type { GuardAnswer, GuardFacts, GuardVerdict } from '../../shared/domain/guard/types';
import type { SourceView } from '../../shared/domain/snapshot/types';
import { DAY, floorTo, SECOND, type Ms } from '../../shared/lib/time';
import type { ConnectionState } from '../bridge/bridge';
import type { ChangesStore } from './changes';
import type { ClockStore } from './clock';
import { conditionNow } from './derive/sight';
import { createHand, type Hand } from './hand';
import type { RecordsStore } from './records';
import type { SnapshotStore } from './snapshot';
import type { Turns } from './turns';

export interface Guard {
  (change: Change): GuardAnswer;
  /** A part of what it looks things up in; false when all is made. Left out: it is made at once. */
  readonly prepare?: () => boolean;
}
export type Counts = Readonly<Record<GuardVerdict, number>>;

export interface GuardState {
  /** Of every change that is planned or under way, by its id; empty until the guard has looked. */
  readonly answers: ReadonlyMap<string, GuardAnswer>;
  readonly counts: Counts;
  /** For what a person tries now (ChangesState.trying). */
  readonly trying: GuardAnswer | null;
}

export interface GuardStore extends StoreApi<GuardState> {
  /** Returns its stop. */
  start(): () => void;
  /** A hand moves something: what is not asked for by it waits until it rests, or for five seconds. */
  readonly busy: () => void;
  /** The answer for a change as it would be; null until the guard is there. */
  judge(change: Change): GuardAnswer | null;
}

export interface GuardTools {
  readonly later: (run: () => void, ms: number) => () => void;
  readonly elapsed: () => number;
  readonly hand?: Hand;
  /** The rules come with the first change there is, not with the first screen. */
  readonly load: () => Promise<(facts: GuardFacts) => Guard>;
}

export interface GuardSources {
  readonly snapshot: SnapshotStore;
  readonly records: RecordsStore;
  readonly changes: ChangesStore;
  readonly clock: ClockStore;
  readonly turns: Turns;
}

/** What AWS says changes every second: it is looked at anew this often, and never takes more than a tenth of the time. */
const AT_MOST_EVERY = 500;
const SHARE = 10;
/** What was over for longer is no neighbour and no rehearsal of anything. */
const FORGOTTEN: Ms = 14 * DAY;
/** Where nothing is sent, what was sent grows old. */
const AGES_EVERY: Ms = 10 * SECOND;
const NOBODY: Counts = { hold: 0, caution: 0, go: 0 };

/** The guard in the window: what it says of each change, as of what is known now. */
export function createGuardStore(sources: GuardSources, tools: GuardTools): GuardStore {
  const { snapshot, records, changes, clock, turns } = sources;
  const { hand = createHand(tools.elapsed) } = tools;
  const store = createStore<GuardState>(() => ({ answers: new Map(), counts: NOBODY, trying: null }));
  let create: ((facts: GuardFacts) => Guard) | null = null;
  let loading = false;
  let guard: Guard | null = null;
  let stopLater: (() => void) | null = null;
  let looked = -Infinity;
  let rest = AT_MOST_EVERY;
  /** The looking that goes on over several frames. */
  let round: { readonly open: Iterator<Change>; readonly answers: Map<string, GuardAnswer>; spent: number } | null =
    null;
  const turn = turns.join(() => step());

  function facts(): GuardFacts | null {
    const { snapshot: known, connection } = snapshot.getState();
    const { changes: all } = changes.getState();
    if (known === null || all === null) return null;
    const { now } = clock.getState();
    return {
      now,
      rules: known.rules,
      sites: known.sites,
      // What is sent no more ages here: the window never says go on what it heard last.
      sources: known.sources.map((source) => asSeenHere(source, connection, now)),
      events: known.events,
      teams: known.teams,
      outside: known.outside,
      changes: all.filter((change) => !isOver(change.state) || now - (spanOf(change, now)?.end ?? 0) < FORGOTTEN),
      incidents: records.getState().rows,
    };
  }

  async function load(): Promise<void> {
    if (loading) return;
    loading = true;
    try {
      create = await tools.load();
      look();
    } finally {
      loading = false;
    }
  }

  function look(): void {
    stopLater?.();
    stopLater = null;
    const known = facts();
    if (known === null) return;
    if (create === null) {
      // The first change of all is typed before there is any.
      if (changes.getState().trying !== null || known.changes.some(({ state }) => isPlanned(state))) void load();
      return;
    }
    const began = tools.elapsed();
    looked = began;
    guard = create(known);
    const open = known.changes.filter(({ state }) => isPlanned(state));
    round = { open: open[Symbol.iterator](), answers: new Map(), spent: tools.elapsed() - began };
    answerTrying();
    turn.ask();
  }

  /** As much of the guard, and as many changes, as the frame has time for. */
  function step(): void {
    if (round === null || guard === null) return;
    const began = tools.elapsed();
    for (;;) {
      if (guard.prepare?.() !== true) {
        const { value: change, done } = round.open.next() as IteratorResult<Change, undefined>;
        if (done === true) break;
        round.answers.set(change.id, guard(change));
      }
      if (turns.paced && !turns.hasTime()) {
        round.spent += tools.elapsed() - began;
        turn.ask();
        return;
      }
    }
    const { answers, spent } = round;
    round = null;
    rest = Math.max(AT_MOST_EVERY, SHARE * (spent + tools.elapsed() - began));
    store.setState({ answers, counts: countsOf(answers) });
  }

  function lookAtRest(): void {
    stopLater = null;
    const wait = hand.restsIn(looked);
    if (wait > 0) stopLater = tools.later(lookAtRest, wait);
    else look();
  }

  function soon(): void {
    if (stopLater !== null || round !== null) {
      // What changed while it looks is looked at next.
      stopLater ??= tools.later(lookAtRest, AT_MOST_EVERY);
      return;
    }
    const wait = Math.max(looked + rest - tools.elapsed(), hand.restsIn(looked));
    if (wait <= 0) look();
    else stopLater = tools.later(lookAtRest, wait);
  }

  function answerTrying(): void {
    const { trying, changes: all } = changes.getState();
    const base = all?.find(({ id }) => id === trying?.id);
    if (trying === null || guard === null) {
      if (store.getState().trying !== null) store.setState({ trying: null });
      return;
    }
    // It was said just now.
    const changedAt = clock.getState().now;
    store.setState({ trying: guard({ ...(base ?? UNWRITTEN), ...trying.plan, id: trying.id, changedAt }) });
  }

  return Object.assign(store, {
    start: () => {
      const stops = [
        snapshot.subscribe((state, before) => {
          if (state.connection !== before.connection) look();
          else if (state.snapshot !== before.snapshot) soon();
        }),
        records.subscribe((state, before) => {
          if (state.rows !== before.rows) soon();
        }),
        changes.subscribe((state, before) => {
          // What a person did is answered at once; while a hand moves something it did nothing else.
          if (state.changes !== before.changes) {
            if (hand.restsIn(looked) > 0) soon();
            else look();
          } else if (state.trying !== before.trying) {
            if (create === null) look();
            else answerTrying();
          }
        }),
        clock.subscribe((state, before) => {
          if (floorTo(state.now, AGES_EVERY) !== floorTo(before.now, AGES_EVERY)) soon();
        }),
      ];
      look();
      return () => {
        stops.forEach((stop) => stop());
        stopLater?.();
        turn.leave();
      };
    },
    busy: hand.moves,
    judge: (change: Change) => guard?.(change) ?? null,
  });
}

/** A source by the clock and the connection of this window (S2). */
function asSeenHere(source: SourceView, connection: ConnectionState, now: Ms): SourceView {
  if (connection === 'disconnected')
    return { ...source, condition: 'offline', reason: 'this window has lost Meridian: nothing here is live' };
  const condition = conditionNow(source, now);
  return condition === source.condition ? source : { ...source, condition };
}

function countsOf(answers: ReadonlyMap<string, GuardAnswer>): Counts {
  const counts = { ...NOBODY };
  for (const { verdict } of answers.values()) counts[verdict] += 1;
  return counts;
}

/** A change that is not written yet: what nobody said is not there. */
const UNWRITTEN: Change = {
  id: '',
  number: '',
  title: '',
  description: '',
  type: 'normal',
  sites: [],
  services: [],
  window: null,
  owner: null,
  executor: null,
  approvers: [],
  risk: null,
  steps: [],
  rollback: { steps: [], command: '', minutes: null, testedAt: null },
  abortSignals: [],
  watched: [],
  bakeMinutes: 0,
  impact: null,
  artifact: null,
  state: 'draft',
  inConflict: false,
  approvals: [],
  disapprovals: [],
  voided: [],
  overrides: [],
  ticks: [],
  times: { startedAt: null, bakingAt: null, endedAt: null },
  links: [],
  origin: null,
  changedAt: 0,
};
