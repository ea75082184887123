import { z } from 'zod';
import { plainText } from '../../lib/plain-text';
import { isTimeZone } from '../../lib/zones';
import { LENGTH_FORM, readLength, readMoment } from '../freezes/moment';

/**
 * The form of the workspace file (meridian.yaml, version 1). It is the one source: the parser, the JSON Schema in docs/
 * and the types of the program all come from here. Messages finish the sentence "expected ...".
 */
const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'an id of letters, digits, dot, dash or underscore (at most 64)');
const text = z.string().min(1, 'a text that is not empty').max(500, 'a text of at most 500 characters');
/** A text that is only shown; what AWS is asked with (a metric, a dimension, a profile) stays letter by letter. */
const shown = z
  .string()
  .overwrite(plainText)
  .min(1, 'a text that is not empty')
  .max(500, 'a text of at most 500 characters');
const zone = z.string().refine(isTimeZone, 'an IANA time zone such as America/Sao_Paulo');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as "HH:MM"');
const clockRange = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'a range as "HH:MM-HH:MM"');
const day = z.iso.date('a date as YYYY-MM-DD');
const LOCAL_TIME = 'a local time as YYYY-MM-DDTHH:MM';
/** Wall clock of the zone of a team. */
const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, LOCAL_TIME)
  .refine((value) => day.safeParse(value.slice(0, 10)).success, LOCAL_TIME);
const region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'an AWS region such as sa-east-1');
const country = z.string().regex(/^[A-Z]{2}$/, 'a country code of ISO 3166-1 such as BR');
const subdivision = z.string().regex(/^[A-Z0-9]{1,3}$/, 'a code of ISO 3166-2 without its country, such as ON');
const moment = text.superRefine((value, context) => {
  const read = readMoment(value);
  if ('expected' in read) context.addIssue({ code: 'custom', message: read.expected, input: value });
});
const length = z.string().refine((value) => readLength(value) !== null, LENGTH_FORM);
const glob = z.string().min(1, 'a name or a pattern with *').max(255, 'a pattern of at most 255 characters');

/** Statistics of CloudWatch: the five basic ones and the extended ones (percentiles, trimmed means and their kin). */
const STATISTIC =
  /^(Sum|Average|Minimum|Maximum|SampleCount|IQM|p(100|\d{1,2}(\.\d{1,10})?)|(tm|wm|tc|ts)\d{1,2}(\.\d{1,10})?|(TM|WM|TC|TS|PR)\([^()]{1,40}\))$/;

const metric = z.strictObject({
  namespace: text,
  name: text,
  dimensions: z.record(text, text).default({}),
  statistic: z.string().regex(STATISTIC, 'a CloudWatch statistic such as Sum, Average or p95').default('Average'),
  /** Seconds. */
  period: z
    .number()
    .int()
    .refine(
      (s) => s === 10 || s === 20 || s === 30 || (s >= 60 && s % 60 === 0 && s <= 86_400),
      'a period in seconds: 10, 20, 30 or a multiple of 60',
    )
    .default(60),
  /** What values are multiplied with before they are shown and judged. */
  scale: z.number().positive('a number above 0').optional(),
  unit: text.optional(),
  region: region.optional(),
  account: id.optional(),
});

/** A number in the unit of the signal, or a percentage of the same local hour (S11). */
const limit = z.union(
  [
    z.number(),
    z.string().regex(/^\d{1,4}(\.\d+)?% of same-hour$/, 'a number, or a percentage such as "75% of same-hour"'),
  ],
  'a number, or a percentage such as "75% of same-hour"',
);

const MN = /^([1-9]\d?) of ([1-9]\d?)$/;
const breach = z.string().refine((value) => {
  const parts = MN.exec(value);
  return parts !== null && Number(parts[1]) <= Number(parts[2]);
}, '"M of N" with M at most N, such as "3 of 5"');

const signal = z
  .strictObject({
    id,
    name: shown,
    unit: shown,
    worse: z.enum(['lower', 'higher'], 'lower or higher'),
    metric: metric.optional(),
    expression: z
      .string()
      .min(1, 'a CloudWatch metric math expression')
      .max(2_048, 'at most 2,048 characters')
      .optional(),
    metrics: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9_]{0,60}$/, 'a metric id that starts with a lower-case letter'), metric)
      .optional(),
    warning: limit.optional(),
    critical: limit.optional(),
    floor: z.number().optional(),
    breach: breach.default('3 of 5'),
    recover: z.number().int().min(1, 'a whole number from 1').max(100, 'at most 100').default(5),
    missing: z.enum(['unknown', 'ok', 'breaching'], 'unknown, ok or breaching').default('unknown'),
    impact: z.enum(['orders'], 'orders').optional(),
    /** Seconds after its end until a bucket counts as complete (S3); left out: the longer of period and 120. */
    settle: z.number().int().min(0, 'seconds from 0').max(86_400, 'at most 86400 seconds').optional(),
  })
  .superRefine((value, context) => {
    if ((value.metric === undefined) === (value.expression === undefined)) {
      context.addIssue({ code: 'custom', message: 'either "metric" or "expression" (one of the two)' });
    }
    if (value.expression !== undefined && (value.metrics === undefined || Object.keys(value.metrics).length === 0)) {
      context.addIssue({
        code: 'custom',
        path: ['expression'],
        message: '"metrics" beside "expression": the metrics it computes with',
      });
    }
    if (value.expression === undefined && value.metrics !== undefined) {
      context.addIssue({ code: 'custom', path: ['metrics'], message: '"expression" beside "metrics"' });
    }
    for (const [key, one] of Object.entries(value.metrics ?? {})) {
      if (one.scale !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['metrics', key, 'scale'],
          message: 'no "scale" here: the expression itself can multiply',
        });
      }
    }
    const periods = new Set(Object.values(value.metrics ?? {}).map((m) => m.period));
    if (periods.size > 1) {
      context.addIssue({
        code: 'custom',
        path: ['metrics'],
        message: 'the same period for all metrics of an expression',
      });
    }
    // Two numbers, or two percentages; a number and a percentage cannot be compared here.
    const { warning, critical, worse } = value;
    const step =
      warning !== undefined && critical !== undefined && typeof warning === typeof critical
        ? Number.parseFloat(String(critical)) - Number.parseFloat(String(warning))
        : 0;
    if (worse === 'higher' ? step < 0 : step > 0) {
      context.addIssue({
        code: 'custom',
        path: ['critical'],
        message: `a limit that is worse than the warning limit (worse: ${worse})`,
      });
    }
  });

const site = z.strictObject({
  id,
  name: shown,
  country,
  /** Its part of ISO 3166-2 without the country: whose public holidays it keeps. */
  subdivision: subdivision.optional(),
  tier: z.enum(['production', 'pre-production', 'development'], 'production, pre-production or development'),
  account: id,
  region,
  location: z
    .tuple(
      [
        z.number().min(-90, 'a latitude from -90 to 90').max(90, 'a latitude from -90 to 90'),
        z.number().min(-180, 'a longitude from -180 to 180').max(180, 'a longitude from -180 to 180'),
      ],
      '[latitude, longitude]',
    )
    .optional(),
  timeZone: zone,
  owner: id.optional(),
  services: z.array(id).default([]),
  aws: z.array(text).optional(),
  hours: z.strictObject({ agreed: z.array(clockRange).default([]), peak: z.array(clockRange).default([]) }).optional(),
  alarms: z
    .strictObject({
      include: z.array(glob).optional(),
      ignore: z.array(glob).default(['TargetTracking-*']),
      critical: z.array(glob).default([]),
    })
    .optional(),
  signals: z.array(signal).default([]),
  /** `required`: a blind AWS Health makes the site unknown (S2). */
  health: z.enum(['required', 'informative'], 'required or informative').default('informative'),
  failover: id.optional(),
  runbooks: z
    .array(
      z.strictObject({
        title: shown,
        url: z.url({ protocol: /^https?$/, error: 'an http or https address' }).overwrite(plainText),
      }),
    )
    .default([]),
  contact: z.strictObject({ text: shown }).optional(),
});

/** From a moment to another, or the public holidays of each site's country; freeze-problems.ts says what goes with what. */
const freeze = z.strictObject({
  id,
  name: shown,
  countries: z.array(country).optional(),
  sites: z.array(id).optional(),
  from: moment.optional(),
  to: moment.optional(),
  holidays: z.enum(['public'], 'public').optional(),
  /** Beside the workspace file. */
  calendar: z
    .string()
    .regex(
      /^(?!\/|.*(?:^|\/)\.\.(?:\/|$))[^\\:*?"<>|\u0000-\u001f]{1,200}$/,
      'the name of a file beside the workspace file, such as freezes.ics',
    )
    .optional(),
  before: length.optional(),
  after: length.optional(),
});

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY_SPEC =
  /^(sun|mon|tue|wed|thu|fri|sat)(-(sun|mon|tue|wed|thu|fri|sat))?(,(sun|mon|tue|wed|thu|fri|sat)(-(sun|mon|tue|wed|thu|fri|sat))?)*$/;
const shift = z.strictObject({
  /** By which the rota names it. */
  name: id.optional(),
  days: z.string().regex(DAY_SPEC, 'days such as mon-fri or sat,sun'),
  from: clock,
  to: clock,
});

const team = z.strictObject({
  id,
  name: shown,
  level: z.enum(['L2', 'L3'], 'L2 or L3'),
  place: shown,
  timeZone: zone,
  shifts: z.array(shift).default([]),
  onCall: z.array(shift).default([]),
  /** On public holidays of the country the shifts fall away; being on call does not. */
  holidays: z.strictObject({ country, subdivision: subdivision.optional() }).optional(),
  handsOverTo: id.optional(),
});

export const workspaceSchema = z.strictObject({
  version: z.literal(1, 'version 1'),
  workspace: z.strictObject({ id, name: shown }),
  accounts: z
    .array(z.strictObject({ id, name: shown, profile: text, organization: z.boolean('true or false').default(false) }))
    .min(1, 'at least one account'),
  services: z
    .array(
      z.strictObject({
        id,
        name: shown,
        tier: z.number().int().min(1, 'a tier from 1 to 5').max(5, 'a tier from 1 to 5'),
        dependsOn: z.array(id).default([]),
      }),
    )
    .default([]),
  sites: z.array(site).min(1, 'at least one site'),
  teams: z.array(team).default([]),
  rota: z
    .array(z.strictObject({ team: id, shift: id.optional(), from: day, to: day, people: z.array(id) }))
    .default([]),
  leave: z.array(z.strictObject({ person: id, from: day, to: day })).default([]),
  /** People of any team work shifts of this one, on the wall clock of its zone. */
  cover: z
    .array(
      z.strictObject({
        team: id,
        people: z.array(id).min(1, 'at least one person'),
        instead: id.optional(),
        from: localTime,
        to: localTime,
      }),
    )
    .default([]),
  /** On the first day the second person works in the place of the first, on the second day the first in that of the second. */
  swaps: z
    .array(
      z.strictObject({
        team: id,
        between: z.tuple([id, id], 'two people, as [one, another]'),
        days: z.tuple([day, day], 'two dates, as [the day of the first, the day of the second]'),
      }),
    )
    .default([]),
  people: z
    .array(
      z.strictObject({
        id,
        name: shown,
        team: id,
        lead: z.boolean('true or false').default(false),
        principal: text.optional(),
      }),
    )
    .default([]),
  freezes: z.array(freeze).default([]),
  budget: z
    .strictObject({
      cloudwatchUsdPerMonth: z.number().min(0, 'an amount from 0'),
      installations: z.number().int().min(1, 'a whole number from 1').default(1),
    })
    .optional(),
  sync: z.strictObject({ table: text, region, account: id }).optional(),
});

export type WorkspaceFile = z.output<typeof workspaceSchema>;
export type SiteFile = WorkspaceFile['sites'][number];
export type FreezeFile = WorkspaceFile['freezes'][number];
export type SignalFile = SiteFile['signals'][number];
export type MetricFile = z.output<typeof metric>;
export type ShiftFile = z.output<typeof shift>;

/** Day numbers (0 is Sunday) of a spec such as `mon-fri,sun`. */
export function daysOf(spec: string): readonly number[] {
  const days = new Set<number>();
  for (const part of spec.split(',')) {
    const [first = '', last = first] = part.split('-');
    let at = DAYS.findIndex((name) => name === first);
    const end = DAYS.findIndex((name) => name === last);
    for (let count = 0; count < 7; count++) {
      days.add(at);
      if (at === end) break;
      at = (at + 1) % 7;
    }
  }
  return [...days].sort((a, b) => a - b);
}
