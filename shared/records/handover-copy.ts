import { z } from 'zod';
import {
  CONDITIONS,
  ITEM_KINDS,
  OVERALLS,
  type Before,
  type HandoverContent,
  type IfThenWatch,
  type Situation,
} from '../domain/handover/types';
import { STATUSES } from '../domain/status/types';
import type { Sha256 } from './content-hash';
import { handoverHash } from './handover-hash';
import type { Json } from './ids';
import { isJson } from './is-json';

/**
 * Forms of what a handover keeps as plain values. Loose: what a newer version adds stays, so that the hash over it is the same here. A choice
 * this version does not know reads as the one to be careful by.
 */
const words = z.string();
const instant = z.number().min(-8.64e15).max(8.64e15);
const condition = z.enum(CONDITIONS).catch('unstable');
const kind = z.enum(ITEM_KINDS).catch('note');
const status = z
  .enum([...STATUSES, 'go', 'caution', 'hold'])
  .nullable()
  .catch(null);

const watch = z.looseObject({
  site: words,
  signal: words,
  is: z.enum(['over', 'under']),
  limit: z.number(),
  minutes: z.number(),
});
const ifThen = z.looseObject({
  id: words,
  item: words.nullable(),
  text: words,
  watch: watch.nullable().catch(null),
  action: words,
  who: words.nullable(),
  from: instant.nullable(),
  until: instant.nullable(),
});
const told = {
  key: words,
  kind,
  name: words,
  condition,
  line: words,
  facts: words,
  next: words,
  owner: words.nullable(),
  due: instant.nullable(),
  begins: instant.nullable(),
  ends: instant.nullable(),
  status,
  carried: z.number(),
};
const item = z.looseObject({
  ...told,
  id: words,
  reference: words,
  done: words,
  sites: z.array(words),
  origin: z.looseObject({ source: words, at: instant.nullable() }).nullable().catch(null),
  closed: z.boolean(),
  dismissed: words.nullable(),
  mergedInto: words.nullable(),
});
const situation = z.looseObject({
  at: instant,
  oldest: instant.nullable(),
  places: z.array(
    z.looseObject({
      country: words,
      tier: z.enum(['production', 'pre-production', 'development']),
      status: z.enum(STATUSES),
      sites: z.number(),
    }),
  ),
  notLive: z.array(
    z.looseObject({
      source: words,
      condition: z.enum(['live', 'late', 'stale', 'throttled', 'denied', 'signed-out', 'offline', 'error', 'never']),
      at: instant.nullable(),
    }),
  ),
});
const before = z.looseObject({
  id: words,
  from: words,
  to: words,
  at: instant,
  items: z.array(z.looseObject(told)),
  ifThens: z.array(ifThen),
});
const content = z.looseObject({
  from: words,
  to: words,
  at: instant,
  draftedAt: instant,
  givers: z.array(words),
  receivers: z.array(words),
  overall: z.enum(OVERALLS).nullable().catch(null),
  sentence: words,
  situation: situation.nullable().catch(null),
  items: z.array(item),
  ifThens: z.array(ifThen),
  notes: words,
  before: before.nullable().catch(null),
});

export const watchOf = (value: Json | undefined): IfThenWatch | null => watch.safeParse(value).data ?? null;
export const situationOf = (value: Json | undefined): Situation | null => situation.safeParse(value).data ?? null;
export const beforeOf = (value: Json | undefined): Before | null => before.safeParse(value).data ?? null;

/**
 * The content that an acceptance carries, where it is one and has the hash that is said of it (R62). Total: what is hostile is none. The
 * hash is taken over the copy as it came, with what this version does not know.
 */
export function copyOf(copy: unknown, hash: string, sha256: Sha256): HandoverContent | null {
  // Bounds the depth before anything walks it.
  if (!isJson(copy)) return null;
  const parsed = content.safeParse(copy);
  if (!parsed.success) return null;
  return handoverHash(copy as unknown as HandoverContent, sha256) === hash ? parsed.data : null;
}
