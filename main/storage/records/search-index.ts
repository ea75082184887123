import { foldText } from '../../../shared/lib/folded-words';
import type { Json, PersonId, RecordId } from '../../../shared/records/ids';
import { findPassages, markTerms, type Budget } from '../../../shared/records/search/passages';
import { matchExpression, readTerms } from '../../../shared/records/search/query';
import { searchFacts } from '../../../shared/records/search/facts';
import type { Found, FoundRecord, SearchQuery } from '../../../shared/records/search/types';
import type { LogProblem } from '../../records/record-log-port';
import type { Queries, Row } from '../database';
import type { RecordDatabase } from './record-database';
import { CREATE_SEARCH, CREATE_SEARCH_TIMES } from './search-schema';

export interface Indexed {
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly row: Json;
  readonly changedAt: number;
}

/** Brings the index to what the projection of a record says; null takes it out. Part of the caller's transaction. */
export function indexRecord(queries: Queries, id: number, projection: Indexed | null): void {
  queries.run('DELETE FROM search WHERE rowid = ?', id);
  if (projection === null) {
    queries.run('DELETE FROM search_times WHERE record = ?', id);
    return;
  }
  const { kind, title, text, row, changedAt } = projection;
  const { tags, from, until } = searchFacts(kind, row, changedAt);
  queries.run(
    'INSERT INTO search (rowid, title, body, tags) VALUES (?, ?, ?, ?)',
    id,
    foldText(title),
    foldText(text),
    tags.join(' '),
  );
  queries.run(
    'INSERT OR REPLACE INTO search_times (record, low, high, changed) VALUES (?, ?, ?, ?)',
    id,
    from,
    until,
    changedAt,
  );
}

/** Makes the index anew of the projections: nothing else is needed for it. */
export function rebuildIndex(queries: Queries): void {
  // A broken one may not even be dropped in order: its parts go one by one.
  queries.run('DROP TABLE IF EXISTS search');
  queries.run('DROP TABLE IF EXISTS search_times');
  for (const statement of [...CREATE_SEARCH.split(/;\n/), CREATE_SEARCH_TIMES])
    if (statement.trim() !== '') queries.run(statement);
  for (const { record } of queries.all('SELECT record FROM projections ORDER BY record')) {
    const row = queries.one(
      'SELECT kind, title, text, row, changed_at FROM projections WHERE record = ?',
      record as number,
    );
    if (row !== undefined) indexRecord(queries, record as number, indexedOf(row));
  }
}

/** SQLite names damage of the file by a number of its own, and damage of the index alone sometimes only in words. */
export const isIndexDamage = ({ kind, message }: LogProblem): boolean =>
  kind === 'damaged' || (kind === 'unavailable' && /fts5/i.test(message));

/** Compares the index with what it was made of, and makes it anew where that fails. What fails even then is left to whoever reads the file. */
export function mendIndex(database: RecordDatabase): void {
  const checked = database.transact((queries) => queries.run("INSERT INTO search (search) VALUES ('integrity-check')"));
  if (!checked.ok && isIndexDamage(checked.error)) database.transact(rebuildIndex);
}

const indexedOf = (row: Row): Indexed => ({
  kind: row.kind as string,
  title: row.title as string,
  text: row.text as string,
  row: JSON.parse(row.row as string) as Json,
  changedAt: row.changed_at as number,
});

const USUAL_LIMIT = 20;
const MOST_RESULTS = 200;
/** More than these are not ranked by how well they fit: whoever has typed one letter wants what is newest. */
const RANKED = 300;
const PASSAGES = 2;
/** Letters that are looked through for passages, of all results together. */
const READ = 400_000;

/** What is found for a person. */
export function searchIndex(
  queries: Queries,
  { text, filters = {}, limit, passages = true }: SearchQuery,
  person: PersonId,
): Found {
  const terms = readTerms(text);
  // Something was typed that holds no word: nothing can fit it.
  if (terms.length === 0 && text.trim() !== '') return { records: [], more: false };
  const most = Math.min(Math.max(1, Math.trunc(limit ?? USUAL_LIMIT)), MOST_RESULTS);
  const match = matchExpression(terms, filters, person);
  const { from, until } = filters;
  const timed = from !== undefined || until !== undefined;
  const times = timed ? [until ?? Number.MAX_VALUE, from ?? -Number.MAX_VALUE] : [];
  const matching = timed
    ? 'FROM search JOIN search_times ON search_times.record = search.rowid WHERE search MATCH ? AND low <= ? AND high >= ?'
    : 'FROM search WHERE search MATCH ?';
  const newest = queries
    .all(`SELECT search.rowid AS id ${matching} ORDER BY search.rowid DESC LIMIT ?`, match, ...times, RANKED + 1)
    .map(({ id }) => id as number);
  const ids = newest.length > RANKED || newest.length <= 1 ? newest : ranked();

  function ranked(): readonly number[] {
    const order = terms.length > 0 ? 'bm25(search, 8, 1, 0), changed DESC' : 'changed DESC';
    const within = timed ? 'AND low <= ? AND high >= ?' : '';
    return queries
      .all(
        `SELECT search.rowid AS id FROM search JOIN search_times ON search_times.record = search.rowid
         WHERE search MATCH ? ${within} ORDER BY ${order} LIMIT ?`,
        match,
        ...times,
        most + 1,
      )
      .map(({ id }) => id as number);
  }

  // A text is the longest thing there is of a record: it is read where lines of it are wanted.
  const read = passages ? 'text' : "''";
  const budget: Budget = { left: READ };
  const records = ids.slice(0, most).flatMap((id): readonly FoundRecord[] => {
    const row = queries.one(
      `SELECT uid, projections.kind, title, ${read} AS text, row, changed_at FROM projections JOIN records ON records.id = projections.record
       WHERE projections.record = ?`,
      id,
    );
    if (row === undefined) return [];
    const projection = indexedOf(row);
    return [
      {
        record: row.uid as RecordId,
        kind: projection.kind,
        title: { text: projection.title, marks: markTerms(projection.title, terms) },
        passages: findPassages(withoutTitle(projection), terms, PASSAGES, budget),
        row: projection.row,
        changedAt: projection.changedAt,
      },
    ];
  });
  return { records, more: ids.length > most };
}

/** The text of a projection begins with the title, which is shown anyway. */
const withoutTitle = ({ title, text }: Indexed): string =>
  title !== '' && text.startsWith(`${title}\n`) ? text.slice(title.length + 1) : text === title ? '' : text;
