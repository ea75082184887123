import * as Y from 'yjs';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Act } from '../../shared/records/acts';
import { readContent } from '../../shared/records/content';
import { contentHash, type Sha256 } from '../../shared/records/content-hash';
import type { Entry } from '../../shared/records/entries';
import { restrictionOf } from '../../shared/records/incident';
import type { PersonId } from '../../shared/records/ids';
import { readJson, type PortableBlob, type ReadJson } from '../../shared/records/portable/json';
import { readMarkdown, type ReadRecord } from '../../shared/records/portable/markdown';
import { writeMarkdown } from '../../shared/records/portable/markdown';
import { portableUpdate } from '../../shared/records/portable/portable';
import type { FileProblem } from '../../shared/records/portable/read-yaml';
import { actId } from './act-id';
import { MOST_BLOB_BYTES } from './blobs';
import { readForExport } from './export-record';
import type { Imported, Incoming, ImportProblem } from './records-files-port';
import type { Records, RecordsProblem } from './records-port';

export interface ImportTools {
  readonly newId: () => string;
  readonly sha256: Sha256;
}

/** `FILE:LINE:COLUMN message` */
export const fileProblemText = (file: string, { line, column, message }: FileProblem): string =>
  `${file}:${line}:${column} ${message}`;

/** Markdown or JSON, by how it begins. All that is wrong is said with its place. */
export function readFileText(file: string, text: string, tools: ImportTools): Result<Incoming, readonly FileProblem[]> {
  const idOf = (act: Act): string => actId(act, tools.sha256);
  const read: Result<ReadRecord | ReadJson, readonly FileProblem[]> = /^\ufeff?\s*[{[]/.test(text)
    ? readJson(text, tools.newId, idOf)
    : readMarkdown(text, tools.newId, idOf);
  if (!read.ok) return read;
  const { portable, shape, warnings } = read.value;
  let update: Uint8Array;
  try {
    update = portableUpdate(portable, shape);
  } catch (error) {
    return err([
      {
        line: 1,
        column: 1,
        message: `it cannot be made a record: ${error instanceof Error ? error.message.slice(0, 200) : ''}`,
      },
    ]);
  }
  const blobs = 'blobs' in read.value ? readBlobs(read.value.blobs, tools.sha256) : ok([]);
  if (!blobs.ok) return err([{ line: 1, column: 1, message: blobs.error }]);
  if ('contentHash' in read.value && read.value.contentHash !== null && portable.conflicts.length === 0) {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    const hash = contentHash(readContent(doc, shape), tools.sha256);
    doc.destroy();
    if (hash !== read.value.contentHash)
      return err([{ line: 1, column: 1, message: `contentHash: the content was changed: its hash is ${hash}` }]);
  }
  return ok({ file, portable, update, blobs: blobs.value, warnings });
}

function readBlobs(
  given: readonly PortableBlob[],
  sha256: Sha256,
): Result<readonly { readonly media: string; readonly bytes: Uint8Array }[], string> {
  const blobs: { readonly media: string; readonly bytes: Uint8Array }[] = [];
  for (const [index, { hash, media, base64 }] of given.entries()) {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.byteLength > MOST_BLOB_BYTES)
      return err(`blobs[${index}]: ${bytes.byteLength} bytes are more than are kept`);
    if (sha256(bytes) !== hash) return err(`blobs[${index}]: the bytes are not what their hash says`);
    blobs.push({ media, bytes });
  }
  return ok(blobs);
}

/** The words as a record of their own: acts speak of the record they were done on, and stay with it. */
export const asNew = (incoming: Incoming, newId: () => string): Incoming => ({
  ...incoming,
  portable: { ...incoming.portable, record: newId(), acts: [] },
});

/**
 * What would happen: created, or nothing because it is all here. A record that is here and says something else is left alone: whose
 * words are the newer ones no file can tell.
 */
export function planImport(
  records: Pick<Records, 'read' | 'document'>,
  incoming: Incoming,
  person: PersonId,
): Result<Imported['outcome'], ImportProblem> {
  const { record, fields } = incoming.portable;
  const restriction = restrictionOf(fields);
  if (restriction.kind === 'security' && restriction.restrictedTo.length === 0)
    return err({
      kind: 'for-nobody',
      message: 'kind: a security incident that names nobody who may see it: add restrictedTo',
    });
  const here = readForExport(records, record, person);
  if (here.ok)
    return writeMarkdown(here.value.portable) === writeMarkdown(incoming.portable)
      ? ok('unchanged')
      : err({
          kind: 'exists',
          message: `the record ${record} is here and says something else; import it with --as-new to have both`,
        });
  if (here.error.kind !== 'no-such-record') return here;
  return records.read(record).ok
    ? err({ kind: 'exists', message: `the id ${record} is taken; import it with --as-new` })
    : ok('created');
}

/** Puts a record where none is: words and acts in one transaction, as a replica of its own that never wrote before. */
export function commitImport(
  records: Records,
  incoming: Incoming,
  person: PersonId,
  now: number,
  { newId }: ImportTools,
): Result<Imported, RecordsProblem> {
  const { portable, update, blobs } = incoming;
  for (const { media, bytes } of blobs) {
    const put = records.putBlob(media, bytes);
    if (!put.ok) return put;
  }
  const { record, kind } = portable;
  const replica = `import-${newId()}`;
  const entries: readonly Entry[] = [
    {
      record,
      kind,
      replica,
      person,
      at: now,
      body: { type: 'update', from: 1, to: 1, seen: {}, replaces: {}, bytes: update },
    },
    ...portable.acts.map((act, index): Entry => ({
      record,
      kind,
      replica,
      person,
      at: now,
      body: { type: 'act', n: index + 1, seen: {}, act },
    })),
  ];
  const received = records.receive(entries);
  if (!received.ok) return received;
  const [refused] = received.value.refused;
  if (refused !== undefined) return err({ kind: 'bad-update', message: refused });
  return ok({ record, outcome: 'created' });
}
