import { describe, expect, test } from 'vitest';
import type { LaterHandover, PreviousHandover } from '../../../../shared/domain/handover/draft/types';
import type { HandoverContent } from '../../../../shared/domain/handover/types';
import { HOUR } from '../../../../shared/lib/time';
import { aWrittenItem, anIfThen, anIncidentRow } from '../../../builders/drafts';
import { handed, next, onlyOf, since, words, WROTE, type Over } from '../../../builders/handed-on';
import { NOW } from '../../../builders/instants';

const incidents = [anIncidentRow()];
const KEY = `incident:${anIncidentRow().id}`;
const NOTE = 'from a handover that nobody accepted';
const NAME = 'Brazil L2 to India L2, 23 Nov 13:00 UTC';
const accepted = handed({ incidents }, words(WROTE));
/** Drafted by another giver for the same end of the shift. */
const apart = (
  write: (content: HandoverContent) => Partial<HandoverContent>,
  over: Partial<LaterHandover> = {},
): LaterHandover => {
  const { content, from, to, at } = handed({ incidents }, write);
  return { from, to, at, content, isAccepted: false, isBeside: true, removed: [], ...over };
};
const draft = (handovers: readonly LaterHandover[], over: Over = {}, previous: PreviousHandover | null = accepted) =>
  next(previous, { incidents, later: { handovers, left: [] }, ...over });

describe('6 Handover, two drafts of one end of a shift', () => {
  test('what people wrote into the other one alone is carried, and says that nobody accepted it', () => {
    const drafted = draft([
      apart(({ items }) => ({
        items: [...items, aWrittenItem({ owner: 'bia' })],
        ifThens: [anIfThen({ item: KEY }), anIfThen({ id: 'if-2', item: 'written-1' })],
      })),
    ]);
    expect(drafted.items.map(({ key, carried, facts }) => ({ key, carried, facts }))).toEqual([
      { key: KEY, carried: 1, facts: 'SEV2, open since 23 Nov 11:00 UTC' },
      { key: 'written-1', carried: 1, facts: NOTE },
    ]);
    expect(drafted.ifThens.map(({ id, item }) => [id, item])).toEqual([
      ['if-1', KEY],
      ['if-2', 'written-1'],
    ]);
    expect(drafted.before?.items.map(({ key }) => key)).toEqual([KEY]);
  });

  test('on what both tell the accepted one decides, and the words of the other stand in the notes under its name', () => {
    const drafted = draft([apart(words({ done: 'Scaled out\nby two', next: 'Call the vendor', owner: 'bia' }))]);
    expect(onlyOf(drafted)).toMatchObject({ ...WROTE, facts: expect.not.stringContaining(NOTE) as string });
    expect(drafted.notes).toEqual([
      {
        name: `Written apart for ${NAME}:`,
        lines: ['INC-7F3A2: done so far: Scaled out by two; next: Call the vendor'],
      },
    ]);
  });

  test('what both say alike, or what both had from the shift before, is said once', () => {
    const before = handed({ incidents }, words({ next: 'Page L3' }));
    const later: Over = { incidents, previous: before, now: NOW + 6 * HOUR };
    const taken = since(before, later, words({ done: 'Rolled back', next: 'Watch p95' }));
    const other = since(before, later, words({ done: 'Rolled back' }));
    const previous = { ...accepted, ...taken };
    expect(other.content.items[0]?.next).toBe('Page L3');
    expect(draft([{ ...other, isBeside: true }], {}, previous).notes).toEqual([]);
  });

  test('its sentence and its notes are not lost', () => {
    const drafted = draft([apart(() => ({ sentence: 'Watch the queue', notes: 'Gate code is 11' }))]);
    expect(drafted.notes).toEqual([
      { name: `Written apart for ${NAME}:`, lines: ['Watch the queue', 'Gate code is 11'] },
    ]);
  });

  test('what was taken out of the accepted one does not come back, nor what was only drafted in the other', () => {
    const previous = handed({ incidents }, words({ dismissed: 'Told by phone' }));
    const ifThens = [anIfThen({ id: 'if-2' })];
    const other = apart(({ items }) => ({
      items: [...items.map((item) => ({ ...item, next: 'Page L3' })), { ...items[0]!, id: 'x', key: 'incident:x' }],
      ifThens,
    }));
    const drafted = draft([other], { incidents: [] }, { ...previous, removed: ['if-2'] });
    expect(drafted.items).toEqual([]);
    expect(drafted.ifThens).toEqual([]);
    expect(draft([other], { incidents: [] }, previous).ifThens).toEqual(ifThens);
  });

  test('H8 accepted apart as well, it is carried without the word that nobody accepted it', () => {
    const drafted = draft([apart(({ items }) => ({ items: [...items, aWrittenItem()] }), { isAccepted: true })]);
    expect(drafted.items.find(({ key }) => key === 'written-1')).toMatchObject({ carried: 1, facts: '' });
  });

  test('of two that nobody accepted the one that came farther decides, and both are carried', () => {
    const [less, more] = [
      apart(({ items }) => ({
        items: [...items.map((item) => ({ ...item, next: 'Call the vendor' })), aWrittenItem()],
      })),
      apart(words({ next: 'Wait' }), { isBeside: false }),
    ];
    const drafted = draft([less, more], {}, null);
    expect(drafted.items.map(({ key, next: said }) => [key, said])).toEqual([
      [KEY, 'Wait'],
      ['written-1', ''],
    ]);
    expect(drafted.notes).toEqual([
      { name: `Written apart for ${NAME}:`, lines: ['INC-7F3A2: next: Call the vendor'] },
    ]);
  });

  test('of an incident that is restricted by now nothing is told', () => {
    const restricted = [anIncidentRow({ restricted: true })];
    const drafted = draft([apart(words({ next: 'Call the vendor' }))], { incidents: restricted });
    expect(JSON.stringify([drafted.items, drafted.notes])).not.toContain('vendor');
  });
});
