import { readChangesCsv } from '../../../shared/domain/calendar/changes-csv';
import { readCalendar } from '../../../shared/domain/calendar/read';
import { fullNumber } from '../../../shared/domain/change/number';
import type { Change } from '../../../shared/domain/change/types';
import type { ChangesImported } from '../../../shared/ipc/changes-contract';
import { err, ok, type Result } from '../../../shared/lib/result';
import { DAY, type Ms } from '../../../shared/lib/time';
import type { Edit } from '../../../shared/records/edits';
import type { Records } from '../../records/records-port';
import type { Refusal } from '../incidents';
import type { Changes } from './changes';
import { fromEntry, fromRow, isOwnUid, type Names, type Outside } from './calendar-plans';

/** What a person reads of a list of problems; the rest is counted. */
const MOST_SAID = 20;
/** A calendar says what repeats for ever: so much of it is planned work somebody looks at. */
const BEFORE: Ms = 30 * DAY;
const AFTER: Ms = 400 * DAY;
const MOST_CHANGES = 5_000;

export interface ImportTools {
  readonly changes: Changes;
  readonly records: Pick<Records, 'act'>;
  readonly names: () => Names;
  readonly now: () => Ms;
}

interface Found {
  readonly kind: 'calendar' | 'csv';
  /** Name of the calendar, else of the file. */
  readonly name: string;
  readonly changes: readonly Outside[];
  /** `LINE:COLUMN cause` */
  readonly problems: readonly string[];
}

/** Reads changes that other programs keep (iCalendar, CSV). They stay theirs: what is read again is brought up to date, never doubled. */
export function importChanges(
  file: { readonly name: string; readonly text: string },
  tools: ImportTools,
): Result<ChangesImported, Refusal> {
  const read = readFile(file, tools.names(), tools.now());
  if (!read.ok) return err({ kind: 'not-allowed', message: `${file.name}:${read.error}` });
  const listed = tools.changes.list();
  if (!listed.ok) return listed;
  const { kind, name, changes, problems } = read.value;
  const known = new Map(
    listed.value.flatMap((one) => (one.origin?.kind === kind ? [[one.origin.uid, one] as const] : [])),
  );
  const own = new Set(listed.value.flatMap(({ origin, number }) => (origin === null ? [fullNumber(number)] : [])));
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const outside of changes) {
    // Our own that comes back from where it was exported to.
    if (isOwnUid(outside.uid) || own.has(outside.uid)) {
      counts.unchanged += 1;
      continue;
    }
    const outcome = takeIn(outside, known.get(outside.uid), { kind, name }, tools);
    if (!outcome.ok) return outcome;
    counts[outcome.value] += 1;
  }
  return ok({ ...counts, problems: problems.slice(0, MOST_SAID), more: Math.max(0, problems.length - MOST_SAID) });
}

function takeIn(
  { uid, plan, state }: Outside,
  before: Change | undefined,
  { kind, name }: Pick<Found, 'kind' | 'name'>,
  { changes, records }: ImportTools,
): Result<keyof Pick<ChangesImported, 'created' | 'updated' | 'unchanged'>, Refusal> {
  const origin: readonly Edit[] = [
    { edit: 'set', field: 'originKind', value: kind },
    { edit: 'set', field: 'originUid', value: uid },
    { edit: 'set', field: 'originName', value: name },
  ];
  const move = (id: string): Result<unknown, Refusal> =>
    state === 'draft' ? ok(null) : records.act(id, { act: 'change-state', payload: { state, reason: `says ${name}` } });
  if (before === undefined) {
    const created = changes.create(plan, origin);
    if (!created.ok) return created;
    const moved = move(created.value.id);
    return moved.ok ? ok('created') : moved;
  }
  const isSame = Object.entries(plan).every(
    ([field, value]) => JSON.stringify(value) === JSON.stringify(before[field as keyof Change]),
  );
  // Once it ran here, what the calendar says of its state is older than what people did.
  const isHere = before.times.startedAt !== null;
  if (isSame && (isHere || before.state === state)) return ok('unchanged');
  const edited = changes.edit(before.id, plan, origin.slice(2));
  if (!edited.ok) return edited;
  if (!isHere && before.state !== state) {
    const moved = move(before.id);
    if (!moved.ok) return moved;
  }
  return ok('updated');
}

/** The error is `LINE:COLUMN cause`. */
function readFile(
  { name, text }: { readonly name: string; readonly text: string },
  names: Names,
  now: Ms,
): Result<Found, string> {
  const zone = names.sites[0]?.timeZone ?? 'UTC';
  if (!/^\s*BEGIN:VCALENDAR/i.test(text.replace(/^\uFEFF/, ''))) {
    const csv = readChangesCsv(text, { zone });
    if (!csv.ok) return err(`${csv.error.line}:${csv.error.column} ${csv.error.cause}`);
    const { rows, unknown, problems } = csv.value;
    const said = problems.map(({ line, column, cause }) => `${line}:${column} ${cause}`);
    const ignored =
      unknown.length === 0 ? [] : [`1:1 Columns that are not known here were left out: ${unknown.join(', ')}.`];
    return ok({ kind: 'csv', name, changes: rows.map((row) => fromRow(row, names)), problems: [...ignored, ...said] });
  }
  const read = readCalendar(text, { from: now - BEFORE, to: now + AFTER, zone, most: MOST_CHANGES });
  if (!read.ok) return err(`${read.error.line}:1 ${read.error.cause}`);
  const { kind, entries, problems } = read.value;
  if (kind !== 'events')
    return err(
      '1:1 this is a Change Calendar: it says when no change is allowed, so it is a freeze. Put it beside the workspace file and name it there (freezes, calendar)',
    );
  return ok({
    kind: 'calendar',
    name: read.value.name ?? name,
    changes: entries.map((entry) => fromEntry(entry, names)),
    problems: problems.map(({ line, cause }) => `${line}:1 ${cause}`),
  });
}
