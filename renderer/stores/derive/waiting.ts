import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import { assertNever } from '../../../shared/lib/assert-never';
import { MINUTE, type Ms } from '../../../shared/lib/time';
import { countText } from '../../../shared/lib/words';

/** So long before the end of the shift the giver is reminded to sign. */
const REMINDED: Ms = 15 * MINUTE;

export interface Waiting {
  readonly row: HandoverRow;
  readonly to: 'sign' | 'answer' | 'read-back' | 'accept';
}

/** A handover for which this very person is waited for, the most urgent first; null where none is. */
export function waitingFor(rows: readonly HandoverRow[] | null, me: string | null, now: Ms): Waiting | null {
  if (me === null) return null;
  return (rows ?? [])
    .filter(({ state, putAway }) => !hasEnded(state) && putAway === null)
    .flatMap((row): readonly Waiting[] => {
      const to = waitsTo(row, me, now);
      return to === null ? [] : [{ row, to }];
    })
    .reduce<Waiting | null>((first, one) => (first === null || one.row.at < first.row.at ? one : first), null);
}

function waitsTo(row: HandoverRow, me: string, now: Ms): Waiting['to'] | null {
  const { state, at, givers, receivers, signedBy, unanswered, openQuestions, toRead } = row;
  const isSigned = state === 'ready' || state === 'in-review';
  if (signedBy === me || givers.includes(me)) {
    if (!isSigned && (state === 'refused' || now >= at - REMINDED)) return 'sign';
    // Nobody answers what the own side asked or said (H6).
    if (receivers.includes(me)) return null;
    return openQuestions > 0 || (isSigned && unanswered > 0) ? 'answer' : null;
  }
  if (!isSigned || !receivers.includes(me)) return null;
  if (toRead > 0) return 'read-back';
  // All is read back: what is left to do is of the giver.
  return row.readBack.settled < row.readBack.needed ? null : 'accept';
}

/** What it waits for, as the rail says it. */
export function waitingText({ row, to }: Waiting): string {
  switch (to) {
    case 'sign':
      return row.state === 'refused'
        ? 'a handover was refused and waits for your signature'
        : 'a handover waits for your signature';
    case 'answer':
      return answerText(row);
    case 'read-back':
      return `${countText(row.toRead, 'item')} of a handover ${row.toRead === 1 ? 'waits' : 'wait'} for your read-back`;
    case 'accept':
      return 'a handover waits for you to take it';
    default:
      return assertNever(to);
  }
}

function answerText({ state, unanswered, openQuestions }: HandoverRow): string {
  // Before it is signed no read-back is answered.
  const readBacks = state === 'ready' || state === 'in-review' ? unanswered : 0;
  const parts = [
    ...(readBacks > 0 ? [countText(readBacks, 'read-back')] : []),
    ...(openQuestions > 0 ? [countText(openQuestions, 'question')] : []),
  ];
  return `${parts.join(' and ')} ${readBacks + openQuestions === 1 ? 'waits' : 'wait'} for your answer`;
}
