import { afterEach, expect, it } from 'vitest';
import type { HandoverEdit } from '../../shared/ipc/handovers-contract';
import { HOUR } from '../../shared/lib/time';
import { HANDOVER_AT } from '../builders/follow-the-sun';
import { addUnstable, IF_THEN, openDesk, readBack, send, stopDesks } from './handover-rig';

afterEach(stopDesks);

/** A bad night, by people who write a lot: a hundred and fifty words in each item. */
const wordy = (id: string): readonly HandoverEdit[] => [
  {
    ...addUnstable,
    id,
    fields: {
      condition: 'watcher',
      line: `Item ${id} is slow`,
      next: 'wait and see '.repeat(30),
      done: 'restarted it '.repeat(30),
      owner: 'ananya',
      due: HANDOVER_AT + HOUR,
    },
  },
  { ...IF_THEN, id: `if-${id}`, fields: { ...IF_THEN.fields, item: id } },
];

it('H4 H5 a handover of 500 wordy items goes to the receiver and comes back accepted, as files through the door', async () => {
  const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya')];
  const id = await rafael.draft();
  for (let first = 0; first < 500; first += 50) {
    const items = Array.from({ length: 50 }, (_, index) => `i${first + index}`);
    await rafael.edit(id, ...items.flatMap(wordy));
  }
  await rafael.edit(id, addUnstable, IF_THEN);
  await rafael.sign(id);
  expect(await send(rafael, ananya, id)).toEqual({ id, outcome: 'created' });
  await readBack(rafael, ananya, id);
  await ananya.accept(id);
  expect(await send(ananya, rafael, id)).toEqual({ id, outcome: 'merged' });
  const view = await rafael.read(id);
  expect(view).toMatchObject({ state: 'accepted', acceptedBy: 'ananya' });
  expect(view.signing.accepted?.copy.items).toHaveLength(501);
}, 60_000);
