import { z } from 'zod';
import { STATUSES } from '../status/types';
import { MISSING } from './ready';
import { CONDITIONS, HANDOVER_STATES, ITEM_KINDS, OVERALLS, SECTIONS } from './types';

/**
 * The form of `meridian handover --format json`, for whoever reads it: docs/handover.schema.json is written from here. It says exactly what
 * `handoverJson` gives; a test keeps the two together.
 */
const instant = z
  .string()
  .regex(/^([+-]\d{2})?\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .describe('ISO 8601 in UTC, with milliseconds');
const person = z.string().describe('Id of a person, or a name where the workspace knows none');
const team = z.strictObject({ id: z.string(), name: z.string() });
const count = z.number().int().min(0);
const mark = z.enum(['new', 'changed', 'closed', 'same']).describe('Since the handover before');

export const handoverSchema = z.strictObject({
  generatedAt: instant,
  demo: z.boolean(),
  workspace: z.string(),
  stored: z.boolean().describe('False: drafted for this answer from one look at AWS, and stored nowhere'),
  id: z.string().nullable().describe('Id of the record; null where it is not stored'),
  hash: z.string().describe('Of the content: what a signature covers'),
  state: z.enum(HANDOVER_STATES),
  from: team,
  to: team,
  at: instant.describe('End of the shift of the giver: when duty is due to pass'),
  draftedAt: instant,
  late: z.boolean().describe('Drafted after the end of the shift'),
  overdue: z.boolean().describe('The shift is over and nobody has taken duty'),
  givers: z.array(person),
  receivers: z.array(person),
  overall: z.enum(OVERALLS).nullable(),
  sentence: z.string(),
  notes: z.string(),
  situation: z
    .strictObject({
      at: instant,
      oldest: instant
        .nullable()
        .describe('Oldest last good answer of the required sources; null where one never answered'),
      places: z.array(
        z.strictObject({
          country: z.string(),
          tier: z.enum(['production', 'pre-production', 'development']),
          status: z.enum(STATUSES),
          sites: count,
        }),
      ),
      notLive: z.array(z.strictObject({ source: z.string(), condition: z.string(), at: instant.nullable() })),
    })
    .nullable(),
  items: z
    .array(
      z.strictObject({
        id: z.string(),
        key: z.string().describe('The same thing has the same key in every handover'),
        section: z.enum(SECTIONS),
        kind: z.enum(ITEM_KINDS),
        reference: z.string(),
        name: z.string(),
        condition: z.enum(CONDITIONS),
        line: z.string(),
        facts: z.string(),
        done: z.string(),
        next: z.string(),
        owner: person.nullable(),
        due: instant.nullable(),
        begins: instant.nullable(),
        ends: instant.nullable(),
        sites: z.array(z.string()),
        status: z.enum([...STATUSES, 'go', 'caution', 'hold']).nullable(),
        origin: z.strictObject({ source: z.string(), at: instant.nullable() }).nullable(),
        carried: count.describe('Through so many shifts'),
        closed: z.boolean(),
        tells: z.array(z.string()).describe('Keys of items that are told with it'),
        mark,
      }),
    )
    .describe('Worst first'),
  dismissed: z.array(z.strictObject({ key: z.string(), name: z.string(), line: z.string(), reason: z.string() })),
  closedBefore: z
    .array(z.strictObject({ key: z.string(), kind: z.enum(ITEM_KINDS), name: z.string(), line: z.string() }))
    .describe('In the handover before, and not in this one'),
  ifThens: z.array(
    z.strictObject({
      id: z.string(),
      item: z.string().nullable(),
      text: z.string(),
      watch: z
        .looseObject({
          site: z.string(),
          signal: z.string(),
          is: z.enum(['over', 'under']),
          limit: z.number(),
          minutes: z.number(),
        })
        .nullable(),
      action: z.string(),
      who: person.nullable(),
      from: instant.nullable(),
      until: instant.nullable(),
      mark,
    }),
  ),
  before: z.strictObject({ id: z.string(), from: z.string(), to: z.string(), at: instant }).nullable(),
  marks: z.strictObject({ new: count, changed: count, closed: count, same: count }),
  missing: z
    .array(
      z.strictObject({
        kind: z.enum([...MISSING, 'told-with', 'read-back', 'answer']),
        item: z.string().nullable(),
        text: z.string(),
      }),
    )
    .describe('What keeps it from being signed, or once it is signed from being accepted'),
  signedBy: person.nullable(),
  signedAt: instant.nullable(),
  acceptedBy: person.nullable(),
  acceptedAt: instant.nullable(),
  reservations: z.string(),
  inConflict: z.boolean().describe('Several acceptances met, and nobody has said yet who had duty'),
  amended: z.boolean().describe('Edited after it was accepted'),
  readBack: z.strictObject({ settled: count, needed: count }),
  openQuestions: count,
});

/** The JSON Schema of it; written to docs/ from here. */
export const handoverJsonSchema = (): object => z.toJSONSchema(handoverSchema, { io: 'output' });
