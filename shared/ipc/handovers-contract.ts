import { z } from 'zod';
import { CONDITIONS, OVERALLS, type HandoverRow, type HandoverView } from '../domain/handover/types';
import type { DutyEntry } from '../domain/shifts/types';
import { MOST_IMPORT } from './records-limits';
import type { Exported, Written } from './outcomes';

const nothing = z.undefined();
const id = z.string().min(1).max(256);
const person = z.string().trim().min(1).max(120);
const instant = z.number().min(0).max(8.64e15);
const line = z.string().max(300);
const words = z.string().max(4_000);
const day = z.iso.date();

/** What people write in an item; what is left out stays as it is. */
const itemFields = z
  .strictObject({
    condition: z.enum(CONDITIONS),
    line,
    done: words,
    next: words,
    owner: person.nullable(),
    due: instant.nullable(),
  })
  .partial();
const ifThenFields = z
  .strictObject({
    item: id.nullable(),
    text: line,
    watch: z
      .strictObject({
        site: id,
        signal: id,
        is: z.enum(['over', 'under']),
        limit: z.number(),
        minutes: z.number().min(1).max(1_440),
      })
      .nullable(),
    action: words,
    who: person.nullable(),
    from: instant.nullable(),
    until: instant.nullable(),
  })
  .partial();

/** New entries get their id from whoever writes them. */
const edit = z.discriminatedUnion('edit', [
  z.strictObject({ edit: z.literal('overall'), overall: z.enum(OVERALLS).nullable() }),
  z.strictObject({ edit: z.literal('sentence'), text: words }),
  z.strictObject({ edit: z.literal('notes'), text: z.string().max(20_000) }),
  z.strictObject({ edit: z.literal('people'), side: z.enum(['givers', 'receivers']), people: z.array(person).max(50) }),
  z.strictObject({
    edit: z.literal('add-item'),
    id,
    kind: z.enum(['action', 'note', 'site']),
    reference: z.string().max(2_048),
    sites: z.array(id).max(100),
    fields: itemFields,
  }),
  z.strictObject({ edit: z.literal('item'), id, fields: itemFields }),
  z.strictObject({ edit: z.literal('dismiss'), id, reason: z.string().trim().min(1).max(2_000) }),
  /** It is told with another one. */
  z.strictObject({ edit: z.literal('merge'), id, into: id }),
  /** Takes back `dismiss` and `merge`. */
  z.strictObject({ edit: z.literal('restore'), id }),
  z.strictObject({ edit: z.literal('if-then'), id, fields: ifThenFields }),
  z.strictObject({ edit: z.enum(['remove-if-then', 'restore-if-then']), id }),
  /** The whole draft, which nobody has taken over: another one is gone on with. */
  z.strictObject({ edit: z.literal('put-away'), reason: z.string().trim().min(1).max(2_000) }),
  z.strictObject({ edit: z.literal('take-up') }),
]);
export type HandoverEdit = z.infer<typeof edit>;

const reason = z.string().trim().min(1).max(2_000);
/** `content`: hash of what the person read (HandoverView.hash); refused when it is another by now. */
const act = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('sign'), content: z.string().max(200) }),
  z.strictObject({ act: z.literal('review'), content: z.string().max(200) }),
  z.strictObject({ act: z.literal('read-back'), item: id, text: z.string().trim().min(1).max(4_000) }),
  z.strictObject({ act: z.literal('confirm'), of: id }),
  z.strictObject({ act: z.literal('correct'), of: id, text: z.string().trim().min(1).max(4_000) }),
  z.strictObject({ act: z.literal('question'), text: z.string().trim().min(1).max(4_000), item: id.nullable() }),
  z.strictObject({ act: z.literal('answer'), of: id, text: z.string().trim().min(1).max(4_000) }),
  z.strictObject({
    act: z.literal('accept'),
    content: z.string().max(200),
    reservations: z.string().trim().max(4_000),
  }),
  z.strictObject({ act: z.literal('refuse'), content: z.string().max(200), reason }),
  z.strictObject({ act: z.literal('self-cover'), content: z.string().max(200), reason }),
  z.strictObject({ act: z.literal('settle'), of: id }),
  z.strictObject({ act: z.literal('seen') }),
]);
export type HandoverAct = z.infer<typeof act>;

const span = { from: instant, to: instant };
const isSpan = ({ from, to }: { readonly from: number; readonly to: number }): boolean => from < to;
const SPAN = 'it must end after it begins';
const dutyEntry = z.union([
  z.strictObject({ kind: z.literal('leave'), person, ...span }).refine(isSpan, SPAN),
  z
    .strictObject({ kind: z.literal('cover'), team: id, person, instead: person.nullable(), ...span })
    .refine(isSpan, SPAN),
  z.strictObject({
    kind: z.literal('swap'),
    team: id,
    between: z.tuple([person, person]),
    days: z.tuple([day, day]),
  }),
  z.strictObject({ kind: z.literal('on-duty'), team: id, person, ...span }).refine(isSpan, SPAN),
]);
export type NewDutyEntry = z.infer<typeof dutyEntry>;

export const HANDOVER_FORMATS = ['markdown', 'text', 'pdf', 'file'] as const;
export type HandoverFormat = (typeof HANDOVER_FORMATS)[number];

export const handoverInputs = {
  /** All of them, newest end of shift first. */
  'handovers.list': nothing,
  'handovers.read': z.strictObject({ id }),
  /** From live data (H1), for the end of the shift that this team gives over next, or gave last and nobody took. */
  'handovers.draft': z.strictObject({ from: id }),
  /** How much a refresh would bring; writes nothing. */
  'handovers.news': z.strictObject({ id }),
  /** Brings what was drafted up to date; what people wrote stays. */
  'handovers.refresh': z.strictObject({ id }),
  'handovers.edit': z.strictObject({ id, edits: z.array(edit).min(1).max(100) }),
  'handovers.act': z.strictObject({ id, act }),
  /** `file`: the record itself, for another data folder. `zone`: whose local times are in it, beside UTC. */
  'handovers.export': z.strictObject({
    id,
    format: z.enum(HANDOVER_FORMATS),
    paper: z.enum(['A4', 'Letter']),
    zone: z.enum(['receiver', 'giver']),
  }),
  /** The text of a file that `handovers.export` wrote: what it says and what is here become one. */
  'handovers.import': z.strictObject({ name: z.string().min(1).max(300), text: z.string().max(MOST_IMPORT) }),
  /** What people wrote of leave, cover, swaps and duty; what the workspace file says is in the picture. */
  'duty.list': nothing,
  'duty.write': z.strictObject({ entry: dutyEntry }),
  'duty.withdraw': z.strictObject({ id, withdrawn: z.boolean() }),
};
export type HandoverMethod = keyof typeof handoverInputs;

export interface HandoverOutputs {
  'handovers.list': readonly HandoverRow[];
  'handovers.read': HandoverView;
  'handovers.draft': Written & { readonly id: string };
  'handovers.news': { readonly added: number; readonly changed: number; readonly closed: number };
  'handovers.refresh': Written & { readonly added: number; readonly changed: number; readonly closed: number };
  'handovers.edit': Written;
  'handovers.act': null;
  'handovers.export': Exported;
  'handovers.import': { readonly id: string; readonly outcome: 'created' | 'merged' | 'unchanged' };
  'duty.list': readonly DutyEntry[];
  'duty.write': Written & { readonly id: string };
  'duty.withdraw': Written;
}
