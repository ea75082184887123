import * as Y from 'yjs';
import { mayBeSeenBy } from '../../shared/domain/incident/rules';
import { err, ok, type Result } from '../../shared/lib/result';
import { readContent } from '../../shared/records/content';
import { contentHash, type Sha256 } from '../../shared/records/content-hash';
import { incidentOf } from '../../shared/records/incident';
import type { PersonId, RecordId } from '../../shared/records/ids';
import { shapeOf } from '../../shared/records/kinds';
import { jsonText, toJson, type PortableBlob } from '../../shared/records/portable/json';
import { writeMarkdown } from '../../shared/records/portable/markdown';
import { toPortable } from '../../shared/records/portable/portable';
import type { Leaving } from './records-files-port';
import type { Records, RecordsProblem } from './records-port';

/** Reads a record for a person. One that is restricted to others is said not to be there: its name says too much already. */
export function readForExport(
  records: Pick<Records, 'read' | 'document'>,
  record: RecordId,
  person: PersonId,
): Result<Leaving, RecordsProblem> {
  const view = records.read(record);
  if (!view.ok) return view;
  const { kind, state } = view.value;
  const shape = shapeOf(kind);
  if (shape === null)
    return err({
      kind: 'unknown-kind',
      message: `records of the kind ${kind} belong to a newer Meridian; they are kept as they are`,
    });
  const bytes = records.document(record);
  if (!bytes.ok) return bytes;
  const doc = new Y.Doc();
  try {
    // As it is stored: half a character, for one, is kept as the mark for one.
    Y.applyUpdate(doc, bytes.value);
    const content = readContent(doc, shape);
    const incident = incidentOf(content);
    if (!mayBeSeenBy(incident, person)) return err({ kind: 'no-such-record', message: `there is no record ${record}` });
    return ok({ view: view.value, content, incident, portable: toPortable(doc, shape, record, state.acts) });
  } finally {
    doc.destroy();
  }
}

export const exportMarkdown = ({ portable }: Leaving): string => writeMarkdown(portable);

/** Whole: images too, as far as they are here. */
export function exportJson(
  records: Pick<Records, 'getBlob'>,
  { content, portable }: Leaving,
  sha256: Sha256,
): Result<string, RecordsProblem> {
  const blobs: PortableBlob[] = [];
  for (const entry of portable.lists.images ?? []) {
    const { hash } = entry.fields;
    if (typeof hash !== 'string' || blobs.some((blob) => blob.hash === hash)) continue;
    const found = records.getBlob(hash);
    if (!found.ok) return found;
    if (found.value === null) continue;
    const { media, bytes } = found.value;
    blobs.push({ hash, media, base64: Buffer.from(bytes).toString('base64') });
  }
  return ok(jsonText(toJson(portable, { contentHash: contentHash(content, sha256), blobs })));
}
