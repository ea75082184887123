import { blockersToAccept, blockersToSign } from '../domain/handover/ready';
import { mayGive, mayTake } from '../domain/handover/state';
import type { HandoverContent, ReadBack } from '../domain/handover/types';
import type { Act } from './acts';
import type { Sha256 } from './content-hash';
import { byTime, type ReadAct, type SeenBy } from './fold';
import { copyOf, type Copy } from './handover-copy';
import { itemHash } from './handover-hash';
import { refusalsOf } from './handover-refusals';
import { readBackOf } from './handover-talk';
import { toldOf } from './told';

/** An acceptance or a self-cover that counts. */
export interface Holder {
  readonly act: Act;
  readonly kind: 'accept' | 'self-cover';
  /** Hash of the copy. */
  readonly content: string;
  readonly copy: HandoverContent;
  /** Reservations, or why one person covers both shifts. */
  readonly said: string;
}

/**
 * Who took duty: the earliest first. Decided by the copy that an act carries and by the acts its author had seen, so that nothing that comes
 * later, from whichever machine, takes duty back (H5, R62). What follows another one that counts is only a second signature; those that had
 * not seen each other are all kept (H8).
 */
export function holdersOf(read: readonly ReadAct[], seenBy: SeenBy, sha256: Sha256): readonly Holder[] {
  const holders: Holder[] = [];
  const isTaken = takingAmong(read, seenBy, sha256);
  for (const { act, means } of read) {
    if (means.act !== 'handover-accept' && means.act !== 'self-cover') continue;
    const saw = seenBy([act]);
    if (holders.some((holder) => saw(holder.act))) continue;
    const copy = copyOf(means.copy, means.content, sha256);
    if (copy === null) continue;
    const { content } = means;
    if (means.act === 'self-cover') {
      if (blockersToSign(copy.content).length === 0)
        holders.push({ act, kind: 'self-cover', content, copy: copy.content, said: means.reason });
    } else if (isTaken(act, content, copy, saw)) {
      holders.push({ act, kind: 'accept', content, copy: copy.content, said: means.reservations ?? '' });
    }
  }
  return holders.sort((a, b) => byTime(a.act, b.act));
}

/** H3, H4 and H6 for an acceptance, by what it had seen. Sides are those that its copy names (R63). */
function takingAmong(read: readonly ReadAct[], seenBy: SeenBy, sha256: Sha256) {
  const signs = toldOf(read, 'handover-sign');
  const readings = toldOf(read, 'read-back');
  const answers = toldOf(read, 'read-back-answer');
  return (act: Act, content: string, copy: Copy, saw: (act: Act) => boolean): boolean => {
    const sides = copy.content;
    if (!mayTake(sides, act.person)) return false;
    const signed = signs.filter((sign) => saw(sign.act));
    // Also who was not to sign: nobody signs both sides.
    const signers = new Set(signed.map((sign) => sign.act.person));
    if (signers.has(act.person)) return false;
    if (!signed.some((sign) => sign.means.content === content && mayGive(sides, sign.act.person))) return false;
    // Whoever refused may think better of it; nobody else takes what stands refused.
    const known = read.filter((one) => saw(one.act));
    const { standing } = refusalsOf(known, seenBy, sides, content);
    if (standing.some((refusal) => refusal.act.person !== act.person)) return false;

    const said = new Map(readings.filter((reading) => saw(reading.act)).map((reading) => [reading.act.id, reading]));
    const answered = answers.filter((answer) => {
      const reading = said.get(answer.means.of);
      return saw(answer.act) && reading !== undefined && reading.act.person !== answer.act.person;
    });
    // Whoever says whether it was understood speaks for the giving side.
    if (answered.some((answer) => answer.act.person === act.person)) return false;

    const items = new Map(copy.asItCame.items.map((item) => [item.id, item]));
    const readBacks = answered.flatMap((answer): readonly ReadBack[] => {
      const reading = said.get(answer.means.of);
      const item = items.get(reading?.means.item ?? '');
      if (reading === undefined || item === undefined || signers.has(reading.act.person)) return [];
      if (!mayTake(sides, reading.act.person) || !mayGive(sides, answer.act.person)) return [];
      return [readBackOf(reading, itemHash(item, copy.asItCame, sha256), answer)];
    });
    return blockersToAccept(copy.content, readBacks).length === 0;
  };
}
