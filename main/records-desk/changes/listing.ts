import { numbersOf } from '../../../shared/domain/change/number';
import { CHANGE_STATES, type Change } from '../../../shared/domain/change/types';
import { ok, type Result } from '../../../shared/lib/result';
import type { Content } from '../../../shared/records/content';
import type { Sha256 } from '../../../shared/records/content-hash';
import { changeOf, peopleOf, type ChangeRecord } from '../../../shared/records/change';
import type { Json } from '../../../shared/records/ids';
import type { Projector } from '../../../shared/records/projection';
import { correctedTime } from '../../../shared/records/timeline';
import type { Records, RecordsProblem } from '../../records/records-port';

/** The row of a change: all of it, so that lists, the time line and the guard open no record. */
export const projectChangeRow =
  (sha256: Sha256): Projector =>
  (content, state) => {
    const change = changeOf(content, state.acts, sha256);
    const times = state.acts.map(correctedTime);
    return {
      title: change.title,
      text: wordsOf(change, content),
      row: {
        ...change,
        people: peopleOf(change, state.acts),
        beganAt: change.times.startedAt ?? change.window?.start ?? null,
        firstAt: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
      } as unknown as Json,
    };
  };

function wordsOf(change: ChangeRecord, { lists }: Content): string {
  const { steps, rollback, links, impact, artifact } = change;
  const log = (lists['log'] ?? []).map(({ fields }) => (typeof fields['text'] === 'string' ? fields['text'] : ''));
  return [
    change.title,
    change.description,
    `CHG-${change.serial}`,
    artifact ?? '',
    ...change.services,
    ...steps.map(({ text }) => text),
    ...rollback.steps.map(({ text }) => text),
    rollback.command,
    impact?.text ?? '',
    ...links.map(({ label, target }) => `${label} ${target}`),
    ...log,
  ]
    .filter((word) => word.trim() !== '')
    .join('\n');
}

export interface ChangeListing {
  all(): Result<readonly Change[], RecordsProblem>;
  /** One more than the highest count anybody used, as far as is known here. */
  nextSerial(): Result<number, RecordsProblem>;
}

/** All changes with their numbers. Rows are kept until a list would say something else. */
export function createChangeListing(records: Pick<Records, 'list' | 'onListed' | 'onSaved'>): ChangeListing {
  let kept: { readonly changes: readonly Change[]; readonly highest: number } | null = null;
  /** Rows follow a record within a quarter of a second; two changes made in one must not count alike. */
  let given = 0;
  const forget = (): void => {
    kept = null;
  };
  records.onListed(forget);
  // Of other records nothing is listed here: who types in an incident must not have all changes read again.
  records.onSaved(({ record }) => {
    if (kept?.changes.some(({ id }) => id === record) !== false) forget();
  });

  function read(): Result<NonNullable<typeof kept>, RecordsProblem> {
    if (kept !== null) return ok(kept);
    const listed = records.list({ kind: 'change' });
    if (!listed.ok) return listed;
    const rows = listed.value.flatMap(({ record, row, changedAt }) => {
      const change = rowOf(row);
      return change === null ? [] : [{ ...change, id: record, changedAt }];
    });
    const numbers = numbersOf(rows);
    kept = {
      changes: rows.map(({ serial: _, planHash: __, said: ___, ...change }) => ({
        ...change,
        number: numbers.get(change.id) ?? '',
      })),
      highest: rows.reduce((most, { serial }) => Math.max(most, serial), 0),
    };
    return ok(kept);
  }

  return {
    all: () => {
      const found = read();
      return found.ok ? ok(found.value.changes) : found;
    },
    nextSerial: () => {
      const found = read();
      if (!found.ok) return found;
      given = Math.max(given, found.value.highest) + 1;
      return ok(given);
    },
  };
}

/** Of a projection, which an older or newer version may have written: null for what cannot be shown. */
function rowOf(row: unknown): ChangeRecord | null {
  if (typeof row !== 'object' || row === null) return null;
  const fields = row as Partial<Record<keyof ChangeRecord, unknown>>;
  const lists = [
    fields.sites,
    fields.services,
    fields.approvers,
    fields.steps,
    fields.abortSignals,
    fields.watched,
    fields.approvals,
    fields.voided,
    fields.overrides,
    fields.ticks,
    fields.links,
  ];
  const sound =
    typeof fields.title === 'string' &&
    typeof fields.serial === 'number' &&
    CHANGE_STATES.some((state) => state === fields.state) &&
    lists.every((list) => Array.isArray(list)) &&
    typeof fields.times === 'object' &&
    fields.times !== null &&
    typeof fields.rollback === 'object' &&
    fields.rollback !== null;
  return sound ? (row as ChangeRecord) : null;
}
