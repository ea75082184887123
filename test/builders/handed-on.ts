import { expect } from 'vitest';
import { draftOf } from '../../shared/domain/handover/draft/draft';
import type { DraftFacts, Drafted, LaterHandover, PreviousHandover } from '../../shared/domain/handover/draft/types';
import type { HandoverContent, HandoverItem } from '../../shared/domain/handover/types';
import { HOUR } from '../../shared/lib/time';
import { contentOf, draftFacts, previousOf } from './drafts';
import { NOW } from './instants';

export type Over = Parameters<typeof draftFacts>[0] & object;
/** What people write into a draft. */
type Write = (content: HandoverContent) => Partial<HandoverContent>;

/** As it was drafted, with what people wrote in it. */
const documentOf = (facts: DraftFacts, write: Write = () => ({})): HandoverContent => {
  const content = contentOf(draftOf(facts), facts);
  return { ...content, ...write(content) };
};

/** The handover one shift ago, as it was accepted. */
export const handed = (over: Over = {}, write: Write = () => ({})): PreviousHandover =>
  previousOf(documentOf(draftFacts({ ...over, now: NOW, at: NOW + HOUR, until: NOW + 13 * HOUR }), write));

/** The draft of the shift after it. */
export const next = (previous: DraftFacts['previous'], over: Over = {}): Drafted =>
  draftOf(draftFacts({ now: NOW + 12 * HOUR, previous, ...over }));

/** The same words on every item. */
export const words =
  (over: Partial<HandoverItem>): Write =>
  (content) => ({ items: content.items.map((item) => ({ ...item, ...over })) });

export const WROTE = { done: 'Rolled back', next: 'Watch p95', owner: 'caio', due: NOW + 20 * HOUR } as const;

/** The only item of a draft. */
export function onlyOf({ items }: Pick<Drafted, 'items'>): HandoverItem {
  expect(items.map(({ key }) => key)).toHaveLength(1);
  return items[0]!;
}

/** One that nobody accepted, so many hours later. */
export function since(accepted: PreviousHandover | null, over: Over, write: Write, hours = 6): LaterHandover {
  const content = documentOf(draftFacts({ now: NOW + hours * HOUR, previous: accepted, ...over }), write);
  const { from, to, at } = content;
  return { from, to, at, content, isAccepted: false, isBeside: false, removed: [] };
}
