import { readdir, stat } from 'node:fs/promises';
import { release, totalmem, type } from 'node:os';
import { basename, join } from 'node:path';
import type { Snapshot } from '../shared/domain/snapshot/types';
import type { Workspace } from '../shared/domain/workspace/types';
import type { Diagnostics } from '../shared/ipc/types';
import { diagnosticsText } from './desk/diagnostics';
import { redact } from './log/redact';
import { systemClock } from './polling/system-clock';
import { aboutLines, type Trouble } from './trouble';
import { VERSION } from './version';

/** Lines of the log that help, and files that are named; a data folder may hold anything. */
const LOG_LINES = 100;
const MOST_FILES = 40;
const MOST_CRASHES = 20;

export interface DiagnosticSources {
  readonly folder: string;
  readonly runtime: string;
  readonly trouble: Trouble;
  readonly snapshot: () => Snapshot;
  readonly workspace: () => Workspace;
  /** Processes beside this one, a line each. */
  readonly processes: () => readonly string[];
}

/** Gathers what the diagnostics say. */
export async function gatherDiagnostics(sources: DiagnosticSources): Promise<Diagnostics> {
  const { folder, runtime, trouble, snapshot, workspace, processes } = sources;
  const { rss, heapUsed } = process.memoryUsage();
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  trouble.log.settle();
  return diagnosticsText(
    {
      at: systemClock.now(),
      version: VERSION,
      runtime,
      versions: [...aboutLines(runtime).slice(1), `${type()} ${release()}`],
      uptimeMs: process.uptime() * 1_000,
      memory: [
        `${megabytes(rss)} here (${megabytes(heapUsed)} of JavaScript), the machine has ${megabytes(totalmem())}`,
        ...processes(),
      ],
      dataFolder: { path: folder, files: await filesOf(folder) },
      workspace: workspace(),
      snapshot: snapshot(),
      crashes: trouble.crashes
        .list()
        .slice(0, MOST_CRASHES)
        .map(({ at, kind, file }) => ({ at, kind, name: basename(file) })),
      log: trouble.log.tail(LOG_LINES),
    },
    redact,
  );
}

async function filesOf(folder: string): Promise<readonly { readonly name: string; readonly bytes: number }[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).slice(0, MOST_FILES);
    return await Promise.all(files.map(async ({ name }) => ({ name, bytes: (await stat(join(folder, name))).size })));
  } catch {
    return [];
  }
}
