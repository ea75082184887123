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
 * Forms of what a handover keeps as plain values. Loose: what a newer version adds stays, so that the hash over it is the same here. What
 * is empty may be left out, as canonical JSON does. A choice this version does not know reads as the one to be careful by.
 */
const words = z.string().default('');
/** Empty is not said, as it is for the hash: it must not leave an item out that was signed as handed over. */
const name = z
  .string()
  .nullable()
  .default(null)
  .transform((said) => (said === '' ? null : said));
const names = z.array(z.string()).default([]);
const instant = z.number().min(-8.64e15).max(8.64e15);
const time = instant.nullable().default(null);
const condition = z.enum(CONDITIONS).catch('unstable');
const kind = z.enum(ITEM_KINDS).catch('note');
const status = z
  .enum([...STATUSES, 'go', 'caution', 'hold'])
  .nullable()
  .default(null)
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
  item: name,
  text: words,
  watch: watch.nullable().default(null).catch(null),
  action: words,
  who: name,
  from: time,
  until: time,
});
const told = {
  key: words,
  kind,
  name: words,
  condition,
  line: words,
  facts: words,
  next: words,
  owner: name,
  due: time,
  begins: time,
  ends: time,
  status,
  carried: z.number(),
};
const item = z.looseObject({
  ...told,
  id: words,
  reference: words,
  done: words,
  sites: names,
  origin: z.looseObject({ source: words, at: time }).nullable().default(null).catch(null),
  closed: z.boolean(),
  dismissed: name,
  mergedInto: name,
});
const situation = z.looseObject({
  at: instant,
  oldest: time,
  places: z
    .array(
      z.looseObject({
        country: words,
        tier: z.enum(['production', 'pre-production', 'development']),
        status: z.enum(STATUSES),
        sites: z.number(),
      }),
    )
    .default([]),
  notLive: z
    .array(
      z.looseObject({
        source: words,
        condition: z.enum(['live', 'late', 'stale', 'throttled', 'denied', 'signed-out', 'offline', 'error', 'never']),
        at: time,
      }),
    )
    .default([]),
});
const before = z.looseObject({
  id: words,
  from: words,
  to: words,
  at: instant,
  items: z.array(z.looseObject(told)).default([]),
  ifThens: z.array(ifThen).default([]),
});
const content = z.looseObject({
  from: words,
  to: words,
  at: instant,
  draftedAt: instant,
  givers: names,
  receivers: names,
  overall: z.enum(OVERALLS).nullable().default(null).catch(null),
  sentence: words,
  situation: situation.nullable().default(null).catch(null),
  items: z.array(item).default([]),
  ifThens: z.array(ifThen).default([]),
  notes: words,
  before: before.nullable().default(null).catch(null),
});

export const watchOf = (value: Json | undefined): IfThenWatch | null => watch.safeParse(value).data ?? null;
export const situationOf = (value: Json | undefined): Situation | null => situation.safeParse(value).data ?? null;
export const beforeOf = (value: Json | undefined): Before | null => before.safeParse(value).data ?? null;

/** The content that an acceptance carries: as this version reads it, and as it came, which is what hashes are taken over. */
export interface Copy {
  readonly content: HandoverContent;
  readonly asItCame: HandoverContent;
}

/**
 * Null where it is no content, or has not the hash that is said of it (R62). Total: what is hostile is none. What this version does not know is
 * part of the hash.
 */
export function copyOf(copy: unknown, hash: string, sha256: Sha256): Copy | null {
  // Bounds the depth before anything walks it.
  if (!isJson(copy)) return null;
  const parsed = content.safeParse(copy);
  if (!parsed.success || !areDistinct(parsed.data.items) || !areDistinct(parsed.data.ifThens)) return null;
  const whole = { givers: [], receivers: [], items: [], ifThens: [], ...(copy as object) };
  const asItCame = whole as unknown as HandoverContent;
  return handoverHash(asItCame, sha256) === hash ? { content: parsed.data, asItCame } : null;
}

const areDistinct = (entries: readonly { readonly id: string }[]): boolean =>
  new Set(entries.map(({ id }) => id)).size === entries.length;
