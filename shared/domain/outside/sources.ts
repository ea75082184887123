import { remembered } from '../../lib/remembered';
import { OUTSIDE_APIS, sourceId, type SourceKey } from '../sources/types';
import type { Workspace } from '../workspace/types';

/**
 * What is asked of changes from outside: every account and region in which a site is. No site requires them (S2): not being
 * allowed to see them changes no status.
 */
export const outsideSources = remembered((workspace: Workspace): readonly SourceKey[] => {
  const keys = new Map<string, SourceKey>();
  for (const { account, region } of workspace.sites)
    for (const api of OUTSIDE_APIS) keys.set(sourceId({ account, region, api }), { account, region, api });
  return [...keys.values()];
});
