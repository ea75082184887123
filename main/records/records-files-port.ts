import type { Result } from '../../shared/lib/result';
import type { Content } from '../../shared/records/content';
import type { ActId, PersonId, RecordId } from '../../shared/records/ids';
import type { Incident } from '../../shared/records/incident';
import type { PortableRecord } from '../../shared/records/portable/portable';
import type { FileProblem } from '../../shared/records/portable/read-yaml';
import type { Keep } from '../../shared/records/secrets';
import type { Records, RecordsProblem, RecordView } from './records-port';

/** A record as it leaves: what is on screen now, saved or not. */
export interface Leaving {
  readonly view: RecordView;
  readonly content: Content;
  readonly incident: Incident;
  readonly portable: PortableRecord;
}

/** A file that was read and checked, and changes nothing yet. */
export interface Incoming {
  readonly file: string;
  readonly portable: PortableRecord;
  readonly update: Uint8Array;
  readonly blobs: readonly { readonly media: string; readonly bytes: Uint8Array }[];
  readonly warnings: readonly FileProblem[];
}

export interface Imported {
  readonly record: RecordId;
  readonly outcome: 'created' | 'unchanged';
}

/** Why a file that is right in itself cannot come in here. */
export type ImportProblem = RecordsProblem | { readonly kind: 'exists' | 'for-nobody'; readonly message: string };

/** Records as files, and what is taken out of them for good: for whoever stands between a person and the engine. */
export interface RecordsFiles {
  redact(
    records: Pick<Records, 'read' | 'redact'>,
    record: RecordId,
    reason: string,
    keep: Keep,
  ): Result<{ readonly act: ActId; readonly removed: number } | null, RecordsProblem>;
  read(
    records: Pick<Records, 'read' | 'document'>,
    record: RecordId,
    person: PersonId,
  ): Result<Leaving, RecordsProblem>;
  markdown(leaving: Leaving): string;
  json(records: Pick<Records, 'getBlob'>, leaving: Leaving): Result<string, RecordsProblem>;
  parse(file: string, text: string): Result<Incoming, readonly FileProblem[]>;
  asNew(incoming: Incoming): Incoming;
  plan(
    records: Pick<Records, 'read' | 'document'>,
    incoming: Incoming,
    person: PersonId,
  ): Result<Imported['outcome'], ImportProblem>;
  commit(records: Records, incoming: Incoming, person: PersonId, now: number): Result<Imported, RecordsProblem>;
}
