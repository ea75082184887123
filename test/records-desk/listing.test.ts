import { afterEach, describe, expect, it } from 'vitest';
import { createListing } from '../../main/records-desk/listing';
import type { Records } from '../../main/records/records-port';
import { projectIncidentRow } from '../../main/incident-projector';
import { startRecords } from '../../main/records/record-engine';
import { ManualClock } from '../fakes/clock';
import { MemoryLog } from '../fakes/memory-log';
import { NOW, sha256, value } from '../records/rig';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** A list over the real engine, and how often the rows behind it were read. */
function listing() {
  const clock = new ManualClock(NOW);
  let ids = 0;
  const records = startRecords({
    log: new MemoryLog(),
    identity: { replica: 'r-ana', person: 'ana' },
    clock,
    clockOffset: () => null,
    newId: () => `id-${(ids += 1)}`,
    sha256,
    projectors: { incident: projectIncidentRow },
  });
  stops.push(() => void records.stop());
  let reads = 0;
  const counted: Records = {
    ...records,
    list: (query) => {
      reads += 1;
      return records.list(query);
    },
  };
  const list = createListing(counted, 'ana');
  return { clock, records, titles: (words = '') => value(list(words)).map(({ title }) => title), reads: () => reads };
}

describe('the list of incidents', () => {
  it('is read once while nothing changes, however many letters are typed into its search', async () => {
    const { clock, records, titles, reads } = listing();
    for (const title of ['Checkout slow', 'Каса повільна'])
      value(records.create('incident', [{ edit: 'write', field: 'title', text: title }]));
    await clock.advance(250);
    expect(['k', 'kx', 'out', 'Каса', 'асА'].map((words) => titles(words))).toEqual([
      ['Checkout slow'],
      [],
      ['Checkout slow'],
      ['Каса повільна'],
      ['Каса повільна'],
    ]);
    expect(reads()).toBe(1);
  });

  it('says what was changed since it was read last: a title, a state, when, and for whom', async () => {
    const { clock, records, titles } = listing();
    const create = (text: string): string =>
      value(records.create('incident', [{ edit: 'write', field: 'title', text }]));
    const [first, second] = [create('First'), create('Second')];
    await clock.advance(250);
    expect(titles()).toEqual(['First', 'Second']);
    value(records.edit(second, [{ edit: 'write', field: 'title', text: 'Renamed' }]));
    await clock.advance(250);
    expect([titles(), titles('second')]).toEqual([['First', 'Renamed'], []]);
    value(records.act(second, { act: 'severity', payload: { severity: 'SEV1' } }));
    await clock.advance(250);
    expect([titles(), titles('sev1')]).toEqual([['Renamed', 'First'], ['Renamed']]);
    value(records.edit(first, [{ edit: 'include', field: 'restrictedTo', member: 'ben' }]));
    await clock.advance(250);
    expect([titles(), titles('first')]).toEqual([['Renamed'], []]);
  });
});
