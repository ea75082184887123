import type { RecordDatabase } from './record-database';
import { entryOf } from './row';

/** Rows looked at in one go. */
const AT_ONCE = 512;

/** Looks at all of a file: its pages and indexes, and every row of the log. Null: it is what was written. */
export function findDamage(database: RecordDatabase): string | null {
  const pages = database.peek('SELECT peek(integrity_check) FROM pragma_integrity_check LIMIT 1');
  if (!pages.ok) return pages.error.message;
  const found = String(pages.value[0]?.[0]);
  if (found !== 'ok') return found;
  for (let last = 0; ;) {
    const rows = database.peek(
      `SELECT peek(log.id, records.uid, kind, replicas.uid, person, type, low, high, at, heads, body, checksum)
       FROM (SELECT * FROM log WHERE id > ${last} ORDER BY id LIMIT ${AT_ONCE}) AS log
       LEFT JOIN records ON records.id = log.record LEFT JOIN replicas ON replicas.id = log.replica`,
    );
    if (!rows.ok) return rows.error.message;
    for (const row of rows.value) if (!isSound(row)) return `row ${String(row[0])} is not what was written`;
    if (rows.value.length < AT_ONCE) return null;
    last = Math.max(...rows.value.map(([id]) => Number(id)));
  }
}

function isSound([
  ,
  record,
  kind,
  replica,
  person,
  type,
  low,
  high,
  at,
  heads,
  body,
  checksum,
]: readonly unknown[]): boolean {
  if (!(body instanceof Uint8Array) || !(checksum instanceof Uint8Array)) return false;
  const named = { record: String(record), kind: String(kind), replica: String(replica), person: String(person) };
  return (
    entryOf(named, {
      type: Number(type),
      low: Number(low),
      high: Number(high),
      at: Number(at),
      heads: typeof heads === 'string' ? heads : null,
      body,
      checksum,
    }) !== null
  );
}
