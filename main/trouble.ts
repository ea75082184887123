import { crashReportsOf } from './crash/crash-reports';
import type { CrashReports } from './crash/crash-reports';
import { guardProcess } from './crash/guard';
import { places } from './data-folder/locations';
import { createLog, type KeptLog } from './log/log';
import { createLogFile } from './log/log-file';
import { redact } from './log/redact';
import { systemClock } from './polling/system-clock';
import { VERSION } from './version';

/** Lines of the log that go into a report. */
const LOG_LINES = 60;

/** What the composition roots share for when something goes wrong: the log, the reports, the last words. */
export interface Trouble {
  readonly log: KeptLog;
  readonly crashes: CrashReports;
  /** When this run began; what went wrong before it is news. */
  readonly since: number;
  /** What an error nobody caught must still bring to an end in order. */
  endWith(end: () => Promise<void>): void;
}

/** Begins to listen for errors nobody catches. Nothing touches the disk before there is something to say. */
export function watchForTrouble(options: {
  readonly folder: string;
  readonly runtime: string;
  readonly exit: (code: number) => void;
  readonly echo?: (line: string) => void;
}): Trouble {
  const { folder, runtime, exit, echo } = options;
  const log = createLog({
    now: systemClock.now,
    file: createLogFile(places(folder).log),
    ...(echo !== undefined && { echo }),
  });
  const crashes = crashReportsOf({ folder: places(folder).crashes, dumps: places(folder).dumps, redact });
  let end = (): Promise<void> => Promise.resolve();
  guardProcess({
    on: (event, listener) => {
      process.on(event, listener);
      return () => process.removeListener(event, listener);
    },
    report: (kind, error) =>
      crashes.write({
        kind,
        at: systemClock.now(),
        error,
        about: aboutLines(runtime),
        uptimeMs: process.uptime() * 1_000,
        log: log.tail(LOG_LINES),
      }),
    log: log.error,
    end: () => end(),
    exit,
    later: (run, ms) => void setTimeout(run, ms),
  });
  return {
    log,
    crashes,
    since: systemClock.now(),
    endWith: (next) => {
      end = next;
    },
  };
}

/** None in browser mode. */
const chromium = (process.versions as Readonly<Record<string, string | undefined>>).chrome;

/** Versions, for a report and for the diagnostics. */
export const aboutLines = (runtime: string): readonly string[] => [
  `Meridian ${VERSION}, ${runtime}`,
  `${process.platform} ${process.arch}, Node ${process.versions.node}${chromium === undefined ? '' : `, Chromium ${chromium}`}`,
];
