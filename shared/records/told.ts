import type { Act, KnownAct, KnownActKind } from './acts';
import type { ReadAct } from './fold';

/** An act of one kind, with what it says. */
export interface Told<K extends KnownActKind> {
  readonly act: Act;
  readonly means: Extract<KnownAct, { readonly act: K }>;
}

export const toldOf = <K extends KnownActKind>(read: readonly ReadAct[], kind: K): readonly Told<K>[] =>
  read.flatMap(({ act, means }) => (means.act === kind ? [{ act, means: means as Told<K>['means'] }] : []));
