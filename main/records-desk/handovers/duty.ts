import type { PersonId } from '../../../shared/domain/incident/types';
import type { DutyEntry } from '../../../shared/domain/shifts/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import type { NewDutyEntry } from '../../../shared/ipc/handovers-contract';
import type { Written } from '../../../shared/ipc/outcomes';
import { err, ok, type Result } from '../../../shared/lib/result';
import { iso, type Ms } from '../../../shared/lib/time';
import { dutyOf } from '../../../shared/records/duty';
import type { Edit } from '../../../shared/records/edits';
import type { Json } from '../../../shared/records/ids';
import type { Projector } from '../../../shared/records/projection';
import type { Records } from '../../records/records-port';
import type { Refusal } from '../incidents';

type Answer<T> = Result<T, Refusal>;

export interface DutyTools {
  readonly records: Records;
  readonly person: PersonId;
  readonly now: () => Ms;
  readonly clockOffset: () => Ms | null;
  readonly teams: () => readonly TeamView[];
}

/** What people wrote of leave, cover, swaps and duty. */
export interface DutyEntries {
  /** Those that stand. */
  list(): Answer<readonly DutyEntry[]>;
  write(entry: NewDutyEntry): Answer<Written & { readonly id: string }>;
  withdraw(id: string, withdrawn: boolean): Answer<Written>;
  visible(id: string): boolean;
}

const NOT_HERE = { kind: 'no-such-record', message: 'there is no such duty entry here' } as const;

/** The row is the entry itself; null where it was withdrawn or says nothing. A search finds what was withdrawn too. */
export const projectDutyRow: Projector = (content) => {
  const { withdrawn, ...fields } = content.fields;
  const said = dutyOf({ ...content, fields }, '');
  const title = said === null ? '' : `${titleOf(said)}${withdrawn === true ? ' (withdrawn)' : ''}`;
  return { title, text: title, row: dutyOf(content, '') };
};

function titleOf(entry: DutyEntry): string {
  switch (entry.kind) {
    case 'leave':
      return `Leave: ${entry.person}, ${spanOf(entry)}`;
    case 'cover':
      return `Cover: ${entry.person}${entry.instead === null ? '' : ` for ${entry.instead}`}, ${entry.team}, ${spanOf(entry)}`;
    case 'swap':
      return `Swap: ${entry.between.join(' and ')}, ${entry.team}, ${entry.days.join(' and ')}`;
    case 'on-duty':
      return `On duty: ${entry.person}, ${entry.team}, ${spanOf(entry)}`;
  }
}
const spanOf = ({ from, to }: { readonly from: Ms; readonly to: Ms }): string =>
  `${iso(from).slice(0, 16)}Z to ${iso(to).slice(0, 16)}Z`;

export function createDutyEntries({ records, person, now, clockOffset, teams }: DutyTools): DutyEntries {
  let kept: readonly DutyEntry[] | null = null;
  records.onListed(() => {
    kept = null;
  });

  const visible = (id: string): boolean => {
    const found = records.glance(id, []);
    return found.ok && found.value.kind === 'duty';
  };

  function list(): Answer<readonly DutyEntry[]> {
    if (kept !== null) return ok(kept);
    const listed = records.list({ kind: 'duty' });
    if (!listed.ok) return listed;
    kept = listed.value
      .flatMap(({ record, row }) => (isEntry(row) ? [{ ...row, id: record }] : []))
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    return ok(kept);
  }

  function written(): Written {
    const saved = records.flush();
    return saved.ok ? { saved: true, reason: null } : { saved: false, reason: saved.error.message };
  }

  /** Why it cannot stand, else null. People may be of no team: a name is typed where the workspace knows none. */
  function refusal(entry: NewDutyEntry): string | null {
    if (entry.kind !== 'leave' && !teams().some(({ id }) => id === entry.team)) return `there is no team ${entry.team}`;
    if (entry.kind === 'cover' && entry.instead === entry.person) return 'nobody covers for themselves';
    if (entry.kind === 'swap' && entry.between[0] === entry.between[1]) return 'a swap is between two people';
    return null;
  }

  return {
    list,
    visible,
    write: (entry) => {
      const refused = refusal(entry);
      if (refused !== null) return err({ kind: 'not-allowed', message: refused });
      const { kind, ...fields } = entry;
      const stamped = { kind, ...fields, by: person, at: now() + (clockOffset() ?? 0) };
      const edits = Object.entries(stamped)
        .filter(([, value]) => value !== null)
        .map(([field, value]): Edit => ({ edit: 'set', field, value: value as Json }));
      const created = records.create('duty', edits);
      return created.ok ? ok({ ...written(), id: created.value }) : created;
    },
    withdraw: (id, withdrawn) => {
      if (!visible(id)) return err(NOT_HERE);
      const done = records.edit(id, [{ edit: 'set', field: 'withdrawn', value: withdrawn }]);
      return done.ok ? ok(written()) : done;
    },
  };
}

/** Of a projection, which an older or newer version may have written. */
const isEntry = (row: unknown): row is DutyEntry =>
  typeof row === 'object' &&
  row !== null &&
  'kind' in row &&
  ['leave', 'cover', 'swap', 'on-duty'].includes(row.kind as string) &&
  'at' in row &&
  typeof row.at === 'number';
