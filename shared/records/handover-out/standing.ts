import { alsoTakenText } from '../../domain/handover/same-end';
import { hasEnded, isAccepted, isLate, isOverdue, othersOf } from '../../domain/handover/state';
import type { HandoverView, Signing } from '../../domain/handover/types';
import { ageText, countText } from '../../lib/words';
import type { HandoverNames, HandoverOutOptions } from './options';
import type { OutTimes } from './times';

/** How a handover stands, said before anything else in every format. */
export interface Standing {
  /** `ACCEPTED`, `NOT SIGNED` */
  readonly word: string;
  /** Who did it and when; empty where the word says it all. */
  readonly detail: string;
  /** What a reader has to know before trusting the rest, worst first: overdue, amended, two acceptances, what is missing. */
  readonly warnings: readonly string[];
  /** Who has duty now, in a sentence. */
  readonly duty: string;
}

export function standingOf(
  view: HandoverView,
  names: HandoverNames,
  times: OutTimes,
  { now }: Pick<HandoverOutOptions, 'now'>,
): Standing {
  return { ...said(view, names, times), warnings: warnings(view, names, times, now), duty: duty(view, names, times) };
}

function said(view: HandoverView, names: HandoverNames, times: OutTimes): Pick<Standing, 'word' | 'detail'> {
  const { signing, state } = view;
  const by = (act: { readonly person: string; readonly at: number } | null | undefined): string =>
    act === null || act === undefined ? '' : `by ${names.person(act.person)}, ${times.both(act.at)}`;
  switch (state) {
    case 'draft':
      return { word: 'NOT SIGNED', detail: '' };
    case 'ready':
    case 'in-review':
      return {
        word: state === 'ready' ? 'SIGNED, NOT ACCEPTED' : 'SIGNED, IN REVIEW',
        detail: by(signing.signatures.at(-1)),
      };
    case 'accepted':
      return { word: 'ACCEPTED', detail: by(signing.accepted) };
    case 'accepted-with-reservations':
      return {
        word: 'ACCEPTED WITH RESERVATIONS',
        detail: `${by(signing.accepted)}: ${signing.accepted?.reservations ?? ''}`,
      };
    case 'refused': {
      const refusal = signing.refusals.at(-1);
      return { word: 'REFUSED', detail: `${by(refusal)}: ${refusal?.reason ?? ''}` };
    }
    case 'self-covered':
      return {
        word: 'SELF-COVER, one person for both shifts',
        detail: `${by(signing.selfCover)}: ${signing.selfCover?.reason ?? ''}`,
      };
  }
}

function warnings(view: HandoverView, names: HandoverNames, times: OutTimes, now: number): readonly string[] {
  const { content, signing } = view;
  const lines: string[] = [];
  if (isOverdue(view, now))
    lines.push(
      `OVERDUE by ${ageText(now - content.at)}: it was due ${times.both(content.at)}, and nobody has accepted it`,
    );
  if (signing.inConflict) lines.push(`${takenApart(signing.holders, names)}: people have to say who had duty`);
  for (const taken of view.alsoTaken) lines.push(`TAKEN OVER TWICE: ${alsoTakenText(taken, names.person, times.both)}`);
  if (view.putAway !== null && !hasEnded(view.state)) lines.push(`PUT AWAY: ${view.putAway}`);
  if (signing.amended)
    lines.push('AMENDED AFTER ACCEPTANCE: what follows is not the text that was accepted; duty does not go back by it');
  if (signing.voided.length > 0 && !hasEnded(view.state))
    lines.push(
      `EDITED SINCE: ${countText(signing.voided.length, 'signature does', 'signatures do')} not cover this text`,
    );
  if (isLate(content))
    lines.push(`DRAFTED LATE, ${ageText(content.draftedAt - content.at)} after the end of the shift`);
  if (view.conflicts.length > 0)
    lines.push(
      `${countText(view.conflicts.length, 'value was', 'values were')} written apart, and one of each is shown`,
    );
  const waiting = view.waiting.reduce((sum, { updates }) => sum + updates, 0);
  if (waiting > 0) lines.push(`INCOMPLETE: ${countText(waiting, 'update')} of others have not arrived here`);
  if (view.lost > 0) lines.push(`INCOMPLETE: ${countText(view.lost, 'update')} cannot be read any more`);
  return lines;
}

/** H5: duty stays with the giver until it is accepted. */
function duty({ state, content, signing }: HandoverView, names: HandoverNames, times: OutTimes): string {
  const team = names.team;
  if (signing.selfCover !== null && state === 'self-covered')
    return `Duty: ${names.person(signing.selfCover.person)} covers both shifts, ${team(content.from)} and ${team(content.to)}${instead(othersOf(signing.selfCover.copy, signing.selfCover.person), names)}.`;
  if (isAccepted(state) && signing.accepted !== null)
    return `Duty: ${names.person(signing.accepted.person)}, ${team(content.to)}, since ${times.both(signing.accepted.at)}.`;
  const people = content.givers.map(names.person).join(', ');
  return `Duty stays with ${team(content.from)}${people === '' ? '' : ` (${people})`} until ${team(content.to)} accepts.`;
}

/** H8: everybody who took it is named, by whichever way. */
function takenApart(holders: Signing['holders'], names: HandoverNames): string {
  if (holders.every(({ kind }) => kind === 'accept'))
    return `${holders.length === 2 ? 'TWO' : holders.length} ACCEPTANCES, given apart by ${andText(holders.map(({ person }) => names.person(person)))}`;
  const taken = holders.map(
    ({ kind, person }) => `${names.person(person)} ${kind === 'accept' ? 'accepted it' : 'covers both shifts'}`,
  );
  return `DUTY TAKEN ${holders.length === 2 ? 'TWICE' : `${holders.length} TIMES`}, apart: ${andText(taken)}`;
}

/** H6: covered by one although others were there to take it is said, and judged by people. */
const instead = (others: readonly string[], names: HandoverNames): string =>
  others.length === 0
    ? ''
    : `, though ${andText(others.map(names.person))} ${others.length === 1 ? 'was' : 'were'} named to take it`;

/** `A`, `A and B`, `A, B and C` */
const andText = (parts: readonly string[]): string =>
  [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');

/** `84f0 1b6d c2e9 7710`: enough of a hash to compare by eye. */
export const shortHash = (hash: string): string =>
  (
    hash
      .replace(/^sha256:|[^0-9a-z]/gi, '')
      .slice(0, 16)
      .match(/.{1,4}/g) ?? []
  ).join(' ');
