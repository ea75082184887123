import { z } from 'zod';
import { parseAct } from './acts';
import type { Entry, EntryBody } from './entries';

/** No piece of a log is larger: a note of some hundred pages with its history is a tenth of it. */
export const MOST_BYTES = 32 << 20;
/** Ids and names from elsewhere: long enough for every real one. */
const name = z.string().min(1).max(200);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const heads = z.record(name, z.tuple([count, count]).readonly());
const bytes = z.instanceof(Uint8Array).refine((value) => value.byteLength <= MOST_BYTES);

const body = z.discriminatedUnion('type', [
  z.object({ type: z.literal('update'), from: count.min(1), to: count, seen: heads, replaces: heads, bytes }),
  z.object({ type: z.literal('snapshot'), covers: heads, replaces: heads, bytes }),
  z.object({ type: z.literal('act'), n: count.min(1), seen: heads, act: z.unknown() }),
]);
const schema = z.object({ record: name, kind: name, replica: name, person: z.string().max(200), at: z.number(), body });

/** An entry from outside, or null for what is none. That its update can be applied is for the reader of updates to find out. */
export function parseEntry(value: unknown): Entry | null {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return null;
  const { record, kind, replica, person, at } = parsed.data;
  const checked = bodyOf(parsed.data.body, record);
  return checked === null ? null : { record, kind, replica, person, at, body: checked };
}

function bodyOf(given: z.infer<typeof body>, record: string): EntryBody | null {
  if (given.type === 'act') {
    const act = parseAct(given.act);
    return act?.record === record ? { type: 'act', n: given.n, seen: given.seen, act } : null;
  }
  if (given.type === 'update' && given.to < given.from) return null;
  return given;
}
