import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countMarks,
  goneSince,
  inOrder,
  isOpen,
  markOf,
  markOfIfThen,
  sectionOf,
} from '../../../shared/domain/handover/items';
import { ITEM_KINDS, SECTIONS, type Before, type HandoverItem } from '../../../shared/domain/handover/types';
import { aHandover, anIfThen, anItem } from '../../builders/handovers';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';

const before = (items: readonly HandoverItem[], over: Partial<Before> = {}): Before => ({
  id: 'h0',
  from: 'in-l2',
  to: 'br-l2',
  at: NOW,
  items,
  ifThens: [],
  ...over,
});

describe('items of a handover', () => {
  it('stand in the sections of the document, none in those that hold no items', () => {
    const used = new Set(ITEM_KINDS.map(sectionOf));
    expect([...SECTIONS].filter((section) => !used.has(section))).toEqual(['situation', 'if-then']);
  });

  it('H2 are sorted worst first: condition, status, when, name; what is over comes last', () => {
    const items = [
      anItem({ id: 'over', condition: 'unstable', status: 'critical', closed: true }),
      anItem({ id: 'calm', status: 'critical' }),
      anItem({ id: 'well', condition: 'unstable', status: 'ok' }),
      anItem({ id: 'plain', condition: 'unstable', status: null }),
      anItem({ id: 'late', condition: 'unstable', status: 'warning', begins: NOW + 2, due: NOW }),
      anItem({ id: 'soon', condition: 'unstable', status: 'warning', begins: null, due: NOW + 1 }),
      anItem({ id: 'when', condition: 'unstable', status: 'warning', begins: null, due: null }),
      anItem({ id: 'b', condition: 'unstable', status: 'hold', name: 'CHG-2' }),
      anItem({ id: 'a', condition: 'unstable', status: 'hold', name: 'CHG-1' }),
      anItem({ id: 'watched', condition: 'watcher', status: 'critical' }),
      anItem({ id: 'worst', condition: 'unstable', status: 'critical' }),
    ];
    const ids = inOrder(items).map(({ id }) => id);
    expect(ids).toEqual(['worst', 'a', 'b', 'soon', 'late', 'when', 'well', 'plain', 'watched', 'calm', 'over']);
    holds(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (mixed) => {
        expect(inOrder(mixed).map(({ id }) => id)).toEqual(ids);
      }),
      50,
    );
  });

  it.each([
    [{}, true],
    [{ closed: true }, false],
    [{ dismissed: 'noise' }, false],
    [{ mergedInto: 'i2' }, false],
  ])('%j is handed over by itself: %s', (over, open) => {
    expect(isOpen(anItem(over))).toBe(open);
  });

  it('H2 are marked new, changed, closed or same since the handover before', () => {
    const was = before([anItem({ id: 'other id', carried: 0, owner: 'bo' })]);
    expect(markOf(anItem(), null)).toBe('new');
    expect(markOf(anItem({ key: 'incident:another' }), was)).toBe('new');
    expect(markOf(anItem({ owner: 'bo', carried: 1, done: 'more', origin: null }), was)).toBe('same');
    expect(markOf(anItem({ owner: 'bo', closed: true }), was)).toBe('closed');
    const changes = [
      { owner: 'cy' },
      { condition: 'unstable' },
      { line: 'x' },
      { facts: 'x' },
      { next: 'x' },
      { due: 1 },
      { begins: 1 },
      { ends: 1 },
      { status: 'ok' },
    ] as const;
    for (const change of changes) expect(markOf(anItem({ owner: 'bo', ...change }), was)).toBe('changed');
  });

  it('H2 contingencies are marked as well, whichever entry their item is', () => {
    const was = before([], { ifThens: [anIfThen({ item: 'before' })] });
    expect(markOfIfThen(anIfThen(), was)).toBe('same');
    expect(markOfIfThen(anIfThen({ action: 'Wait' }), was)).toBe('changed');
    expect(markOfIfThen(anIfThen({ id: 't9' }), was)).toBe('new');
  });

  it('H2 what is no longer here is closed, and counted with the others', () => {
    const content = aHandover({
      items: [
        anItem(),
        anItem({ id: 'i2', key: 'change:1' }),
        anItem({ id: 'i3', key: 'change:2', closed: true }),
        anItem({ id: 'i4', key: 'change:3', dismissed: 'noise' }),
        anItem({ id: 'i5', key: 'change:4', mergedInto: 'i1' }),
      ],
      ifThens: [anIfThen()],
      before: before([anItem(), anItem({ key: 'change:2' }), anItem({ key: 'change:9', name: 'CHG-9' })]),
    });
    expect(goneSince(content).map(({ name }) => name)).toEqual(['CHG-9']);
    expect(countMarks(content)).toEqual({ new: 2, changed: 0, closed: 2, same: 1 });
  });
});
