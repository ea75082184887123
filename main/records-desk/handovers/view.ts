import { isOpen } from '../../../shared/domain/handover/items';
import { isSettled, toReadBack } from '../../../shared/domain/handover/ready';
import type {
  HandoverContent,
  HandoverRow,
  HandoverView,
  IfThen,
  Signature,
  Signing,
} from '../../../shared/domain/handover/types';
import type { Content } from '../../../shared/records/content';
import type { RecordView } from '../../records/records-port';

/** What a row of the list is made of, beside its id, its measures, the time of its last change and what other rows say. */
export type ListedFields = Omit<HandoverRow, 'id' | 'changedAt' | 'measures' | 'alsoTaken'>;

export function listedFields(content: HandoverContent, signing: Signing, putAway: string | null): ListedFields {
  const { from, to, at, draftedAt, givers, receivers, overall, sentence } = content;
  const signed = signatureOf(signing);
  const taken = signing.accepted ?? signing.selfCover;
  const needed = toReadBack(content);
  const settled = new Set(signing.readBacks.filter(isSettled).map(({ item }) => item));
  const read = new Set(signing.readBacks.flatMap(({ item, isOld }) => (isOld ? [] : item)));
  const open = new Set(content.items.flatMap((item) => (isOpen(item) ? item.id : [])));
  return {
    from,
    to,
    at,
    draftedAt,
    givers,
    receivers,
    overall,
    sentence,
    state: signing.state,
    signedBy: signed?.person ?? null,
    signedAt: signed?.at ?? null,
    acceptedBy: taken?.person ?? null,
    acceptedAt: taken?.at ?? null,
    inConflict: signing.inConflict,
    // Taken over by somebody who did not know: then it counts.
    putAway: taken === null ? putAway : null,
    amended: signing.amended,
    readBack: { settled: needed.filter(({ id }) => settled.has(id)).length, needed: needed.length },
    toRead: needed.filter(({ id }) => !read.has(id)).length,
    unanswered: [...read].filter((item) => open.has(item) && !settled.has(item)).length,
    openQuestions: signing.questions.filter(({ answers }) => answers.length === 0).length,
    watches: taken === null ? [] : watchesOf(taken.copy),
  };
}

/** The newest that counts: over the accepted copy once there is one, whatever was edited since. */
function signatureOf({ signatures, voided, accepted }: Signing): Signature | null {
  const counting =
    accepted === null ? signatures : [...signatures, ...voided].filter(({ content }) => content === accepted.content);
  return counting.reduce<Signature | null>((last, one) => (last === null || one.at > last.at ? one : last), null);
}

/** Contingencies with a signal and a limit of what was handed over: not of what was dismissed or is over. */
function watchesOf({ items, ifThens }: HandoverContent): readonly IfThen[] {
  const gone = new Set(items.filter(({ dismissed, closed }) => dismissed !== null || closed).map(({ id }) => id));
  return ifThens.filter(({ watch, item }) => watch !== null && (item === null || !gone.has(item)));
}

/** What the window gets of one handover. Pure. */
export const viewOf = (
  row: HandoverRow,
  content: HandoverContent,
  signing: Signing,
  hash: string,
  record: Pick<RecordView, 'waiting' | 'lost'>,
  conflicts: Content['conflicts'],
): HandoverView => ({
  ...row,
  content,
  hash,
  signing,
  conflicts: conflicts.map(({ field, values }) => ({ field, values })),
  waiting: record.waiting.map(({ person, updates }) => ({ person, updates })),
  lost: record.lost.length,
});
