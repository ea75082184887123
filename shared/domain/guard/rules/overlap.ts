import type { Ms } from '../../../lib/time';
import type { SiteView } from '../../snapshot/types';
import { groupBy } from '../../../lib/group-by';
import { intervalsOf, type Intervals } from '../intervals';
import { distinct } from '../order';
import type { Placed } from '../place';
import { against, columnOf, noTime, type Judged, type Outcome, type Rule } from '../rule';
import { outsideOf, toldBy } from './outside';

/** Two changes of one thing at one time: nobody could tell which of them did what. */
export const overlapRule: Rule = (known) => {
  const groups = groupBy(known.placed, ({ change }) => distinct(change.sites));
  const planned = new Map([...groups].map(([site, placed]) => [site, intervalsOf(placed)]));
  const outside = outsideOf(known);
  const told = toldBy(known);
  const passed = new Map<Ms | null, Outcome>();
  const none = (at: Ms | null): Outcome => {
    let outcome = passed.get(at);
    if (outcome === undefined) passed.set(at, (outcome = noneOf(known.now, at)));
    return outcome;
  };
  return (judged) => {
    const outcomes: Outcome[] = [];
    outside(judged, outcomes);
    if (judged.span === null) {
      outcomes.push(noTime('overlap', 'Other changes at the same time'));
      return outcomes;
    }
    for (const site of judged.sites) addOverlaps(site, judged, planned.get(site.id), outcomes);
    if (judged.sites.length === 0 || outcomes.some((outcome) => 'severity' in outcome)) return outcomes;
    // Only gaps are left.
    outcomes.push(none(outcomes.length > 0 ? null : told(judged.sites)));
    return outcomes;
  };
};

/** Nothing is planned; of what comes from outside it is said only as of when AWS was last heard, and where all of it was. */
const noneOf = (now: Ms, at: Ms | null): Outcome => ({
  rule: 'overlap',
  text: `No other ${at === null ? 'planned ' : ''}change at the same time`,
  detail: `None is planned for its sites and services in its window${at === null ? '' : ', and AWS tells of none'}.`,
  datum: at === null ? { source: 'changes', at: now } : { source: 'changes, pipelines, deployments and stacks', at },
});

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
    const what = shared.length === 0 ? '' : ` (${distinct(shared).join(', ')})`;
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
