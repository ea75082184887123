import type { LogProblem } from '../../records/record-log-port';
import { problemOf } from '../problems';

/** Primary result code of SQLite for an error of the disk. */
const IOERR = 10;

/** What a failure means for a person, in the words of the log of records. */
export function logProblemOf(error: unknown, file: string): LogProblem {
  const problem = problemOf(error, file);
  if (problem.kind === 'unavailable' && isIo(error))
    return { kind: 'io', message: `the disk does not read or write ${file}` };
  return problem;
}

function isIo(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const fields = error as Readonly<Record<string, unknown>>;
  const code = fields['sqliteCode'] ?? fields['errcode'];
  return (typeof code === 'number' && (code & 0xff) === IOERR) || fields['code'] === 'EIO';
}
