/** What a value may be. `instant` is milliseconds since 1970; `json` is any plain value, replaced as a whole. */
export type ValueType = 'string' | 'number' | 'boolean' | 'instant' | 'json';

/**
 * How a field merges when two replicas changed it apart (SPEC R3 to R7).
 * `text`: every word of both stays. `value`: both values stay and are shown as a conflict. `set`: the union.
 */
export type FieldShape =
  | { readonly type: 'text' }
  | { readonly type: 'value'; readonly of: ValueType; readonly oneOf?: readonly string[] }
  | { readonly type: 'set' };

/** Entries by id, each with fields of its own; a removed entry is hidden and keeps its words. */
export interface ListShape {
  readonly type: 'list';
  readonly fields: Readonly<Record<string, FieldShape>>;
}

/** Closed description of a kind of record. It only ever grows (R2). */
export interface KindShape {
  readonly kind: string;
  readonly fields: Readonly<Record<string, FieldShape | ListShape>>;
}
