import { SECOND, type Ms } from '../../shared/lib/time';
import { describeError, type CrashKind } from './report';

export interface GuardOptions {
  /** `process`, or what stands for it in a test. */
  readonly on: (event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void) => () => void;
  /** Writes a report; its file, or null. */
  readonly report: (kind: CrashKind, error: unknown) => string | null;
  readonly log: (line: string) => void;
  /** Brings to disk what must not be lost and gives the data folder free. */
  readonly end: () => Promise<void>;
  readonly exit: (code: number) => void;
  readonly later: (run: () => void, ms: Ms) => void;
}

/** As sysexits.h: an error of the program itself. */
const EXIT_SOFTWARE = 70;
/** What is left of a broken program gets so long to end in order. */
const LAST_WORDS: Ms = 3 * SECOND;
/** Reports of rejections in one run: the same fault may come back with every sweep. */
const MOST_REJECTIONS = 5;

/**
 * What happens to errors nobody caught. After an exception the state of the program is not known: a report is written, then it
 * ends. A rejected promise nobody waits for leaves everything else whole (each source and each call stands alone), so the program
 * goes on, with a report and a line in the log. Returns its stop.
 */
export function guardProcess(options: GuardOptions): () => void {
  const { report, log, end, exit } = options;
  const reported = new Set<string>();
  let ending = false;

  const onException = (error: unknown): void => {
    // Whoever read our output went away (a closed terminal, `| head`): no fault of ours.
    if (isBrokenPipe(error)) return;
    const file = report('exception', error);
    log(`an error nobody caught: ${describeError(error)}`);
    log(file === null ? 'no report of it could be written' : `a report was written: ${file}`);
    // A second one while ending must not start the end anew.
    if (ending) return;
    ending = true;
    options.later(() => exit(EXIT_SOFTWARE), LAST_WORDS);
    end().then(
      () => exit(EXIT_SOFTWARE),
      () => exit(EXIT_SOFTWARE),
    );
  };
  const onRejection = (error: unknown): void => {
    const what = describeError(error);
    log(`a promise was rejected and nobody waited for it: ${what}`);
    if (reported.size >= MOST_REJECTIONS || reported.has(what)) return;
    reported.add(what);
    report('rejection', error);
  };
  const stops = [options.on('uncaughtException', onException), options.on('unhandledRejection', onRejection)];
  return () => {
    for (const stop of stops) stop();
  };
}

const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'EPIPE' &&
  'syscall' in error &&
  error.syscall === 'write';
