import { blockersToSign } from '../domain/handover/ready';
import { mayGive, mayTake } from '../domain/handover/state';
import type {
  Acceptance,
  DutyHolder,
  HandoverContent,
  HandoverState,
  Refusal,
  SelfCover,
  Signature,
  Signing,
} from '../domain/handover/types';
import type { Act } from './acts';
import type { Sha256 } from './content-hash';
import { holdersOf, type Holder } from './duty-holders';
import { ancestorsAmong, heldAmong, inOrder, readActs, type ReadAct, type SeenBy } from './fold';
import { handoverHash } from './handover-hash';
import { refusalsOf } from './handover-refusals';
import { questionsOf, readBacksOf } from './handover-talk';
import type { PersonId } from './ids';
import { correctedTime } from './timeline';
import { toldOf, type Told } from './told';

/** What the acts of a handover come to, with its document as it stands (H4 to H8). Pure, and the same for the same acts in any order (R24). */
export function signingOf(content: HandoverContent, acts: readonly Act[], sha256: Sha256): Signing {
  const read = readActs(inOrder(acts));
  const seenBy = ancestorsAmong(acts);
  const held = heldAmong(acts, read);
  const present = handoverHash(content, sha256);

  const holders = holdersOf(read, seenBy, sha256);
  const rankOf = (id: string): number => holders.findIndex(({ act }) => act.id === id);
  const sawAll = (act: Act): boolean => {
    const saw = seenBy([act]);
    return holders.every((holder) => saw(holder.act));
  };
  const settled = held(
    (means, act) => (means.act === 'duty-settled' && rankOf(means.of) >= 0 && sawAll(act) ? means.of : undefined),
    (a, b) => rankOf(a) - rankOf(b),
    String,
  );
  const inConflict = holders.length > 1 && settled?.inConflict !== false;
  const named = inConflict ? undefined : holders.find(({ act }) => act.id === settled?.value);
  const holder = named ?? holders[0] ?? null;

  // Once duty has passed, what was said before it is what counts.
  const sawBefore = holder === null ? null : seenBy([holder.act]);
  const talk = sawBefore === null ? read : read.filter(({ act }) => sawBefore(act));
  const { signatures, voided } = signaturesOf(read, content, present, holders);
  const refusals = refusalsOf(read, seenBy, content, present);
  const selfCovers = holders.filter(({ kind }) => kind === 'self-cover');
  const selfCover = holder?.kind === 'self-cover' ? holder : (selfCovers[0] ?? null);

  const unended = (): HandoverState => {
    if (signatures.length === 0) return 'draft';
    if (refusals.standing.length > 0) return 'refused';
    return isInReview(read, seenBy, signatures, content, present) ? 'in-review' : 'ready';
  };
  return {
    state: holder === null ? unended() : stateOf(holder),
    signatures,
    voided,
    readBacks: readBacksOf(talk, held, holder?.copy ?? content, sha256),
    questions: questionsOf(read),
    refusals: refusals.told.map(refusalOf),
    holders: holders.map(dutyHolderOf),
    acceptances: holders.filter(({ kind }) => kind === 'accept').map(acceptanceOf),
    inConflict,
    accepted: holder?.kind === 'accept' ? acceptanceOf(holder) : null,
    selfCover: selfCover === null ? null : selfCoverOf(selfCover),
    amended: holder !== null && holder.content !== present,
    seen: seenOf(read),
  };
}

function stateOf({ kind, said }: Holder): HandoverState {
  if (kind === 'self-cover') return 'self-covered';
  return said.trim() === '' ? 'accepted' : 'accepted-with-reservations';
}

const acceptanceOf = (holder: Holder): Acceptance => ({
  ...signatureOf(holder),
  reservations: holder.said,
  copy: holder.copy,
});

const selfCoverOf = (holder: Holder): SelfCover => ({
  ...signatureOf(holder),
  reason: holder.said,
  copy: holder.copy,
});

const dutyHolderOf = (holder: Holder): DutyHolder =>
  holder.kind === 'accept'
    ? { kind: 'accept', ...acceptanceOf(holder) }
    : { kind: 'self-cover', ...selfCoverOf(holder) };

const refusalOf = ({ act, means }: Told<'handover-refuse'>): Refusal => ({
  ...signatureOf({ act, content: means.content }),
  reason: means.reason,
});

const signatureOf = ({ act, content }: { readonly act: Act; readonly content: string }): Signature => ({
  act: act.id,
  person: act.person,
  at: correctedTime(act),
  replica: act.replica,
  content,
});

/**
 * H7: a signature counts over the content as it is. Once duty has passed it is the accepted content that counts, and an edit voids nothing
 * any more; whoever took duty is then on no other side (H6), whatever that person signed apart.
 */
function signaturesOf(
  read: readonly ReadAct[],
  content: HandoverContent,
  present: string,
  holders: readonly Holder[],
): Pick<Signing, 'signatures' | 'voided'> {
  const isOver = holders.length > 0;
  const counted = new Map(
    isOver ? holders.map((holder) => [holder.content, holder.copy] as const) : [[present, content]],
  );
  const counts = isOver || blockersToSign(content).length === 0;
  const takers = new Set(holders.flatMap(({ kind, act }) => (kind === 'accept' ? [act.person] : [])));
  const signs = toldOf(read, 'handover-sign')
    .filter(({ act }) => !takers.has(act.person))
    .map(({ act, means }) => signatureOf({ act, content: means.content }));
  const isGiven = ({ content: of, person }: Signature): boolean => {
    const sides = counted.get(of);
    return sides !== undefined && mayGive(sides, person);
  };
  const signatures = counts ? newestOfEach(signs.filter(isGiven)) : [];
  const signed = new Set(signatures.map(({ person }) => person));
  const others = signs.filter((sign) => !counted.has(sign.content) && sign.content !== present);
  return { signatures, voided: newestOfEach(others).filter(({ person }) => !signed.has(person)) };
}

/** The last of each person, in the order in which they were done. */
function newestOfEach<T extends { readonly person: PersonId }>(done: readonly T[]): readonly T[] {
  const newest = new Map<PersonId, T>();
  for (const one of done) {
    newest.delete(one.person);
    newest.set(one.person, one);
  }
  return [...newest.values()];
}

/** Somebody who did not sign, and may take it, reads what was signed. */
function isInReview(
  read: readonly ReadAct[],
  seenBy: SeenBy,
  signatures: readonly Signature[],
  content: HandoverContent,
  present: string,
): boolean {
  const signers = new Set(signatures.map(({ person }) => person));
  const readers = read.flatMap(({ act, means }) => {
    const reads = means.act === 'read-back' || (means.act === 'handover-review' && means.content === present);
    return reads && !signers.has(act.person) && mayTake(content, act.person) ? [act] : [];
  });
  const seen = seenBy(readers);
  const signed = new Set(signatures.map(({ act }) => act));
  return read.some(({ act }) => signed.has(act.id) && seen(act));
}

const seenOf = (read: readonly ReadAct[]): Signing['seen'] =>
  newestOfEach(toldOf(read, 'seen').map(({ act }) => ({ person: act.person, at: correctedTime(act) })));
