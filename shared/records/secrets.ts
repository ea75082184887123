import { findSecrets, withoutSecrets } from '../domain/secrets/find-secrets';
import type { SecretKind } from '../domain/secrets/types';
import type { Content } from './content';
import type { Edit } from './edits';
import type { Json } from './ids';
import type { KindShape } from './shape';

/** A secret somebody pasted into a record. */
export interface SecretPlace {
  /** `notes`, or `timeline/<id>/text`. */
  readonly field: string;
  readonly kind: SecretKind;
}

/** All secrets in a record, entries that were removed included: their words are still in the log. */
export function secretsIn(content: Content): readonly SecretPlace[] {
  const places: SecretPlace[] = [];
  const look = (field: string, value: Json): void => {
    for (const text of textsIn(value)) for (const { kind } of findSecrets(text)) places.push({ field, kind });
  };
  for (const [name, value] of Object.entries(content.fields)) look(name, value);
  for (const [list, entries] of Object.entries(content.lists))
    for (const { id, fields } of entries)
      for (const [name, value] of Object.entries(fields)) look(`${list}/${id}/${name}`, value);
  return places;
}

/** The edits that take them out of the words; what is gone for good then is the engine's to see to (R40). */
export function secretEdits(content: Content, shape: KindShape): readonly Edit[] {
  const edits: Edit[] = [];
  for (const [name, value] of Object.entries(content.fields)) {
    const field = shape.fields[name];
    const clean = without(value);
    if (clean === value || field === undefined) continue;
    if (field.type === 'text') edits.push({ edit: 'write', field: name, text: clean as string });
    else if (field.type === 'value') edits.push({ edit: 'set', field: name, value: clean });
    else if (field.type === 'set')
      edits.push(...memberEdits(name, value as readonly string[], clean as readonly string[]));
  }
  for (const [list, entries] of Object.entries(content.lists))
    for (const { id, fields } of entries)
      for (const [field, value] of Object.entries(fields)) {
        const clean = without(value);
        if (clean !== value) edits.push({ edit: 'change', list, id, field, value: clean });
      }
  return edits;
}

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
function without(value: Json): Json {
  if (typeof value === 'string') return findSecrets(value).length === 0 ? value : withoutSecrets(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly Json[] = (value as readonly Json[]).map(without);
    return items.every((item, index) => item === (value as readonly Json[])[index]) ? (value as Json) : items;
  }
  const pairs = Object.entries(value as Readonly<Record<string, Json>>).map(
    ([name, one]) => [withoutSecrets(name), without(one), name, one] as const,
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
