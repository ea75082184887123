import { CONDITIONS, OVERALLS, type HandoverContent, type HandoverItem, type IfThen } from '../domain/handover/types';
import type { Content, ContentEntry } from './content';
import { entriesOf, number, text, texts } from './fields';
import { beforeOf, situationOf, watchOf } from './handover-copy';
import type { Json } from './ids';

export { handoverHash, itemHash } from './handover-hash';
export { signingOf } from './signing';

/**
 * A handover as its document says it. Total: what is not of its form (a newer or a hostile writer) reads as not said. Values that were
 * written apart (R5) are settled by nobody, so they read as the one to be careful by, or as not said (R66): what was contested cannot be
 * signed unnoticed.
 */
export function handoverOf({ fields, lists, conflicts }: Content): HandoverContent {
  const contested = new Map(conflicts.map(({ field, values }) => [field, values]));
  return {
    from: text(fields.from),
    to: text(fields.to),
    at: number(fields.at) ?? 0,
    draftedAt: number(fields.draftedAt) ?? 0,
    givers: texts(fields.givers),
    receivers: texts(fields.receivers),
    overall: worst(OVERALLS, fields.overall, contested.get('overall')) ?? null,
    sentence: text(fields.sentence),
    situation: situationOf(fields.situation),
    items: entriesOf(lists, 'items', (entry) => itemOf(entry, contested)),
    ifThens: entriesOf(lists, 'ifThens', (entry) => ifThenOf(entry, contested)),
    notes: text(fields.notes),
    before: beforeOf(fields.before),
  };
}

type Contested = ReadonlyMap<string, readonly Json[]>;

function itemOf({ id, fields: f }: ContentEntry, contested: Contested): HandoverItem {
  const apart = (name: string): readonly Json[] | undefined => contested.get(`items/${id}/${name}`);
  const agreed = (name: string): Json | undefined => (apart(name) === undefined ? f[name] : undefined);
  const source = text(f.originSource);
  return {
    id,
    key: text(f.key) || id,
    kind: (f.kind ?? 'note') as HandoverItem['kind'],
    reference: text(f.reference),
    name: text(f.name),
    condition: worst(CONDITIONS, f.condition, apart('condition')) ?? 'stable',
    line: text(f.line),
    facts: text(f.facts),
    done: text(f.done),
    next: text(f.next),
    owner: text(agreed('owner')) || null,
    due: number(agreed('due')),
    begins: number(f.begins),
    ends: number(f.ends),
    sites: Array.isArray(f.sites) ? f.sites.filter((site): site is string => typeof site === 'string') : [],
    status: statusOf(f.status),
    origin: source === '' ? null : { source, at: number(f.originAt) },
    carried: Math.max(0, number(f.carried) ?? 0),
    closed: agreed('closed') === true,
    dismissed: text(f.dismissed) || null,
    mergedInto: text(agreed('mergedInto')) || null,
  };
}

function ifThenOf({ id, fields: f }: ContentEntry, contested: Contested): IfThen {
  const agreed = (name: string): Json | undefined => (contested.has(`ifThens/${id}/${name}`) ? undefined : f[name]);
  return {
    id,
    item: text(agreed('item')) || null,
    text: text(f.text),
    watch: watchOf(agreed('watch')),
    action: text(f.action),
    who: text(agreed('who')) || null,
    from: number(agreed('from')),
    until: number(agreed('until')),
  };
}

/** `order` runs from worst to best. */
function worst<T extends string>(order: readonly T[], value: Json | undefined, apart: readonly Json[] = []): T | null {
  const said = [value, ...apart];
  return order.find((one) => said.includes(one)) ?? null;
}

function statusOf(value: Json | undefined): HandoverItem['status'] {
  return STATUSES_OF_ITEMS.find((status) => status === value) ?? null;
}
const STATUSES_OF_ITEMS = [
  'critical',
  'hold',
  'warning',
  'caution',
  'unknown',
  'maintenance',
  'ok',
  'go',
] as const satisfies readonly HandoverItem['status'][];
