import type { HandoverContent } from '../../../shared/domain/handover/types';

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
    return content.items
      .filter((item) => item.condition === 'unstable' && !item.closed && item.dismissed === null)
      .every((item) =>
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

/** H3. */
export const isComplete = ({ items, ifThens }: HandoverContent): boolean =>
  items.every(
    (item) =>
      item.condition === 'stable' ||
      item.dismissed !== null ||
      (item.owner !== null &&
        item.next !== '' &&
        item.due !== null &&
        ifThens.some(({ item: of, text, action }) => of === item.id && text !== '' && action !== '')),
  );

const same = (a: HandoverContent, b: HandoverContent): boolean => JSON.stringify(a) === JSON.stringify(b);

const textOf = ({ items, ifThens }: HandoverContent, id: string): string =>
  JSON.stringify([items.find((item) => item.id === id), ifThens.filter(({ item }) => item === id)]);
