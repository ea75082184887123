import { createHash, randomUUID } from 'node:crypto';
import { startRecords } from '../../main/records/record-engine';
import type { RecordLog } from '../../main/records/record-log-port';
import type { Records } from '../../main/records/records-port';
import type { Result } from '../../shared/lib/result';
import { projectIncident } from '../../shared/records/projection';
import type { ManualClock } from '../fakes/clock';

export const NOW = Date.UTC(2026, 10, 25, 12);
export const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');

export function engine(
  log: RecordLog,
  clock: ManualClock,
  options: { readonly replica?: string; readonly person?: string; readonly newId?: () => string } = {},
): Records {
  const { replica = 'r-ana', person = 'ana', newId = randomUUID } = options;
  return startRecords({
    log,
    identity: { replica, person },
    clock,
    clockOffset: () => null,
    newId,
    sha256,
    projectors: { incident: projectIncident },
  });
}

/** The value of a result that must be one. */
export function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`expected a value: ${JSON.stringify(result.error)}`);
  return result.value;
}
