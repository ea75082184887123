import { z } from 'zod';
import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import { APIS, type SourceState } from '../../shared/domain/sources/types';
import type { StoredSignal } from '../engine/store-port';

// What the file holds was written by us, but perhaps by another version, and a disk may have its own opinion: it is `unknown`
// until it is parsed, and one bad row costs only itself.

const at = z.number().nullable();
const text = z.string().nullable();

const sourceState = z.object({
  account: z.string(),
  region: z.string(),
  api: z.enum(APIS),
  intervalSeconds: z.number().positive(),
  lastGoodAt: at,
  lastGoodAwsAt: at,
  failure: z
    .object({
      kind: z.enum(['throttled', 'denied', 'signed-out', 'offline', 'error']),
      reason: z.string(),
      at: z.number(),
    })
    .nullable(),
  nextTryAt: at,
  notUnderstood: z.array(z.string()),
}) satisfies z.ZodType<SourceState>;

const alarm = z.object({
  name: z.string(),
  arn: z.string(),
  kind: z.enum(['metric', 'composite', 'log']),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA', 'UNKNOWN']),
  since: z.number(),
  reason: z.string(),
  description: z.string(),
  evaluationState: text,
  periodSeconds: z.number(),
  children: z.array(z.string()),
  badge: z.enum(['muted', 'suppressed', 'actions off']).nullable(),
}) satisfies z.ZodType<Alarm>;

const healthEvent = z.object({
  arn: z.string(),
  service: text,
  typeCode: text,
  category: text,
  region: text,
  availabilityZone: text,
  start: at,
  end: at,
  lastUpdated: at,
  status: text,
  scope: text,
  description: text,
  entities: z.array(z.object({ value: z.string(), status: text, awsAccountId: text })).nullable(),
  incomplete: text,
}) satisfies z.ZodType<HealthEvent>;

const outsideRun = z.object({
  id: z.string(),
  kind: z.enum(['pipeline', 'deployment', 'stack']),
  account: z.string(),
  region: z.string(),
  name: z.string(),
  runId: z.string(),
  state: z.enum([
    'running',
    'stopping',
    'rolling-back',
    'waiting-approval',
    'waiting-traffic',
    'blocked',
    'succeeded',
    'failed',
    'stopped',
    'superseded',
  ]),
  said: z.string(),
  startedAt: at,
  updatedAt: at,
  endedAt: at,
  waitingSince: at,
  stage: text,
  by: text,
  revision: text,
  summary: text,
  progress: z.object({ done: z.number(), of: z.number() }).nullable(),
  rollback: z.boolean(),
}) satisfies z.ZodType<OutsideRun>;

const muteRule = z.object({
  arn: z.string(),
  name: z.string(),
  alarms: z.array(z.string()),
  active: z.boolean(),
  schedule: z.object({ expression: z.string(), duration: z.number(), timeZone: z.string() }).nullable(),
  from: at,
  until: at,
  updatedAt: at,
}) satisfies z.ZodType<MuteRule>;

const signalState = z.object({
  covered: z.tuple([z.number(), z.number()]).nullable(),
  noDenominator: z.array(z.number()),
  problem: z.object({ kind: z.enum(['misconfigured', 'partial', 'denied']), text: z.string() }).nullable(),
  seenIn14Days: z.boolean().nullable(),
}) satisfies z.ZodType<Omit<StoredSignal, 'points' | 'hours'>>;

export const parseSource = (json: string): SourceState | null => parse(sourceState, json);
export const parseSignal = (json: string): Omit<StoredSignal, 'points' | 'hours'> | null => parse(signalState, json);
export const parseEvents = (json: string): readonly HealthEvent[] => parseList(healthEvent, json);
export const parseMutes = (json: string): readonly MuteRule[] => parseList(muteRule, json);
export const parseOutside = (json: string): readonly OutsideRun[] => parseList(outsideRun, json);
export const parseAlarms = (json: string): readonly Alarm[] => parseList(alarm, json);

function parse<T>(schema: z.ZodType<T>, json: string): T | null {
  const parsed = schema.safeParse(fromJson(json));
  return parsed.success ? parsed.data : null;
}

function parseList<T>(schema: z.ZodType<T>, json: string): readonly T[] {
  const list = fromJson(json);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

function fromJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
