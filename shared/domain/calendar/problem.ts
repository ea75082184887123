export interface CalendarProblem {
  /** Of the file, from 1. */
  readonly line: number;
  readonly cause: string;
}
