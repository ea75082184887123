import { outsideSources } from '../../shared/domain/outside/sources';
import { allSources, muteSources } from '../../shared/domain/status/required';
import type { SourceKey } from '../../shared/domain/sources/types';
import type { Site, Workspace } from '../../shared/domain/workspace/types';
import { watchedOf, type Watched } from './questions/units';

/** One source to poll, and what needs it. */
export interface PlannedSource {
  readonly key: SourceKey;
  readonly profile: string;
  /** AWS Health of a whole organization. */
  readonly organization: boolean;
  /** Sites whose alarms or AWS view it gives, or that have a signal there. */
  readonly sites: readonly Site[];
  /** Signals it asks; empty for all but GetMetricData. */
  readonly watched: readonly Watched[];
  /** P4: a production site needs it. */
  readonly production: boolean;
}

/** What is asked beside what a status needs. */
export interface Beside {
  /** Which alarms are muted. */
  readonly mutes: boolean;
  /** Changes from outside. */
  readonly outside: boolean;
}

/** Every source the workspace needs, and what is asked beside; nothing else is polled (P1). */
export function planOf(workspace: Workspace, beside: Partial<Beside> = {}): readonly PlannedSource[] {
  const keys: readonly SourceKey[] = [
    ...allSources(workspace),
    ...(beside.mutes === true ? muteSources(workspace) : []),
    ...(beside.outside === true ? outsideSources(workspace) : []),
  ];
  return keys.flatMap((key) => {
    const account = workspace.accounts.get(key.account);
    if (account === undefined) return [];
    const watched =
      key.api === 'GetMetricData'
        ? workspace.sites
            .flatMap(watchedOf)
            .filter(({ signal }) => signal.account === key.account && signal.region === key.region)
        : [];
    const sites =
      key.api === 'GetMetricData'
        ? [...new Set(watched.map(({ site }) => site))]
        : workspace.sites.filter(
            (site) => site.account === key.account && (key.api === 'Health' || site.region === key.region),
          );
    return [
      {
        key,
        profile: account.profile,
        organization: account.organization,
        sites,
        watched,
        production: sites.some((site) => site.tier === 'production'),
      },
    ];
  });
}
