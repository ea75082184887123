import type { Severity } from '../../shared/domain/incident/types';
import type { PersonId, RecordId } from '../../shared/records/ids';
import type { Records } from '../records/records-port';

/** The acts that declare an incident: done, or done as soon as the disk takes them. */
export interface Declaring {
  /** Null: it is declared; else why that waits. */
  begin(id: RecordId, severity: Severity): string | null;
  /** Does what is left; null when nothing is. */
  tryAgain(id: RecordId): string | null;
  /** Of all of them. */
  endAll(): string | null;
  /** Why it is not declared yet; null when it is, or never was to be. */
  waitsFor(id: RecordId): string | null;
}

/**
 * An act is saved or not done, so on a full disk an incident has its words in memory and no act. They are owed: what is left of them is
 * done with the first words that are saved. What each step finds done it leaves.
 */
export function createDeclaring(records: Records, person: PersonId): Declaring {
  const owed = new Map<RecordId, { readonly severity: Severity; readonly reason: string }>();

  function steps(id: RecordId, severity: Severity): string | null {
    const view = records.read(id);
    if (!view.ok) return view.error.message;
    const { state } = view.value;
    if (state.state === null) {
      const done = records.act(id, { act: 'state', payload: { state: 'open' } });
      if (!done.ok) return done.error.message;
    }
    if (state.severity === null) {
      const done = records.act(id, { act: 'severity', payload: { severity } });
      if (!done.ok) return done.error.message;
    }
    const commander = state.roles.commander?.said[0];
    let given = commander?.act.id;
    if (given === undefined) {
      const done = records.act(id, { act: 'role', payload: { role: 'commander', person } });
      if (!done.ok) return done.error.message;
      given = done.value;
    }
    if (commander?.value.acknowledged === true) return null;
    const taken = records.act(id, { act: 'acknowledge', payload: { of: given } });
    return taken.ok ? null : taken.error.message;
  }

  function begin(id: RecordId, severity: Severity): string | null {
    const reason = steps(id, severity);
    if (reason === null) owed.delete(id);
    else owed.set(id, { severity, reason });
    return reason;
  }

  function tryAgain(id: RecordId): string | null {
    const left = owed.get(id);
    return left === undefined ? null : begin(id, left.severity);
  }

  return {
    begin,
    tryAgain,
    endAll: () => [...owed.keys()].map(tryAgain).find((reason) => reason !== null) ?? null,
    waitsFor: (id) => owed.get(id)?.reason ?? null,
  };
}
