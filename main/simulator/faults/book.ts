import { SECOND, type Ms } from '../../../shared/lib/time';
import type { Call } from '../protocol/call';
import { keyOf, unit } from '../world/noise';
import type { Fault } from './schema';

/** A fault as it stands in the list. */
export interface ListedFault extends Fault {
  readonly id: string;
  /** Requests it has hit. */
  readonly hits: number;
}

/** What a request meets: a delay, and perhaps a fault that decides the answer. */
export interface Struck {
  readonly delayMs: number;
  readonly fault: Fault | null;
}

interface Entry {
  readonly fault: Fault;
  readonly id: string;
  hits: number;
  /** Of a range of latency: how often it was drawn for whom. */
  readonly draws: Map<string, number>;
}

export interface FaultBook {
  readonly list: () => readonly ListedFault[];
  readonly add: (fault: Fault) => void;
  readonly replace: (faults: readonly Fault[]) => void;
  /** False when there is none of that id. */
  readonly remove: (id: string) => boolean;
  /** Counts the hits it reports. */
  readonly strike: (call: Call, account: string | null, now: Ms) => Struck;
}

export function createFaultBook(initial: readonly Fault[], seed: number, startedAt: Ms): FaultBook {
  let faults: Entry[] = [];
  let made = 0;
  let drawn = 0;
  const dice = keyOf(seed, 'faults');

  const add = (fault: Fault): void => {
    made += 1;
    faults.push({ fault, id: fault.id ?? `fault-${made}`, hits: 0, draws: new Map() });
  };
  const instant = (value: string | number | undefined, otherwise: Ms): Ms =>
    value === undefined ? otherwise : typeof value === 'number' ? startedAt + value * SECOND : Date.parse(value);
  const lucky = (probability: number | undefined): boolean => {
    if (probability === undefined) return true;
    drawn += 1;
    return unit(dice, drawn) < probability;
  };
  /**
   * Of a range, the n-th draw for one account, region and operation: the same whatever others ask in between, because
   * requests that are made together arrive in any order.
   */
  const latencyOf = ({ fault: { latencyMs = 0 }, id, draws }: Entry, call: Call, account: string | null): Ms => {
    if (typeof latencyMs === 'number') return latencyMs;
    const who = `${account ?? call.accessKeyId ?? ''}/${call.region}/${call.service}/${call.operation}`;
    const nth = draws.get(who) ?? 0;
    draws.set(who, nth + 1);
    return latencyMs.min + unit(keyOf(seed, `latency/${id}/${who}`), nth) * (latencyMs.max - latencyMs.min);
  };
  initial.forEach(add);

  return {
    list: () => faults.map(({ fault, id, hits }) => ({ ...fault, id, hits })),
    add,
    replace: (next) => {
      faults = [];
      next.forEach(add);
    },
    remove: (id) => {
      const before = faults.length;
      faults = faults.filter((entry) => entry.id !== id);
      return faults.length < before;
    },
    strike: (call, account, now) => {
      let delayMs = 0;
      for (const entry of faults) {
        const { fault } = entry;
        const spent = fault.count !== undefined && entry.hits >= fault.count;
        const due = now >= instant(fault.from, -Infinity) && now < instant(fault.until, Infinity);
        if (spent || !due || !concerns(fault, call, account) || !lucky(fault.probability)) continue;
        entry.hits += 1;
        // A slow answer may still be a bad one, so the search goes on.
        if (fault.kind !== 'slow') return { delayMs, fault };
        delayMs += latencyOf(entry, call, account);
      }
      return { delayMs, fault: null };
    },
  };
}

/** AWS Health is one endpoint for all regions: `global` means it, and a region means it only together with its name. */
function concerns(fault: Fault, call: Call, account: string | null): boolean {
  const service = fault.service === 'cloudwatch' ? 'monitoring' : fault.service;
  if (service !== undefined && service !== call.service) return false;
  if (fault.kind === 'no-plan' && call.service !== 'health') return false;
  if (fault.operation !== undefined && fault.operation !== call.operation) return false;
  if (fault.account !== undefined && fault.account !== account && fault.account !== call.accessKeyId) return false;
  if (fault.region === undefined) return true;
  if (call.service !== 'health') return fault.region === call.region;
  return fault.region === 'global' || (service === 'health' && fault.region === call.region);
}
