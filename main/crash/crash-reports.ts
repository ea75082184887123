import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { iso, type Ms } from '../../shared/lib/time';
import type { Crash } from './crash-port';
import { reportText, type CrashFacts, type CrashKind } from './report';

export interface CrashReports {
  /** Writes a report at once; its file, or null where the disk does not take it. */
  write(facts: CrashFacts): string | null;
  /** Newest first. */
  list(): readonly Crash[];
  /** The newest that nobody was told of, of the runs before that time: what happens in this run is said when it happens. */
  unseen(before?: Ms): Crash | null;
  /** A person was told of everything there is; or, for `native`, the window came through it in the run that ends now. */
  markSeen(which: 'all' | 'native'): void;
}

/** What is kept, and what one report may have. */
const CRASH_LIMITS = { reports: 10, dumps: 10, characters: 200_000, dumpBytes: 50_000_000 } as const;

const NAME = /^(exception|rejection)-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z)(?:-\d+)?\.txt$/;
const SEEN = 'seen.json';

/**
 * Reports of `folder` and dumps of `dumps`, both in the data folder. Everything is synchronous: it is used where the process is
 * about to end, and once after a start. Nothing here throws.
 */
export function crashReportsOf(options: {
  readonly folder: string;
  readonly dumps: string;
  readonly redact: (text: string) => string;
}): CrashReports {
  const { folder, dumps, redact } = options;

  const reports = (): readonly Crash[] =>
    names(folder).flatMap((name): Crash[] => {
      const parts = NAME.exec(name);
      const at = Date.parse((parts?.[2] ?? '').replace(/T(\d\d)-(\d\d)-(\d\d)-/, 'T$1:$2:$3.'));
      return parts === null || Number.isNaN(at) ? [] : [{ at, kind: parts[1] as CrashKind, file: join(folder, name) }];
    });
  const list = (): readonly Crash[] => [...reports(), ...dumpsIn(dumps)].sort((a, b) => b.at - a.at);
  const seen = (): ReadonlySet<string> => {
    try {
      const stored: unknown = JSON.parse(readFileSync(join(folder, SEEN), 'utf8'));
      return new Set(Array.isArray(stored) ? stored.filter((name): name is string => typeof name === 'string') : []);
    } catch {
      return new Set();
    }
  };
  const prune = (): void => {
    remove(reports(), CRASH_LIMITS.reports, Number.POSITIVE_INFINITY);
    remove(dumpsIn(dumps), CRASH_LIMITS.dumps, CRASH_LIMITS.dumpBytes);
  };

  return {
    write: (facts) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const file = free(join(folder, `${facts.kind}-${iso(facts.at).replace(/[:.]/g, '-')}`));
        writeFileSync(file, redact(reportText(facts)).slice(0, CRASH_LIMITS.characters), { mode: 0o600 });
        prune();
        return file;
      } catch {
        return null;
      }
    },
    list,
    unseen: (before = Number.POSITIVE_INFINITY) => {
      prune();
      const known = seen();
      return list().find(({ at, file }) => at < before && !known.has(basename(file))) ?? null;
    },
    markSeen: (which) => {
      try {
        const there = list();
        const before = seen();
        const now = there.filter(
          ({ file, kind }) => which === 'all' || kind === 'native' || before.has(basename(file)),
        );
        if (now.length > 0)
          writeFileSync(join(folder, SEEN), JSON.stringify(now.map(({ file }) => basename(file))), { mode: 0o600 });
      } catch {
        // Then it is told once more at the next start.
      }
    },
  };
}

const names = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Crashpad keeps its dumps one folder below its own. */
function dumpsIn(folder: string): readonly Crash[] {
  return ['', 'new', 'pending', 'completed', 'reports'].flatMap((place) =>
    names(join(folder, place)).flatMap((name): Crash[] => {
      if (!name.endsWith('.dmp')) return [];
      const file = join(folder, place, name);
      const at = facts(file)?.at;
      return at === undefined ? [] : [{ at, kind: 'native', file }];
    }),
  );
}

function facts(file: string): { readonly at: Ms; readonly size: number } | null {
  try {
    const { mtimeMs, size } = statSync(file);
    return { at: Math.round(mtimeMs), size };
  } catch {
    return null;
  }
}

/** Keeps the newest. */
function remove(crashes: readonly Crash[], most: number, mostBytes: number): void {
  let bytes = 0;
  [...crashes]
    .sort((a, b) => b.at - a.at)
    .forEach(({ file }, index) => {
      bytes += facts(file)?.size ?? 0;
      if (index < most && bytes <= mostBytes) return;
      try {
        rmSync(file, { force: true });
        rmSync(file.replace(/\.dmp$/, '.meta'), { force: true });
      } catch {
        // Somebody reads it; the next start tries again.
      }
    });
}

/** Several reports may fall into one millisecond. */
function free(stem: string): string {
  for (let n = 0; ; n++) {
    const file = `${stem}${n === 0 ? '' : `-${n}`}.txt`;
    if (n > 100 || facts(file) === null) return file;
  }
}
