import type { SiteView } from '../../snapshot/types';
import { groupBy } from '../../../lib/group-by';
import { intervalsOf, type Intervals } from '../intervals';
import type { Placed } from '../place';
import { against, columnOf, noTime, type Judged, type Outcome, type Rule } from '../rule';
import { outsideOf } from './outside';

/** Two changes of one thing at one time: nobody could tell which of them did what. */
export const overlapRule: Rule = (known) => {
  const groups = groupBy(known.placed, ({ change }) => new Set(change.sites));
  const planned = new Map([...groups].map(([site, placed]) => [site, intervalsOf(placed)]));
  const outside = outsideOf(known);
  const none: Outcome = {
    rule: 'overlap',
    text: 'No other change at the same time',
    detail: 'None is planned for its sites and services in its window, and AWS tells of none.',
    datum: { source: 'changes', at: known.now },
  };
  return (judged) => {
    const outcomes = [...outside(judged)];
    if (judged.span === null) return [...outcomes, noTime('overlap', 'Other changes at the same time')];
    for (const site of judged.sites) addOverlaps(site, judged, planned.get(site.id), outcomes);
    if (judged.sites.length > 0 && !outcomes.some((outcome) => 'severity' in outcome)) outcomes.push(none);
    return outcomes;
  };
};

function addOverlaps(
  site: SiteView,
  { change, span }: Judged,
  planned: Intervals<Placed> | undefined,
  outcomes: Outcome[],
): void {
  if (span === null || planned === undefined) return;
  for (const { change: other, datum, when } of planned.overlapping(span.start, span.end)) {
    if (other.id === change.id) continue;
    // One that names no service is about all of them.
    const [one, two] = [change.services, other.services];
    const shared = one.length === 0 ? two : two.length === 0 ? one : one.filter((service) => two.includes(service));
    if (one.length > 0 && two.length > 0 && shared.length === 0) continue;
    const what = shared.length === 0 ? '' : ` (${[...new Set(shared)].sort().join(', ')})`;
    outcomes.push(
      against('overlap', other.id, {
        severity: columnOf(site),
        text: `${datum.source} changes ${site.name}${what} at the same time`,
        detail: `${other.title}: ${other.state}, ${when(site.timeZone)}.`,
        sites: [site.id],
        datum,
      }),
    );
  }
}
