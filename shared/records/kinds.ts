import { CHANGE_LINK_KINDS, CHANGE_TYPES } from '../domain/change/types';
import { CONDITIONS, ITEM_KINDS, OVERALLS } from '../domain/handover/types';
import { JUDGEMENT_VERDICTS } from '../domain/judgement/types';
import type { FieldShape, KindShape } from './shape';

const text: FieldShape = { type: 'text' };
const set: FieldShape = { type: 'set' };
const string: FieldShape = { type: 'value', of: 'string' };
const number: FieldShape = { type: 'value', of: 'number' };
const boolean: FieldShape = { type: 'value', of: 'boolean' };
const instant: FieldShape = { type: 'value', of: 'instant' };
const json: FieldShape = { type: 'value', of: 'json' };
const choice = (...oneOf: readonly string[]): FieldShape => ({ type: 'value', of: 'string', oneOf });

export const INCIDENT_KINDS = ['operations', 'security'] as const;
export const TIMELINE_KINDS = ['note', 'decision', 'action', 'status', 'snapshot'] as const;
export const LINK_KINDS = ['change', 'incident', 'handover', 'proof', 'ticket', 'web'] as const;

/**
 * A disturbance (product.md 5). What must not be forged or merged away (state, severity, roles) is no field: see acts.ts.
 * Declared, mitigated and resolved are the times of the state acts.
 */
export const incidentShape = {
  kind: 'incident',
  fields: {
    title: text,
    kind: choice(...INCIDENT_KINDS),
    sites: set,
    services: set,
    beganAt: instant,
    detectedAt: instant,
    notes: text,
    timeline: {
      type: 'list',
      fields: {
        kind: choice(...TIMELINE_KINDS),
        author: string,
        replica: string,
        at: instant,
        /** Measured offset of the author's clock: what is added to `at` to get the true time, in ms. */
        offset: number,
        sequence: number,
        text,
        refs: json,
      },
    },
    followUps: { type: 'list', fields: { text, owner: string, due: instant, done: boolean } },
    links: { type: 'list', fields: { kind: choice(...LINK_KINDS), target: string, label: text } },
    /** `content` is what was on screen, `hash` that of its canonical JSON. */
    snapshots: { type: 'list', fields: { hash: string, at: instant, title: string, content: json } },
    /** Images by content hash; the bytes lie beside the log. */
    images: { type: 'list', fields: { hash: string, media: string, name: string, size: number } },
    restrictedTo: set,
  },
} as const satisfies KindShape;

/**
 * Planned work (product.md 4). Its state, approvals, overrides and ticked steps are acts. The window is one value, so that two that were
 * moved apart are two windows to choose from, never a mixture.
 */
const changeShape = {
  kind: 'change',
  fields: {
    title: text,
    description: text,
    type: choice(...CHANGE_TYPES),
    /** The count of its number (shared/domain/change/number.ts). */
    serial: number,
    sites: set,
    services: set,
    /** { start, end }, milliseconds since 1970. */
    window: json,
    owner: string,
    executor: string,
    approvers: set,
    /** { impact, reversibility, novelty }, each 1 to 3. */
    risk: json,
    steps: { type: 'list', fields: { text, minutes: number, order: number } },
    rollbackSteps: { type: 'list', fields: { text, minutes: number, order: number } },
    rollbackCommand: text,
    rollbackMinutes: number,
    rollbackTestedAt: instant,
    abortSignals: { type: 'list', fields: { site: string, signal: string, at: choice('warning', 'critical') } },
    watched: { type: 'list', fields: { site: string, signal: string, tolerance: number } },
    bakeMinutes: number,
    declaresImpact: boolean,
    impactText: text,
    impactWarnings: set,
    artifact: string,
    links: { type: 'list', fields: { kind: choice(...CHANGE_LINK_KINDS), target: string, label: text } },
    log: {
      type: 'list',
      fields: {
        /** Of a note the author wrote it; guard and signal are lines of Meridian, on the replica of the author. */
        kind: choice('note', 'guard', 'signal'),
        author: string,
        replica: string,
        at: instant,
        offset: number,
        sequence: number,
        text,
        /** Of a line of Meridian: which transition it tells of. */
        about: string,
      },
    },
    judgements: {
      type: 'list',
      fields: {
        site: string,
        signal: string,
        name: string,
        at: instant,
        verdict: choice(...JUDGEMENT_VERDICTS),
        content: json,
      },
    },
    /** Where it was known first, when it was read in: its `uid` there, and the name of the file or calendar. */
    originKind: choice('calendar', 'csv'),
    originUid: string,
    originName: string,
  },
} as const satisfies KindShape;

/**
 * The document by which one shift gives duty to the next (product.md 6). Signatures, read-backs, questions and acceptances are acts.
 * What the look at live data said is one value each: two drafts of it are two to choose from.
 */
const handoverShape = {
  kind: 'handover',
  fields: {
    /** What lists and a search call it, with the teams as they were called then. Not signed: the document says it in its own words. */
    title: string,
    /** Why nobody goes on with this draft. Not signed: it says nothing of the shift. */
    putAway: string,
    /** Hashes of lines that a look at the handovers before put into the notes, each once. Not signed: what is said stands in the notes. */
    told: set,
    from: string,
    to: string,
    at: instant,
    draftedAt: instant,
    givers: set,
    receivers: set,
    overall: choice(...OVERALLS),
    sentence: text,
    situation: json,
    before: json,
    notes: text,
    items: {
      type: 'list',
      fields: {
        key: string,
        kind: choice(...ITEM_KINDS),
        reference: string,
        name: string,
        condition: choice(...CONDITIONS),
        line: text,
        facts: string,
        done: text,
        next: text,
        owner: string,
        due: instant,
        begins: instant,
        ends: instant,
        sites: json,
        status: string,
        originSource: string,
        originAt: instant,
        carried: number,
        closed: boolean,
        dismissed: string,
        mergedInto: string,
      },
    },
    ifThens: {
      type: 'list',
      fields: { item: string, text, watch: json, action: text, who: string, from: instant, until: instant },
    },
  },
} as const satisfies KindShape;

/** Who takes a shift otherwise than the workspace file says (shared/domain/shifts): leave, cover, a swap, "I am on duty". */
const dutyShape = {
  kind: 'duty',
  fields: {
    kind: choice('leave', 'cover', 'swap', 'on-duty'),
    team: string,
    person: string,
    instead: string,
    from: instant,
    to: instant,
    /** Of a swap: two people, and two local days. */
    between: json,
    days: json,
    by: string,
    at: instant,
    withdrawn: boolean,
  },
} as const satisfies KindShape;

/** Every kind this version knows. Others are kept and passed on as they are (R1). */
export const KINDS: readonly KindShape[] = [incidentShape, changeShape, handoverShape, dutyShape];

export const shapeOf = (kind: string): KindShape | null => KINDS.find((shape) => shape.kind === kind) ?? null;
