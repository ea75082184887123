import { isOver } from '../../change/rules';
import { LONGEST_WINDOW, isReal, type Outcome, type Rule } from '../rule';
import { agoText, rangeText } from '../words';

/** Whether there is a time and a place to judge at all. */
export const windowRule: Rule =
  ({ now }) =>
  ({ change, sites, unknown, isStrict, about, isUnderWay, plan }) => {
    const outcomes: Outcome[] = [];
    const column = isStrict ? 'hold' : 'caution';
    const zone = sites[0]?.timeZone ?? 'UTC';
    const against = (
      severity: 'hold' | 'caution',
      subject: string,
      text: string,
      detail: string,
      where: readonly string[] = about,
    ): unknown => outcomes.push({ kind: 'against', severity, subject, text, detail, sites: where, datum: plan });

    if (change.sites.length === 0)
      against('hold', 'no-site', 'The change names no site', 'Freezes, incidents and signals are those of its sites.');
    for (const id of unknown)
      against('hold', 'unknown-site', `The workspace has no site ${id}`, 'Nothing is known of it here.', [id]);

    const { window } = change;
    if (isOver(change.state) || isUnderWay) return outcomes;
    if (window === null) against(column, 'none', 'The change has no window', 'Nobody said when it is to be done.');
    else if (!isReal(window))
      against(column, 'unreal', 'The window is no time', 'Its end is not after its start, or no calendar holds it.');
    else {
      const when = rangeText(window.start, window.end, zone, now);
      if (window.end <= now)
        against(
          column,
          `past:${window.end}`,
          'The window is over and the change has not begun',
          `It was ${when}; it ended ${agoText(window.end, now)}.`,
        );
      else if (window.end - window.start > LONGEST_WINDOW)
        against(
          column,
          `long:${window.end}`,
          'The window is longer than a year',
          `Only the first year of ${when} is judged.`,
        );
      else if (outcomes.length === 0)
        outcomes.push({ kind: 'passed', text: 'The window lies ahead', detail: when, datum: plan });
    }
    return outcomes;
  };
