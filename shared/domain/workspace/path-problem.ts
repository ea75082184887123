export type Path = readonly (string | number)[];

/** A problem by its path in the document; `atKey` points at the key instead of its value. */
export interface PathProblem {
  readonly path: Path;
  readonly expected: string;
  readonly atKey?: boolean;
}
