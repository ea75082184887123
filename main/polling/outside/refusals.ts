import { listText } from '../../../shared/lib/words';
import type { AwsFailure, Operation } from '../ports';

/** What could not be had of one thing. */
export interface Refusal {
  readonly operation: Operation;
  readonly name: string;
  readonly failure: AwsFailure;
}

/** P10: what could not be had of single things, told once for all that fared alike. */
export function refusalTexts(refusals: readonly Refusal[]): readonly string[] {
  const groups = new Map<string, { readonly failure: AwsFailure; readonly names: string[] }>();
  for (const { operation, name, failure } of refusals) {
    const key = `${operation} ${failure.kind} ${failure.code ?? ''}`;
    const group = groups.get(key) ?? { failure, names: [] };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ failure, names }) => `${listText(names)} (${failure.reason})`);
}

/** What ends a sweep, because whatever is asked next would fare alike: anything but a word about one thing. */
export const endsSweep = ({ kind }: AwsFailure): boolean =>
  kind === 'throttled' || kind === 'offline' || kind === 'signed-out';
