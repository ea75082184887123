import { z } from 'zod';
import { err, ok, type Result } from '../../lib/result';
import { MINUTE, type Ms } from '../../lib/time';
import { plainText } from '../../lib/plain-text';
import { readYaml, type FileProblem, type PathProblem } from '../yaml/read-yaml';
import { CHANGE_TYPES, type Change, type RiskGrade } from './types';

const id = z.string().min(1, 'an id').max(256, 'an id of at most 256 characters');
const line = z
  .string()
  .overwrite(plainText)
  .min(1, 'a text that is not empty')
  .max(300, 'a text of at most 300 characters');
const long = z.string().overwrite(plainText).max(20_000, 'a text of at most 20000 characters');
/** With its offset: a time without one is another instant in each country. */
const isInstant = (text: string): boolean => text === 'now' || z.iso.datetime({ offset: true }).safeParse(text).success;
const instant = z.string().refine(isInstant, 'a time with its offset such as "2026-12-01T22:00:00-03:00", or now');
const minutes = z.number().min(0, 'minutes from 0').max(100_000, 'at most 100000 minutes');
const grade = z.union([z.literal(1), z.literal(2), z.literal(3)], '1, 2 or 3');
const signal = z.strictObject({ site: id.optional(), signal: id });

/**
 * The form of a file that says what is to be changed, for `meridian changes check`: a pipeline writes it (YAML, or JSON). Messages finish
 * the sentence "expected ...".
 */
const changeFileSchema = z.strictObject({
  title: line,
  description: long.default(''),
  type: z.enum(CHANGE_TYPES, CHANGE_TYPES.join(', ')).default('normal'),
  sites: z.array(id).min(1, 'at least one site of the workspace file'),
  services: z.array(id).default([]),
  window: z.strictObject({ start: instant, end: instant.optional(), minutes: minutes.optional() }),
  owner: line.optional(),
  executor: line.optional(),
  /** Who approved it, as far as the file may say so. */
  approvedBy: z.array(line).default([]),
  risk: z.strictObject({ impact: grade, reversibility: grade, novelty: grade }).optional(),
  rollback: z
    .strictObject({
      command: z.string().max(4_000, 'at most 4000 characters').default(''),
      steps: z.array(line).default([]),
      minutes: minutes.optional(),
      testedAt: instant.optional(),
    })
    .optional(),
  watched: z.array(signal).default([]),
  abort: z.array(signal.extend({ at: z.enum(['warning', 'critical']).default('critical') })).default([]),
  bakeMinutes: minutes.default(0),
  artifact: line.optional(),
  /** Names of the pipelines, deployments or stacks that carry it out: the one that asks is under way itself. */
  runs: z.array(id).default([]),
  /** Incidents that it is the fix of, by their ids. */
  fixes: z.array(id).default([]),
  /** The change it takes back: a rollback is never held. */
  rollbackOf: id.optional(),
});
type ChangeFile = z.output<typeof changeFileSchema>;

/** The change that a file says, as it would be started at `now`. All problems are returned at once. */
export function readChangeFile(
  text: string,
  { now, sites }: { readonly now: Ms; readonly sites: readonly { readonly id: string }[] },
): Result<Change, readonly FileProblem[]> {
  const read = readYaml(text, {
    schema: changeFileSchema,
    what: 'a change',
    begins: 'a change: a mapping with title, sites and window',
    check: (file) => [...windowProblems(file, now), ...siteProblems(file, sites)],
  });
  return read.ok ? ok(toChange(read.value, now)) : err(read.error);
}

const at = (text: string, now: Ms): Ms => (text === 'now' ? now : Date.parse(text));

function endOf({ window }: ChangeFile, now: Ms): Ms {
  const start = at(window.start, now);
  return window.end === undefined ? start + (window.minutes ?? 0) * MINUTE : at(window.end, now);
}

function windowProblems(file: ChangeFile, now: Ms): readonly PathProblem[] {
  const { end, minutes: length, start } = file.window;
  if ((end === undefined) === (length === undefined))
    return [{ path: ['window'], expected: 'either "end" or "minutes" (one of the two)' }];
  const key = end === undefined ? 'minutes' : 'end';
  return endOf(file, now) > at(start, now) ? [] : [{ path: ['window', key], expected: 'an end after the start' }];
}

function siteProblems(file: ChangeFile, sites: readonly { readonly id: string }[]): readonly PathProblem[] {
  const known = new Set(sites.map(({ id: site }) => site));
  const expected = `a site of the workspace (${[...known].slice(0, 20).join(', ')})`;
  const named = [
    ...file.sites.map((site, index) => [['sites', index], site] as const),
    ...(['watched', 'abort'] as const).flatMap((list) =>
      file[list].map(({ site }, index) => [[list, index, 'site'], site] as const),
    ),
  ];
  return named.flatMap(([path, site]) => (site === undefined || known.has(site) ? [] : [{ path, expected }]));
}

function toChange(file: ChangeFile, now: Ms): Change {
  const start = at(file.window.start, now);
  const step = (text: string, index: number) => ({ id: `step-${index}`, text, minutes: null });
  /** A signal that names no site is one of each site of the change. */
  const signals = <T>(list: 'watched' | 'abort', more: (one: ChangeFile['abort'][number]) => T) =>
    (file[list] as readonly ChangeFile['abort'][number][]).flatMap((one, index) =>
      (one.site === undefined ? file.sites : [one.site]).map((site) => ({
        id: `${list}-${index}-${site}`,
        site,
        signal: one.signal,
        ...more(one),
      })),
    );
  return {
    id: 'file',
    number: '',
    title: file.title,
    description: file.description,
    type: file.type,
    sites: file.sites,
    services: file.services,
    window: { start, end: endOf(file, now) },
    owner: file.owner ?? null,
    executor: file.executor ?? null,
    approvers: [],
    risk: (file.risk as Record<'impact' | 'reversibility' | 'novelty', RiskGrade> | undefined) ?? null,
    steps: [],
    rollback: {
      steps: (file.rollback?.steps ?? []).map(step),
      command: file.rollback?.command ?? '',
      minutes: file.rollback?.minutes ?? null,
      testedAt: file.rollback?.testedAt === undefined ? null : at(file.rollback.testedAt, now),
    },
    abortSignals: signals('abort', ({ at: limit }) => ({ at: limit })),
    watched: signals('watched', () => ({ tolerance: 0.05 })),
    bakeMinutes: file.bakeMinutes,
    impact: null,
    artifact: file.artifact ?? null,
    state: 'proposed',
    inConflict: false,
    disapprovals: [],
    approvals: file.approvedBy.map((person) => ({ person, at: now, act: 'file' })),
    voided: [],
    overrides: [],
    ticks: [],
    times: { startedAt: null, bakingAt: null, endedAt: null },
    links: [
      ...file.fixes.map((target, index) => ({ id: `fixes-${index}`, kind: 'fixes' as const, target, label: '' })),
      ...file.runs.map((target, index) => ({ id: `runs-${index}`, kind: 'pipeline' as const, target, label: '' })),
      ...(file.rollbackOf === undefined
        ? []
        : [{ id: 'rollback-of', kind: 'rollback-of' as const, target: file.rollbackOf, label: '' }]),
    ],
    origin: null,
    changedAt: now,
  };
}
