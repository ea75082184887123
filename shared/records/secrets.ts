import { findSecrets, secretKey, withoutSecrets } from '../domain/secrets/find-secrets';
import type { Secret, SecretKind } from '../domain/secrets/types';
import type { Content } from './content';
import type { Edit } from './edits';
import type { Json } from './ids';
import type { KindShape } from './shape';

/** A secret somebody pasted into a record. */
export interface SecretPlace {
  /** `notes`, or `timeline/<id>/text`. */
  readonly field: string;
  readonly kind: SecretKind;
  /** As `secretKey` makes it. */
  readonly key: string;
}

/** What a person said is no secret, by its key. */
export type Keep = ReadonlySet<string>;
const KEEP_NOTHING: Keep = new Set();

/** All secrets in a record, entries that were removed included: their words are still in the log. */
export function secretsIn(
  content: Content,
  but: { readonly keep?: Keep; readonly field?: string } = {},
): readonly SecretPlace[] {
  const { keep = KEEP_NOTHING, field: skipped } = but;
  const places: SecretPlace[] = [];
  const look = (field: string, value: Json): void => {
    for (const text of textsIn(value))
      for (const secret of toTakeOut(text, keep))
        places.push({ field, kind: secret.kind, key: secretKey(text, secret) });
  };
  for (const [name, value] of Object.entries(content.fields)) if (name !== skipped) look(name, value);
  for (const [list, entries] of Object.entries(content.lists))
    for (const { id, fields } of entries)
      for (const [name, value] of Object.entries(fields)) look(`${list}/${id}/${name}`, value);
  return places;
}

/** The edits that take them out of the words; what is gone for good then is the engine's to see to (R40). */
export function secretEdits(content: Content, shape: KindShape, keep: Keep = KEEP_NOTHING): readonly Edit[] {
  const edits: Edit[] = [];
  for (const [name, value] of Object.entries(content.fields)) {
    const field = shape.fields[name];
    if (field?.type === 'text') {
      edits.push(...spliceEdits(name, value as string, keep));
      continue;
    }
    const clean = without(value, keep);
    if (clean === value || field === undefined) continue;
    if (field.type === 'value') edits.push({ edit: 'set', field: name, value: clean });
    else if (field.type === 'set')
      edits.push(...memberEdits(name, value as readonly string[], clean as readonly string[]));
  }
  for (const [list, entries] of Object.entries(content.lists))
    for (const { id, fields } of entries)
      for (const [field, value] of Object.entries(fields)) {
        const clean = without(value, keep);
        if (clean !== value) edits.push({ edit: 'change', list, id, field, value: clean });
      }
  return edits;
}

/** Each alone, the last first: what stands between two secrets, and the cursor of whoever writes there, stays where it is. */
const spliceEdits = (field: string, text: string, keep: Keep): readonly Edit[] =>
  [...toTakeOut(text, keep)].reverse().map((secret): Edit => ({
    edit: 'splice',
    field,
    at: secret.from,
    remove: secret.to - secret.from,
    text: withoutSecrets(text.slice(secret.from, secret.to), [
      { kind: secret.kind, from: 0, to: secret.to - secret.from },
    ]),
  }));

const toTakeOut = (text: string, keep: Keep): readonly Secret[] => {
  const found = findSecrets(text);
  return keep.size === 0 ? found : found.filter((secret) => !keep.has(secretKey(text, secret)));
};

const memberEdits = (field: string, before: readonly string[], after: readonly string[]): readonly Edit[] =>
  before.flatMap((member, index): readonly Edit[] => {
    const clean = after[index] ?? '';
    return clean === member
      ? []
      : [
          { edit: 'exclude', field, member },
          { edit: 'include', field, member: clean },
        ];
  });

/** The same value where there is nothing to take out. */
function without(value: Json, keep: Keep): Json {
  if (typeof value === 'string') {
    const found = toTakeOut(value, keep);
    return found.length === 0 ? value : withoutSecrets(value, found);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly Json[] = (value as readonly Json[]).map((one) => without(one, keep));
    return items.every((item, index) => item === (value as readonly Json[])[index]) ? (value as Json) : items;
  }
  const pairs = Object.entries(value as Readonly<Record<string, Json>>).map(
    ([name, one]) => [without(name, keep) as string, without(one, keep), name, one] as const,
  );
  return pairs.every(([cleanName, clean, name, one]) => cleanName === name && clean === one)
    ? value
    : Object.fromEntries(pairs.map(([name, one]) => [name, one]));
}

function* textsIn(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value as readonly Json[]) yield* textsIn(one);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value as Readonly<Record<string, Json>>)) {
      yield name;
      yield* textsIn(one);
    }
}
