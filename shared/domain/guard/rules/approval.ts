import { countText, listText } from '../../../lib/words';
import { isApproved, needsApproval } from '../../change/rules';
import { distinct } from '../order';
import { against, type Rule } from '../rule';
import { agoText } from '../words';

const peopleOf = (said: readonly { readonly person: string }[]): readonly string[] =>
  distinct(said.map(({ person }) => person));

/** Four eyes: whoever does it is not the one who allows it. */
export const approvalRule: Rule =
  ({ nameOf, now }) =>
  ({ change, isStrict, about, plan }) => {
    if (!isStrict) return [];
    const { type, approvals, approvers, executor, voided, origin } = change;
    // As planned elsewhere, and not as proposed there: who approved it stands in no file.
    if (origin !== null && approvals.length === 0 && change.disapprovals.length === 0 && change.state !== 'proposed')
      return [
        {
          rule: 'approval',
          text: 'Who approved it',
          why: `It is kept in ${origin.name}, which does not say: ask there.`,
        },
      ];
    if (!needsApproval(type))
      return [
        {
          rule: 'approval',
          text: 'A standard change is approved by its type',
          detail: 'Nobody is asked.',
          datum: plan,
        },
      ];
    const newest = approvals.reduce<number | null>((at, one) => Math.max(one.at, at ?? one.at), null);
    const by = peopleOf(approvals);
    const opposed = peopleOf(change.disapprovals);
    if (opposed.length > 0)
      return [
        against('approval', `disapproved ${opposed.join(' ')}`, {
          severity: 'hold',
          text: `Disapproved by ${listText(opposed.map(nameOf))}`,
          detail: 'Ask why, change the plan, or let them take it back.',
          sites: about,
          datum: { source: 'approvals', at: Math.max(...change.disapprovals.map(({ at }) => at)) },
        }),
      ];
    if (isApproved(change, approvals))
      return [
        {
          rule: 'approval',
          text: `Approved by ${listText(by.map(nameOf))}`,
          detail: newest === null ? '' : `The last one ${agoText(newest, now)}.`,
          datum: { source: 'approvals', at: newest },
        },
      ];
    const waits = distinct(approvers).filter((person) => !by.includes(person));
    const lost =
      voided.length === 0
        ? ''
        : ` ${countText(voided.length, 'approval')} of an earlier plan ${voided.length === 1 ? 'does' : 'do'} not count.`;
    const isOwn = by.length > 0 && by.every((person) => person === executor);
    return [
      // What was accepted without one person's approval is not accepted without another's.
      against('approval', [isOwn ? 'own' : 'missing', ...waits].join(' '), {
        severity: 'hold',
        text: isOwn ? 'The approver is the executor' : 'The approval is missing',
        detail: `${
          waits.length > 0
            ? `It waits for ${listText(waits.map(nameOf))}.`
            : `Somebody other than ${executor === null ? 'the executor' : nameOf(executor)} has to approve.`
        }${lost}`,
        sites: about,
        datum: { source: 'approvals', at: newest },
      }),
    ];
  };
