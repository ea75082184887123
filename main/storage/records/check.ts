import type { RecordDatabase } from './record-database';
import { mendIndex } from './search-index';
import { entryOf, type LogColumns } from './row';

/** Looks at all of a file: its pages and indexes, and every row of the log. Null: it is what was written. */
export function findDamage(database: RecordDatabase): string | null {
  // An index that is not what it should be is no damage of what was written: it is made anew.
  mendIndex(database);
  const checked = database.read((queries) => {
    const found = String(Object.values(queries.one('PRAGMA integrity_check(1)') ?? {})[0]);
    if (found !== 'ok') return found;
    let last = 0;
    for (;;) {
      const rows = queries.all(
        `SELECT log.id, records.uid AS record, kind, replicas.uid AS replica, person, type, low, high, at, heads, body, checksum
         FROM log LEFT JOIN records ON records.id = log.record LEFT JOIN replicas ON replicas.id = log.replica
         WHERE log.id > ? ORDER BY log.id LIMIT 512`,
        last,
      );
      for (const row of rows) {
        const { record, kind, replica, person } = row as Readonly<Record<string, string>>;
        const named = { record: String(record), kind: String(kind), replica: String(replica), person: String(person) };
        if (entryOf(named, row as unknown as LogColumns) === null)
          return `row ${String(row.id)} is not what was written`;
      }
      const end = rows.at(-1)?.id;
      if (end === undefined) return null;
      last = end as number;
    }
  });
  return checked.ok ? checked.value : checked.error.message;
}
