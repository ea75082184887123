import { useMemo } from 'react';
import { reuse } from '../../../shared/lib/equal';
import { useSnapshot } from '../../stores/stores';
import type { SnapshotState } from '../../stores/snapshot';
import { labelSites, type SiteLabel } from '../../ui/labels';

/** Names of the sites: they change with the workspace, not with what happens in it. */
export function useLabels(): ReadonlyMap<string, SiteLabel> {
  const select = useMemo(() => {
    let before: ReturnType<typeof namedBy> = [];
    return (state: SnapshotState) => (before = reuse(before, namedBy(state)));
  }, []);
  const parts = useSnapshot(select);
  return useMemo(() => labelSites(parts), [parts]);
}

const namedBy = ({ snapshot }: SnapshotState) =>
  (snapshot?.sites ?? []).map(({ id, name, country, tier }) => ({ id, name, country, tier }));
