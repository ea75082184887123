import { z } from 'zod';

export const FAULT_KINDS = [
  'throttle',
  'deny',
  'no-plan',
  'expired',
  'invalid-token',
  'hang',
  'slow',
  'reset',
  'html',
  'html-503',
  'empty',
  'truncated',
  'wrong-shape',
  '500',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** An instant, or seconds after the start of the simulator. */
const moment = z.union([z.iso.datetime({ offset: true }), z.number()]);

const latency = z.number().min(0).max(600_000);
const latencyRange = z
  .strictObject({ min: latency, max: latency })
  .refine(({ min, max }) => min <= max, { message: 'min is above max' });

/** What goes wrong, for whom and when. Whatever is left out does not limit it. */
export const faultSchema = z
  .strictObject({
    id: z.string().min(1).optional(),
    kind: z.enum(FAULT_KINDS),
    /** A region, or `global` for AWS Health. */
    region: z.string().min(1).optional(),
    /** Twelve digits, or the access key id. */
    account: z.string().min(1).optional(),
    service: z
      .enum(['monitoring', 'cloudwatch', 'health', 'sts', 'codepipeline', 'codedeploy', 'cloudformation'])
      .optional(),
    operation: z.string().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    from: moment.optional(),
    until: moment.optional(),
    /** How many requests it hits before it is used up. */
    count: z.int().min(1).optional(),
    /** Of `slow`: how long after the request the answer comes; a range is drawn from, for each request anew. */
    latencyMs: z.union([latency, latencyRange]).optional(),
    /** Of `deny`: the action that is missing, when it is not the operation's own. */
    action: z.string().min(1).optional(),
  })
  .refine((fault) => fault.kind !== 'slow' || fault.latencyMs !== undefined, {
    path: ['latencyMs'],
    message: 'a slow fault needs latencyMs',
  });

export type Fault = z.infer<typeof faultSchema>;
