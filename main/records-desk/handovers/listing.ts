import { HANDOVER_STATES, type HandoverMeasures, type HandoverRow } from '../../../shared/domain/handover/types';
import type { IncidentRow } from '../../../shared/domain/incident/types';
import { ok, type Result } from '../../../shared/lib/result';
import { iso, type Ms } from '../../../shared/lib/time';
import type { Content } from '../../../shared/records/content';
import type { Sha256 } from '../../../shared/records/content-hash';
import { text } from '../../../shared/records/fields';
import { handoverOf, signingOf } from '../../../shared/records/handover';
import type { Json } from '../../../shared/records/ids';
import type { Projector } from '../../../shared/records/projection';
import type { Records, RecordsProblem } from '../../records/records-port';
import { listedFields, type ListedFields } from './view';

/** `Brazil L2 to India L2, 2026-11-25`: as lists and a search call it, by the UTC day of the end of the shift. */
export const titleOf = (from: string, to: string, at: Ms): string => `${from} to ${to}, ${iso(at).slice(0, 10)}`;

/** The row of a handover: all that a list shows, so that it opens no record. */
export const projectHandoverRow =
  (sha256: Sha256): Projector =>
  (content, state) => {
    const handover = handoverOf(content);
    const signing = signingOf(handover, state.acts, sha256);
    const title = text(content.fields['title']) || titleOf(handover.from, handover.to, handover.at);
    const words = [
      title,
      handover.sentence,
      ...handover.items.flatMap(({ name, line, facts, done, next }) => [name, line, facts, done, next]),
      ...handover.ifThens.flatMap((one) => [one.text, one.action]),
      handover.notes,
      ...signing.readBacks.flatMap(({ text: said, answer }) => [said, answer?.text ?? '']),
      ...signing.questions.flatMap(({ text: asked, answers }) => [asked, ...answers.map((answer) => answer.text)]),
      ...signing.acceptances.map(({ reservations }) => reservations),
      ...signing.refusals.map(({ reason }) => reason),
      signing.selfCover?.reason ?? '',
    ];
    return {
      title,
      text: words.filter((word) => word.trim() !== '').join('\n'),
      row: { ...listedFields(handover, signing) } as unknown as Json,
    };
  };

export interface HandoverListing {
  /** Newest end of shift first. */
  all(): Result<readonly HandoverRow[], RecordsProblem>;
}
