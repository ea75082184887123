import type { HandoverView } from '../../../../shared/domain/handover/types';
import { nameOf } from './read-back-model';
import type { Told } from './told';

/** What others did meanwhile, as it is read aloud; empty where nothing of it is new. */
export function announcementOf(before: HandoverView, told: Told): string {
  const { view, short, me } = told;
  const { signing } = view;
  const item = (id: string): string => {
    const found = view.content.items.find((one) => one.id === id);
    return found === undefined ? 'an item' : nameOf(found);
  };
  const known = new Set([
    ...before.signing.readBacks.flatMap(({ act, answer }) => [act, ...(answer ? [answer.act] : [])]),
    ...before.signing.questions.flatMap(({ act, answers }) => [act, ...answers.map((one) => one.act)]),
    ...[
      ...before.signing.signatures,
      ...before.signing.voided,
      ...before.signing.holders,
      ...before.signing.refusals,
    ].map(({ act }) => act),
  ]);
  const isNews = ({ act, person }: { readonly act: string; readonly person: string }): boolean =>
    !known.has(act) && person !== me;
  return [
    ...signing.signatures.filter(isNews).map(({ person }) => `${short(person)} signed.`),
    ...signing.readBacks.filter(isNews).map((one) => `${short(one.person)} read back ${item(one.item)}.`),
    ...signing.readBacks.flatMap(({ item: id, answer }) =>
      answer !== null && isNews(answer) ? [`${short(answer.person)} ${answer.kind} ${item(id)}.`] : [],
    ),
    ...signing.questions.filter(isNews).map(({ person, text }) => `${short(person)} asks: ${text}`),
    ...signing.questions.flatMap(({ answers }) =>
      answers.filter(isNews).map(({ person, text }) => `${short(person)} answers: ${text}`),
    ),
    ...signing.holders
      .filter(isNews)
      .map(({ person, kind }) => `${short(person)} ${kind === 'accept' ? 'took the shift' : 'covers both shifts'}.`),
    ...signing.refusals.filter(isNews).map(({ person, reason }) => `${short(person)} refused: ${reason}`),
    ...(signing.voided.length > before.signing.voided.length ? ['Edited: the signature is void.'] : []),
  ].join(' ');
}
