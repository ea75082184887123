import { byUrgency, mayBeSeenBy } from '../../shared/domain/incident/rules';
import type { IncidentRow, PersonId } from '../../shared/domain/incident/types';
import { ok, type Result } from '../../shared/lib/result';
import type { Records, RecordsProblem } from '../records/records-port';
import type { ListedFields } from './view';

interface Listed {
  readonly row: IncidentRow;
  /** What the row itself says, as it is searched for. */
  readonly said: string;
}

/** What fits best of more than anybody reads. */
const MOST_FOUND = 200;

/**
 * Lists incidents for a person, most urgent first; with words only those that have all of them. Rows are kept until a list would say
 * something else: who searches asks with each letter, and reading thousands of rows takes longer than a letter may.
 */
export function createListing(
  records: Pick<Records, 'list' | 'search' | 'onListed' | 'onSaved'>,
  person: PersonId,
): (words: string) => Result<readonly IncidentRow[], RecordsProblem> {
  let kept: readonly Listed[] | null = null;
  const forget = (): void => {
    kept = null;
  };
  records.onListed(forget);
  // A list also says when something was changed last.
  records.onSaved(forget);

  function all(): Result<readonly Listed[], RecordsProblem> {
    if (kept !== null) return ok(kept);
    const listed = records.list({ kind: 'incident' });
    if (!listed.ok) return listed;
    const seen = listed.value.flatMap(({ record, title, row, changedAt }): readonly Listed[] => {
      const fields = listedOf(row);
      if (fields === null || !mayBeSeenBy(fields, person)) return [];
      const { restrictedTo: _, ...shown } = fields;
      const said = normal(`${title} ${fields.severity ?? ''} ${fields.state ?? ''} ${fields.sites.join(' ')}`);
      return [{ row: { ...shown, id: record, changedAt }, said }];
    });
    kept = seen.sort((a, b) => byUrgency(a.row, b.row));
    return ok(kept);
  }

  return (words) => {
    const wanted = normal(words)
      .split(/\s+/u)
      .filter((word) => word !== '');
    const listed = all();
    if (!listed.ok) return listed;
    if (wanted.length === 0) return ok(listed.value.map(({ row }) => row));
    const found = records.search({ text: words, filters: { kinds: ['incident'] }, limit: MOST_FOUND, passages: false });
    if (!found.ok) return found;
    const ids = new Set(found.value.records.map(({ record }) => record));
    // The index has what was written; what the row itself says is looked for here, in the middle of a word too.
    const fits = ({ row, said }: Listed): boolean => ids.has(row.id) || wanted.every((word) => said.includes(word));
    return ok(listed.value.filter(fits).map(({ row }) => row));
  };
}

/** Of a projection, which an older or newer version may have written: null for what cannot be shown. */
function listedOf(row: unknown): (ListedFields & { readonly restrictedTo: readonly string[] }) | null {
  if (typeof row !== 'object' || row === null) return null;
  const fields = row as Readonly<Record<string, unknown>>;
  const isList = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
  const sound =
    typeof fields['title'] === 'string' &&
    (fields['kind'] === 'operations' || fields['kind'] === 'security') &&
    isList(fields['sites']) &&
    isList(fields['services']) &&
    isList(fields['restrictedTo']) &&
    typeof fields['times'] === 'object' &&
    fields['times'] !== null;
  return sound ? (row as ListedFields & { readonly restrictedTo: readonly string[] }) : null;
}

/** The same letters for a search however they were typed. */
const normal = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('en');
