import { expect } from 'vitest';
import type { Change } from '../../shared/domain/change/types';
import { draftOf } from '../../shared/domain/handover/draft/draft';
import type { DraftFacts } from '../../shared/domain/handover/draft/types';
import type { HandoverItem } from '../../shared/domain/handover/types';
import { HOUR } from '../../shared/lib/time';
import { aChange } from './changes';
import { draftFacts } from './drafts';
import { NOW } from './instants';

type Over = Parameters<typeof draftFacts>[0];

/** What is drafted of these facts. */
export const draft = (over: Over = {}): readonly HandoverItem[] => draftOf(draftFacts(over)).items;
/** The one thing that is. */
export const only = (over: Over): HandoverItem => {
  const items = draft(over);
  expect(items.map(({ key }) => key)).toHaveLength(1);
  return items[0]!;
};
export const keys = (over: Over): readonly string[] => draft(over).map(({ key }) => key);
export const changes = (...list: readonly Partial<Change>[]): Pick<DraftFacts, 'changes'> => ({
  changes: list.map((one, at) => aChange({ id: `c${at}`, number: `${at}-AAAA`, ...one })),
});
/** When a change ran. */
export const ran = (over: Partial<Change['times']>) => ({
  times: { startedAt: NOW - HOUR, bakingAt: null, endedAt: null, ...over },
});
