import { z } from 'zod';
import { CHANGE_STATES } from '../domain/change/types';
import type { ActId, Json, PersonId, RecordId, ReplicaId } from './ids';
import { isJson } from './is-json';

export const SEVERITIES = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const INCIDENT_STATES = ['open', 'mitigated', 'resolved', 'reviewed'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];
export const ROLES = ['commander', 'operations', 'communications', 'scribe'] as const;
export type Role = (typeof ROLES)[number];

/** Plain, and no deeper than anything here is: a hostile one must not end the stack, and a whole document is read in no time. */
const json = z.custom<Json>((value) => isJson(value));

/** What is acted, by `act`. Payloads are additive like fields: what is not known is kept. */
const payloads = {
  /** `at` where the person says that it was so at another time than now. */
  state: z.looseObject({ state: z.enum(INCIDENT_STATES), at: z.number().optional(), reason: z.string().optional() }),
  severity: z.looseObject({ severity: z.enum(SEVERITIES), reason: z.string().optional() }),
  /** Gives a role to a person (null takes it away); the person acknowledges. */
  role: z.looseObject({ role: z.enum(ROLES), person: z.string().nullable() }),
  /** Of an act (a role given, an incident declared): the person has seen and takes it. */
  acknowledge: z.looseObject({ of: z.string() }),
  /** What was deleted from the text is to be gone for good, everywhere (R40). */
  redact: z.looseObject({ reason: z.string().optional() }),
  /** Where a change was moved to. `plan`: hash of the plan that was started, with what the guard said then. */
  'change-state': z.looseObject({
    state: z.enum(CHANGE_STATES),
    at: z.number().optional(),
    reason: z.string().optional(),
    plan: z.string().optional(),
    verdict: z.string().optional(),
  }),
  /** To the plan with this hash and no other: an edit voids it (product.md 4). */
  approve: z.looseObject({
    plan: z.string(),
    answer: z.enum(['approved', 'disapproved', 'withdrawn']),
    reason: z.string().optional(),
  }),
  /** Of the findings with these keys, and of the plan with this hash: an edit voids it as it voids approvals. `breakGlass`: alone on call. */
  override: z.looseObject({
    plan: z.string(),
    findings: z.array(z.string()),
    reason: z.string().min(1),
    breakGlass: z.boolean(),
  }),
  step: z.looseObject({ step: z.string(), outcome: z.enum(['done', 'skipped', 'open']), at: z.number().optional() }),
  /** Of the giver: this content (by its hash) is what is handed over (H7). */
  'handover-sign': z.looseObject({ content: z.string() }),
  /** The receiver begins to read it. */
  'handover-review': z.looseObject({ content: z.string() }),
  /** What the receiver understood of one item, in own words (H4). `of`: hash of the item that was read. */
  'read-back': z.looseObject({ item: z.string(), of: z.string(), text: z.string().min(1) }),
  'read-back-answer': z.looseObject({
    of: z.string(),
    answer: z.enum(['confirmed', 'corrected']),
    text: z.string().optional(),
  }),
  question: z.looseObject({ text: z.string().min(1), item: z.string().optional() }),
  answer: z.looseObject({ of: z.string(), text: z.string().min(1) }),
  /** Takes duty with this content; `copy` is it, whole (H5). */
  'handover-accept': z.looseObject({ content: z.string(), copy: json, reservations: z.string().optional() }),
  'handover-refuse': z.looseObject({ content: z.string(), reason: z.string().min(1) }),
  /** One person has both shifts: nothing passes from hand to hand (H6). */
  'self-cover': z.looseObject({ content: z.string(), copy: json, reason: z.string().min(1) }),
  /** Of acceptances that met: the one that gave duty (H8). */
  'duty-settled': z.looseObject({ of: z.string() }),
  seen: z.looseObject({}),
} as const;

export type KnownActKind = keyof typeof payloads;
export type KnownAct = {
  [K in KnownActKind]: { readonly act: K } & Readonly<z.infer<(typeof payloads)[K]>>;
}[KnownActKind];
/** Of a newer version: kept, passed on, shown as such, and part of no state. */
export interface UnknownAct {
  readonly act: 'unknown';
  readonly name: string;
}

/** An act as it is logged and travels. Never folded, never edited (R20). */
export interface Act {
  readonly id: ActId;
  readonly record: RecordId;
  readonly person: PersonId;
  readonly replica: ReplicaId;
  /** Acts of this record that the person had seen and no other act seen by then had seen: tells later from concurrent (R22). */
  readonly parents: readonly ActId[];
  /** Name of the act, also of one this version does not know. */
  readonly act: string;
  readonly payload: Readonly<Record<string, Json>>;
  /** Of the canonical content of the record when the act was done (R30). */
  readonly contentHash: string;
  /** Local clock, and what was to be added to it to get the true time (measured; null where nothing was). */
  readonly at: number;
  readonly offset: number | null;
}

const actSchema = z.object({
  id: z.string().min(1),
  record: z.string().min(1),
  person: z.string(),
  replica: z.string().min(1),
  parents: z.array(z.string()),
  act: z.string().min(1),
  payload: z.record(z.string(), json),
  contentHash: z.string(),
  at: z.number(),
  offset: z.number().nullable(),
});

/** Null for what is no act at all. */
export function parseAct(value: unknown): Act | null {
  const parsed = actSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What an act says, where this version knows its name and its payload has the shape. */
export function meaning({ act, payload }: Pick<Act, 'act' | 'payload'>): KnownAct | UnknownAct {
  const schema = Object.hasOwn(payloads, act) ? payloads[act as KnownActKind] : null;
  const parsed = schema?.safeParse(payload);
  return parsed?.success === true ? ({ ...parsed.data, act } as KnownAct) : { act: 'unknown', name: act };
}

/** What an act's id is the hash of (R21): everything but the id. */
export const actBody = ({ id: _, ...body }: Act): Omit<Act, 'id'> => body;
