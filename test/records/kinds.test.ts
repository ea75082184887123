import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../shared/records/kinds';
import type { KindShape } from '../../shared/records/shape';

type Fields = Readonly<
  Record<
    string,
    { readonly type: string; readonly of?: string; readonly oneOf?: readonly string[]; readonly fields?: Fields }
  >
>;

/** What a newer shape does to an older one that documents out there rely on; empty when it only grew. */
function breakages(frozen: readonly KindShape[], present: readonly KindShape[]): readonly string[] {
  return frozen.flatMap(({ kind, fields }) => {
    const now = present.find((shape) => shape.kind === kind);
    return now === undefined ? [`${kind} is gone`] : breakagesIn(kind, fields, now.fields);
  });
}

function breakagesIn(path: string, frozen: Fields, present: Fields): readonly string[] {
  return Object.entries(frozen).flatMap(([name, was]) => {
    const at = `${path}.${name}`;
    const is = present[name];
    if (is === undefined) return [`${at} is gone`];
    if (is.type !== was.type || is.of !== was.of) return [`${at} is another type`];
    const gone = (was.oneOf ?? []).filter((value) => is.oneOf !== undefined && !is.oneOf.includes(value));
    if (was.oneOf === undefined && is.oneOf !== undefined) return [`${at} takes less than before`];
    if (gone.length > 0) return [`${at} no longer takes ${gone.join(', ')}`];
    return breakagesIn(at, was.fields ?? {}, is.fields ?? {});
  });
}

const file = join(import.meta.dirname, 'kinds.frozen.json');
const frozen = JSON.parse(readFileSync(file, 'utf8')) as readonly KindShape[];
const changed = (change: (fields: Record<string, unknown>) => void): readonly KindShape[] => {
  const copy = JSON.parse(JSON.stringify(KINDS)) as { fields: Record<string, unknown> }[];
  // Of the incident: every kind is held to the same.
  copy.slice(0, 1).forEach(({ fields }) => change(fields));
  return copy as unknown as readonly KindShape[];
};

describe('kinds of records', () => {
  it('R2 only grow: nothing that was released is gone, renamed or of another type', () => {
    expect(breakages(frozen, KINDS)).toEqual([]);
  });

  it('R2 what is new is frozen with the change that brings it', () => {
    // A field that was added: write the present shapes into kinds.frozen.json.
    expect(breakages(KINDS, frozen)).toEqual([]);
  });

  it.each([
    ['a field that is gone', (fields: Record<string, unknown>) => delete fields['notes'], 'incident.notes is gone'],
    [
      'a text that became a value',
      (fields: Record<string, unknown>) => (fields['title'] = { type: 'value', of: 'string' }),
      'incident.title is another type',
    ],
    [
      'a value of another type',
      (fields: Record<string, unknown>) => (fields['beganAt'] = { type: 'value', of: 'string' }),
      'incident.beganAt is another type',
    ],
    [
      'a choice that is gone',
      (fields: Record<string, unknown>) => (fields['kind'] = { type: 'value', of: 'string', oneOf: ['operations'] }),
      'incident.kind no longer takes security',
    ],
    [
      'a field of an entry that is gone',
      (fields: Record<string, unknown>) =>
        delete (fields['timeline'] as { fields: Record<string, unknown> }).fields['offset'],
      'incident.timeline.offset is gone',
    ],
  ])('R2 %s is found', (_, change, found) => {
    expect(breakages(frozen, changed(change))).toEqual([found]);
  });

  it('R2 a kind that is gone is found, one that is added is welcome', () => {
    expect(breakages(frozen, [])).toEqual(KINDS.map(({ kind }) => `${kind} is gone`));
    expect(breakages(frozen, [...KINDS, { kind: 'drill', fields: {} }])).toEqual([]);
  });
});
