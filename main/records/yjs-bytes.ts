import * as Y from 'yjs';
import type { EntryBody } from '../../shared/records/entries';

type Written = Exclude<EntryBody, { readonly type: 'act' }>;

/** Snapshots are Yjs v2, which is half the size; what is typed is v1, which grows by merging and is what editors speak. */
export function applyBody(doc: Y.Doc, { type, bytes }: Written, origin: unknown): void {
  if (type === 'snapshot') Y.applyUpdateV2(doc, bytes, origin);
  else Y.applyUpdate(doc, bytes, origin);
}

/** As an update of v1. */
export const updateOf = ({ type, bytes }: Written): Uint8Array =>
  type === 'snapshot' ? Y.convertUpdateFormatV2ToV1(bytes) : bytes;

export function canBeRead({ type, bytes }: Written): boolean {
  try {
    if (type === 'snapshot') Y.decodeUpdateV2(bytes);
    else Y.decodeUpdate(bytes);
    return true;
  } catch {
    return false;
  }
}
