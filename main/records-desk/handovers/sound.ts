import * as Y from 'yjs';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import { DAY, iso, type Ms } from '../../../shared/lib/time';
import { readFields } from '../../../shared/records/content';
import type { Entry } from '../../../shared/records/entries';
import { number, text } from '../../../shared/records/fields';
import { shapeOf } from '../../../shared/records/kinds';

/** No handover is older than Meridian: what says so has no time of its own. */
const FIRST: Ms = Date.UTC(2020, 0, 1);
/** Nobody drafts farther ahead than eight days; one more for clocks. */
const AHEAD: Ms = 9 * DAY;

/** Says of which end of a shift it is. Without that it is a part of a record: nothing to be shown, and no word about duty. */
export const isWhole = ({ from, to, at }: Pick<HandoverRow, 'from' | 'to' | 'at'>): boolean =>
  from !== '' && to !== '' && at >= FIRST;

/** Why entries make no new handover; null: they do, or cannot be read, which whoever takes them in says. */
export function whyNotNew(entries: readonly Entry[], now: Ms): string | null {
  const shape = shapeOf('handover');
  const doc = new Y.Doc();
  try {
    for (const { body } of entries) {
      // As the log writes them: snapshots are Yjs v2, what is typed is v1.
      if (body.type === 'snapshot') Y.applyUpdateV2(doc, body.bytes);
      else if (body.type !== 'act') Y.applyUpdate(doc, body.bytes);
    }
    const fields = shape === null ? {} : readFields(doc, shape, ['from', 'to', 'at']);
    const end = { from: text(fields['from']), to: text(fields['to']), at: number(fields['at']) ?? 0 };
    if (end.at > now + AHEAD) return `its shift ends at ${iso(end.at)}, which is too far ahead`;
    return isWhole(end) ? null : 'a part of the record is missing: it does not say from whom, to whom and when';
  } catch {
    return null;
  } finally {
    doc.destroy();
  }
}
