import { Resolver } from 'node:dns/promises';
import type { Clock } from '../../shared/lib/clock';
import { MINUTE, SECOND, type Ms } from '../../shared/lib/time';

/** P8: the name that always points at the active endpoint. */
const ACTIVE = 'global.health.amazonaws.com';
const FALLBACK = 'us-east-1';
const KEEP: Ms = MINUTE;
const LIMIT: Ms = 2 * SECOND;

export type ResolveCname = (name: string) => Promise<readonly string[]>;

const resolveCname: ResolveCname = (name) => new Resolver({ timeout: LIMIT, tries: 1 }).resolveCname(name);

/**
 * P8: the region AWS Health is active in, from the CNAME of its global name: `health.us-east-2.amazonaws.com` after a
 * failover. Kept for a minute; where the name server does not tell (some company ones do not), the usual one.
 */
export function createHealthRegion(clock: Clock, resolve: ResolveCname = resolveCname): () => Promise<string> {
  let kept: { readonly at: Ms; readonly region: Promise<string> } | null = null;
  const ask = (): Promise<string> =>
    new Promise((done) => {
      const cancel = clock.after(LIMIT, () => {
        done(FALLBACK);
      });
      resolve(ACTIVE)
        .then(
          (names) =>
            names
              .map((name) => /^health\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com\.?$/.exec(name)?.[1])
              .find((region) => region !== undefined) ?? FALLBACK,
        )
        .catch(() => FALLBACK)
        .then((region) => {
          cancel();
          done(region);
        }, done);
    });
  return () => {
    if (kept === null || clock.now() - kept.at >= KEEP || clock.now() < kept.at)
      kept = { at: clock.now(), region: ask() };
    return kept.region;
  };
}
