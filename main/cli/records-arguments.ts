import { parseArgs, type ParseArgsConfig } from 'node:util';
import { err, ok, type Result } from '../../shared/lib/result';
import { DAY, type Ms } from '../../shared/lib/time';
import type { SearchFilters } from '../../shared/records/search/types';
import type { Place } from './place';

export const EXPORT_FORMATS = ['markdown', 'json', 'html', 'text'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `meridian records ...` */
export type RecordsCommand = {
  readonly kind: 'records';
  readonly place: Place;
  /** Null: who used the folder so far. */
  readonly as: string | null;
} & RecordsAction;

export type RecordsAction =
  | { readonly action: 'list'; readonly json: boolean; readonly ofKind: string | null; readonly limit: number }
  | { readonly action: 'show'; readonly json: boolean; readonly record: string }
  | {
      readonly action: 'search';
      readonly json: boolean;
      readonly text: string;
      readonly filters: SearchFilters;
      readonly limit: number;
    }
  | { readonly action: 'export'; readonly record: string; readonly format: ExportFormat; readonly out: string | null }
  | {
      readonly action: 'import';
      readonly json: boolean;
      readonly files: readonly string[];
      readonly asNew: boolean;
      readonly dryRun: boolean;
    };

type Environment = Readonly<Record<string, string | undefined>>;
type PlaceOf = (values: Readonly<Record<string, string | undefined>>, environment: Environment) => Place;

interface Words {
  readonly positionals: readonly string[];
  readonly one: (name: string) => string | null;
  readonly many: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
}

const COMMON = ['workspace', 'data', 'as'];

export function readRecordsArguments(
  words: readonly string[],
  environment: Environment,
  placeOf: PlaceOf,
): Result<RecordsCommand | { readonly kind: 'records-help' }, string> {
  const [action, ...rest] = words;
  const finish = (
    read: Result<Words, string>,
    then: (words: Words) => Result<RecordsAction, string>,
  ): Result<RecordsCommand, string> => {
    if (!read.ok) return read;
    const done = then(read.value);
    if (!done.ok) return done;
    const place = placeOf(
      { workspace: read.value.one('workspace') ?? undefined, data: read.value.one('data') ?? undefined },
      environment,
    );
    const as =
      read.value.one('as') ?? (environment.MERIDIAN_PERSON === '' ? null : (environment.MERIDIAN_PERSON ?? null));
    return ok({ kind: 'records', place, as, ...done.value });
  };
  switch (action) {
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      return ok({ kind: 'records-help' });
    case 'list':
      return finish(read(rest, ['kind', 'limit'], ['json']), ({ positionals, one, flag }) => {
        const limit = limitOf(one('limit'), 50);
        if (positionals.length > 0) return err(`records list takes no "${positionals[0] ?? ''}"`);
        return limit === null ? err(LIMIT) : ok({ action: 'list', json: flag('json'), ofKind: one('kind'), limit });
      });
    case 'show':
      return finish(read(rest, [], ['json']), ({ positionals, flag }) => {
        const [record, more] = positionals;
        return record === undefined || more !== undefined
          ? err('records show takes the id of one record')
          : ok({ action: 'show', json: flag('json'), record });
      });
    case 'search':
      return finish(
        read(rest, ['kind', 'sort', 'state', 'severity', 'site', 'person', 'from', 'until', 'limit'], ['json']),
        searchOf,
      );
    case 'export':
      return finish(read(rest, ['format', 'out'], []), ({ positionals, one }) => {
        const [record, more] = positionals;
        const format = one('format') ?? 'markdown';
        if (record === undefined || more !== undefined) return err('records export takes the id of one record');
        if (!isFormat(format)) return err(`--format takes ${EXPORT_FORMATS.join(', ')}`);
        return ok({ action: 'export', record, format, out: one('out') });
      });
    case 'import':
      return finish(read(rest, [], ['json', 'as-new', 'dry-run']), ({ positionals, flag }) =>
        positionals.length === 0
          ? err('records import takes one file or more')
          : ok({
              action: 'import',
              json: flag('json'),
              files: positionals,
              asNew: flag('as-new'),
              dryRun: flag('dry-run'),
            }),
      );
    default:
      return err(`there is no command "records ${action}"`);
  }
}

function searchOf({ positionals, one, many, flag }: Words): Result<RecordsAction, string> {
  const limit = limitOf(one('limit'), 20);
  if (limit === null) return err(LIMIT);
  const [from, until] = [momentOf(one('from'), 'from'), momentOf(one('until'), 'until')];
  if (from === undefined || until === undefined)
    return err('--from and --until take a day (2026-11-25) or a time (2026-11-25T12:00Z)');
  const filters: SearchFilters = {
    ...some('kinds', many('kind')),
    ...some('sorts', many('sort')),
    ...some('states', many('state')),
    ...some('severities', many('severity')),
    ...some('sites', many('site')),
    ...some('persons', many('person')),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
  };
  const text = positionals.join(' ');
  if (text.trim() === '' && Object.keys(filters).length === 0) return err('records search takes words or a filter');
  return ok({ action: 'search', json: flag('json'), text, filters, limit });
}

const some = (name: keyof SearchFilters, values: readonly string[]): SearchFilters =>
  values.length === 0 ? {} : { [name]: values };
const LIMIT = '--limit takes a whole number from 1 to 10000';
const isFormat = (text: string): text is ExportFormat => (EXPORT_FORMATS as readonly string[]).includes(text);

function limitOf(text: string | null, usual: number): number | null {
  if (text === null) return usual;
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= 10_000 ? value : null;
}

/** Null where nothing was asked, undefined for what is no time. A day is all of it, in UTC. */
function momentOf(text: string | null, end: 'from' | 'until'): Ms | null | undefined {
  if (text === null) return null;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  if (!isDay && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return isDay && end === 'until' ? at + DAY - 1 : at;
}

function read(words: readonly string[], values: readonly string[], flags: readonly string[]): Result<Words, string> {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const name of [...COMMON, ...values]) options[name] = { type: 'string', multiple: true };
  for (const name of flags) options[name] = { type: 'boolean' };
  try {
    const parsed = parseArgs({ args: [...words], options, strict: true, allowPositionals: true });
    const given: Readonly<Record<string, unknown>> = parsed.values;
    const many = (name: string): readonly string[] => (given[name] ?? []) as readonly string[];
    return ok({
      positionals: parsed.positionals,
      many,
      one: (name) => many(name).at(-1) ?? null,
      flag: (name) => given[name] === true,
    });
  } catch (error) {
    // Node explains some of them in several lines.
    return err((error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' '));
  }
}
