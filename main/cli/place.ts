/** Where the workspace and the data are; null: the default. */
export interface Place {
  readonly workspace: string | null;
  readonly data: string | null;
}
