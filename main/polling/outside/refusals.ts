import { listText } from '../../../shared/lib/words';
import type { AwsFailure, Operation } from '../ports';

/** P10: what could not be had of single things, told once for all that fared alike. */
export class Refusals {
  private readonly groups = new Map<string, { readonly failure: AwsFailure; readonly names: string[] }>();

  add(operation: Operation, name: string, failure: AwsFailure): void {
    const key = `${operation} ${failure.kind} ${failure.code ?? ''}`;
    const group = this.groups.get(key) ?? { failure, names: [] };
    group.names.push(name);
    this.groups.set(key, group);
  }

  get texts(): readonly string[] {
    return [...this.groups.values()].map(({ failure, names }) => `${listText(names)} (${failure.reason})`);
  }
}

/** What ends a sweep, because whatever is asked next would fare alike: anything but a word about one thing. */
export const endsSweep = ({ kind }: AwsFailure): boolean =>
  kind === 'throttled' || kind === 'offline' || kind === 'signed-out';
