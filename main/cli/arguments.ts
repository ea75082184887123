import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Place } from './place';
import { readRecordsArguments, type RecordsCommand } from './records-arguments';
import type { Tier } from '../../shared/domain/snapshot/types';
import { err, ok, type Result } from '../../shared/lib/result';

export const USAGE = `Meridian, operations cockpit for a retail platform on AWS

  meridian status [--json] [--timeout SECONDS] [--tier TIER]
      One sweep of everything, then the picture. Exit code: 0 ok, 1 warning, 2 critical, 3 unknown.
  meridian serve [--port N] [--trace-saved FILE]
      The cockpit in a browser on this machine. The first line on stdout is {"url","token","link"}.
      FILE, which is for tests, gets a line of JSON each time words are called saved: also of what is restricted or redacted later.
  meridian simulate [--port N] [--seed N] [--scenario FILE]
      An AWS look-alike on this machine. The first line on stdout is {"url","seed","now"}.
  meridian records list | show ID | search WORDS | export ID | import FILE...
      Incidents and whatever else people wrote; works offline. See: meridian records help
  meridian changes freezes [--months N] [--json | --calendar SITE]
      What is frozen in the coming months (13), site by site; asks nobody. --calendar: of one site, as a Change Calendar (iCalendar).
  meridian changes import FILE [--json]
  meridian changes export [--format ics|csv] [--out FILE]
      Changes from and for other programs: iCalendar or CSV. What was read before is brought up to date.
  meridian changes check FILE|CHG-NUMBER [--json] [--timeout SECONDS]
      What the guard says of the change in FILE (YAML or JSON, - for standard input) or in the records, after one sweep.
      Exit code: 0 go, 1 caution, 2 hold.
  meridian handover [ID | --team TEAM] [--format markdown|json|text] [--timeout SECONDS]
      The handover that TEAM (else yours, else the next team to do so) gives over next: the one in the data folder, else a draft from one
      sweep and the records, which is stored nowhere. ID: one of the data folder. Exit code 1: there is none, and why.
  meridian handover --list [--format markdown|json|text]
      The handovers of the data folder.
  meridian help | version

For status, serve, records, changes and handover:
  --workspace FILE   the workspace file (or MERIDIAN_WORKSPACE); without one: demo data
  --data DIR         the data folder (or MERIDIAN_DATA)

TIER is production, pre-production or development. Exit code 64: wrong usage,
65: bad change file, 66: no such file or change, 75: the data folder is in use, 78: bad workspace file.
`;

export const RECORDS_USAGE = `Meridian, records

  meridian records list [--json] [--kind KIND] [--limit N]
      What was changed last comes first.
  meridian records show ID [--json]
      One record as plain text, for a terminal or a chat; --json: all of it, with acts and hashes.
  meridian records search [WORDS] [--json] [--kind KIND] [--sort operations|security] [--state STATE] [--severity SEV1..SEV4]
                          [--site ID] [--person ID] [--from TIME] [--until TIME] [--limit N]
      Every word may be the beginning of a longer one, but those in "quotes". A filter may be given several times.
  meridian records export ID [--format markdown|json|html|text] [--out FILE]
      Markdown with front matter comes back byte for byte; JSON is whole, with acts, hashes and images; HTML is a page to print.
  meridian records import FILE... [--as-new] [--dry-run] [--json]
      Markdown or JSON as exported; all files or none. A record that is here and says something else is left alone.

  --data DIR         the data folder (or MERIDIAN_DATA)
  --workspace FILE   the workspace file (or MERIDIAN_WORKSPACE); without one: the data folder of the demo
  --as PERSON        who you are (or MERIDIAN_PERSON); else who used the folder so far. Restricted records are shown to those they name only.

TIME is 2026-11-25 or 2026-11-25T12:00Z. Exit code 64: wrong usage, 65: a file cannot be imported, 66: no such record or file,
73: FILE cannot be written, 74: the records cannot be read or written, 75: the data folder is in use.
`;

/** Exit codes beside those of `status`, after sysexits.h. */
export const EXIT = {
  usage: 64,
  badInput: 65,
  noInput: 66,
  unavailable: 69,
  cannotCreate: 73,
  io: 74,
  inUse: 75,
  badWorkspace: 78,
} as const;

export const HANDOVER_TEXT_FORMATS = ['markdown', 'json', 'text'] as const;
export type HandoverTextFormat = (typeof HANDOVER_TEXT_FORMATS)[number];

export type Command =
  | { readonly kind: 'help' | 'version' | 'records-help' }
  | {
      readonly kind: 'status';
      readonly json: boolean;
      readonly timeoutSeconds: number;
      readonly tier: Tier | null;
      readonly place: Place;
    }
  | { readonly kind: 'serve'; readonly port: number; readonly traceSaved: string | null; readonly place: Place }
  | RecordsCommand
  | {
      readonly kind: 'check';
      readonly file: string;
      readonly json: boolean;
      readonly timeoutSeconds: number;
      readonly place: Place;
    }
  | { readonly kind: 'changes-import'; readonly file: string; readonly json: boolean; readonly place: Place }
  | {
      readonly kind: 'changes-export';
      readonly format: 'ics' | 'csv';
      /** Null: standard output. */
      readonly out: string | null;
      readonly place: Place;
    }
  | {
      readonly kind: 'freezes';
      readonly months: number;
      readonly json: boolean;
      readonly calendar: string | null;
      readonly place: Place;
    }
  | {
      readonly kind: 'handover';
      /** Null: the next one. */
      readonly id: string | null;
      /** Null: that of the person of the data folder, else the one that hands over next. */
      readonly team: string | null;
      readonly list: boolean;
      readonly format: HandoverTextFormat;
      readonly timeoutSeconds: number;
      readonly place: Place;
    }
  | {
      readonly kind: 'simulate';
      readonly port: number; /** Null: that of the scenario, or the usual one. */
      readonly seed: number | null;
      readonly scenario: string | null;
    };

const DEFAULT_TIMEOUT_SECONDS = 30;

/** Reads the words behind `meridian`. The error is one sentence for stderr. */
export function readArguments(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, string> {
  const [name, ...rest] = words;
  switch (name) {
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      return ok({ kind: 'help' });
    case 'version':
    case '--version':
      return ok({ kind: 'version' });
    case 'status':
      return read(rest, ['workspace', 'data', 'timeout', 'tier'], ['json'], ({ values, flags }) => {
        const timeoutSeconds = number(values.timeout, DEFAULT_TIMEOUT_SECONDS, 0.1, 3_600);
        if (timeoutSeconds === null) return err('--timeout takes seconds, a number from 0.1 to 3600');
        const tier = values.tier ?? null;
        if (tier !== null && !isTier(tier)) return err('--tier takes production, pre-production or development');
        return ok({
          kind: 'status',
          json: flags.has('json'),
          timeoutSeconds,
          tier,
          place: placeOf(values, environment),
        });
      });
    case 'serve':
      return read(rest, ['workspace', 'data', 'port', 'trace-saved'], [], ({ values }) => {
        const port = whole(values.port, 0, 0, 65_535);
        const traceSaved = values['trace-saved'] ?? null;
        if (traceSaved === '') return err('--trace-saved takes a file');
        return port === null
          ? err('--port takes a number from 0 to 65535')
          : ok({ kind: 'serve', port, traceSaved, place: placeOf(values, environment) });
      });
    case 'records':
      return readRecordsArguments(rest, environment, placeOf);
    case 'changes':
      return readChanges(rest, environment);
    case 'handover':
      return readHandover(rest, environment);
    case 'simulate':
      return read(rest, ['port', 'seed', 'scenario'], [], ({ values }) => {
        const port = whole(values.port, 0, 0, 65_535);
        if (port === null) return err('--port takes a number from 0 to 65535');
        const seed = values.seed === undefined ? null : whole(values.seed, 0, 0, 2 ** 31 - 1);
        if (seed === null && values.seed !== undefined) return err('--seed takes a whole number from 0 to 2147483647');
        return ok({ kind: 'simulate', port, seed, scenario: values.scenario ?? null });
      });
    default:
      return err(`there is no command "${name}"`);
  }
}

const MONTHS = 13;
const MOST_MONTHS = 240;

function readChanges(
  [action, ...rest]: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, string> {
  if (action === 'check') return readCheck(rest, environment);
  if (action === 'import') return readImport(rest, environment);
  if (action === 'export') return readExport(rest, environment);
  if (action !== 'freezes')
    return err(`changes takes freezes, check, import or export${action === undefined ? '' : `, not "${action}"`}`);
  return read(rest, ['workspace', 'data', 'months', 'calendar'], ['json'], ({ values, flags }) => {
    const months = whole(values.months, MONTHS, 1, MOST_MONTHS);
    return months === null
      ? err(`--months takes a whole number from 1 to ${MOST_MONTHS}`)
      : ok({
          kind: 'freezes',
          months,
          json: flags.has('json'),
          calendar: values.calendar ?? null,
          place: placeOf(values, environment),
        });
  });
}

/** The one word that is no option: it may stand before or behind them. */
function withFile(
  words: readonly string[],
  values: readonly string[],
): { readonly file: string | undefined; readonly rest: readonly string[] } {
  const taking = new Set(values.map((name) => `--${name}`));
  const at = words.findIndex(
    (word, index) => (word === '-' || !word.startsWith('-')) && !taking.has(words[index - 1] ?? ''),
  );
  return { file: words[at] === '' ? undefined : words[at], rest: words.filter((_, index) => index !== at) };
}

function readCheck(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, string> {
  const values = ['workspace', 'data', 'timeout'];
  const { file, rest } = withFile(words, values);
  if (file === undefined) return err('changes check takes a file with a change, or the number of one');
  return read(rest, values, ['json'], ({ values: given, flags }) => {
    const timeoutSeconds = number(given.timeout, DEFAULT_TIMEOUT_SECONDS, 0.1, 3_600);
    if (timeoutSeconds === null) return err('--timeout takes seconds, a number from 0.1 to 3600');
    return ok({ kind: 'check', file, json: flags.has('json'), timeoutSeconds, place: placeOf(given, environment) });
  });
}

function readImport(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, string> {
  const values = ['workspace', 'data'];
  const { file, rest } = withFile(words, values);
  if (file === undefined) return err('changes import takes a file: iCalendar or CSV');
  return read(rest, values, ['json'], ({ values: given, flags }) =>
    ok({ kind: 'changes-import', file, json: flags.has('json'), place: placeOf(given, environment) }),
  );
}

function readExport(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, string> {
  return read(words, ['workspace', 'data', 'format', 'out'], [], ({ values }) => {
    const { format = 'ics', out = null } = values;
    if (format !== 'ics' && format !== 'csv') return err('--format takes ics or csv');
    if (out === '') return err('--out takes a file');
    return ok({ kind: 'changes-export', format, out, place: placeOf(values, environment) });
  });
}

function readHandover(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Command, string> {
  const values = ['workspace', 'data', 'team', 'format', 'timeout'];
  const { file: id = null, rest } = withFile(words, values);
  return read(rest, values, ['list'], ({ values: given, flags }) => {
    const timeoutSeconds = number(given.timeout, DEFAULT_TIMEOUT_SECONDS, 0.1, 3_600);
    const format = HANDOVER_TEXT_FORMATS.find((one) => one === (given.format ?? 'markdown'));
    const { team = null } = given;
    const list = flags.has('list');
    if (timeoutSeconds === null) return err('--timeout takes seconds, a number from 0.1 to 3600');
    if (format === undefined) return err(`--format takes ${HANDOVER_TEXT_FORMATS.join(', ')}`);
    if (team === '') return err('--team takes the id of a team');
    if ([id !== null, team !== null, list].filter(Boolean).length > 1)
      return err('handover takes one of: an id, --team, --list');
    return ok({ kind: 'handover', id, team, list, format, timeoutSeconds, place: placeOf(given, environment) });
  });
}

interface Read {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
}

function read(
  words: readonly string[],
  values: readonly string[],
  flags: readonly string[],
  then: (read: Read) => Result<Command, string>,
): Result<Command, string> {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const name of values) options[name] = { type: 'string' };
  for (const name of flags) options[name] = { type: 'boolean' };
  try {
    const parsed: Readonly<Record<string, unknown>> = parseArgs({
      args: [...words],
      options,
      strict: true,
      allowPositionals: false,
    }).values;
    const texts = Object.entries(parsed).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    return then({
      values: Object.fromEntries(texts),
      flags: new Set(Object.keys(parsed).filter((name) => parsed[name] === true)),
    });
  } catch (error) {
    // Node explains some of them in several lines.
    return err((error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' '));
  }
}

function number(text: string | undefined, fallback: number, least: number, most: number): number | null {
  if (text === undefined) return fallback;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= least && value <= most ? value : null;
}

function whole(text: string | undefined, fallback: number, least: number, most: number): number | null {
  const value = number(text, fallback, least, most);
  return value !== null && Number.isInteger(value) ? value : null;
}

const isTier = (text: string): text is Tier =>
  text === 'production' || text === 'pre-production' || text === 'development';

/** The same for the desktop app, whose command line also carries words of Electron: unknown ones are left alone. */
export function readPlace(words: readonly string[], environment: Readonly<Record<string, string | undefined>>): Place {
  const options = { workspace: { type: 'string' }, data: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true });
  const texts = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return placeOf(Object.fromEntries(texts), environment);
}

const placeOf = (
  values: Readonly<Record<string, string | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
): Place => ({
  workspace:
    values.workspace ?? (environment.MERIDIAN_WORKSPACE === '' ? null : (environment.MERIDIAN_WORKSPACE ?? null)),
  data: values.data ?? (environment.MERIDIAN_DATA === '' ? null : (environment.MERIDIAN_DATA ?? null)),
});
