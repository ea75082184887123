import { alsoTakenText, alsoTaken } from '../../../shared/domain/handover/same-end';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { HandoverAct } from '../../../shared/ipc/handovers-contract';
import type { Ms } from '../../../shared/lib/time';
import { utcText } from '../../../shared/lib/words';
import type { Content } from '../../../shared/records/content';
import { text } from '../../../shared/records/fields';

type Listed = Omit<HandoverRow, 'alsoTaken'>;

/** What the other rows say of one: an end of a shift that was taken over with several is in conflict with each of them. */
export function besideOthers(row: Listed, rows: readonly Listed[]): HandoverRow {
  const others = alsoTaken(row, rows);
  return { ...row, alsoTaken: others, inConflict: row.inConflict || (row.acceptedAt !== null && others.length > 0) };
}

/** Why a draft is gone on with no more. Of words that were written apart none takes the others away: then it stands, unless all of them do. */
export function putAwayOf({ fields, conflicts }: Pick<Content, 'fields' | 'conflicts'>): string | null {
  const values = conflicts.find(({ field }) => field === 'putAway')?.values ?? [fields['putAway']];
  const said = values.map((value) => text(value));
  return said.every((one) => one !== '') ? (said[0] ?? null) : null;
}

/** By which duty passes, or is offered. */
export const givesDuty = ({ act }: HandoverAct): boolean => ['sign', 'accept', 'self-cover'].includes(act);

/** Why duty passes with this handover no more: it does so once at one end of a shift (H5). */
export function takenElsewhere(
  { alsoTaken: [other], putAway }: Pick<HandoverRow, 'alsoTaken' | 'putAway'>,
  nameOf: (person: string) => string,
  now: Ms,
): string | null {
  if (other !== undefined) return alsoTakenText(other, nameOf, (at) => utcText(at, now));
  return putAway === null ? null : `it was put away (${putAway}): take it up first`;
}
