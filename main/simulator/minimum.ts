import type { LogEntry } from './request-log';

/** The least time the requests of one account and region could have taken. */
export interface PairMinimum {
  /** Twelve digits; null when the key is unknown. */
  readonly account: string | null;
  /** `global` for AWS Health. */
  readonly region: string;
  readonly minimumMs: number;
  /** The same by operation. */
  readonly operations: Readonly<Record<string, number>>;
  readonly requests: number;
}

export interface Minimum {
  /** Of the slowest pair; 0 when nothing was asked. */
  readonly minimumMs: number;
  readonly slowest: { readonly account: string | null; readonly region: string } | null;
  readonly pairs: readonly PairMinimum[];
}

/**
 * What no client could have beaten: of each (account, region) the longest chain of requests that must follow each other, each
 * with the latency that was planned for it and nothing else. Only a page must follow another, the one whose token it asks
 * with; all else counts as asked at the same moment. Where several answers gave the same token, the quickest is the one that
 * was followed; a token from before the log costs nothing. Everything that is left out makes the figure smaller.
 */
export function serialMinimum(entries: readonly LogEntry[]): Minimum {
  const pairs = new Map<
    string,
    { account: string | null; region: string; operations: Map<string, number>; requests: number }
  >();
  /** By what gave a token: the length of the shortest chain up to and with it. */
  const chains = new Map<string, number>();
  for (const entry of entries) {
    // Who asks is no part of what is asked.
    if (entry.service === 'sts') continue;
    const region = entry.service === 'health' ? 'global' : entry.region;
    const key = JSON.stringify([entry.account, region]);
    const pair = pairs.get(key) ?? {
      account: entry.account,
      region,
      operations: new Map<string, number>(),
      requests: 0,
    };
    pairs.set(key, pair);
    const page = (token: string): string => JSON.stringify([key, entry.operation, token]);
    const before = entry.token === null ? 0 : (chains.get(page(entry.token)) ?? 0);
    const length = before + entry.plannedMs;
    if (entry.nextToken !== null) {
      const next = page(entry.nextToken);
      chains.set(next, Math.min(chains.get(next) ?? Infinity, length));
    }
    pair.requests += 1;
    pair.operations.set(entry.operation, Math.max(pair.operations.get(entry.operation) ?? 0, length));
  }
  const listed = [...pairs.values()].map(({ account, region, operations, requests }) => ({
    account,
    region,
    minimumMs: Math.max(...operations.values()),
    operations: Object.fromEntries(operations),
    requests,
  }));
  const slowest = listed.reduce<PairMinimum | null>(
    (worst, pair) => (worst === null || pair.minimumMs > worst.minimumMs ? pair : worst),
    null,
  );
  return {
    minimumMs: slowest?.minimumMs ?? 0,
    slowest: slowest === null ? null : { account: slowest.account, region: slowest.region },
    pairs: listed,
  };
}
