import { err, ok, type Result } from '../../shared/lib/result';
import type { Sha256 } from '../../shared/records/content-hash';
import type { Blob, RecordLog } from './record-log-port';
import type { RecordsProblem } from './records-port';

/** An image of a screen is a tenth of it. */
const MOST_BLOB_BYTES = 16 << 20;

/** Keeps bytes under the hash of what they are. The same bytes are kept once. */
export function putBlob(
  log: RecordLog,
  sha256: Sha256,
  media: string,
  bytes: Uint8Array,
): Result<string, RecordsProblem> {
  if (bytes.byteLength > MOST_BLOB_BYTES)
    return err({
      kind: 'too-large',
      message: `${bytes.byteLength} bytes are more than the ${MOST_BLOB_BYTES} that are kept`,
    });
  const hash = sha256(bytes);
  const put = log.putBlob({ hash, media, bytes });
  return put.ok ? ok(hash) : put;
}

/** Null where there are none; bytes that are not what their name says are damage, and are not handed out. */
export function getBlob(log: RecordLog, sha256: Sha256, hash: string): Result<Blob | null, RecordsProblem> {
  const found = log.getBlob(hash);
  if (!found.ok || found.value === null) return found;
  if (sha256(found.value.bytes) !== hash)
    return err({ kind: 'damaged', message: `the image ${hash.slice(0, 12)} is not what was put in` });
  return found;
}
