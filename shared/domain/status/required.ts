import { remembered } from '../../lib/remembered';
import { GLOBAL, MUTES_API, sourceId, type SourceKey, type StatusSourceKey } from '../sources/types';
import type { Signal, Site, Workspace } from '../workspace/types';

/** Whether a site looks at alarms at all: an empty `include` says that it does not. */
export const watchesAlarms = (site: Pick<Site, 'alarms'>): boolean =>
  site.alarms.include === null || site.alarms.include.length > 0;

/** S2: GetMetricData and DescribeAlarms of every (account, region) that the site's signals and alarms name. */
export const requiredSources = remembered((site: Site): readonly StatusSourceKey[] => {
  const keys = new Map<string, StatusSourceKey>();
  const add = (key: StatusSourceKey): void => {
    keys.set(sourceId(key), key);
  };
  if (watchesAlarms(site)) add(alarmsSource(site));
  for (const signal of site.signals) add(signalSource(signal));
  if (site.healthRequired) add(healthOf(site));
  return [...keys.values()];
});

export const alarmsSource = remembered(({ account, region }: Site): StatusSourceKey => ({
  account,
  region,
  api: 'DescribeAlarms',
}));
export const signalSource = remembered(({ account, region }: Signal): StatusSourceKey => ({
  account,
  region,
  api: 'GetMetricData',
}));
export const healthSource = (account: string): StatusSourceKey => ({ account, region: GLOBAL, api: 'Health' });
/** The same, one object for each site. */
export const healthOf = remembered((site: Site): StatusSourceKey => healthSource(site.account));

/** Every source the workspace needs: what sites require, and AWS Health of every account that a site uses. */
export const allSources = remembered((workspace: Workspace): readonly StatusSourceKey[] => {
  const keys = new Map<string, StatusSourceKey>();
  for (const site of workspace.sites) {
    for (const key of [...requiredSources(site), healthOf(site)]) keys.set(sourceId(key), key);
  }
  return [...keys.values()];
});

/** What tells which of the site's alarms are muted; no status stands on it. */
export const muteSource = remembered(({ account, region }: Site): SourceKey => ({ account, region, api: MUTES_API }));
/** Of every account and region in which a site looks at alarms. */
export const muteSources = remembered((workspace: Workspace): readonly SourceKey[] => [
  ...new Map(
    workspace.sites.filter(watchesAlarms).map((site) => [sourceId(muteSource(site)), muteSource(site)]),
  ).values(),
]);
