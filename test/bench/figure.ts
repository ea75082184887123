/** What a figure must be. Figures with a limit make `npm run bench` fail when they miss it; others are there to compare. */
export interface Limit {
  readonly kind: 'at-most' | 'at-least' | 'equal';
  readonly value: number;
}

/** One line of the table. */
export interface Row {
  /** Letter or word of the figure, with what tells its rows apart: `a`, `d cold`. */
  readonly id: string;
  readonly what: string;
  /** The figure that is held against the limit, mostly a median; null when it could not be measured. */
  readonly measured: number | null;
  readonly unit: string;
  readonly limit: Limit | null;
  /** What it stands beside, with its own figure, out of the same run: `hello window: 412 ms`. */
  readonly peer?: string;
  readonly note?: string;
  /** Lowest and highest of the runs that `measured` was taken from. */
  readonly spread?: { readonly min: number; readonly max: number; readonly runs: number };
  /** Why it was not measured. A skipped row is never counted as passed. */
  readonly skipped?: string;
}

export interface BenchContext {
  readonly seed: number;
  /** Executable of the Electron to measure, and of a Chromium; null where there is none. */
  readonly electron: string | null;
  readonly chromium: string | null;
  /** The production build (`out/`): what is measured in its own process is started from here. */
  readonly out: string;
  /** An empty folder of this figure, deleted after it. */
  readonly temp: string;
  /** Progress, for a person who waits. */
  readonly log: (line: string) => void;
}

/** In the order of the table. */
export const FIGURE_IDS = [
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'g',
  'h',
  'r',
  's',
  'judgement',
  'guard',
  'timeline',
  'handover',
] as const;
export type FigureId = (typeof FIGURE_IDS)[number];

/** One figure of the table, measured beside its limit or its peer in one run. Throwing counts as missed. */
export interface Figure {
  readonly id: FigureId;
  readonly title: string;
  /** How it is measured, in a few sentences for docs/benchmarks.md: what starts and stops the clock, warm-up, number of runs. */
  readonly method: string;
  run(context: BenchContext): Promise<readonly Row[]>;
}
