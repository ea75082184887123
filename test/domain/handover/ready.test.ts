import { describe, expect, it } from 'vitest';
import { blockersToAccept, blockersToSign, missingOf } from '../../../shared/domain/handover/ready';
import type { IfThen, ReadBack } from '../../../shared/domain/handover/types';
import { aHandover, anIfThen, anItem } from '../../builders/handovers';
import { NOW } from '../../builders/instants';

const unstable = anItem({ condition: 'unstable' });
const watch = { site: 'br-prod', signal: 'p95', is: 'over', limit: 800, minutes: 5 } as const;
const aReadBack = (over: Partial<ReadBack> = {}): ReadBack => ({
  act: 'a1',
  item: 'i1',
  person: 'ananya',
  at: NOW,
  text: 'It is stable, but young',
  isOld: false,
  answer: { act: 'a2', person: 'rafael', at: NOW, kind: 'confirmed', text: '' },
  ...over,
});

describe('what keeps a handover from being signed', () => {
  it.each(['unstable', 'watcher'] as const)(
    'H3 a %s item needs owner, next action, due and one if-then',
    (condition) => {
      const bare = anItem({ condition, owner: null, next: ' ', due: null });
      expect(missingOf(bare, [])).toEqual(['owner', 'next', 'due', 'if-then']);
      expect(missingOf(anItem({ condition }), [anIfThen()])).toEqual([]);
      expect(missingOf(anItem({ condition: 'stable', owner: null }), [])).toEqual([]);
    },
  );

  it('H3 an if-then says when, in words or as a watch, and what then; and is of that item', () => {
    const has = (over: Partial<IfThen>): boolean => missingOf(unstable, [anIfThen(over)]).length === 0;
    expect(has({ text: '', watch })).toBe(true);
    expect(has({ who: null })).toBe(true);
    expect(has({ text: '' })).toBe(false);
    expect(has({ action: '  ' })).toBe(false);
    expect(has({ item: 'i2' })).toBe(false);
    expect(has({ item: null })).toBe(false);
  });

  it('H3 each says what to do and of which item; what is over or left out needs nothing', () => {
    const content = aHandover({
      items: [
        anItem({ condition: 'unstable', owner: null }),
        anItem({ id: 'i2', condition: 'unstable', owner: null, closed: true }),
        anItem({ id: 'i3', condition: 'watcher', owner: null, dismissed: 'noise' }),
      ],
    });
    expect(blockersToSign(content)).toEqual([
      { kind: 'owner', item: 'i1', text: 'INC-7F3A2 Checkout slow in Brazil: say who owns it' },
    ]);
    expect(blockersToSign(aHandover())).toEqual([]);
  });

  it('H3 nothing slips past it by being told with something that is not told, or is better', () => {
    const merged = anItem({ id: 'i2', condition: 'watcher', mergedInto: 'i1' });
    const kinds = (...items: ReturnType<typeof anItem>[]): readonly string[] =>
      blockersToSign(aHandover({ items, ifThens: [anIfThen(), anIfThen({ id: 't2', item: 'i2' })] })).map(
        ({ kind, item }) => `${kind} ${item}`,
      );
    expect(kinds(unstable, merged)).toEqual([]);
    expect(kinds(anItem(), merged)).toEqual(['told-with i2']);
    expect(kinds(anItem({ condition: 'unstable', dismissed: 'noise' }), merged)).toEqual(['told-with i2']);
    expect(kinds(merged)).toEqual(['told-with i2']);
    expect(kinds({ ...unstable, mergedInto: 'i2' }, merged)).toEqual(['told-with i1', 'told-with i2']);
  });

  it('H3 what is told with another item needs all of it too, and says with which; over or left out it needs nothing', () => {
    const bare = anItem({
      id: 'i2',
      condition: 'unstable',
      name: '',
      line: 'Writes are lost',
      next: '',
      owner: null,
      due: null,
      mergedInto: 'i1',
    });
    const said = blockersToSign(aHandover({ items: [unstable, bare] }));
    expect(said.map(({ kind, item }) => `${kind} ${item}`)).toEqual(['owner i2', 'next i2', 'due i2', 'if-then i2']);
    expect(said[0]?.text).toBe('Writes are lost (told with INC-7F3A2 Checkout slow in Brazil): say who owns it');
    for (const over of [{ closed: true }, { dismissed: 'noise' }, { condition: 'stable' as const }])
      expect(blockersToSign(aHandover({ items: [unstable, { ...bare, ...over }] }))).toEqual([]);
  });
});

describe('what keeps a handover from being accepted', () => {
  it('H4 every unstable item is read back as it stands, and answered', () => {
    const content = aHandover();
    const kinds = (...readBacks: ReadBack[]): readonly string[] =>
      blockersToAccept(content, readBacks).map(({ kind }) => kind);
    expect(kinds()).toEqual(['read-back']);
    expect(kinds(aReadBack({ isOld: true }))).toEqual(['read-back']);
    expect(kinds(aReadBack({ item: 'i2' }))).toEqual(['read-back']);
    expect(kinds(aReadBack({ answer: null }))).toEqual(['answer']);
    expect(kinds(aReadBack())).toEqual([]);
  });

  it('H4 watchers need none; H3 holds here too', () => {
    const watcher = aHandover({ items: [anItem({ condition: 'watcher', owner: null })] });
    expect(blockersToAccept(watcher, []).map(({ kind }) => kind)).toEqual(['owner']);
  });
});
