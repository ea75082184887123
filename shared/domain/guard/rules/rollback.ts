import { DAY } from '../../../lib/time';
import { countText } from '../../../lib/words';
import { ROLLBACK_TEST_LASTS, riskLevel } from '../../change/rules';
import { against, type Judged, type Outcome, type Rule } from '../rule';
import { joined, timeText } from '../words';

/** Typed a little ahead of the clock is a slip; farther ahead it was not tested yet. */
const AHEAD = DAY;

export const rollbackRule: Rule =
  ({ now }) =>
  (judged): readonly Outcome[] => {
    const { change, zone } = judged;
    const { steps, command } = change.rollback;
    const testedAt = Number.isFinite(change.rollback.testedAt) ? change.rollback.testedAt : null;
    const written = steps.filter(isWritten).length;
    if (command.trim() === '' && written === 0)
      return amiss(
        judged,
        'none',
        'There is no rollback',
        'It has neither a command nor a step: say how it is undone.',
      );

    const inSteps = written === 0 ? '' : countText(written, 'step');
    const way = command.trim() === '' ? inSteps : inSteps === '' ? 'a command' : `a command and ${inSteps}`;
    const age = testedAt === null ? null : now - testedAt;
    const isTested = age !== null && age <= ROLLBACK_TEST_LASTS && age >= -AHEAD;
    const tested = testedAt === null ? 'never tested' : `tested ${timeText(testedAt, zone, now)}`;
    const risk = riskLevel(change.risk);
    if (!isTested && risk === 'high')
      return amiss(
        judged,
        'untested',
        age === null || age < 0
          ? 'The rollback was never tested, and the risk is high'
          : `The rollback was tested ${countText(Math.floor(age / DAY), 'day')} ago, and the risk is high`,
        `By ${way}; ${tested}; a test counts for 90 days${change.risk === null ? '; a risk that nobody rated counts as high' : ''}.`,
      );
    return [
      {
        rule: 'rollback',
        text: isTested ? `Rollback tested ${daysText(age)}` : `There is a rollback, and the risk is ${risk}`,
        detail: joined('By ', way, '; ', tested, '.'),
        datum: { source: 'the plan', at: isTested ? testedAt : change.changedAt },
      },
    ];
  };

const isWritten = ({ text }: { readonly text: string }): boolean => text.trim() !== '';

const amiss = ({ column, about, plan }: Judged, subject: string, text: string, detail: string): readonly Outcome[] => [
  against('rollback', subject, { severity: column, text, detail, sites: about, datum: plan }),
];

const daysText = (age: number): string => (age < DAY ? 'today' : `${countText(Math.floor(age / DAY), 'day')} ago`);
