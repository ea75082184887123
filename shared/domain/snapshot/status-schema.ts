import { z } from 'zod';
import { APIS, type Condition, type SignalCondition } from '../sources/types';
import { STATUSES, type ReasonKind } from '../status/types';

/**
 * The form of the status JSON (product.md 10), for whoever reads it: docs/status.schema.json is written from here. It says
 * exactly what `statusJson` gives; a test keeps the two together.
 */
const instant = z
  .string()
  .regex(/^([+-]\d{2})?\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .describe('ISO 8601 in UTC, with milliseconds');
const status = z.enum(STATUSES);
const signalState = z.enum(['critical', 'warning', 'unknown', 'ok']);

const CONDITIONS = [
  'live',
  'late',
  'stale',
  'throttled',
  'denied',
  'signed-out',
  'offline',
  'error',
  'never',
] as const satisfies readonly Condition[];
const SIGNAL_CONDITIONS = [...CONDITIONS, 'misconfigured', 'partial'] as const satisfies readonly SignalCondition[];
const KINDS = [
  'signal',
  'alarm',
  'health-event',
  'maintenance',
  'blind',
  'misconfigured',
  'nothing-watched',
  'health-view',
  'all-well',
] as const satisfies readonly ReasonKind[];

const reason = z.strictObject({
  kind: z.enum(KINDS),
  severity: z.enum([...STATUSES, 'info']).describe('What the reason makes of the site; info changes no status'),
  text: z.string(),
  since: instant,
  source: z
    .string()
    .describe('account/region/api, workspace for what follows from the file alone, or changes for what people planned'),
  ageSeconds: z
    .number()
    .int()
    .min(0)
    .nullable()
    .describe('Seconds since the last good answer of the source; null: never'),
});

const signal = z.strictObject({
  id: z.string(),
  state: signalState,
  value: z.number().nullable().describe('Of the newest complete bucket that has a value; null: none'),
  unit: z.string(),
  at: instant.nullable().describe('Start of that bucket'),
  condition: z.enum(SIGNAL_CONDITIONS),
});

const site = z.strictObject({
  id: z.string(),
  name: z.string(),
  country: z.string().describe('ISO 3166-1 alpha-2'),
  tier: z.enum(['production', 'pre-production', 'development']),
  account: z.string().describe('Id of the account in the workspace'),
  region: z.string(),
  status,
  since: instant,
  blind: z.boolean().describe('A required source is neither live nor late'),
  reasons: z.array(reason).min(1).describe('Worst first'),
  signals: z.array(signal),
});

export const statusSchema = z.strictObject({
  generatedAt: instant,
  demo: z.boolean(),
  workspace: z.string().describe('Id of the workspace'),
  sites: z.array(site),
  alarms: z.array(
    z.strictObject({
      site: z.string(),
      name: z.string(),
      state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA', 'UNKNOWN']),
      since: instant,
      badge: z
        .enum(['muted', 'suppressed', 'actions off'])
        .nullable()
        .describe('Why it tells nobody; muted is known only as far as the mute rules of its account and region are'),
      muted: z
        .strictObject({
          until: instant.nullable().describe('null: no end is known'),
          by: z.array(z.string()).describe('Names of the mute rules'),
        })
        .optional()
        .describe('Alarm mute rules hold now'),
    }),
  ),
  events: z
    .array(
      z.strictObject({
        arn: z.string(),
        service: z.string().nullable(),
        region: z.string().nullable(),
        category: z.string().nullable(),
        status: z.string().nullable().describe('As AWS sent it'),
        open: z.boolean().describe('Ongoing: not closed, and no end in the past'),
        start: instant.nullable(),
        end: instant.nullable(),
        title: z.string(),
        sites: z.array(z.string()).describe('Ids of the sites it concerns'),
      }),
    )
    .describe('AWS Health events, counting or only listed'),
  sources: z.array(
    z.strictObject({
      account: z.string(),
      region: z.string().describe('global for AWS Health'),
      api: z.enum(APIS),
      condition: z.enum(CONDITIONS),
      intervalSeconds: z.number().positive().describe('Promised interval'),
      lastGoodAt: instant.nullable(),
      nextTryAt: instant.nullable(),
      reason: z.string().nullable(),
    }),
  ),
  attention: z
    .array(
      z.strictObject({
        site: z.string(),
        severity: z.enum(['critical', 'warning', 'unknown', 'maintenance']),
        title: z.string(),
        since: instant,
        then: z
          .strictObject({ action: z.string(), who: z.string().nullable().describe('Id of a person') })
          .optional()
          .describe('What to do about it, as the last shift said at the handover'),
      }),
    )
    .describe('Ranked: what to look at first comes first'),
  spend: z.strictObject({
    currency: z.literal('USD'),
    today: z.number().min(0),
    monthForecast: z.number().min(0),
    byApi: z.array(z.strictObject({ api: z.string(), requests: z.number().int().min(0), cost: z.number().min(0) })),
  }),
});

/** The JSON Schema of the status JSON; written to docs/ from here. */
export const statusJsonSchema = (): object => z.toJSONSchema(statusSchema, { io: 'output' });
