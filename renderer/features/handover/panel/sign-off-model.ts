import { inOrder } from '../../../../shared/domain/handover/items';
import { blockersToAccept, blockersToSign, type Blocker, type Missing } from '../../../../shared/domain/handover/ready';
import { hasEnded, isAccepted, isOverdue } from '../../../../shared/domain/handover/state';
import type { HandoverItem } from '../../../../shared/domain/handover/types';
import { assertNever } from '../../../../shared/lib/assert-never';
import { plural } from '../../../ui/format';
import { ageInWords } from '../../../ui/time';
import { nameOf } from './read-back-model';
import { isSigned, signersOf, type Signer, type Witness } from './signers-model';
import { everybody, type Told } from './told';

/** What cannot be taken back is asked about once, in place. */
export type FinalAct = 'sign' | 'accept' | 'refuse' | 'self-cover';

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
  /** What has to be done before the primary act is possible, one line for each item. */
  readonly lacks: readonly Lack[];
  /** Why this person may not do what others may (H6); null where nothing is kept from them. */
  readonly not: string | null;
  /** Whether somebody has to say on which side they are. */
  readonly asksSide: boolean;
  /** Whether "I have read it" is of use: from somebody on neither side who did not say so yet. */
  readonly asksSeen: boolean;
}

/** "INC-0087: owner, next action" */
export interface Lack {
  /** Null: the whole. */
  readonly item: string | null;
  readonly text: string;
}

const WORD_OF: Readonly<Record<Missing, string>> = {
  owner: 'owner',
  next: 'next action',
  due: 'due',
  'if-then': 'if-then',
};
const isMissing = (kind: Blocker['kind']): kind is Missing => Object.hasOwn(WORD_OF, kind);

/** One line for each item, and what it lacks. */
function lacksOf(blockers: readonly Blocker[], items: readonly HandoverItem[]): readonly Lack[] {
  const lacking = new Map<string, Missing[]>();
  const others: Lack[] = [];
  for (const { kind, item, text } of blockers) {
    if (item !== null && isMissing(kind)) lacking.set(item, [...(lacking.get(item) ?? []), kind]);
    else others.push({ item, text });
  }
  const lines = inOrder(items).flatMap((item): readonly Lack[] => {
    const kinds = lacking.get(item.id);
    return kinds === undefined
      ? []
      : [{ item: item.id, text: `${nameOf(item)}: ${kinds.map((kind) => WORD_OF[kind]).join(', ')}` }];
  });
  return [...lines, ...others];
}

export function signOffOf(told: Told, witnesses: readonly Witness[]): SignOffView {
  const { view, side, me } = told;
  const over = hasEnded(view.state);
  const isAsked = !over && (side === 'both' || side === 'neither');
  return {
    signers: signersOf(told, witnesses),
    says: saysOf(told),
    ...(over ? { primary: null, beside: [], lacks: [] } : actsOf(told)),
    not: over ? null : notOf(told),
    asksSide: isAsked,
    asksSeen: side === 'neither' && !view.signing.seen.some(({ person }) => person === me),
  };
}

const hasSigned = ({ view, me }: Told): boolean => view.signing.signatures.some(({ person }) => person === me);

function actsOf(told: Told): Pick<SignOffView, 'primary' | 'beside' | 'lacks'> {
  const { view, side, short } = told;
  const missing = lacksOf(blockersToSign(view.content), view.content.items);
  const lacking =
    missing.length === 0
      ? ''
      : `${plural(missing.length, 'item')} ${missing.length === 1 ? 'lacks' : 'lack'} something`;
  // Nothing passes from hand to hand, but whoever comes after has to be able to read it all the same (H3).
  const cover: readonly FinalAct[] = missing.length === 0 ? ['self-cover'] : [];
  switch (side) {
    case 'giver': {
      if (hasSigned(told) && view.state !== 'refused') return { primary: null, beside: cover, lacks: [] };
      const again = view.signing.voided.length > 0 || view.state === 'refused';
      const primary: PrimaryView = {
        act: 'sign',
        word: again ? 'Sign again and hand over' : 'Sign and hand over',
        ready: missing.length === 0,
        waits: lacking,
      };
      return { primary, beside: cover, lacks: missing };
    }
    case 'receiver': {
      const signed = isSigned(view.state);
      const all = signed ? blockersToAccept(view.content, view.signing.readBacks) : [];
      const ready = signed && all.length === 0;
      // What is left to read back stands in its own list.
      const lacks = lacksOf(
        all.filter(({ kind }) => kind !== 'read-back' && kind !== 'answer'),
        view.content.items,
      );
      const givers = everybody(view.content.givers, short, 'the giver');
      const waits = !signed
        ? `opens once ${givers} ${view.content.givers.length > 1 ? 'sign' : 'signs'}`
        : ready
          ? ''
          : 'opens after read-back';
      return {
        primary: { act: 'accept', word: 'Take the shift', ready, waits },
        beside: signed ? ['refuse'] : [],
        lacks,
      };
    }
    case 'both':
      return {
        primary: {
          act: 'self-cover',
          word: 'I cover both shifts',
          ready: missing.length === 0,
          waits: lacking,
        },
        beside: [],
        lacks: missing,
      };
    case 'neither':
    case 'unknown':
      return { primary: null, beside: [], lacks: [] };
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
  const all = view.signing.holders.map((holder) => ({
    act: holder.act,
    person: holder.person,
    at: holder.at,
    how:
      holder.kind === 'self-cover'
        ? `covered both shifts from ${taken(holder.at)}: ${holder.reason}`
        : `took it ${taken(holder.at)}${holder.reservations === '' ? '' : `, with reservations: ${holder.reservations}`}`,
  }));
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
