import { describe, expect, it } from 'vitest';
import { incidentOf } from '../../shared/records/incident';
import { isClockOff } from '../../shared/records/timeline';
import { ManualClock } from '../fakes/clock';
import { MemoryLog } from '../fakes/memory-log';
import { engine, NOW, value } from './rig';

describe('a timeline', () => {
  it('R31 is sorted by corrected time, in the order of writing where that is equal, and says whose clock is off', () => {
    const records = engine(new MemoryLog(), new ManualClock(NOW));
    const add = (id: string, fields: Readonly<Record<string, string | number>>) =>
      ({ edit: 'add', list: 'timeline', id, fields }) as const;
    const id = value(
      records.create('incident', [
        add('c', { at: NOW + 5_000, replica: 'r-ana', sequence: 3, text: 'third' }),
        // A clock ten seconds fast: what is to be added is negative.
        add('a', { at: NOW + 11_000, offset: -10_000, replica: 'r-bo', sequence: 9, text: 'first' }),
        add('d', { at: NOW + 5_000, replica: 'r-ana', sequence: 4, text: 'fourth' }),
        add('b', { at: NOW + 2_000, offset: 1_500, replica: 'r-ana', sequence: 2, text: 'second' }),
      ]),
    );
    const { timeline } = incidentOf(value(records.read(id)).content!);
    expect(timeline.map(({ text }) => text)).toEqual(['first', 'second', 'third', 'fourth']);
    expect(timeline.filter(isClockOff).map(({ text }) => text)).toEqual(['first']);
    value(records.stop());
  });
});
