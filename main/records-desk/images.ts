import type { ImageAnswer } from '../../shared/ipc/records-contract';
import type { ImageMedia } from '../../shared/ipc/records-limits';
import { ok, type Result } from '../../shared/lib/result';
import type { Records, RecordsProblem, RecordView } from '../records/records-port';

/** An image of a record, or the true cause why there is none to show; damage and a disk that fails are problems of their own. */
export function readImage(
  records: Pick<Records, 'getBlob'>,
  view: RecordView,
  hash: string,
): Result<ImageAnswer, RecordsProblem> {
  // A hash somebody heard of opens no image of an incident they may not see.
  const named = (view.content?.lists['images'] ?? []).some(({ fields }) => fields['hash'] === hash);
  if (!named) return ok({ kind: 'not-listed' });
  const blob = records.getBlob(hash);
  if (!blob.ok) return blob;
  if (blob.value === null) return ok({ kind: 'not-here' });
  const { media, bytes } = blob.value;
  // Whoever put it there: only what is an image is shown as one.
  if (mediaOf(bytes) !== media) return ok({ kind: 'no-image' });
  return ok({ kind: 'image', media, bytes: Buffer.from(bytes).toString('base64') });
}

/** What the first bytes say it is; null for what is none of the images that are shown here. */
export function mediaOf(bytes: Uint8Array): ImageMedia | null {
  const starts = (...wanted: readonly number[]): boolean => wanted.every((byte, index) => bytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  if (
    starts(0x52, 0x49, 0x46, 0x46) &&
    bytes[8] === 0x57 &&
    bytes[9] === 0x45 &&
    bytes[10] === 0x42 &&
    bytes[11] === 0x50
  )
    return 'image/webp';
  return null;
}
