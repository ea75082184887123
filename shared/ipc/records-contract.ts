import { z } from 'zod';
import {
  INCIDENT_KINDS,
  LINK_KINDS,
  ROLES,
  SEVERITIES,
  STATES,
  WRITTEN_KINDS,
  type IncidentRow,
  type IncidentView,
  type RecordsStatus,
} from '../domain/incident/types';
import type { Exported, Written } from './outcomes';
import { changeInputs, type ChangeOutputs } from './changes-contract';
import { handoverInputs, type HandoverOutputs } from './handovers-contract';
import { EXPORT_FORMATS, IMAGE_MEDIA, MOST_IMAGE, MOST_IMPORT, MOST_UPDATE } from './records-limits';

const nothing = z.undefined();
const id = z.string().min(1).max(256);
const line = z.string().trim().min(1).max(300);
const text = z.string().trim().min(1).max(20_000);
const instant = z.number().min(0).max(8.64e15);
/** Without groups: a pattern that remembers each of a million steps runs out of stack. */
const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
  .refine((value) => value.length % 4 === 0, 'is no base64');
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const person = z.string().trim().min(1).max(120);

/** What a person changes in the fields of an incident; state, severity and roles are acts, and what a timeline says is added only. */
const edit = z.union([
  z.strictObject({ edit: z.literal('title'), title: line }),
  z.strictObject({ edit: z.enum(['began', 'detected']), at: instant.nullable() }),
  z.strictObject({ edit: z.enum(['add-site', 'remove-site']), site: id }),
  z.strictObject({ edit: z.literal('let-see'), person }),
  z.strictObject({
    edit: z.literal('add-follow-up'),
    text: line,
    owner: person.nullable(),
    due: instant.nullable(),
  }),
  z.strictObject({
    edit: z.literal('change-follow-up'),
    id,
    text: line.optional(),
    owner: person.nullable().optional(),
    due: instant.nullable().optional(),
    done: z.boolean().optional(),
  }),
  z.strictObject({
    edit: z.literal('add-link'),
    kind: z.enum(LINK_KINDS),
    target: z.string().trim().min(1).max(2_048),
    label: z.string().trim().max(300),
  }),
  z.strictObject({ edit: z.enum(['remove-follow-up', 'restore-follow-up', 'remove-link', 'restore-link']), id }),
  z.strictObject({
    edit: z.literal('add-image'),
    hash,
    media: z.enum(IMAGE_MEDIA),
    name: z.string().max(300),
    size: z.int().min(0).max(MOST_IMAGE),
  }),
]);
export type IncidentEdit = z.infer<typeof edit>;

const act = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('state'),
    state: z.enum(STATES),
    /** When it was so, where that is not now. */
    at: instant.optional(),
    reason: z.string().trim().max(2_000).optional(),
  }),
  z.strictObject({
    act: z.literal('severity'),
    severity: z.enum(SEVERITIES),
    reason: z.string().trim().max(2_000).optional(),
  }),
  /** Null takes the role away from whoever has it. */
  z.strictObject({ act: z.literal('role'), role: z.enum(ROLES), person: person.nullable() }),
  z.strictObject({ act: z.literal('acknowledge'), of: id }),
]);
export type IncidentAct = z.infer<typeof act>;

/** Methods of records: checked at the one door, like all others. */
export const recordInputs = {
  ...changeInputs,
  ...handoverInputs,
  'records.status': nothing,
  /** Who writes from now on; another person writes as another replica. */
  'records.identify': z.strictObject({ person }),
  /** What is only in memory, as plain text for a file of the person's choice. */
  'records.unsavedText': nothing,
  /** Everything an editor's document begins with. */
  'records.document': z.strictObject({ record: id }),
  /** A change of that document. The answer says whether it survives `kill -9` by now. */
  'records.update': z.strictObject({ record: id, update: base64.max(MOST_UPDATE), from: id }),
  'records.putImage': z.strictObject({
    record: id,
    media: z.enum(IMAGE_MEDIA),
    bytes: base64.max(Math.ceil(MOST_IMAGE / 3) * 4),
  }),
  'records.getImage': z.strictObject({ record: id, hash }),
  /** With words: only those that have all of them, anywhere. */
  'incidents.list': z.strictObject({ words: z.string().max(300).optional() }),
  'incidents.read': z.strictObject({ id }),
  'incidents.declare': z.strictObject({
    title: line,
    kind: z.enum(INCIDENT_KINDS),
    severity: z.enum(SEVERITIES),
    sites: z.array(id).max(100),
    /** The attention item it was opened from. */
    attention: z.string().max(2_048).nullable(),
    /** Of a security incident: who may know of it, besides who declares it. */
    restrictedTo: z.array(person).max(100),
  }),
  'incidents.edit': z.strictObject({ id, edits: z.array(edit).min(1).max(50) }),
  'incidents.act': z.strictObject({ id, act }),
  /** Writes into the timeline, as this person and now. */
  'incidents.note': z.strictObject({ id, kind: z.enum(WRITTEN_KINDS), text }),
  /** Freezes what is on screen of a site, or of one of its signals. */
  'incidents.pin': z.strictObject({ id, site: id, signal: id.optional() }),
  /** Takes every secret out of it for good, but those a person said are none (`secretKey` of each). */
  'incidents.redact': z.strictObject({ id, keep: z.array(z.string().min(1).max(400)).max(100) }),
  'incidents.export': z.strictObject({ id, format: z.enum(EXPORT_FORMATS) }),
  /** The text of one file. `asNew`: as another incident, where its own is here and says something else. */
  'incidents.import': z.strictObject({
    name: z.string().min(1).max(300),
    text: z.string().max(MOST_IMPORT),
    asNew: z.boolean().optional(),
  }),
  /** Shows a file that was written here, in its folder. */
  'incidents.reveal': z.strictObject({ file: z.int().min(0) }),
};
export type RecordMethod = keyof typeof recordInputs;

/** An image, or the true cause why it cannot be shown. */
export type ImageAnswer =
  | { readonly kind: 'image'; readonly media: string; readonly bytes: string }
  /** `not-listed`: nothing of this incident has that name; `not-here`: it was kept elsewhere; `no-image`: the bytes are none. */
  | { readonly kind: 'not-listed' | 'not-here' | 'no-image' };

export type ImportAnswer =
  | {
      readonly kind: 'done';
      readonly outcome: 'created' | 'unchanged';
      /** Null: it is restricted to others, and is not shown to this person. */
      readonly id: string | null;
      readonly title: string;
      /** `LINE:COLUMN message`: what was passed over. */
      readonly warnings: readonly string[];
    }
  /** Nothing was changed. `mayCopy`: it can come in as another incident. */
  | {
      readonly kind: 'refused';
      readonly problems: readonly string[];
      readonly more: number;
      readonly mayCopy: boolean;
    };

export interface RecordOutputs extends ChangeOutputs, HandoverOutputs {
  'records.status': RecordsStatus;
  'records.identify': RecordsStatus;
  'records.unsavedText': { readonly text: string };
  'records.document': { readonly update: string };
  'records.update': Written;
  'records.putImage': { readonly hash: string };
  'records.getImage': ImageAnswer;
  'incidents.list': readonly IncidentRow[];
  'incidents.read': IncidentView;
  'incidents.declare': Written & { readonly id: string };
  'incidents.edit': Written;
  'incidents.act': null;
  'incidents.note': Written;
  'incidents.pin': Written & { readonly hash: string; readonly title: string };
  'incidents.redact': { readonly removed: number };
  'incidents.export': Exported;
  'incidents.import': ImportAnswer;
  'incidents.reveal': null;
}

export interface RecordEvents {
  /** `update` is the change of the document, null where something else changed; `from` names the window that made it. */
  'records.changed': { readonly record: string; readonly update: string | null; readonly from: string | null };
  /** Everything this record had to save up to now survives `kill -9`. */
  'records.saved': { readonly record: string };
  /** Words were taken out of it for good: what a window remembers of them it forgets. */
  'records.redacted': { readonly record: string };
  /** Lists say something else than before; which record it is about is not said. */
  'records.listed': null;
  'records.health': RecordsStatus;
}
