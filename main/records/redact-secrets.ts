import { ok, type Result } from '../../shared/lib/result';
import type { ActId, RecordId } from '../../shared/records/ids';
import { shapeOf } from '../../shared/records/kinds';
import { secretEdits, secretsIn, type Keep } from '../../shared/records/secrets';
import type { Records, RecordsProblem } from './records-port';

/**
 * Takes every secret out of a record for good: out of its words, then, by an act, out of the log here and everywhere (R40). Null: there
 * was none.
 */
export function redactSecrets(
  records: Pick<Records, 'read' | 'redact'>,
  record: RecordId,
  reason: string,
  keep?: Keep,
): Result<{ readonly act: ActId; readonly removed: number } | null, RecordsProblem> {
  const view = records.read(record);
  if (!view.ok) return view;
  const { content, kind } = view.value;
  const shape = shapeOf(kind);
  if (content === null || shape === null) return ok(null);
  const places = secretsIn(content, keep === undefined ? {} : { keep });
  if (places.length === 0) return ok(null);
  const act = records.redact(record, reason, secretEdits(content, shape, keep));
  return act.ok ? ok({ act: act.value, removed: places.length }) : act;
}
