import type { Ms } from '../../lib/time';
import type { Json } from '../ids';
import { restrictionOf } from '../incident';
import { restrictionTags, tag, type TagName } from './tags';
import type { SearchFacts } from './types';

/**
 * What a search may be narrowed by, read from the row of a projection. Total: the row may be of a newer version. Whom it
 * is for is decided as everywhere (`mayBeSeenBy`).
 */
export function searchFacts(kind: string, row: Json, changedAt: Ms): SearchFacts {
  const fields: Readonly<Record<string, Json>> =
    typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Readonly<Record<string, Json>>) : {};
  const tags = (name: TagName, ...values: readonly (Json | undefined)[]): readonly string[] =>
    values.flatMap((value) => texts(value)).map((value) => tag(name, value));
  const times = [fields.beganAt, fields.detectedAt, fields.firstAt].filter((at) => typeof at === 'number');
  return {
    tags: [
      ...restrictionTags(restrictionOf({ ...fields, restrictedTo: texts(fields.restrictedTo) })),
      tag('kinds', kind),
      ...tags('sorts', fields.kind),
      ...tags('states', fields.state),
      ...tags('severities', fields.severity),
      ...tags('sites', fields.sites),
      ...tags('persons', fields.people),
    ],
    from: Math.min(changedAt, ...times),
    until: Math.max(changedAt, ...times),
  };
}

const texts = (value: Json | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
