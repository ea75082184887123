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

/** Every kind this version knows. Others are kept and passed on as they are (R1). */
export const KINDS: readonly KindShape[] = [incidentShape];

export const shapeOf = (kind: string): KindShape | null => KINDS.find((shape) => shape.kind === kind) ?? null;
