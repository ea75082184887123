import { blockersToAccept, blockersToSign, type Blocker } from '../../../shared/domain/handover/ready';
import { isOpen } from '../../../shared/domain/handover/items';
import { isAccepted, mayGive, mayTake } from '../../../shared/domain/handover/state';
import type { HandoverContent, ReadBack, Signing } from '../../../shared/domain/handover/types';
import type { HandoverAct } from '../../../shared/ipc/handovers-contract';
import { assertNever } from '../../../shared/lib/assert-never';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Sha256 } from '../../../shared/records/content-hash';
import type { Ms } from '../../../shared/lib/time';
import type { Act } from '../../../shared/records/acts';
import { itemHash, signingOf } from '../../../shared/records/handover';
import type { Json, PersonId } from '../../../shared/records/ids';
import type { ActDraft, RecordView } from '../../records/records-port';

export interface ActFacts {
  readonly content: HandoverContent;
  /** Hash of the content. */
  readonly hash: string;
  readonly signing: Signing;
  readonly person: PersonId;
  readonly nameOf: (person: PersonId) => string;
  readonly sha256: Sha256;
  readonly record: Pick<RecordView, 'record' | 'state'>;
  readonly now: () => Ms;
}

/** The act that says what a person wants, or why it would not count: refused here, it is part of no record. */
export function draftAct(act: HandoverAct, facts: ActFacts): Result<ActDraft, string> {
  const refused = refusal(act, facts);
  if (refused !== null) return err(refused);
  const draft = payloadOf(act, facts);
  return wouldCount(act, draft, facts)
    ? ok(draft)
    : err(act.act === 'accept' && facts.signing.state === 'refused' ? REFUSED : SPOKE);
}

const REFUSED =
  'it was refused, and nobody signed it again since: the giver signs it anew, or whoever refused it accepts it after all (R65)';
const SPOKE = 'you spoke for the other side of this handover before: somebody else does this (H6)';

/** What was said here is no rule of its own: the fold, which every machine makes of the same acts, has the last word. */
function wouldCount(act: HandoverAct, draft: ActDraft, { content, person, sha256, record, now }: ActFacts): boolean {
  const candidate: Act = {
    id: 'candidate',
    record: record.record,
    person,
    replica: '',
    parents: record.state.heads,
    act: draft.act,
    payload: draft.payload,
    contentHash: '',
    at: now(),
    offset: null,
  };
  const after = signingOf(content, [...record.state.acts, candidate], sha256);
  const isHere = (one: { readonly act: string }): boolean => one.act === candidate.id;
  switch (act.act) {
    case 'sign':
      return after.signatures.some(isHere);
    case 'read-back':
      return after.readBacks.some(isHere);
    case 'confirm':
    case 'correct':
      return after.readBacks.some(({ answer }) => answer !== null && isHere(answer));
    case 'accept':
    case 'self-cover':
      return after.holders.some(isHere);
    case 'refuse':
      return after.refusals.some(isHere);
    case 'settle':
      return !after.inConflict;
    case 'review':
    case 'question':
    case 'answer':
    case 'seen':
      return true;
    default:
      return assertNever(act);
  }
}

function payloadOf(act: HandoverAct, { content, sha256 }: ActFacts): ActDraft {
  const copy = content as unknown as Json;
  switch (act.act) {
    case 'sign':
      return { act: 'handover-sign', payload: { content: act.content } };
    case 'review':
      return { act: 'handover-review', payload: { content: act.content } };
    case 'read-back': {
      const item = content.items.find(({ id }) => id === act.item);
      const of = item === undefined ? '' : itemHash(item, content, sha256);
      return { act: 'read-back', payload: { item: act.item, of, text: act.text } };
    }
    case 'confirm':
      return { act: 'read-back-answer', payload: { of: act.of, answer: 'confirmed' } };
    case 'correct':
      return { act: 'read-back-answer', payload: { of: act.of, answer: 'corrected', text: act.text } };
    case 'question':
      return { act: 'question', payload: { text: act.text, ...(act.item !== null && { item: act.item }) } };
    case 'answer':
      return { act: 'answer', payload: { of: act.of, text: act.text } };
    case 'accept': {
      const reservations = act.reservations === '' ? {} : { reservations: act.reservations };
      return { act: 'handover-accept', payload: { content: act.content, copy, ...reservations } };
    }
    case 'refuse':
      return { act: 'handover-refuse', payload: { content: act.content, reason: act.reason } };
    case 'self-cover':
      return { act: 'self-cover', payload: { content: act.content, copy, reason: act.reason } };
    case 'settle':
      return { act: 'duty-settled', payload: { of: act.of } };
    case 'seen':
      return { act: 'seen', payload: {} };
    default:
      return assertNever(act);
  }
}

const EDITED = 'it was edited meanwhile: read it again';
const NOT_SIGNED = 'the giver has not signed it yet, or it was edited since';

function refusal(act: HandoverAct, facts: ActFacts): string | null {
  const { content, hash, signing, person } = facts;
  if ('content' in act) {
    const over = overAlready(facts);
    if (over !== null) return over;
    if (act.content !== hash) return EDITED;
  }
  return (
    contradiction(act, facts) ?? wrongSideOf(act.act, content, person) ?? saidOf(blockersTo(act, content, signing))
  );
}

function blockersTo({ act }: HandoverAct, content: HandoverContent, { readBacks }: Signing): readonly Blocker[] {
  if (act === 'accept') return blockersToAccept(content, readBacks);
  return act === 'sign' || act === 'self-cover' ? blockersToSign(content) : [];
}

/** What was said before, by whom, and does not go with this. */
function contradiction(act: HandoverAct, facts: ActFacts): string | null {
  const { content, signing, person } = facts;
  // Also where the text was edited since: whoever signed is on the giving side.
  const isGiving = [...signing.signatures, ...signing.voided].some((one) => one.person === person);
  switch (act.act) {
    case 'sign':
      if (signing.state !== 'refused' && signing.signatures.some((one) => one.person === person))
        return 'you have signed it already';
      if (signing.readBacks.some((one) => one.person === person && !one.isOld))
        return 'you read items of it back: somebody of the giving side signs it (H6)';
      return null;
    case 'review':
      if (signing.signatures.length === 0) return NOT_SIGNED;
      return isGiving ? 'you signed it: the other side reads it (H6)' : null;
    case 'read-back': {
      const item = content.items.find(({ id }) => id === act.item);
      if (item === undefined) return 'there is no such item here';
      if (!isOpen(item)) return 'this item is not handed over: it is over, dismissed or told with another one';
      if (isAccepted(signing.state)) return 'it is accepted: nothing is read back any more';
      return isGiving || hasAnswered(signing, person) ? 'the receiving side reads back, and you give (H6)' : null;
    }
    case 'confirm':
    case 'correct': {
      const said = signing.readBacks.find((one) => one.act === act.of);
      if (said === undefined) return 'this is not what was read back last';
      if (said.isOld) return 'the item was edited since: it has to be read back again';
      return said.person === person ? 'you read it back yourself: the giver says whether it is right (H6)' : null;
    }
    case 'question':
      return act.item === null || content.items.some(({ id }) => id === act.item) ? null : 'there is no such item here';
    case 'answer':
      return signing.questions.some((one) => one.act === act.of) ? null : 'there is no such question here';
    case 'accept':
      if (signing.signatures.length === 0) return NOT_SIGNED;
      if (isGiving) return 'you signed it: nobody signs both sides; cover both shifts yourself instead (H6)';
      if (hasAnswered(signing, person))
        return 'you answered what was read back, for the giving side: somebody else accepts it (H6)';
      if (signing.state === 'refused' && !hasRefused(facts)) return REFUSED;
      return null;
    case 'refuse':
      if (signing.signatures.length === 0) return NOT_SIGNED;
      return isGiving ? 'you signed it: the other side refuses or accepts it (H6)' : null;
    case 'settle':
      if (!signing.inConflict) return 'nobody contradicts who took duty';
      return signing.holders.some((one) => one.act === act.of)
        ? null
        : 'there is no such acceptance or self-cover here';
    case 'self-cover':
    case 'seen':
      return null;
    default:
      return assertNever(act);
  }
}

const GIVING: Partial<Readonly<Record<HandoverAct['act'], string>>> = {
  sign: 'signs it',
  confirm: 'says whether it was understood',
  correct: 'says whether it was understood',
};
const TAKING: Partial<Readonly<Record<HandoverAct['act'], string>>> = {
  review: 'reads it',
  'read-back': 'reads back',
  accept: 'accepts it',
  refuse: 'refuses it',
};

/** H6, R63: people act for the side they are named on. */
function wrongSideOf(act: HandoverAct['act'], content: HandoverContent, person: PersonId): string | null {
  const [gives, takes] = [GIVING[act], TAKING[act]];
  const [givesNot, takesNot] = [!mayGive(content, person), !mayTake(content, person)];
  if (!(gives !== undefined && givesNot) && !(takes !== undefined && takesNot)) return null;
  if (givesNot && takesNot)
    return 'you are named on both sides: cover both shifts yourself, or leave one side to others (H6)';
  return gives !== undefined
    ? `you are named to take it: somebody of the giving side ${gives} (H6)`
    : `you are named to give it: somebody of the receiving side ${takes} (H6)`;
}

/** Duty never passes twice (H5). */
function overAlready({ signing, nameOf }: ActFacts): string | null {
  const { accepted, selfCover } = signing;
  if (accepted !== null) return `${nameOf(accepted.person)} has accepted it: duty has passed`;
  return selfCover === null ? null : `${nameOf(selfCover.person)} covers both shifts: nothing passes from hand to hand`;
}

const hasAnswered = (signing: Signing, person: PersonId): boolean =>
  signing.readBacks.some(({ answer, isOld }: ReadBack) => !isOld && answer?.person === person);

const hasRefused = ({ signing, person, hash }: ActFacts): boolean =>
  signing.refusals.some((one) => one.person === person && one.content === hash);

const saidOf = (blockers: readonly Blocker[]): string | null =>
  blockers.length === 0 ? null : blockers.map(({ text }) => text).join('; ');
