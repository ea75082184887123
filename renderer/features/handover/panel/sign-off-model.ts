import { blockersToAccept, blockersToSign, type Blocker } from '../../../../shared/domain/handover/ready';
import { hasEnded, isAccepted, isOverdue } from '../../../../shared/domain/handover/state';
import type { HandoverState } from '../../../../shared/domain/handover/types';
import { assertNever } from '../../../../shared/lib/assert-never';
import { plural } from '../../../ui/format';
import { ageInWords } from '../../../ui/time';
import { readBackRows } from './read-back-model';
import { everybody, type Told } from './told';

/** What cannot be taken back is asked about once, in place. */
export type FinalAct = 'sign' | 'accept' | 'refuse' | 'self-cover';

export interface Signer {
  /** Those of whom the same is to be said. */
  readonly people: readonly string[];
  readonly role: 'Outgoing' | 'Incoming' | 'On call' | 'Read';
  readonly line: string;
  readonly mark: 'signed' | 'waiting' | 'read' | 'void' | 'refused';
}

export interface PrimaryView {
  readonly act: FinalAct;
  readonly word: string;
  readonly ready: boolean;
  /** Beside it: what it waits for. */
  readonly waits: string;
}

export interface SignOffView {
  readonly signers: readonly Signer[];
  /** What is so now, the most important first. */
  readonly says: readonly { readonly key: string; readonly text: string; readonly tone: 'plain' | 'late' | 'done' }[];
  readonly primary: PrimaryView | null;
  readonly beside: readonly FinalAct[];
  /** What has to be done before the primary act is possible. */
  readonly blockers: readonly Blocker[];
  /** Why this person may not do what others may (H6); null where nothing is kept from them. */
  readonly not: string | null;
  /** Whether somebody has to say on which side they are. */
  readonly asksSide: boolean;
  /** Whether "I have read it" is of use: from somebody on neither side who did not say so yet. */
  readonly asksSeen: boolean;
}

/** Somebody who is called while the shift lasts, and is on neither side. */
export interface Witness {
  readonly person: string;
  /** "L3" */
  readonly level: string;
}

export function signOffOf(told: Told, witnesses: readonly Witness[]): SignOffView {
  const { view, side, me } = told;
  const over = hasEnded(view.state);
  const isAsked = !over && (side === 'both' || side === 'neither');
  return {
    signers: signersOf(told, witnesses),
    says: saysOf(told),
    ...(over ? { primary: null, beside: [], blockers: [] } : actsOf(told)),
    not: over ? null : notOf(told),
    asksSide: isAsked,
    asksSeen: side === 'neither' && !view.signing.seen.some(({ person }) => person === me),
  };
}

const isSigned = (state: HandoverState): boolean => state === 'ready' || state === 'in-review';

const hasSigned = ({ view, me }: Told): boolean => view.signing.signatures.some(({ person }) => person === me);

function actsOf(told: Told): Pick<SignOffView, 'primary' | 'beside' | 'blockers'> {
  const { view, side, short } = told;
  const missing = blockersToSign(view.content);
  // Nothing passes from hand to hand, but whoever comes after has to be able to read it all the same (H3).
  const cover: readonly FinalAct[] = missing.length === 0 ? ['self-cover'] : [];
  switch (side) {
    case 'giver': {
      if (hasSigned(told) && view.state !== 'refused') return { primary: null, beside: cover, blockers: [] };
      const again = view.signing.voided.length > 0 || view.state === 'refused';
      const primary: PrimaryView = {
        act: 'sign',
        word: again ? 'Sign again and hand over' : 'Sign and hand over',
        ready: missing.length === 0,
        waits: missing.length === 0 ? '' : `${plural(missing.length, 'thing')} missing`,
      };
      return { primary, beside: cover, blockers: missing };
    }
    case 'receiver': {
      const signed = isSigned(view.state);
      const all = signed ? blockersToAccept(view.content, view.signing.readBacks) : [];
      const ready = signed && all.length === 0;
      // What is left to read back stands in its own list.
      const blockers = all.filter(({ kind }) => kind !== 'read-back' && kind !== 'answer');
      const givers = everybody(view.content.givers, short, 'the giver');
      const waits = !signed
        ? `opens once ${givers} ${view.content.givers.length > 1 ? 'sign' : 'signs'}`
        : ready
          ? ''
          : 'opens after read-back';
      return {
        primary: { act: 'accept', word: 'Take the shift', ready, waits },
        beside: signed ? ['refuse'] : [],
        blockers,
      };
    }
    case 'both':
      return {
        primary: {
          act: 'self-cover',
          word: 'I cover both shifts',
          ready: missing.length === 0,
          waits: missing.length === 0 ? '' : `${plural(missing.length, 'thing')} missing`,
        },
        beside: [],
        blockers: missing,
      };
    case 'neither':
    case 'unknown':
      return { primary: null, beside: [], blockers: [] };
    default:
      return assertNever(side);
  }
}

/** H6: what somebody may not do is said, not hidden. */
function notOf(told: Told): string | null {
  const { side, short, team, view } = told;
  const { givers, receivers, from, to } = view.content;
  switch (side) {
    case 'giver':
      return hasSigned(told) ? 'You signed it: somebody else has to take it.' : null;
    case 'receiver':
      return null;
    case 'both':
      return 'You are named on both sides. Nobody signs both: speak for one of them, or cover both shifts.';
    case 'neither':
      return (
        `You are named on neither side. It goes from ${everybody(givers, short, team(from))} ` +
        `to ${everybody(receivers, short, team(to))}.`
      );
    case 'unknown':
      return 'Say who writes here before you sign or take a shift.';
    default:
      return assertNever(side);
  }
}

interface One extends Omit<Signer, 'people'> {
  readonly person: string;
}

/** One line for all of whom the same is to be said. Once one of a side has signed, the others of it need not. */
function signersOf(told: Told, witnesses: readonly Witness[]): readonly Signer[] {
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

function saysOf(told: Told): SignOffView['says'] {
  const { view, short, team, given, taken, now } = told;
  const { signing, content, state } = view;
  const says: SignOffView['says'][number][] = [];
  if (isOverdue(view, now))
    says.push({
      key: 'overdue',
      text: `${team(content.from)} keeps duty: the shift ended ${ageInWords(now - content.at)} ago and nobody has taken it.`,
      tone: 'late',
    });
  const voided = signing.voided.at(-1);
  if (voided && !hasEnded(state) && !signing.signatures.some(({ person }) => person === voided.person))
    says.push({
      key: 'voided',
      text: `Edited after ${short(voided.person)} signed at ${given(voided.at)}: sign again.`,
      tone: 'late',
    });
  const refusal = signing.refusals.at(-1);
  if (refusal && state === 'refused')
    says.push({
      key: 'refused',
      text: `${short(refusal.person)} refused it ${taken(refusal.at)}: ${refusal.reason}`,
      tone: 'late',
    });
  if (signing.selfCover)
    says.push({
      key: 'self-cover',
      text: `${short(signing.selfCover.person)} covers both shifts since ${taken(signing.selfCover.at)}, nobody else signed: ${signing.selfCover.reason}`,
      tone: 'done',
    });
  else if (signing.accepted && isAccepted(state)) {
    const { accepted } = signing;
    const late = accepted.at - content.at;
    says.push({
      key: 'accepted',
      text: `${short(accepted.person)} has duty since ${taken(accepted.at)}${late > 0 ? `, ${ageInWords(late)} after the end of the shift` : ''}.`,
      tone: 'done',
    });
    if (accepted.reservations !== '')
      says.push({ key: 'reservations', text: `With reservations: ${accepted.reservations}`, tone: 'plain' });
  }
  if (signing.amended)
    says.push({
      key: 'amended',
      text: 'Amended after acceptance. What was accepted is kept, and duty does not go back.',
      tone: 'plain',
    });
  return says;
}

/** H8: two who took it apart, as equals. */
export interface Rival {
  readonly letter: string;
  readonly act: string;
  readonly name: string;
  readonly line: string;
  readonly word: string;
}

export function rivalsOf({ view, names, short, taken }: Told): readonly Rival[] {
  const { acceptances, selfCover } = view.signing;
  const all = [
    ...acceptances.map(({ act, person, at, reservations }) => ({
      act,
      person,
      at,
      how: `took it ${taken(at)}${reservations === '' ? '' : `, with reservations: ${reservations}`}`,
    })),
    ...(selfCover === null
      ? []
      : [{ ...selfCover, how: `covered both shifts from ${taken(selfCover.at)}: ${selfCover.reason}` }]),
  ].sort((a, b) => a.at - b.at);
  const isTwice = new Set(all.map(({ person }) => person)).size < all.length;
  return all.map(({ act, person, at, how }, index) => ({
    letter: String.fromCharCode(65 + index),
    act,
    name: names.person(person),
    line: how,
    word: isTwice ? `${short(person)} had duty, of ${taken(at)}` : `${short(person)} had duty`,
  }));
}

/** "4f2a 91bc 07de 5a31": the first of the hash, as people read it to each other. */
export const hashInGroups = (hash: string): string =>
  hash
    .replace(/^sha256:/, '')
    .slice(0, 16)
    .replace(/(.{4})(?=.)/g, '$1 ');
