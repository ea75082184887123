import type { Output } from '../../shared/ipc/contract';
import type { HandoverAct, HandoverEdit, HandoverFormat, NewDutyEntry } from '../../shared/ipc/handovers-contract';
import type { Exported, Written } from '../../shared/ipc/outcomes';
import { toBridgeError, type Bridge } from '../bridge/bridge';
import { notOnDisk, type Problem } from './change-calls';

/** A sentence about why not, or null when it was done. */
type Refusal = Promise<string | null>;

export interface HandoverExport {
  readonly format: HandoverFormat;
  readonly paper: 'A4' | 'Letter';
  readonly zone: 'receiver' | 'giver';
}

/** What a person does with handovers: each answers what came of it, or a sentence about why not. */
export interface HandoverCalls {
  /** From live data, for the team that gives over; the handover's id. */
  draft(team: string): Promise<{ readonly id: string; readonly notSaved: string | null } | Problem>;
  /** Brings it up to date; how much it brought. */
  refresh(id: string): Promise<Output<'handovers.refresh'> | Problem>;
  /** How much a refresh would bring; null where that cannot be known. */
  news(id: string): Promise<Output<'handovers.news'> | null>;
  edit(id: string, edits: readonly HandoverEdit[]): Refusal;
  act(id: string, act: HandoverAct): Refusal;
  export(id: string, how: HandoverExport): Promise<Exported | Problem>;
  import(name: string, text: string): Promise<Output<'handovers.import'> | Problem>;
  /** Who takes a shift otherwise than the workspace file says; the entry's id. */
  writeDuty(entry: NewDutyEntry): Promise<{ readonly id: string; readonly notSaved: string | null } | Problem>;
  withdrawDuty(id: string, withdrawn: boolean): Refusal;
}

/** `changed`: reads again what is on screen. */
export function createHandoverCalls(bridge: Bridge, changed: () => Promise<void>): HandoverCalls {
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
  const made = async (
    what: string,
    work: () => Promise<Written & { readonly id: string }>,
  ): Promise<{ readonly id: string; readonly notSaved: string | null } | Problem> => {
    const answer = await ask(what, work);
    return 'problem' in answer ? answer : { id: answer.id, notSaved: notOnDisk(answer) };
  };
  return {
    draft: (from) => made('Not drafted', () => bridge.call('handovers.draft', { from })),
    refresh: (id) => ask('Not brought up to date', () => bridge.call('handovers.refresh', { id })),
    news: async (id) => {
      try {
        return await bridge.call('handovers.news', { id });
      } catch {
        // Asked again in a minute, and by whoever brings it up to date: that one says why not.
        return null;
      }
    },
    edit: (id, edits) => tryTo(() => bridge.call('handovers.edit', { id, edits: [...edits] })),
    act: (id, act) => tryTo(() => bridge.call('handovers.act', { id, act })),
    export: (id, how) => ask('Not exported', () => bridge.call('handovers.export', { id, ...how })),
    import: (name, text) =>
      ask('Not read in', () => bridge.call('handovers.import', { name: name.slice(0, 300) || 'file', text })),
    writeDuty: (entry) => made('Not written', () => bridge.call('duty.write', { entry })),
    withdrawDuty: (id, withdrawn) => tryTo(() => bridge.call('duty.withdraw', { id, withdrawn })),
  };
}
