import { createHash } from 'node:crypto';
import type { SavedLine } from '../../main/saved-trace';
import { spliced } from '../../shared/lib/splice';
import type { Json } from '../../shared/records/ids';

/** What the trace says of one record, as of its last line. */
export interface Said {
  /** By `notes`, `sites`, `timeline/ID`, `act/ID`, ...: texts whole, everything else as it is. */
  readonly values: ReadonlyMap<string, Json>;
  readonly localSeq: number;
}

export interface Replayed {
  readonly said: ReadonlyMap<string, Said>;
  readonly lines: number;
  /** Half lines, which a killed program may leave as the last of a run. */
  readonly torn: number;
  /** Lines that do not fit to those before them. */
  readonly problems: readonly string[];
}

/** Plays a trace of what was called saved (`--trace-saved`) through to its end, and checks each step. */
export function replay(trace: string): Replayed {
  const said = new Map<string, Said>();
  const runs = new Map<string, string>();
  const problems: string[] = [];
  let torn = 0;
  let lines = 0;
  for (const [index, text] of trace.split('\n').entries()) {
    if (text === '') continue;
    lines += 1;
    const line = read(text);
    if (line === null) {
      torn += 1;
      continue;
    }
    const { run, record, localSeq } = line;
    const before = runs.get(record) === run ? said.get(record) : undefined;
    if (before !== undefined && localSeq <= before.localSeq)
      problems.push(`line ${index + 1}: number ${localSeq} of ${record} comes after ${before.localSeq}`);
    const values = new Map(before?.values ?? []);
    for (const [path, change] of Object.entries(line.changed)) {
      if (change === null) values.delete(path);
      else if ('value' in change) values.set(path, change.value);
      else {
        const was = values.get(path);
        const is = spliced(typeof was === 'string' ? was : '', change);
        if (is.length !== change.length || sha256(is) !== change.sha256)
          problems.push(`line ${index + 1}: ${path} of ${record} is not what its hash says`);
        values.set(path, is);
      }
    }
    runs.set(record, run);
    said.set(record, { values, localSeq });
  }
  return { said, lines, torn, problems };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function read(text: string): SavedLine | null {
  try {
    return JSON.parse(text) as SavedLine;
  } catch {
    return null;
  }
}
