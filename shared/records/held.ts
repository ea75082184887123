import { Chain } from './chain';
import type { Entry, RecordHeads, Waiting } from './entries';
import type { PersonId, ReplicaId } from './ids';

/** What is here of one record, by replica, and what is known to exist elsewhere. */
export class HeldEntries {
  private readonly updates = new Map<ReplicaId, Chain>();
  private readonly acts = new Map<ReplicaId, Chain>();
  /** What somebody had seen who wrote an entry that is here. */
  private readonly announced = new Map<ReplicaId, readonly [updates: number, acts: number]>();
  /** Written again under another id: not waited for. */
  private readonly replaced = new Map<ReplicaId, readonly [updates: number, acts: number]>();
  private readonly persons = new Map<ReplicaId, PersonId>();

  take({ replica, person, body }: Entry): void {
    this.persons.set(replica, person);
    switch (body.type) {
      case 'update':
        chainOf(this.updates, replica).add(body.from, body.to);
        raise(this.announced, body.seen);
        raise(this.replaced, body.replaces);
        break;
      case 'snapshot':
        for (const [covered, [updates]] of Object.entries(body.covers)) chainOf(this.updates, covered).add(1, updates);
        raise(this.announced, body.covers);
        raise(this.replaced, body.replaces);
        break;
      case 'act':
        chainOf(this.acts, replica).add(body.n, body.n);
        raise(this.announced, body.seen);
        break;
    }
  }

  /** Whether it would bring nothing: what it stands for is here. A snapshot may still shorten a log (R15). */
  has({ replica, body }: Entry): boolean {
    switch (body.type) {
      case 'update':
        return this.updates.get(replica)?.has(body.from, body.to) ?? false;
      case 'snapshot':
        return Object.entries(body.covers).every(([covered, [n]]) => this.updates.get(covered)?.has(1, n) ?? n === 0);
      case 'act':
        return this.acts.get(replica)?.has(body.n, body.n) ?? false;
    }
  }

  heads(): RecordHeads {
    const heads: Record<ReplicaId, readonly [number, number]> = {};
    for (const replica of this.replicas()) {
      const head = [this.updates.get(replica)?.head() ?? 0, this.acts.get(replica)?.head() ?? 0] as const;
      if (head[0] > 0 || head[1] > 0) heads[replica] = head;
    }
    return heads;
  }

  /** Numbers of a replica that are taken, whether or not all before them are here. */
  top(replica: ReplicaId): readonly [updates: number, acts: number] {
    const announced = this.announced.get(replica) ?? [0, 0];
    return [
      Math.max(this.updates.get(replica)?.top() ?? 0, announced[0]),
      Math.max(this.acts.get(replica)?.top() ?? 0, announced[1]),
    ];
  }

  /** Whose updates are known to exist and are not here (R16). */
  waiting(): readonly Waiting[] {
    return this.replicas().flatMap((replica) => {
      const [updates, acts] = this.top(replica);
      const [ofUpdates, ofActs] = this.replaced.get(replica) ?? [0, 0];
      const missing =
        missingAfter(chainOf(this.updates, replica), ofUpdates, updates) +
        missingAfter(chainOf(this.acts, replica), ofActs, acts);
      return missing > 0 ? [{ replica, person: this.persons.get(replica) ?? null, updates: missing }] : [];
    });
  }

  /** What was written again under another id, for whoever folds it. */
  replacedHeads(): RecordHeads {
    return Object.fromEntries(this.replaced);
  }

  private replicas(): readonly ReplicaId[] {
    return [...new Set([...this.updates.keys(), ...this.acts.keys(), ...this.announced.keys()])].sort();
  }
}

type Numbers = Map<ReplicaId, readonly [updates: number, acts: number]>;

function raise(numbers: Numbers, heads: RecordHeads): void {
  for (const [replica, [updates, acts]] of Object.entries(heads)) {
    const before = numbers.get(replica) ?? [0, 0];
    numbers.set(replica, [Math.max(before[0], updates), Math.max(before[1], acts)]);
  }
}

/** How many of the numbers above `from` are not here, up to `to`. */
const missingAfter = (chain: Chain, from: number, to: number): number =>
  Math.max(0, chain.missing(to) - chain.missing(Math.min(from, to)));

function chainOf(chains: Map<ReplicaId, Chain>, replica: ReplicaId): Chain {
  let chain = chains.get(replica);
  if (chain === undefined) {
    chain = new Chain();
    chains.set(replica, chain);
  }
  return chain;
}

/** Whether two say the same. */
export const sameHeads = (a: RecordHeads, b: RecordHeads): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([replica, [updates, acts]]) => b[replica]?.[0] === updates && b[replica][1] === acts);
