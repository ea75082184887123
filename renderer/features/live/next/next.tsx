import { useMemo } from 'react';
import { useMinute, useSnapshot } from '../../../stores/stores';
import { useClocks } from '../use-clocks';
import { nextHours } from './view-model';

export function NextHours() {
  const snapshot = useSnapshot((state) => state.snapshot);
  const clocks = useClocks();
  const now = useMinute();
  const rows = useMemo(
    () => (snapshot ? nextHours(snapshot.teams, snapshot.events, snapshot.sites, clocks, now) : []),
    [snapshot, clocks, now],
  );
  if (rows.length === 0) return null;
  return (
    <section className="next" aria-label="Next 12 hours">
      <h3>Next 12 hours</h3>
      {rows.map((row) => (
        <div key={row.key} className={row.local === row.utc ? 'next-row is-utc' : 'next-row'}>
          <span>{row.local}</span>
          {row.local !== row.utc && <span>{row.utc}</span>}
          <span>{row.text}</span>
        </div>
      ))}
    </section>
  );
}
