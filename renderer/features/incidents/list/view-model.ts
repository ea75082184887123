import { elapsed, isOver, startOf } from '../../../../shared/domain/incident/rules';
import type { IncidentRow } from '../../../../shared/domain/incident/types';
import { shortId, STATE_WORD } from '../../../../shared/domain/incident/words';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import { age, date } from '../../../ui/time';
import type { Names } from '../../../ui/names';

export type ListFilter = 'all' | 'mine' | 'follow-ups';

export interface ListRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** Shape of its severity; null once it is over. */
  readonly glyph: Status | null;
  readonly facts: string;
  /** How long, or how long it took. */
  readonly time: string;
  readonly urgent: boolean;
  /** When it was over; null while it is not. */
  readonly day: string | null;
  readonly restricted: boolean;
  readonly inConflict: boolean;
}
export interface ListView {
  readonly open: readonly ListRow[];
  readonly over: readonly ListRow[];
  /** Over, and not shown for now. */
  readonly more: number;
  /** Said in place of a list; null where there is one. */
  readonly empty: { readonly title: string; readonly text: string } | null;
}

/** Severity 1 is drawn as what it is: act now. */
export function glyphOf(row: Pick<IncidentRow, 'severity'>): Status {
  switch (row.severity) {
    case 'SEV1':
      return 'critical';
    case 'SEV2':
    case 'SEV3':
      return 'warning';
    case 'SEV4':
    case null:
      return 'unknown';
  }
}

export function listOf(input: {
  readonly rows: readonly IncidentRow[] | null;
  readonly found: ReadonlySet<string> | null;
  readonly filter: ListFilter;
  readonly me: string | null;
  readonly names: Names;
  readonly zone: (sites: readonly string[]) => string;
  readonly most: number;
  readonly now: Ms;
}): ListView {
  const { rows, found, filter, me, names, zone, most, now } = input;
  if (rows === null) return { open: [], over: [], more: 0, empty: null };
  const kept = rows.filter(
    (row) =>
      (found === null || found.has(row.id)) &&
      (filter === 'all' || (filter === 'mine' ? row.commander === me && me !== null : row.openFollowUps > 0)),
  );
  const drawn = (row: IncidentRow): ListRow => {
    const over = isOver(row.state);
    const span = elapsed(row.times, row.state, now);
    const ended = row.times.resolved ?? startOf(row.times) ?? row.changedAt;
    const state = row.state === null ? 'not declared' : STATE_WORD[row.state].toLowerCase();
    return {
      id: row.id,
      number: shortId(row.id),
      title: row.title === '' ? 'No title' : row.title,
      glyph: over ? null : glyphOf(row),
      facts: [
        `${row.severity ?? 'No severity'}, ${state}`,
        ...(row.sites.length > 0 ? [placesOf(row.sites, names)] : []),
        ...(row.openFollowUps > 0 && over ? [`${row.openFollowUps} to follow up`] : []),
      ].join('. '),
      time: span === null ? '' : age(span),
      urgent: !over && row.severity === 'SEV1' && row.state === 'open',
      day: over ? date(ended, zone(row.sites)) : null,
      restricted: row.restricted,
      inConflict: row.inConflict,
    };
  };
  const over = kept.filter(({ state }) => isOver(state));
  return {
    open: kept.filter(({ state }) => !isOver(state)).map(drawn),
    over: over.slice(0, most).map(drawn),
    more: Math.max(0, over.length - most),
    empty: kept.length > 0 ? null : emptyText(rows.length, found !== null, filter),
  };
}

/** "Brazil, Production", "Brazil, Production and 2 more". */
export function placesOf(sites: readonly string[], names: Names): string {
  const [first] = sites;
  if (first === undefined) return 'No site';
  return sites.length === 1 ? names.site(first) : `${names.site(first)} and ${sites.length - 1} more`;
}

function emptyText(
  all: number,
  searched: boolean,
  filter: ListFilter,
): { readonly title: string; readonly text: string } {
  if (all === 0)
    return {
      title: 'No incidents.',
      text: 'Declare one from here, from an attention item or from a site. It works without a network and is saved on this machine as you type.',
    };
  if (searched) return { title: 'Nothing found.', text: 'No incident you may see has all of these words.' };
  return filter === 'mine'
    ? { title: 'None of yours.', text: 'You command no incident.' }
    : { title: 'Nothing to follow up.', text: 'Every follow-up is done.' };
}
