import { DAY, MINUTE, floorTo, type Ms } from '../../../lib/time';
import { zoneName } from '../../../lib/zone-names';
import { piecesOf } from '../../../lib/zones';
import { WORKSPACE_FILE, against, noTime, type Outcome, type Rule } from '../rule';
import type { MinuteRange } from '../change-rules';
import { minutesText } from '../words';

/** Ranges come back every day: what three days do not show, a longer window does not either. */
const SEEN: Ms = 3 * DAY;

const NO_HOURS = { agreed: [], peak: [], agreedText: '', peakText: '' } as const;

export const hoursRule: Rule = ({ now, facts: { rules } }) => {
  const inOrder = (ranges: readonly MinuteRange[]): readonly MinuteRange[] => [...ranges].sort((a, b) => a[0] - b[0]);
  const hours = new Map(
    Object.entries(rules.hours).map(([site, { agreed, peak }]) => [
      site,
      { agreed: inOrder(agreed), peak: inOrder(peak), agreedText: minutesText(agreed), peakText: minutesText(peak) },
    ]),
  );
  return ({ production, span, when }) => {
    if (production.length === 0) return [];
    if (span === null) return [noTime('hours', 'Agreed hours')];
    const outcomes: Outcome[] = [];
    for (const site of production) {
      const { agreed, peak, agreedText, peakText } = hours.get(site.id) ?? NO_HOURS;
      const say = (subject: string, text: string, ranges: string): unknown =>
        outcomes.push(
          against('hours', subject, {
            severity: 'caution',
            text,
            detail: `${ranges} ${zoneName(site.timeZone, now)}; the change ${when(site.timeZone)}.`,
            sites: [site.id],
            datum: WORKSPACE_FILE,
          }),
        );
      const pieces = piecesOf(site.timeZone, span.start, Math.min(span.end, span.start + SEEN)).map(
        ({ from, to, offset }) => [from + offset, to + offset] as const,
      );
      const [isOutside, isInPeak] = [
        agreed.length > 0 && pieces.some(([from, to]) => !isCovered(from, to, agreed)),
        pieces.some(([from, to]) => touches(from, to, peak)),
      ];
      if (isOutside) say('agreed', `Outside the agreed hours of ${site.name}`, agreedText);
      if (isInPeak) say('peak', `In the peak hours of ${site.name}`, peakText);
      if (agreed.length === 0)
        outcomes.push({
          rule: 'hours',
          text: `Agreed hours of ${site.name}`,
          why: 'The workspace file gives none: add hours.agreed to the site.',
        });
      else if (!isOutside && !isInPeak)
        outcomes.push({
          rule: 'hours',
          text: `In the agreed hours of ${site.name}`,
          detail: `${agreedText} ${zoneName(site.timeZone, now)}; the change ${when(site.timeZone)}.`,
          datum: WORKSPACE_FILE,
        });
    }
    return outcomes;
  };
};

/** Whether the ranges, each day anew and from the day before on, leave no moment of the wall clock out. They are in order. */
function isCovered(from: Ms, to: Ms, ranges: readonly MinuteRange[]): boolean {
  let covered = from;
  for (let day = floorTo(from, DAY) - DAY; day < to; day += DAY)
    for (const range of ranges) if (day + range[0] * MINUTE <= covered) covered = Math.max(covered, day + endOf(range));
  return covered >= to;
}

function touches(from: Ms, to: Ms, ranges: readonly MinuteRange[]): boolean {
  for (let day = floorTo(from, DAY) - DAY; day < to; day += DAY)
    for (const range of ranges) if (day + range[0] * MINUTE < to && day + endOf(range) > from) return true;
  return false;
}

/** After the midnight before it; an end that is not after its beginning is on the next day. */
const endOf = ([from, to]: MinuteRange): Ms => to * MINUTE + (to <= from ? DAY : 0);
