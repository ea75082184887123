import type { Ms } from '../../lib/time';
import type { Json, PersonId, RecordId } from '../ids';

/** What a search may be narrowed to. Within one filter any of its values will do; all filters must hold. */
export interface SearchFilters {
  /** Kind of record: `incident`, ... */
  readonly kinds?: readonly string[];
  /** `operations`, `security`. */
  readonly sorts?: readonly string[];
  readonly states?: readonly string[];
  readonly severities?: readonly string[];
  readonly sites?: readonly string[];
  /** Wrote in it, acted on it, holds a role or a follow-up in it. */
  readonly persons?: readonly PersonId[];
  /** It was going on, or written in, at some moment between these. */
  readonly from?: Ms;
  readonly until?: Ms;
}

export interface SearchQuery {
  /** As it was typed so far: every word may still grow, but those in quotes. Empty: all that the filters leave. */
  readonly text: string;
  readonly filters?: SearchFilters;
  readonly limit?: number;
  /** False: nobody looks at the lines that say why. */
  readonly passages?: boolean;
}

/** A part of a text with the places where the words that were looked for stand. */
export interface Passage {
  readonly text: string;
  /** From and to, UTF-16 units, ascending, apart. */
  readonly marks: readonly (readonly [from: number, to: number])[];
}

export interface FoundRecord {
  readonly record: RecordId;
  readonly kind: string;
  readonly title: Passage;
  /** The lines that say why it was found; none where only the title or a filter did. */
  readonly passages: readonly Passage[];
  /** What lists show (projection.ts). */
  readonly row: Json;
  readonly changedAt: Ms;
}
export interface Found {
  readonly records: readonly FoundRecord[];
  /** More were found than are given. */
  readonly more: boolean;
}

/** What the index holds of one record beside its words. */
export interface SearchFacts {
  readonly tags: readonly string[];
  readonly from: Ms;
  readonly until: Ms;
}
