import { inspect } from 'node:util';
import { iso, type Ms } from '../../shared/lib/time';

/** What happened in main. An `exception` ended the program, a `rejection` did not. */
export type CrashKind = 'exception' | 'rejection';

export interface CrashFacts {
  readonly kind: CrashKind;
  readonly at: Ms;
  readonly error: unknown;
  /** Version, runtime, platform: one line each. */
  readonly about: readonly string[];
  readonly uptimeMs: Ms;
  /** The last lines of the log. */
  readonly log: readonly string[];
}

/** Longest text of an error that goes into a report. */
const MOST_OF_AN_ERROR = 20_000;

/** The report as text for a person; not redacted yet. */
export function reportText({ kind, at, error, about, uptimeMs, log }: CrashFacts): string {
  return [
    kind === 'exception'
      ? 'Meridian ended because of an error nobody caught.'
      : 'A promise was rejected and nobody waited for it; Meridian went on.',
    'This report was written on this machine and sent nowhere. Keys, tokens and account ids were taken out.',
    '',
    `At ${iso(at)}, ${Math.round(uptimeMs / 1_000)} s after the start`,
    ...about,
    '',
    'The error',
    describeError(error),
    '',
    'Last lines of the log',
    ...(log.length === 0 ? ['(none)'] : log),
    '',
  ].join('\n');
}

/** Stack, causes and parts of whatever was thrown. Never throws itself. */
export function describeError(error: unknown, depth = 0): string {
  try {
    if (!(error instanceof Error)) {
      const text = typeof error === 'string' ? error : inspect(error, { depth: 2 });
      return `thrown: ${text}`.slice(0, MOST_OF_AN_ERROR);
    }
    const own = (error.stack ?? `${error.name}: ${error.message}`).slice(0, MOST_OF_AN_ERROR);
    if (depth >= 4) return own;
    const parts: readonly unknown[] = error instanceof AggregateError ? error.errors.slice(0, 5) : [];
    return [
      own,
      ...(error.cause === undefined ? [] : [`caused by: ${describeError(error.cause, depth + 1)}`]),
      ...parts.map((part) => `of these: ${describeError(part, depth + 1)}`),
    ].join('\n');
  } catch {
    return 'an error that cannot be described';
  }
}
