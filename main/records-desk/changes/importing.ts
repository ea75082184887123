import { readChangesCsv } from '../../../shared/domain/calendar/changes-csv';
import { componentsOf, propertyOf } from '../../../shared/domain/calendar/components';
import { readCalendar } from '../../../shared/domain/calendar/read';
import type { CalendarSource } from '../../../shared/domain/calendar/types';
import { fullNumber } from '../../../shared/domain/change/number';
import { isOver } from '../../../shared/domain/change/rules';
import type { Change, ChangeOrigin, ChangeState } from '../../../shared/domain/change/types';
import type { ChangesImported } from '../../../shared/ipc/changes-contract';
import { err, ok, type Result } from '../../../shared/lib/result';
import { DAY, type Ms } from '../../../shared/lib/time';
import { SAID_BY_FILE } from '../../../shared/records/change';
import type { Edit } from '../../../shared/records/edits';
import type { Records } from '../../records/records-port';
import type { Refusal } from '../incidents';
import type { Changes } from './changes';
import { eventUid, fromEntry, fromRow, isOwnUid, readAgain, type Names, type Outside } from './calendar-plans';

/** What a person reads of a list of problems; the rest is counted. */
const MOST_SAID = 20;
/** A calendar says what repeats for ever: so much of it is planned work somebody looks at. */
const BEFORE: Ms = 30 * DAY;
const AFTER: Ms = 400 * DAY;
const MOST_CHANGES = 5_000;

export interface ImportTools {
  readonly changes: Changes;
  readonly records: Pick<Records, 'act' | 'catchUp'>;
  readonly names: () => Names;
  readonly now: () => Ms;
}

interface Found {
  readonly kind: ChangeOrigin['kind'];
  /** Name of the calendar, else of the file. */
  readonly name: string;
  readonly changes: readonly Outside[];
  /** `LINE:COLUMN cause` */
  readonly problems: readonly string[];
  /** What a calendar that was read whole says all of: what is not in it any more is off. Null: it says nothing of what is missing. */
  readonly whole: { readonly from: Ms; readonly to: Ms; readonly uids: ReadonlySet<string> } | null;
}
type Counts = Pick<ChangesImported, 'created' | 'updated' | 'unchanged'>;

/** Reads changes that other programs keep (iCalendar, CSV). They stay theirs: what is read again is brought up to date, never doubled. */
export function importChanges(
  file: { readonly name: string; readonly text: string },
  tools: ImportTools,
): Result<ChangesImported, Refusal> {
  const read = readFile(file, tools.names(), tools.now());
  if (!read.ok) return err({ kind: 'not-allowed', message: `${file.name}:${read.error}` });
  // Lists follow a moment later: what was read in just now would be made again.
  tools.records.catchUp();
  const listed = tools.changes.list();
  if (!listed.ok) return listed;
  const found = read.value;
  const problems = [...found.problems];
  const known = new Map(
    listed.value.flatMap((one) => (one.origin?.kind === found.kind ? [[one.origin.uid, one] as const] : [])),
  );
  const numbers = new Set(listed.value.map(({ number }) => fullNumber(number)));
  const uids = new Set(found.changes.map(({ uid }) => uid));
  const seen = new Set<string>();
  const kept = new Set<string>();
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const outside of found.changes) {
    // Our own that comes back from where it was exported to.
    if (isOwnUid(outside.uid) || numbers.has(outside.number)) {
      counts.unchanged += 1;
      continue;
    }
    const what = outside.number || outside.plan.title;
    if (seen.has(outside.uid)) {
      problems.push(`${outside.line}:1 ${what} is there more than once: only the first was read.`);
      continue;
    }
    seen.add(outside.uid);
    if (outside.problem !== null) problems.push(`${outside.line}:1 ${what}: ${outside.problem}.`);
    const before = known.get(outside.uid) ?? byAlias(outside, known, uids);
    if (before !== undefined) kept.add(before.id);
    const outcome = takeIn(outside, before, found, tools);
    if (!outcome.ok) return outcome;
    counts[outcome.value] += 1;
  }
  for (const change of listed.value) {
    if (kept.has(change.id) || !isGone(change, found, seen, tools.now())) continue;
    const moved = say(change.id, 'aborted', `no longer in ${found.name}`, tools);
    if (!moved.ok) return moved;
    counts.updated += 1;
  }
  return ok({ ...counts, problems: problems.slice(0, MOST_SAID), more: Math.max(0, problems.length - MOST_SAID) });
}

/** One event that became a series (or the other way round) is still the same at the same time. */
function byAlias(
  { alias, plan }: Outside,
  known: ReadonlyMap<string, Change>,
  uids: ReadonlySet<string>,
): Change | undefined {
  if (alias === null || uids.has(alias)) return undefined;
  const before = known.get(alias);
  return before?.window?.start === plan.window?.start ? before : undefined;
}

/** Whether a calendar that had a change has it no more. What is past, or was started here, was no mistake. */
function isGone(
  { origin, window, state }: Change,
  { kind, name, whole }: Found,
  seen: ReadonlySet<string>,
  now: Ms,
): boolean {
  if (whole === null || origin?.kind !== kind || seen.has(origin.uid) || window === null) return false;
  if (origin.isOurs === true || origin.said === 'aborted' || isOver(state)) return false;
  const isTheirs = origin.name === name || whole.uids.has(eventUid(origin.uid));
  return isTheirs && window.start > now && window.start < whole.to && window.end > whole.from;
}

const say = (id: string, state: ChangeState, reason: string, { records }: ImportTools): Result<unknown, Refusal> =>
  records.act(id, { act: 'change-state', payload: { state, reason, [SAID_BY_FILE]: true } });

function takeIn(
  outside: Outside,
  before: Change | undefined,
  { kind, name }: Found,
  tools: ImportTools,
): Result<keyof Counts, Refusal> {
  const { uid, state } = outside;
  const { changes } = tools;
  const origin: readonly Edit[] = [
    { edit: 'set', field: 'originKind', value: kind },
    { edit: 'set', field: 'originUid', value: uid },
    { edit: 'set', field: 'originName', value: name },
  ];
  const move = (id: string): Result<unknown, Refusal> => say(id, state, `says ${name}`, tools);
  if (before === undefined) {
    const created = changes.create(outside.plan, origin);
    if (!created.ok) return created;
    const moved = state === 'draft' ? ok(null) : move(created.value.id);
    return moved.ok ? ok('created') : moved;
  }
  const plan = readAgain(outside.plan, before);
  const isSame =
    before.origin?.uid === uid &&
    Object.entries(plan).every(
      ([field, value]) => JSON.stringify(value) === JSON.stringify(before[field as keyof Change]),
    );
  // Once people ran it here, what the file says of its state is older than what they did.
  const isMoved = before.origin?.isOurs !== true && (before.origin?.said ?? 'draft') !== state;
  if (!isSame) {
    const edited = changes.edit(before.id, plan, origin);
    if (!edited.ok) return edited;
  }
  if (isMoved) {
    const moved = move(before.id);
    if (!moved.ok) return moved;
  }
  return ok(isSame && !isMoved ? 'unchanged' : 'updated');
}

/** The error is `LINE:COLUMN cause`. */
function readFile(
  { name: path, text }: { readonly name: string; readonly text: string },
  names: Names,
  now: Ms,
): Result<Found, string> {
  // Where it lies is nothing of its own: the same file is the same from a window and from a command.
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const zone = names.sites[0]?.timeZone ?? 'UTC';
  if (!/^\s*BEGIN:VCALENDAR/i.test(text.replace(/^\uFEFF/, ''))) {
    const csv = readChangesCsv(text, { zone });
    if (!csv.ok) return err(`${csv.error.line}:${csv.error.column} ${csv.error.cause}`);
    const { rows, lines, unknown, problems } = csv.value;
    const said = problems.map(({ line, column, cause }) => `${line}:${column} ${cause}`);
    const ignored =
      unknown.length === 0 ? [] : [`1:1 Columns that are not known here were left out: ${unknown.join(', ')}.`];
    const changes = rows.map((row, index) => fromRow(row, names, { file: name, line: lines[index] ?? 1 }));
    return ok({ kind: 'csv', name, changes, problems: [...ignored, ...said], whole: null });
  }
  const read = readCalendar(text, { from: now - BEFORE, to: now + AFTER, zone, most: MOST_CHANGES });
  if (!read.ok) return err(`${read.error.line}:1 ${read.error.cause}`);
  const { kind, entries, problems, source, window } = read.value;
  if (kind !== 'events')
    return err(
      '1:1 this is a Change Calendar: it says when no change is allowed, so it is a freeze. Put it beside the workspace file and name it there (freezes, calendar)',
    );
  return ok({
    kind: 'calendar',
    name: read.value.name ?? name,
    changes: entries.map((entry) => fromEntry(entry, names)),
    problems: problems.map(({ line, cause }) => `${line}:1 ${cause}`),
    // Of what could not be read nobody knows that it is gone.
    whole: problems.length > 0 ? null : { ...window, uids: uidsOf(source) },
  });
}

/** Events that a file has whole. An invitation to one occurrence of a series says nothing of the others. */
const uidsOf = ({ calendars }: CalendarSource): ReadonlySet<string> =>
  new Set(
    calendars
      .flatMap((calendar) => componentsOf(calendar, 'VEVENT'))
      .filter((event) => propertyOf(event, 'RECURRENCE-ID') === undefined)
      .flatMap((event) => propertyOf(event, 'UID')?.value.trim() ?? []),
  );
