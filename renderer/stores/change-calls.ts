import type { Input, Output } from '../../shared/ipc/contract';
import type { ChangeAct, ChangeEdit, ChangesImported } from '../../shared/ipc/changes-contract';
import type { Exported, Written } from '../../shared/ipc/outcomes';
import { toBridgeError, type Bridge } from '../bridge/bridge';

export interface Problem {
  readonly problem: string;
}
/** A sentence about why not, or null when it was done. */
type Refusal = Promise<string | null>;
export type NewPlan = Input<'changes.create'>['plan'];

/** What a person does with changes: each answers what came of it, or a sentence about why not. */
export interface ChangeCalls {
  /** The new change's id. */
  create(plan: NewPlan): Promise<string | Problem>;
  edit(id: string, plan: ChangeEdit): Refusal;
  act(id: string, act: ChangeAct): Refusal;
  note(id: string, text: string): Refusal;
  incident(
    id: string,
    title: string,
    severity: Input<'changes.incident'>['severity'],
  ): Promise<{ readonly id: string } | Problem>;
  import(name: string, text: string): Promise<ChangesImported | Problem>;
  /** Null: all of them. */
  export(ids: readonly string[] | null, format: 'ics' | 'csv'): Promise<Exported | Problem>;
  examples(): Promise<Output<'changes.examples'> | Problem>;
}

/** Why what was done is not on disk yet; null when it is. */
export const notOnDisk = ({ saved, reason }: Written): string | null =>
  saved ? null : `Not on disk yet: ${reason ?? 'the disk refused'}. It is tried again.`;

/** `changed`: reads again what is on screen. */
export function createChangeCalls(bridge: Bridge, changed: () => Promise<void>): ChangeCalls {
  const tryTo = async (work: () => Promise<Written | null>): Refusal => {
    try {
      const written = await work();
      await changed();
      return written && notOnDisk(written);
    } catch (thrown) {
      return `Not done: ${toBridgeError(thrown).message}`;
    }
  };
  const ask = async <T>(what: string, work: () => Promise<T>): Promise<T | Problem> => {
    try {
      const answer = await work();
      await changed();
      return answer;
    } catch (thrown) {
      return { problem: `${what}: ${toBridgeError(thrown).message}` };
    }
  };
  return {
    create: async (plan) => {
      const made = await ask('Not created', () => bridge.call('changes.create', { plan }));
      return 'problem' in made ? made : made.id;
    },
    edit: (id, plan) => tryTo(() => bridge.call('changes.edit', { id, plan })),
    act: (id, act) => tryTo(() => bridge.call('changes.act', { id, act })),
    note: (id, text) => tryTo(() => bridge.call('changes.note', { id, text })),
    incident: (id, title, severity) =>
      ask('Not opened', () => bridge.call('changes.incident', { id, title, severity })),
    import: (name, text) =>
      ask('Not read in', () => bridge.call('changes.import', { name: name.slice(0, 300) || 'file', text })),
    export: (ids, format) => ask('Not exported', () => bridge.call('changes.export', { ids: ids && [...ids], format })),
    examples: () => ask('Not loaded', () => bridge.call('changes.examples', undefined)),
  };
}
