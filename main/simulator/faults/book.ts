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
  let faults: { readonly fault: Fault; readonly id: string; hits: number }[] = [];
  let made = 0;
  let drawn = 0;
  const dice = keyOf(seed, 'faults');

  const add = (fault: Fault): void => {
    made += 1;
    faults.push({ fault, id: fault.id ?? `fault-${made}`, hits: 0 });
  };
  const instant = (value: string | number | undefined, otherwise: Ms): Ms =>
    value === undefined ? otherwise : typeof value === 'number' ? startedAt + value * SECOND : Date.parse(value);
  const lucky = (probability: number | undefined): boolean => {
    if (probability === undefined) return true;
    drawn += 1;
    return unit(dice, drawn) < probability;
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
        delayMs += fault.latencyMs ?? 0;
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
