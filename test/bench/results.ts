import { z } from 'zod';
import { FIGURE_IDS, type Figure, type Row } from './figure';

// What docs/benchmarks.json keeps, so that a run of some figures leaves the others standing with their own date.

const machine = z.object({
  cpu: z.string(),
  cores: z.int(),
  memoryGb: z.number(),
  os: z.string(),
  node: z.string(),
  electron: z.string().nullable(),
  chromium: z.string().nullable(),
});

const stamp = z.object({
  /** ISO 8601, when the run began. */
  date: z.string(),
  commit: z.string(),
  seed: z.int(),
  command: z.string(),
  /** Processes that wanted to run when the run began (the load average of a minute): a busy machine makes figures worse. */
  load: z.number().exactOptional(),
  machine,
});

const row = z.object({
  id: z.string(),
  what: z.string(),
  measured: z.number().nullable(),
  unit: z.string(),
  limit: z.object({ kind: z.enum(['at-most', 'at-least', 'equal']), value: z.number() }).nullable(),
  peer: z.string().exactOptional(),
  note: z.string().exactOptional(),
  spread: z.object({ min: z.number(), max: z.number(), runs: z.int() }).exactOptional(),
  skipped: z.string().exactOptional(),
});

const results = z.array(
  z.object({
    figure: z.enum(FIGURE_IDS),
    title: z.string(),
    method: z.string(),
    seconds: z.number(),
    stamp,
    rows: z.array(row),
  }),
);

export type Machine = Readonly<z.infer<typeof machine>>;
export type Stamp = Readonly<z.infer<typeof stamp>>;

/** One figure as it was measured. */
export interface Measured {
  readonly figure: Figure['id'];
  readonly title: string;
  readonly method: string;
  /** How long measuring it took. */
  readonly seconds: number;
  readonly stamp: Stamp;
  readonly rows: readonly Row[];
}

/** Throws for a file that is not one of ours: better than to lose what was measured before. */
export const readResults = (text: string): readonly Measured[] => results.parse(JSON.parse(text));

export const writeResults = (measured: readonly Measured[]): string => `${JSON.stringify(measured, null, 2)}\n`;

/** What was measured now takes the place of what was there; the rest keeps its date. Sorted by letter. */
export function merge(before: readonly Measured[], now: readonly Measured[]): readonly Measured[] {
  const replaced = new Set(now.map(({ figure }) => figure));
  return [...before.filter(({ figure }) => !replaced.has(figure)), ...now].sort((a, b) =>
    a.figure < b.figure ? -1 : 1,
  );
}
