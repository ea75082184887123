import type { HandoverContent, HandoverItem } from '../../../shared/domain/handover/types';

/** Something a person did, with what stood before that person's eyes: contents and acts as they were, no hashes, no parents. */
export interface Did {
  readonly id: string;
  readonly person: string;
  readonly kind: 'sign' | 'review' | 'read-back' | 'answer' | 'accept' | 'refuse' | 'self-cover' | 'settle';
  readonly content: HandoverContent;
  /** Of a read-back the item, else the act it is about. */
  readonly of: string;
  /** All acts that were on that machine. */
  readonly seen: ReadonlySet<string>;
}

/** What the rules of a handover say of what was done, told a second time and as plainly as they are written (product.md 6). */
export class DutyModel {
  private readonly did: Did[] = [];
  private readonly counted = new Map<string, boolean>();

  add(did: Did): void {
    this.did.push(did);
  }

  /** Ids of acceptances and self-covers that count, of those that are here. */
  holders(here: ReadonlySet<string>, kind: 'accept' | 'self-cover'): readonly string[] {
    return this.did
      .filter((one) => one.kind === kind && here.has(one.id) && this.counts(one))
      .map(({ id }) => id)
      .sort();
  }

  /** H7: who signed the content as it is. */
  signers(here: ReadonlySet<string>, content: HandoverContent): readonly string[] {
    const people = this.did
      .filter((one) => one.kind === 'sign' && here.has(one.id) && same(one.content, content))
      .map(({ person }) => person)
      .filter((person) => !content.receivers.includes(person));
    return [...new Set(people)].sort();
  }

  /** H8: whether people have agreed on one of those that count. */
  isSettled(here: ReadonlySet<string>): boolean {
    const holders = [...this.holders(here, 'accept'), ...this.holders(here, 'self-cover')];
    if (holders.length < 2) return true;
    const said = this.did.filter(
      (one) =>
        one.kind === 'settle' &&
        here.has(one.id) &&
        holders.includes(one.of) &&
        holders.every((holder) => one.seen.has(holder)),
    );
    const last = said.filter(({ id }) => !said.some((later) => later.seen.has(id)));
    return last.length > 0 && new Set(last.map(({ of }) => of)).size === 1;
  }

  /** R65: whether the last word on what is signed here is a refusal. */
  isRefused(here: ReadonlySet<string>, content: HandoverContent): boolean {
    const all = this.did.filter(({ id }) => here.has(id));
    return all.some((one) => one.kind === 'refuse' && this.isUnanswered(one, content, all));
  }

  private counts(one: Did): boolean {
    let known = this.counted.get(one.id);
    if (known === undefined) {
      known = this.isDuty(one);
      this.counted.set(one.id, known);
    }
    return known;
  }

  /** R65: of this content, signed before by a giver and by the one who refuses never, and by no giver since. */
  private isUnanswered(
    { id, person, content: of, seen }: Did,
    content: HandoverContent,
    here: readonly Did[],
  ): boolean {
    if (!same(of, content) || content.givers.includes(person)) return false;
    const signs = here.filter((one) => one.kind === 'sign');
    const given = signs.filter((one) => same(one.content, content) && !content.receivers.includes(one.person));
    return (
      given.some((one) => seen.has(one.id)) &&
      !signs.some((one) => one.person === person && seen.has(one.id)) &&
      !given.some((one) => one.seen.has(id))
    );
  }

  private isDuty({ kind, person, content, seen }: Did): boolean {
    const before = this.did.filter(({ id }) => seen.has(id));
    const isSecond = before.some((one) => (one.kind === 'accept' || one.kind === 'self-cover') && this.counts(one));
    if (isSecond || !isComplete(content)) return false;
    if (kind === 'self-cover') return true;

    const signed = before.filter((one) => one.kind === 'sign');
    const readBacks = before.filter((one) => one.kind === 'read-back');
    const answers = before.filter(
      (one) => one.kind === 'answer' && readBacks.some(({ id, person: by }) => id === one.of && by !== one.person),
    );
    // H6.
    if (content.givers.includes(person)) return false;
    if ([...signed, ...answers].some((one) => one.person === person)) return false;
    if (!signed.some((one) => same(one.content, content) && !content.receivers.includes(one.person))) return false;
    if (before.some((one) => one.kind === 'refuse' && one.person !== person && this.isUnanswered(one, content, before)))
      return false;
    // H4.
    return toRead(content).every((item) =>
      readBacks.some(
        (read) =>
          read.of === item.id &&
          textOf(read.content, item.id) === textOf(content, item.id) &&
          !content.givers.includes(read.person) &&
          !signed.some((one) => one.person === read.person) &&
          answers.some((answer) => answer.of === read.id && !content.receivers.includes(answer.person)),
      ),
    );
  }
}

/** Handed over: neither over nor left out. */
const isGivenOn = ({ closed, dismissed }: HandoverItem): boolean => !closed && dismissed === null;
const BADNESS = { stable: 0, watcher: 1, unstable: 2 } as const;

/** H3, of what stands for itself and of what is told with something else alike. */
export const isComplete = ({ items, ifThens }: HandoverContent): boolean =>
  items
    .filter(isGivenOn)
    .every(
      (item) =>
        isToldWell(item, items) &&
        (item.condition === 'stable' ||
          (item.owner !== null &&
            item.next !== '' &&
            item.due !== null &&
            ifThens.some(({ item: of, text, action }) => of === item.id && text !== '' && action !== ''))),
    );

/** By itself, or with something that is told by itself and is no better. */
function isToldWell({ mergedInto, condition }: HandoverItem, items: readonly HandoverItem[]): boolean {
  if (mergedInto === null) return true;
  const into = items.find(({ id }) => id === mergedInto);
  return (
    into !== undefined && isGivenOn(into) && into.mergedInto === null && BADNESS[into.condition] >= BADNESS[condition]
  );
}

/** H4: by itself; what is told with it is read with it. */
export const toRead = ({ items }: HandoverContent): readonly HandoverItem[] =>
  items.filter((item) => item.condition === 'unstable' && isGivenOn(item) && item.mergedInto === null);

const same = (a: HandoverContent, b: HandoverContent): boolean => wordsOf(a) === wordsOf(b);
/** In which order people were named says nothing. */
const wordsOf = ({ givers, receivers, ...rest }: HandoverContent): string =>
  JSON.stringify([rest, [...givers].sort(), [...receivers].sort()]);

/** All that stands in one item's place: itself, what is told with it, and what to do if. */
function textOf({ items, ifThens }: HandoverContent, id: string): string {
  const told = items.filter((item) => item.id === id || (item.mergedInto === id && item.dismissed === null));
  return JSON.stringify([told, ifThens.filter(({ item }) => told.some((one) => one.id === item))]);
}
