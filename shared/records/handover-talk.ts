import { isSettled } from '../domain/handover/ready';
import { mayGive, mayTake } from '../domain/handover/state';
import type { HandoverContent, Question, ReadBack } from '../domain/handover/types';
import { groupBy } from '../lib/group-by';
import type { Sha256 } from './content-hash';
import type { heldAmong, ReadAct } from './fold';
import { itemHash } from './handover-hash';
import { correctedTime } from './timeline';
import { toldOf, type Told } from './told';

type Answer = Told<'read-back-answer'>;

/** A read-back of an item that has this hash. */
export const readBackOf = (
  { act, means }: Told<'read-back'>,
  hash: string | null,
  answer: Answer | null,
): ReadBack => ({
  act: act.id,
  item: means.item,
  person: act.person,
  at: correctedTime(act),
  text: means.text,
  isOld: means.of !== hash,
  answer:
    answer === null
      ? null
      : {
          act: answer.act.id,
          person: answer.act.person,
          at: correctedTime(answer.act),
          kind: answer.means.answer,
          text: answer.means.text ?? '',
        },
});

/**
 * H4: the newest read-back of each item, in the order of the items. Of those given apart one that is settled. One of the item as it stood
 * before counts only where there is no other; what givers read back themselves does not, nor an answer by whoever read back, or takes (H6).
 */
export function readBacksOf(
  read: readonly ReadAct[],
  held: ReturnType<typeof heldAmong>,
  content: HandoverContent,
  sha256: Sha256,
): readonly ReadBack[] {
  const signers = new Set(toldOf(read, 'handover-sign').map(({ act }) => act.person));
  const readings = toldOf(read, 'read-back').filter(
    ({ act }) => !signers.has(act.person) && mayTake(content, act.person),
  );
  const byItem = groupBy(readings, ({ means }) => [means.item]);
  const answersOf = groupBy(toldOf(read, 'read-back-answer'), ({ means }) => [means.of]);
  return content.items.flatMap((item): readonly ReadBack[] => {
    const here = byItem.get(item.id);
    if (here === undefined) return [];
    const hash = itemHash(item, content, sha256);
    const present = here.filter(({ means }) => means.of === hash);
    const about = new Map(
      (present.length > 0 ? present : here).map((reading) => {
        const answers = (answersOf.get(reading.act.id) ?? []).filter(
          ({ act }) => act.person !== reading.act.person && mayGive(content, act.person),
        );
        return [reading.act.id, readBackOf(reading, hash, answerAmong(answers, held))];
      }),
    );
    const newest = held(
      (_, act) => about.get(act.id),
      (a, b) => Number(isSettled(b)) - Number(isSettled(a)) || b.at - a.at,
      ({ act }) => act,
    );
    return newest === null ? [] : [newest.value];
  });
}

/** What was said last; said apart, the correction: whoever reads it must not miss it. */
function answerAmong(answers: readonly Answer[], held: ReturnType<typeof heldAmong>): Answer | null {
  if (answers.length < 2) return answers[0] ?? null;
  const byAct = new Map(answers.map((answer) => [answer.act.id, answer]));
  const last = held(
    (_, act) => byAct.get(act.id),
    (a, b) => Number(b.means.answer === 'corrected') - Number(a.means.answer === 'corrected'),
    ({ means }) => means.answer,
  );
  return last?.value ?? null;
}

/** In the order in which they were asked. */
export function questionsOf(read: readonly ReadAct[]): readonly Question[] {
  const answers = groupBy(toldOf(read, 'answer'), ({ means }) => [means.of]);
  return toldOf(read, 'question').map(({ act, means }) => ({
    act: act.id,
    person: act.person,
    at: correctedTime(act),
    text: means.text,
    item: means.item ?? null,
    answers: (answers.get(act.id) ?? []).map((answer) => ({
      act: answer.act.id,
      person: answer.act.person,
      at: correctedTime(answer.act),
      text: answer.means.text,
    })),
  }));
}
