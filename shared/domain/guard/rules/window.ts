import { ageText } from '../../../lib/words';
import { isOver } from '../../change/rules';
import { LONGEST_WINDOW, isReal } from '../place';
import { against, type Outcome, type Rule } from '../rule';
import { agoText } from '../words';

/** Whether there is a time and a place to judge at all. */
export const windowRule: Rule =
  ({ now }) =>
  ({ change, unknown, column, zone, about, isUnderWay, plan, when }) => {
    const outcomes: Outcome[] = [];
    const say = (
      severity: 'hold' | 'caution',
      subject: string,
      text: string,
      detail: string,
      where: readonly string[] = about,
    ): unknown => outcomes.push(against('window', subject, { severity, text, detail, sites: where, datum: plan }));

    if (change.sites.length === 0)
      say('hold', 'no-site', 'The change names no site', 'Freezes, incidents and signals are those of its sites.');
    for (const id of unknown)
      say('hold', 'unknown-site', `The workspace has no site ${id}`, 'Nothing is known of it here.', [id]);

    const { window } = change;
    if (isOver(change.state) || isUnderWay) return outcomes;
    if (window === null) say(column, 'none', 'The change has no window', 'Nobody said when it is to be done.');
    else if (!isReal(window))
      say(column, 'unreal', 'The window is no time', 'Its end is not after its start, or no calendar holds it.');
    else if (window.end <= now)
      say(
        column,
        `past:${window.end}`,
        'The window is over and the change has not begun',
        `It was ${when(zone)}; it ended ${agoText(window.end, now)}.`,
      );
    else if (window.end - window.start > LONGEST_WINDOW)
      say(column, `long:${window.end}`, 'The window is longer than a year', `Judged is ${when(zone)}.`);
    else if (outcomes.length === 0)
      outcomes.push({
        rule: 'window',
        text: window.start > now ? `The window opens in ${ageText(window.start - now)}` : 'The window is open',
        detail: when(zone),
        datum: plan,
      });
    return outcomes;
  };
