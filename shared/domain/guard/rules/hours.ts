import { DAY, MINUTE, floorTo, type Ms } from '../../../lib/time';
import { zoneName } from '../../../lib/zone-names';
import { piecesOf } from '../../../lib/zones';
import type { SiteView } from '../../snapshot/types';
import { WORKSPACE_FILE, against, noTime, type Outcome, type Rule } from '../rule';
import type { MinuteRange } from '../change-rules';
import { joined, minutesText } from '../words';

/** Ranges come back every day: what three days do not show, a longer window does not either. */
const SEEN: Ms = 3 * DAY;

/** With the ranges, up to where the window follows. */
interface Said {
  readonly text: string;
  readonly ranges: string;
}

/** What is said of a site, as far as it is the same for all changes. */
interface Hours {
  readonly sites: readonly string[];
  readonly agreed: readonly MinuteRange[];
  readonly peak: readonly MinuteRange[];
  readonly outside: Said;
  readonly inPeak: Said;
  readonly within: Said;
  readonly unknown: Outcome;
}

export const hoursRule: Rule = ({ now, facts: { rules } }) => {
  const ranges = new Map(Object.entries(rules.hours));
  const known = new Map<SiteView, Hours>();
  const hoursOf = (site: SiteView): Hours => {
    let hours = known.get(site);
    if (hours === undefined) known.set(site, (hours = hoursAt(site, ranges.get(site.id) ?? NONE, now)));
    return hours;
  };
  return ({ production, span, when }) => {
    if (production.length === 0) return [];
    if (span === null) return [noTime('hours', 'Agreed hours')];
    const outcomes: Outcome[] = [];
    for (const site of production) {
      const hours = hoursOf(site);
      const { agreed, peak, within, unknown } = hours;
      let [isOutside, isInPeak] = [false, false];
      for (const { from, to, offset } of piecesOf(site.timeZone, span.start, Math.min(span.end, span.start + SEEN))) {
        isOutside ||= agreed.length > 0 && !isCovered(from + offset, to + offset, agreed);
        isInPeak ||= touches(from + offset, to + offset, peak);
      }
      if (isOutside) outcomes.push(amiss('agreed', hours.outside, hours, when(site.timeZone)));
      if (isInPeak) outcomes.push(amiss('peak', hours.inPeak, hours, when(site.timeZone)));
      if (agreed.length === 0) outcomes.push(unknown);
      else if (!isOutside && !isInPeak)
        outcomes.push({
          rule: 'hours',
          text: within.text,
          detail: joined(within.ranges, when(site.timeZone), '.'),
          datum: WORKSPACE_FILE,
        });
    }
    return outcomes;
  };
};

const NONE = { agreed: [], peak: [] } as const;

function hoursAt({ id, name, timeZone }: SiteView, { agreed, peak }: Pick<Hours, 'agreed' | 'peak'>, now: Ms): Hours {
  const inOrder = (ranges: readonly MinuteRange[]): readonly MinuteRange[] => [...ranges].sort((a, b) => a[0] - b[0]);
  const told = (ranges: readonly MinuteRange[]): string =>
    `${minutesText(ranges)} ${zoneName(timeZone, now)}; the change `;
  return {
    sites: [id],
    agreed: inOrder(agreed),
    peak: inOrder(peak),
    outside: { text: `Outside the agreed hours of ${name}`, ranges: told(agreed) },
    inPeak: { text: `In the peak hours of ${name}`, ranges: told(peak) },
    within: { text: `In the agreed hours of ${name}`, ranges: told(agreed) },
    unknown: {
      rule: 'hours',
      text: `Agreed hours of ${name}`,
      why: 'The workspace file gives none: add hours.agreed to the site.',
    },
  };
}

const amiss = (subject: string, { text, ranges }: Said, { sites }: Hours, when: string): Outcome =>
  against('hours', subject, {
    severity: 'caution',
    text,
    detail: joined(ranges, when, '.'),
    sites,
    datum: WORKSPACE_FILE,
  });

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
