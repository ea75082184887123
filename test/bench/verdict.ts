import { assertNever } from '../../shared/lib/assert-never';
import type { Limit, Row } from './figure';

/** `shown` has no limit. `skipped` is neither good nor bad, and never counts as passed. */
export type Verdict = 'ok' | 'missed' | 'skipped' | 'shown';

export function verdictOf({ measured, limit, skipped }: Row): Verdict {
  if (skipped !== undefined) return 'skipped';
  if (measured === null || !Number.isFinite(measured)) return 'missed';
  if (limit === null) return 'shown';
  return holds(measured, limit) ? 'ok' : 'missed';
}

/** The limit is held by what was measured, not by what is printed: 1.204 is above 1.20. */
function holds(measured: number, { kind, value }: Limit): boolean {
  switch (kind) {
    case 'at-most':
      return measured <= value;
    case 'at-least':
      return measured >= value;
    case 'equal':
      return measured === value;
    default:
      return assertNever(kind);
  }
}
