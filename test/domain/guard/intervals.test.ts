import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intervalsOf } from '../../../shared/domain/guard/intervals';
import { holds } from '../../builders/property';

const spans = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 40 }))
  .map(([start, length]) => ({ start, end: start + length }));

test('finds what looking at each finds', () => {
  holds(
    fc.property(fc.array(spans, { maxLength: 30 }), spans, (list, { start, end }) => {
      const found = intervalsOf(list);
      const touching = list.filter((one) => one.start < end && one.end > start);
      expect(new Set(found.overlapping(start, end))).toEqual(new Set(touching));
      expect(found.overlapping(start, end)).toHaveLength(touching.length);
      const next = list.map((one) => one.start).filter((at) => at >= end);
      expect(found.nextFrom(end)?.start ?? null).toBe(next.length === 0 ? null : Math.min(...next));
    }),
  );
});
