/** Names a record everywhere: random, never reused. */
export type RecordId = string;
/** One data folder used by one person (product.md 1). Minted anew after a restore, a repair or a move to another machine. */
export type ReplicaId = string;
/** Id of a person in the workspace file, or a name typed where there is none. */
export type PersonId = string;
/** Hash of an act's content: the same act has the same id wherever it is copied (R21). */
export type ActId = string;

/** Plain values as they cross every boundary. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
