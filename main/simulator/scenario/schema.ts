import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/lib/result';
import { faultSchema } from '../faults/schema';
import { firstProblem } from './problem';

const accountId = z.string().regex(/^\d{12}$/, 'expected the twelve digits of an AWS account');
const instant = z.iso.datetime({ offset: true });

/** Anything that JSON can say: wire objects are planted as they are, broken ones too. */
const wire = z.unknown();

const healthSchema = z.strictObject({
  /** Left out: every account sees these. */
  account: accountId.optional(),
  plan: z.boolean().optional(),
  organization: z.boolean().optional(),
  /** Wire events, as DescribeEvents lists them. */
  events: z.array(wire).optional(),
  /** Entries of successfulSet, each with `event.arn`. */
  details: z.array(z.looseObject({ event: z.looseObject({ arn: z.string() }) })).optional(),
  entities: z.array(wire).optional(),
  /** Entries of failedSet: their events have no details. */
  failed: z.array(z.looseObject({ eventArn: z.string() })).optional(),
  pageSize: z.int().min(1).optional(),
  repeatOnPages: z.boolean().optional(),
});

const alarmsSchema = z.strictObject({
  region: z.string().min(1),
  account: accountId.optional(),
  MetricAlarms: z.array(wire).optional(),
  CompositeAlarms: z.array(wire).optional(),
  LogAlarms: z.array(wire).optional(),
  pageSize: z.int().min(1).optional(),
});

const mutesSchema = z.strictObject({
  region: z.string().min(1),
  account: accountId.optional(),
  /** As GetAlarmMuteRule answers them: a listed one is a part of that. */
  rules: z.array(wire),
  pageSize: z.int().min(1).optional(),
});

const seriesSchema = z.union([
  z.strictObject({ constant: z.number() }),
  z.strictObject({
    values: z.array(z.number().nullable()).min(1),
    /** Which bucket the last value stands in: see docs/simulator.md. */
    endingAt: z.union([z.literal('complete'), z.number().min(0), instant]),
  }),
  z.strictObject({
    daily: z.strictObject({
      base: z.number(),
      amplitude: z.number(),
      zone: z.string().refine(isZone, 'expected an IANA time zone'),
    }),
  }),
]);

const metricSchema = z.strictObject({
  account: accountId.optional(),
  region: z.string().min(1),
  namespace: z.string().min(1),
  name: z.string().min(1),
  dimensions: z.record(z.string(), z.string()).optional(),
  /** Left out: the values are samples, and any statistic of them can be asked. */
  statistic: z.string().min(1).optional(),
  /** Seconds. */
  period: z.int().min(1),
  series: seriesSchema,
  order: z.enum(['asc', 'desc']).optional(),
  pages: z.int().min(1).max(100).optional(),
  status: z.enum(['PartialData', 'InternalError', 'Forbidden']).optional(),
});

const deliverySchema = z.strictObject({
  region: z.string().min(1),
  account: accountId.optional(),
  /** Wire objects: as ListPipelines lists it, its executions (newest first), and the stageStates of GetPipelineState. */
  pipelines: z
    .array(
      z.strictObject({
        summary: z.looseObject({ name: z.string() }),
        executions: z.array(wire).optional(),
        stageStates: z.array(wire).optional(),
      }),
    )
    .optional(),
  /** As BatchGetDeployments answers them. */
  deployments: z.array(wire).optional(),
  /** As ListStacks answers them; instants are epoch seconds. */
  stacks: z.array(wire).optional(),
  pageSize: z.int().min(1).optional(),
});

const scenarioSchema = z
  .strictObject({
    /** Fixes the clock; it then moves only by POST /_sim/clock. */
    now: instant.optional(),
    clock: z.literal('real').optional(),
    seed: z.int().min(0).optional(),
    world: z.enum(['retail', 'empty']).optional(),
    /** Minutes since the story of the retail world began, at the start; 12 when left out. */
    storyMinute: z.number().optional(),
    accounts: z
      .record(z.string().min(1), z.strictObject({ awsAccountId: accountId, expired: z.boolean().optional() }))
      .optional(),
    faults: z.array(faultSchema).optional(),
    health: z.union([healthSchema, z.array(healthSchema)]).optional(),
    alarms: z.array(alarmsSchema).optional(),
    mutes: z.array(mutesSchema).optional(),
    metrics: z.array(metricSchema).optional(),
    delivery: z.array(deliverySchema).optional(),
  })
  .refine((scenario) => scenario.now === undefined || scenario.clock === undefined, {
    path: ['clock'],
    message: 'a clock cannot be both fixed by "now" and "real"',
  });

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScriptedMetric = z.infer<typeof metricSchema>;
export type ScriptedAlarms = z.infer<typeof alarmsSchema>;
export type ScriptedMutes = z.infer<typeof mutesSchema>;
export type ScriptedDelivery = z.infer<typeof deliverySchema>;
export type ScriptedHealth = z.infer<typeof healthSchema>;

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Reads a scenario; the error names the place and the cause. */
export function parseScenario(value: unknown): Result<Scenario, string> {
  const parsed = scenarioSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(firstProblem(parsed.error));
}
