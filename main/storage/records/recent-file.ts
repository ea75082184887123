import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { Entry } from '../../../shared/records/entries';
import { Chain } from '../../../shared/records/chain';
import { parseEntry } from '../../../shared/records/parse-entry';

/** What was saved last, a second time, in plain lines: SQLite drops a broken journal without a word (R52). */
export interface RecentFile {
  /** After the commit. Never fails: what it cannot keep is only in the database. */
  keep(saved: readonly RecentEntry[]): void;
  /** What was deleted leaves it too. */
  clear(): void;
  close(): void;
}
export interface RecentEntry {
  readonly entry: Entry;
  readonly seq: number;
}
export interface RecentFiles {
  readonly recent: string;
  readonly recentBefore: string;
  readonly lastNumber: string;
}

/** Of each of the two files: more than a journal ever holds. */
const MOST = 512 << 10;

export function openRecentFile({ recent, recentBefore, lastNumber }: RecentFiles): RecentFile {
  let handle: number | null = null;
  let number: number | null = null;
  let size = 0;

  function open(): number | null {
    if (handle !== null) return handle;
    try {
      handle = openSync(recent, 'a', 0o600);
      size = fstatSync(handle).size;
    } catch {
      handle = null;
    }
    return handle;
  }

  function close(): void {
    if (handle !== null) closeSync(handle);
    handle = null;
    if (number !== null) closeSync(number);
    number = null;
  }

  return {
    keep: (saved) => {
      if (saved.length === 0) return;
      try {
        if (size > MOST) {
          close();
          renameSync(recent, recentBefore);
        }
        const to = open();
        if (to === null) return;
        const lines = Buffer.from(saved.map(lineOf).join(''));
        // One write: a program that ends in between leaves whole lines, or half of the last.
        size += writeSync(to, lines);
        number ??= openSync(lastNumber, 'w', 0o600);
        writeSync(number, numberLine(Math.max(...saved.map(({ seq }) => seq))), 0);
      } catch {
        close();
      }
    },
    clear: () => {
      close();
      size = 0;
      for (const file of [recent, recentBefore, lastNumber]) {
        try {
          rmSync(file, { force: true });
        } catch {
          // It stays, and is tried again with the next redaction.
        }
      }
    },
    close,
  };
}

const lineOf = ({ entry, seq }: RecentEntry): string => {
  const { body } = entry;
  const plain =
    body.type === 'act' ? entry : { ...entry, body: { ...body, bytes: Buffer.from(body.bytes).toString('base64') } };
  const text = JSON.stringify({ seq, entry: plain });
  return `\n${sum(text)} ${text}`;
};

/** Of one length: it is written over the one before. */
const numberLine = (seq: number): string => {
  const text = String(seq).padStart(16, '0');
  return `${text} ${sum(text)}\n`;
};

/** The number given last, as far as it is known beside the database; 0 where it is not. */
export function lastNumberIn({ lastNumber }: RecentFiles): number {
  try {
    const [text = '', found] = readFileSync(lastNumber, 'utf8').trim().split(' ');
    return sum(text) === found ? Number(text) : 0;
  } catch {
    return 0;
  }
}

/** Numbers that stand in the list: pieces that were typed together have one each. */
export function numbersIn(entries: readonly RecentEntry[]): Chain {
  const numbers = new Chain();
  for (const { entry, seq } of entries) {
    const { body } = entry;
    // A number for each piece of what was written here; what came from elsewhere has one as a whole.
    numbers.add(body.type === 'update' ? Math.max(1, seq - (body.to - body.from)) : seq, seq);
  }
  return numbers;
}

const sum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Everything readable, in the order it was written. A line that is not what was written costs only itself. */
export function readRecent(files: RecentFiles): { readonly entries: readonly RecentEntry[]; readonly broken: number } {
  const entries: RecentEntry[] = [];
  let broken = 0;
  for (const file of [files.recentBefore, files.recent]) {
    if (!existsSync(file)) continue;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '') continue;
      const entry = parseLine(line);
      if (entry === null) broken += 1;
      else entries.push(entry);
    }
  }
  return { entries, broken };
}

/** The highest number among the last lines; 0 where there is none. Reads the end only: every start asks. */
export function lastRecent({ recent }: RecentFiles): number {
  try {
    if (statSync(recent).size > 4 * MOST) return Infinity;
    const lines = readFileSync(recent, 'utf8').split('\n');
    return lines.slice(-8).reduce((last, line) => Math.max(last, parseLine(line)?.seq ?? 0), 0);
  } catch {
    return 0;
  }
}

function parseLine(line: string): RecentEntry | null {
  const text = line.slice(17);
  if (line[16] !== ' ' || sum(text) !== line.slice(0, 16)) return null;
  try {
    const { seq, entry } = JSON.parse(text) as { readonly seq: unknown; readonly entry: unknown };
    const parsed = parseEntry(revive(entry));
    return typeof seq === 'number' && parsed !== null ? { seq, entry: parsed } : null;
  } catch {
    return null;
  }
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('body' in value)) return null;
  const { body } = value;
  if (typeof body !== 'object' || body === null || !('bytes' in body)) return value;
  return { ...value, body: { ...body, bytes: Uint8Array.from(Buffer.from(String(body.bytes), 'base64')) } };
}
