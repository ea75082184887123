import type { HandoverEdit } from '../../shared/ipc/handovers-contract';
import type { Input, Output } from '../../shared/ipc/contract';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import { isOpen } from '../../shared/domain/handover/items';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { recordsDesk } from '../records-desk/rig';
import { critical } from '../renderer/builders/retail';

/** One person's folder: the real desk, asked as the window asks it. */
function folderOf(person: string) {
  const rig = recordsDesk({ snapshot: critical(), person });
  const ask = async <M extends RecordMethod>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = await rig.desk.handle(method, input);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
    return answer.value;
  };
  const file = async (id: string): Promise<string> => {
    const left = await ask('handovers.export', { id, format: 'file', paper: 'A4', zone: 'receiver' });
    if (left.kind !== 'text') throw new Error('the record was not given out as text');
    return left.text;
  };
  return { ...rig, ask, file };
}
type Folder = ReturnType<typeof folderOf>;

async function accept({ ask }: Folder, id: string, reservations: string): Promise<void> {
  const { hash } = await ask('handovers.read', { id });
  await ask('handovers.act', { id, act: { act: 'accept', content: hash, reservations } });
}

/** Files of one handover that Ananya and Vikram took apart, each without knowing of the other (H8). */
export async function takenTwice(): Promise<readonly [string, string]> {
  const first = folderOf('rafael');
  const { ask, clock } = first;
  const { id } = await ask('handovers.draft', { from: 'br-l2' });
  const { items, at } = (await ask('handovers.read', { id })).content;
  const open = items.filter((item) => isOpen(item) && item.condition !== 'stable');
  const edits = open.flatMap((item): readonly HandoverEdit[] => [
    { edit: 'item', id: item.id, fields: { owner: 'ananya', next: 'Watch it', due: at + 4 * HOUR } },
    { edit: 'if-then', id: `if-${item.id}`, fields: { item: item.id, text: 'It gets worse', action: 'Page Dana' } },
  ]);
  await ask('handovers.edit', {
    id,
    edits: [...edits, { edit: 'sentence', text: 'Brazil checkout is being watched.' }],
  });
  const { hash } = await ask('handovers.read', { id });
  await ask('handovers.act', { id, act: { act: 'sign', content: hash } });
  await ask('records.identify', { person: 'ananya' });
  const unstable = open.filter(({ condition }) => condition === 'unstable');
  for (const { id: item } of unstable)
    await ask('handovers.act', { id, act: { act: 'read-back', item, text: 'Stable only since 07:46.' } });
  await ask('records.identify', { person: 'rafael' });
  for (const { act: of } of (await ask('handovers.read', { id })).signing.readBacks)
    await ask('handovers.act', { id, act: { act: 'confirm', of } });
  const before = await first.file(id);

  const second = folderOf('vikram');
  await second.ask('handovers.import', { name: 'handover', text: before });
  await second.clock.advance(9 * MINUTE);
  await accept(second, id, 'I was told on the phone.');
  await ask('records.identify', { person: 'ananya' });
  await clock.advance(6 * MINUTE);
  await accept(first, id, '');
  const files = [await first.file(id), await second.file(id)] as const;
  first.desk.stop();
  second.desk.stop();
  return files;
}
