import { DAY, MINUTE, floorTo, type Ms } from '../../../lib/time';
import { piecesOf } from '../../../lib/zones';
import { WORKSPACE_FILE, noTime, type Outcome, type Rule } from '../rule';
import type { MinuteRange } from '../types';
import { minutesText, rangeText } from '../words';

/** Ranges come back every day: what three days do not show, a longer window does not either. */
const SEEN: Ms = 3 * DAY;

export const hoursRule: Rule = ({ now, facts: { rules } }) => {
  const hours = new Map(Object.entries(rules.hours));
  return ({ production, span }) => {
    if (production.length === 0) return [];
    if (span === null) return noTime('Agreed hours');
    const outcomes: Outcome[] = [];
    for (const site of production) {
      const { agreed, peak } = hours.get(site.id) ?? { agreed: [], peak: [] };
      const when = `the change ${rangeText(span.start, span.end, site.timeZone, now)}`;
      const against = (subject: string, text: string, ranges: readonly MinuteRange[]): unknown =>
        outcomes.push({
          kind: 'against',
          severity: 'caution',
          subject,
          text,
          detail: `${minutesText(ranges)} ${site.timeZone}; ${when}.`,
          sites: [site.id],
          datum: WORKSPACE_FILE,
        });
      const pieces = piecesOf(site.timeZone, span.start, Math.min(span.end, span.start + SEEN)).map(
        ({ from, to, offset }) => [from + offset, to + offset] as const,
      );
      const [isOutside, isInPeak] = [
        agreed.length > 0 && pieces.some(([from, to]) => !isCovered(from, to, agreed)),
        pieces.some(([from, to]) => touches(from, to, peak)),
      ];
      if (isOutside) against('agreed', `Outside the agreed hours of ${site.name}`, agreed);
      if (isInPeak) against('peak', `In the peak hours of ${site.name}`, peak);
      if (agreed.length === 0)
        outcomes.push({
          kind: 'gap',
          text: `Agreed hours of ${site.name}`,
          why: 'The workspace file gives none: add hours.agreed to the site.',
        });
      else if (!isOutside && !isInPeak)
        outcomes.push({
          kind: 'passed',
          text: `In the agreed hours of ${site.name}`,
          detail: `${minutesText(agreed)} ${site.timeZone}; ${when}.`,
          datum: WORKSPACE_FILE,
        });
    }
    return outcomes;
  };
};

/** The times of the wall clock that the ranges hold from the day before `from` on, in order of their beginning. */
function* timesOf(from: Ms, to: Ms, ranges: readonly MinuteRange[]): Generator<readonly [Ms, Ms]> {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  for (let day = floorTo(from, DAY) - DAY; day < to; day += DAY)
    for (const [begins, ends] of sorted)
      yield [day + begins * MINUTE, day + ends * MINUTE + (ends <= begins ? DAY : 0)];
}

function isCovered(from: Ms, to: Ms, ranges: readonly MinuteRange[]): boolean {
  let covered = from;
  for (const [begins, ends] of timesOf(from, to, ranges)) if (begins <= covered && ends > covered) covered = ends;
  return covered >= to;
}

function touches(from: Ms, to: Ms, ranges: readonly MinuteRange[]): boolean {
  for (const [begins, ends] of timesOf(from, to, ranges)) if (begins < to && ends > from) return true;
  return false;
}
