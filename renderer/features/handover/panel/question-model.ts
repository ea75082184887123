import { hasEnded } from '../../../../shared/domain/handover/state';
import type { HandoverView, Question } from '../../../../shared/domain/handover/types';
import { plural } from '../../../ui/format';
import type { Told } from './told';
import { nameOf } from './read-back-model';

export interface QuestionsView {
  readonly open: readonly Question[];
  readonly answered: readonly Question[];
  /** "1 question open" */
  readonly title: string;
}

export function questionsOf({ signing: { questions } }: HandoverView): QuestionsView {
  const open = questions.filter(({ answers }) => answers.length === 0);
  return {
    open,
    answered: questions.filter(({ answers }) => answers.length > 0),
    title: open.length === 0 ? 'No question is open' : `${plural(open.length, 'question')} open`,
  };
}

/** Those who go answer; of their own question somebody else does. */
export const mayAnswerQuestion = ({ side, me, view }: Told, { person }: Question): boolean =>
  side === 'giver' && person !== me && !hasEnded(view.state);

export const mayAsk = ({ side, view }: Told): boolean =>
  side !== 'unknown' && side !== 'giver' && !hasEnded(view.state);

/** "CHG-222", or nothing where the whole is meant. */
export function aboutOf({ content }: HandoverView, { item }: Question): string | null {
  const found = item === null ? undefined : content.items.find(({ id }) => id === item);
  return found === undefined ? null : nameOf(found);
}
