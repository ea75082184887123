import { hasEnded } from '../../../../shared/domain/handover/state';
import type { HandoverState } from '../../../../shared/domain/handover/types';
import { plural } from '../../../ui/format';
import { readBackRows } from './read-back-model';
import type { Told } from './told';

export interface Signer {
  /** Those of whom the same is to be said. */
  readonly people: readonly string[];
  readonly role: 'Outgoing' | 'Incoming' | 'On call' | 'Read';
  readonly line: string;
  readonly mark: 'signed' | 'waiting' | 'read' | 'void' | 'refused';
}

/** Somebody who is called while the shift lasts, and is on neither side. */
export interface Witness {
  readonly person: string;
  /** "L3" */
  readonly level: string;
}

/** It waits for the receiver. */
export const isSigned = (state: HandoverState): boolean => state === 'ready' || state === 'in-review';

interface One extends Omit<Signer, 'people'> {
  readonly person: string;
}

/** One line for all of whom the same is to be said. Once one of a side has signed, the others of it need not. */
export function signersOf(told: Told, witnesses: readonly Witness[]): readonly Signer[] {
  const sides = [giversOf(told), receiversOf(told)].map((side) =>
    side.some(({ mark }) => mark === 'signed') ? side.filter(({ mark }) => mark !== 'waiting') : side,
  );
  const all = [...sides.flat(), ...othersOf(told, witnesses)];
  const grouped = new Map<string, Signer>();
  for (const { person, ...one } of all)
    grouped.set(one.line, { ...one, people: [...(grouped.get(one.line)?.people ?? []), person] });
  return [...grouped.values()];
}

const persons = (done: readonly { readonly person: string }[]): readonly string[] => done.map(({ person }) => person);

// Whoever did it stands there, also where the document names somebody else.
function giversOf({ view: { content, signing }, given }: Told): readonly One[] {
  const people = new Set([...content.givers, ...persons(signing.signatures), ...persons(signing.voided)]);
  return [...people].map((person): One => {
    const signature = signing.signatures.find((one) => one.person === person);
    if (signature) return { person, role: 'Outgoing', line: `Outgoing, signed ${given(signature.at)}`, mark: 'signed' };
    const before = signing.voided.findLast((one) => one.person === person);
    return before
      ? { person, role: 'Outgoing', line: `Outgoing, signed ${given(before.at)}, edited since`, mark: 'void' }
      : { person, role: 'Outgoing', line: 'Outgoing, not signed', mark: 'waiting' };
  });
}

function receiversOf(told: Told): readonly One[] {
  const { view, taken, me } = told;
  const { content, signing, state } = view;
  const refused = state === 'refused' ? signing.refusals : [];
  const gave = new Set([...persons(signing.signatures), ...persons(signing.voided)]);
  const people = new Set([
    ...content.receivers.filter((person) => !gave.has(person)),
    ...persons(signing.acceptances),
    ...persons(refused),
  ]);
  return [...people]
    .sort((a, b) => Number(b === me) - Number(a === me))
    .map((person): One => {
      const accepted = signing.acceptances.find((one) => one.person === person);
      if (accepted)
        return { person, role: 'Incoming', line: `Incoming, took it ${taken(accepted.at)}`, mark: 'signed' };
      const refusal = refused.findLast((one) => one.person === person);
      return refusal
        ? { person, role: 'Incoming', line: `Incoming, refused ${taken(refusal.at)}`, mark: 'refused' }
        : { person, role: 'Incoming', line: `Incoming${leftOf(told)}`, mark: 'waiting' };
    });
}

/** Who is called, and who else has read it. */
function othersOf({ view: { content, signing }, time }: Told, witnesses: readonly Witness[]): readonly One[] {
  const sides = new Set([
    ...content.givers,
    ...content.receivers,
    ...persons(signing.signatures),
    ...persons(signing.acceptances),
  ]);
  const seenAt = new Map(signing.seen.map(({ person, at }) => [person, at]));
  const levels = new Map(witnesses.map(({ person, level }) => [person, level]));
  return [...new Set([...levels.keys(), ...seenAt.keys()])]
    .filter((person) => !sides.has(person))
    .map((person): One => {
      const level = levels.get(person);
      const at = seenAt.get(person);
      if (at === undefined)
        return { person, role: 'On call', line: `${level ?? ''} on call, not read yet`, mark: 'waiting' };
      return level === undefined
        ? { person, role: 'Read', line: `Has read it ${time(at)}`, mark: 'read' }
        : { person, role: 'On call', line: `${level} on call, has read it ${time(at)}`, mark: 'read' };
    });
}

/** ", 2 read-backs and 1 question left" */
function leftOf(told: Told): string {
  const { view } = told;
  if (hasEnded(view.state)) return '';
  if (!isSigned(view.state)) return ', nothing to take yet';
  const readBacks = readBackRows(told).filter(({ needed, settled }) => needed && !settled).length;
  const parts = [
    ...(readBacks > 0 ? [plural(readBacks, 'read-back')] : []),
    ...(view.openQuestions > 0 ? [plural(view.openQuestions, 'question')] : []),
  ];
  return parts.length === 0 ? ', nothing left' : `, ${parts.join(' and ')} left`;
}
