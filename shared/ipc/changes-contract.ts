import { z } from 'zod';
import {
  CHANGE_LINK_KINDS,
  CHANGE_STATES,
  CHANGE_TYPES,
  type Change,
  type ChangeView,
  type StoredJudgement,
} from '../domain/change/types';
import type { Judgement } from '../domain/judgement/types';
import type { Severity } from '../domain/incident/types';
import { SEVERITIES } from '../domain/incident/types';
import type { Point } from '../domain/signals/types';
import type { Ms } from '../lib/time';
import { MOST_IMPORT } from './records-limits';
import type { Exported, Written } from './outcomes';

const id = z.string().min(1).max(256);
const line = z.string().trim().min(1).max(300);
const person = z.string().trim().min(1).max(120);
const instant = z.number().min(0).max(8.64e15);
const minutes = z.number().min(0).max(100_000);
const grade = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const steps = z.array(z.strictObject({ id, text: z.string().trim().max(2_000), minutes: minutes.nullable() })).max(200);

/** Each field that is given is the whole new value of it; what is left out stays. */
const plan = z
  .strictObject({
    title: line,
    description: z.string().max(20_000),
    type: z.enum(CHANGE_TYPES),
    sites: z.array(id).max(500),
    services: z.array(id).max(500),
    window: z
      .strictObject({ start: instant, end: instant })
      .refine(({ start, end }) => start < end, 'the window must end after it starts')
      .nullable(),
    owner: person.nullable(),
    executor: person.nullable(),
    approvers: z.array(person).max(50),
    risk: z.strictObject({ impact: grade, reversibility: grade, novelty: grade }).nullable(),
    steps,
    rollback: z.strictObject({
      steps,
      command: z.string().max(4_000),
      minutes: minutes.nullable(),
      testedAt: instant.nullable(),
    }),
    abortSignals: z.array(z.strictObject({ id, site: id, signal: id, at: z.enum(['warning', 'critical']) })).max(500),
    watched: z.array(z.strictObject({ id, site: id, signal: id, tolerance: z.number().gt(0).max(10) })).max(500),
    bakeMinutes: minutes,
    impact: z
      .strictObject({ text: z.string().max(2_000), warnings: z.array(z.string().min(1).max(300)).max(500) })
      .nullable(),
    artifact: line.nullable(),
    links: z
      .array(
        z.strictObject({
          id,
          kind: z.enum(CHANGE_LINK_KINDS),
          target: z.string().trim().min(1).max(2_048),
          label: z.string().trim().max(300),
        }),
      )
      .max(200),
  })
  .partial();
export type ChangeEdit = z.infer<typeof plan>;

const reason = z.string().trim().max(2_000);
const act = z.discriminatedUnion('act', [
  /** Starting (`running`) is refused while the guard says hold; rolling back never is. `at`: when it was so, where that is not now. */
  z.strictObject({
    act: z.literal('move'),
    state: z.enum(CHANGE_STATES),
    at: instant.optional(),
    reason: reason.optional(),
  }),
  /** `plan`: the hash of the plan the person read (ChangeView.planHash); refused when it is another by now. */
  z.strictObject({
    act: z.literal('approve'),
    answer: z.enum(['approved', 'disapproved', 'withdrawn']),
    plan: z.string().max(200),
    reason: reason.optional(),
  }),
  z.strictObject({
    act: z.literal('override'),
    findings: z.array(z.string().min(1).max(400)).min(1).max(100),
    reason: reason.min(1),
    breakGlass: z.boolean(),
  }),
  z.strictObject({ act: z.literal('step'), step: id, outcome: z.enum(['done', 'skipped', 'open']) }),
]);
export type ChangeAct = z.infer<typeof act>;

export const changeInputs = {
  /** All changes, also what is over; drafts too. */
  'changes.list': z.undefined(),
  'changes.read': z.strictObject({ id }),
  'changes.create': z.strictObject({ plan: plan.required({ title: true }) }),
  'changes.edit': z.strictObject({ id, plan }),
  'changes.act': z.strictObject({ id, act }),
  /** Writes into the log, as this person and now. */
  'changes.note': z.strictObject({ id, text: z.string().trim().min(1).max(20_000) }),
  /** Compares the watched signals before and after, now. `keep`: also stores it with the change. */
  'changes.judge': z.strictObject({ id, keep: z.boolean() }),
  /** Opens an incident from a change; both name the other. */
  'changes.incident': z.strictObject({ id, title: line, severity: z.enum(SEVERITIES) }),
  /** The text of one file, iCalendar or CSV. What was read in before (same uid) is brought up to date, never doubled. */
  'changes.import': z.strictObject({ name: z.string().min(1).max(300), text: z.string().max(MOST_IMPORT) }),
  /** Null: all of them. */
  'changes.export': z.strictObject({ ids: z.array(id).max(10_000).nullable(), format: z.enum(['ics', 'csv']) }),
  /** Example changes, in the demo only. */
  'changes.examples': z.undefined(),
};
export type ChangeMethod = keyof typeof changeInputs;

/** One watched signal as it is compared now, with the buckets that were compared. */
export interface JudgedSignal {
  readonly site: string;
  readonly signal: string;
  readonly name: string;
  readonly unit: string;
  readonly worse: 'higher' | 'lower';
  readonly tolerance: number;
  readonly warning: number | null;
  readonly critical: number | null;
  readonly judgement: Judgement;
  /** Medians of what was compared, in the unit of the signal; null where nothing was. */
  readonly beforeMedian: number | null;
  readonly afterMedian: number | null;
  /** For drawing: the buckets from an hour before the change on. */
  readonly points: readonly Point[];
  readonly periodSeconds: number;
  /** Start of the newest complete bucket; null when there is none. */
  readonly dataAt: Ms | null;
}

export interface ChangesImported {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** `LINE:COLUMN message` of what was passed over. */
  readonly problems: readonly string[];
  readonly more: number;
}

export interface ChangeOutputs {
  'changes.list': readonly Change[];
  'changes.read': ChangeView;
  'changes.create': Written & { readonly id: string };
  'changes.edit': Written;
  'changes.act': null;
  'changes.note': Written;
  'changes.judge': { readonly signals: readonly JudgedSignal[]; readonly kept: readonly StoredJudgement[] };
  'changes.incident': Written & { readonly id: string; readonly severity: Severity };
  'changes.import': ChangesImported;
  'changes.export': Exported;
  'changes.examples': { readonly made: number };
}
