import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Entry } from '../../../shared/records/entries';
import { parseEntry } from '../../../shared/records/parse-entry';

/**
 * A handover as a file for another data folder: the pieces of its log as they are. Taken in there it merges as a sync would, in any order
 * and as often as one likes.
 */
export function writeExchange({ record, entries, workspace, demo }: Exchange): string {
  const portable = entries.map(({ body, ...entry }) => ({
    ...entry,
    body: body.type === 'act' ? body : { ...body, bytes: Buffer.from(body.bytes).toString('base64') },
  }));
  return `${JSON.stringify({ meridian: 'handover', version: VERSION, workspace, demo, record, entries: portable }, null, 1)}\n`;
}

const VERSION = 1;

const header = z.object({
  meridian: z.literal('handover'),
  version: z.int().min(1),
  workspace: z.string().min(1).max(200),
  demo: z.boolean(),
  record: z.string().min(1).max(200),
  entries: z.array(z.unknown()).min(1).max(100_000),
});

/** Where a record is at home: ids of teams, sites and people mean something there alone. */
export interface Home {
  /** Id of the workspace. */
  readonly workspace: string;
  readonly demo: boolean;
}

export interface Exchange extends Home {
  readonly record: string;
  readonly entries: readonly Entry[];
}

/**
 * Reads such a file for a data folder; the error names the file, the place in it and what is wrong there. All of it is sound, or nothing
 * is given.
 */
export function readExchange(name: string, given: string, home: Home): Result<Exchange, string> {
  const refuse = (place: string, what: string): Result<never, string> =>
    err(`${name}${place === '' ? '' : `, ${place}`}: ${what}`);
  let value: unknown;
  try {
    value = JSON.parse(given.startsWith('\ufeff') ? given.slice(1) : given);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('', `this is no whole file of a handover: ${why}`);
  }
  const version = (value as { readonly version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > VERSION)
    return refuse('version', `a newer Meridian wrote it (${version}; this one reads ${VERSION})`);
  const read = header.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    return refuse(
      issue?.path.join('.') ?? '',
      `this is no file of a handover: ${issue?.message ?? 'it has another form'}`,
    );
  }
  const { record, workspace, demo } = read.data;
  if (demo !== home.demo)
    return refuse(
      'demo',
      demo ? 'it is of the demo, and this is no demo' : `it is of the workspace ${workspace}, and this is the demo`,
    );
  if (workspace !== home.workspace)
    return refuse('workspace', `it is of the workspace ${workspace}; this one is ${home.workspace}`);
  const entries: Entry[] = [];
  for (const [index, one] of read.data.entries.entries()) {
    const entry = entryOf(one);
    const place = `entries[${index}]`;
    if (entry === null) return refuse(place, 'this is no entry of a log');
    if (entry.record !== record) return refuse(`${place}.record`, `it is of another record: ${entry.record}`);
    if (entry.kind !== 'handover') return refuse(`${place}.kind`, `it is of kind ${entry.kind}, no handover`);
    entries.push(entry);
  }
  return ok({ workspace, demo, record, entries });
}

function entryOf(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null;
  const { body } = value as { readonly body?: unknown };
  if (typeof body !== 'object' || body === null) return null;
  const { bytes } = body as { readonly bytes?: unknown };
  if (bytes === undefined) return parseEntry(value);
  const read = bytesOf(bytes);
  return read === null ? null : parseEntry({ ...value, body: { ...body, bytes: read } });
}

/** Buffer leaves out what is no base64; what comes back another text was none. */
function bytesOf(text: unknown): Uint8Array | null {
  if (typeof text !== 'string') return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : null;
}
