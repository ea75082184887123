import { isEqual } from '../../../lib/equal';
import type { HandoverContent, HandoverItem } from '../types';
import type { Drafted, LiveFields, Refresh } from './types';

const LIVE = [
  'facts',
  'status',
  'begins',
  'ends',
  'sites',
  'origin',
  'closed',
] as const satisfies readonly (keyof LiveFields)[];

/**
 * What a second look does to a draft in which people wrote meanwhile: it adds what is new, brings up to date what live data says, and
 * closes what ended. What people wrote, dismissed or merged stays as it is.
 */
export function refreshOf(content: Pick<HandoverContent, 'items' | 'situation'>, drafted: Drafted): Refresh {
  const there = new Set(content.items.map(({ key }) => key));
  const add = drafted.items.filter(({ key }) => !there.has(key));
  const now = new Map([...drafted.explained, ...drafted.items].map((item) => [item.key, item]));
  const set = content.items.flatMap((item) => {
    const fields = changedFields(item, liveOf(item, now.get(item.key), drafted));
    return Object.keys(fields).length === 0 ? [] : [{ id: item.id, fields }];
  });
  return {
    add,
    set,
    situation: isEqual(content.situation, drafted.situation) ? null : drafted.situation,
    counts: {
      added: add.length,
      changed: set.filter(({ fields }) => fields.closed !== true && !isAgeOnly(fields)).length,
      closed: set.filter(({ fields }) => fields.closed === true).length,
    },
  };
}

/** What the look says of an item that is there. */
function liveOf(item: HandoverItem, now: HandoverItem | undefined, { howEnded }: Drafted): LiveFields {
  if (now !== undefined) return now;
  // It ended at an earlier look, and that is how it is told.
  if (item.closed) return item;
  const ended = howEnded(item);
  return ended === null ? item : { ...item, facts: ended, closed: true };
}

function changedFields(item: LiveFields, live: LiveFields): Partial<LiveFields> {
  const fields = LIVE.filter((name) => !isEqual(item[name], live[name])).map((name) => [name, live[name]] as const);
  return Object.fromEntries(fields);
}

const isAgeOnly = (fields: Partial<LiveFields>): boolean => Object.keys(fields).every((name) => name === 'origin');
