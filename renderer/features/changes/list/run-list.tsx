import { useMemo } from 'react';
import type { OutsideRun } from '../../../../shared/domain/outside/types';
import { useMinute } from '../../../stores/stores';
import type { Names } from '../../../ui/names';
import type { Change } from '../../../../shared/domain/change/types';
import type { LaneSite } from '../timeline/groups';
import { runRows } from './run-rows';

/** What runs and ran without a plan, apart from the changes: nobody here can open or move it. */
export function RunList({
  changes,
  outside,
  sites,
  names,
}: {
  readonly changes: readonly Change[];
  readonly outside: readonly OutsideRun[];
  readonly sites: readonly LaneSite[];
  readonly names: Names;
}) {
  const now = useMinute();
  const rows = useMemo(() => runRows({ changes, outside, sites, names, now }), [changes, outside, sites, names, now]);
  if (rows.length === 0) return null;
  return (
    <section className="run-list" aria-labelledby="run-list-head">
      <h2 id="run-list-head">
        Unplanned, from outside <span className="sub">under way, and ended in the last 24 hours</span>
      </h2>
      <table className="change-table" aria-labelledby="run-list-head">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Sites</th>
            <th scope="col">Time</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td data-hint={row.name}>{row.name}</td>
              <td>{row.kind}</td>
              <td data-hint={row.sites}>{row.sites}</td>
              <td>{row.time}</td>
              <td>{row.state}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
