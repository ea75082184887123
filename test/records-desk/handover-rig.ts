import { createDoor } from '../../main/ipc/door';
import type { HandoverView } from '../../shared/domain/handover/types';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import type { HandoverEdit } from '../../shared/ipc/handovers-contract';
import type { Input, Output } from '../../shared/ipc/contract';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import { HOUR } from '../../shared/lib/time';
import { BEFORE_HANDOVER, BRAZIL, HANDOVER_AT, INDIA } from '../builders/follow-the-sun';
import { aSignalView, aSiteView, aSnapshot } from '../builders/snapshots';
import { createFakeEngine } from '../fakes/fake-engine';
import { recordsDesk } from './rig';

const SITES = [
  aSiteView({ id: 'br-prod', name: 'Brazil production', signals: [aSignalView({ id: 'p95' })] }),
  aSiteView({ id: 'us-prod', name: 'USA production', country: 'US' }),
];
export const picture = (over: Partial<Snapshot> = {}): Snapshot =>
  aSnapshot({ generatedAt: BEFORE_HANDOVER, sites: SITES, teams: [BRAZIL, INDIA], ...over });

const stops: (() => void)[] = [];
/** Ends every desk that was opened. */
export function stopDesks(): void {
  for (const stop of stops.splice(0)) stop();
}

type Options = Partial<Parameters<typeof recordsDesk>[0]>;

/** Everything through the one door, as a window calls it. */
export function openDesk(person: string, options: Options = {}) {
  const rig = recordsDesk({ snapshot: picture(), person, ...options });
  rig.desk.start();
  stops.push(() => void rig.desk.stop());
  const events: { readonly event: string; readonly payload: unknown }[] = [];
  rig.desk.onEvent((event, payload) => events.push({ event, payload }));
  const door = createDoor(createFakeEngine(), { records: rig.desk });
  const call = async <M extends RecordMethod>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = await door.call(method, input);
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.value as Output<M>;
  };
  const read = (id: string) => call('handovers.read', { id });
  const edit = (id: string, ...edits: readonly HandoverEdit[]) => call('handovers.edit', { id, edits: [...edits] });
  const act = (id: string, does: Input<'handovers.act'>['act']) => call('handovers.act', { id, act: does });
  /** An act on the content as it is here now. */
  const onPresent = async (id: string, does: (content: string) => Input<'handovers.act'>['act']) =>
    act(id, does((await read(id)).hash));
  const sign = (id: string) => onPresent(id, (content) => ({ act: 'sign', content }));
  const accept = (id: string, reservations = '') =>
    onPresent(id, (content) => ({ act: 'accept', content, reservations }));
  const refuse = (id: string, reason: string) => onPresent(id, (content) => ({ act: 'refuse', content, reason }));
  const listed = async () => {
    rig.records().catchUp();
    return call('handovers.list', undefined);
  };
  const draft = async () => (await call('handovers.draft', { from: 'br-l2' })).id;
  return { ...rig, events, call, read, edit, act, onPresent, sign, accept, refuse, listed, draft };
}
export type Desk = ReturnType<typeof openDesk>;

/** As a file by any way people have. */
export async function send(from: Desk, to: Desk, id: string) {
  const file = await from.call('handovers.export', { id, format: 'file', paper: 'A4', zone: 'receiver' });
  if (file.kind !== 'text') throw new Error('browser mode gives the text');
  return to.call('handovers.import', { name: file.name, text: file.text });
}

export const UNSTABLE = 'payments';
export const WHOLE = {
  condition: 'unstable',
  line: 'Payments fail now and then',
  next: 'Watch the retries',
  owner: 'ananya',
  due: HANDOVER_AT + HOUR,
} as const;
export const IF_THEN: Extract<HandoverEdit, { edit: 'if-then' }> = {
  edit: 'if-then',
  id: 'if-1',
  fields: {
    item: UNSTABLE,
    text: 'latency climbs',
    watch: { site: 'br-prod', signal: 'p95', is: 'over', limit: 900, minutes: 5 },
    action: 'Roll back 4.18.0',
    who: 'ananya',
  },
};
export const addUnstable: Extract<HandoverEdit, { edit: 'add-item' }> = {
  edit: 'add-item',
  id: UNSTABLE,
  kind: 'action',
  reference: '',
  sites: ['br-prod'],
  fields: WHOLE,
};

/** One unstable item with all that H3 asks, signed by Rafael. */
export async function signed(desk: Desk): Promise<string> {
  const id = await desk.draft();
  await desk.edit(id, addUnstable, IF_THEN, { edit: 'overall', overall: 'watch' });
  await desk.sign(id);
  return id;
}
/** The receiver understood it, and the giver says so. */
export async function readBack(giver: Desk, receiver: Desk, id: string): Promise<void> {
  await receiver.act(id, { act: 'read-back', item: UNSTABLE, text: 'retries, and roll back above 900 ms' });
  await send(receiver, giver, id);
  const [said] = (await giver.read(id)).signing.readBacks;
  await giver.act(id, { act: 'confirm', of: said?.act ?? '' });
  await send(giver, receiver, id);
}
export const people = ({ signing }: HandoverView) => signing.acceptances.map(({ person }) => person);
