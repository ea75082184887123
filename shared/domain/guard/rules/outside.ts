import { matchRuns, partOf, sitesOfRuns } from '../../outside/match';
import { isMoving } from '../../outside/rules';
import type { OutsideRun } from '../../outside/types';
import type { SiteView, SourceView } from '../../snapshot/types';
import { isSeen } from '../../sources/condition';
import { groupBy } from '../../../lib/group-by';
import type { Ms } from '../../../lib/time';
import { against, type Judged, type Known, type Outcome } from '../rule';
import { agoText, sourceText } from '../words';

/** It moves something now; of a deployment that waits for its traffic half is on the new side. What waits for a person stands still. */
const moves = (run: OutsideRun): boolean => isMoving(run) || run.state === 'waiting-traffic';
/** The sources that tell how a site does; all others tell what is changed there. */
const WATCHING: ReadonlySet<string> = new Set(['DescribeAlarms', 'GetMetricData', 'Health']);

const placeOf = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  `${account}/${region}`;

/** What AWS says is being changed at a site, and no change names: it is looked at, and holds nothing. */
export function outsideOf({ facts, now }: Known): (judged: Judged) => readonly Outcome[] {
  const sitesOf = sitesOfRuns(facts.sites);
  const active = facts.outside.filter(moves);
  const planned = matchRuns(facts.changes, active, facts.sites);
  const moving = active.filter(({ id }) => !planned.has(id));
  const runs = groupBy(moving, (run) => [placeOf(run)]);
  const telling = groupBy(
    facts.sources.filter(({ api }) => !WATCHING.has(api)),
    (source) => [placeOf(source)],
  );
  const gaps = new Map<string, Outcome | null>();
  const gapOf = (place: string, site: SiteView): Outcome | null => {
    let gap = gaps.get(place);
    if (gap === undefined) gaps.set(place, (gap = gapAt(site, telling.get(place) ?? [])));
    return gap;
  };
  const places = new Map(facts.sites.map((site) => [site.id, placeOf(site)]));

  return ({ sites: judged, change }) => {
    const outcomes: Outcome[] = [];
    for (const [index, site] of judged.entries()) {
      const place = places.get(site.id) ?? '';
      if (judged.findIndex(({ id }) => places.get(id) === place) < index) continue;
      const gap = gapOf(place, site);
      if (gap !== null) outcomes.push(gap);
      for (const run of runs.get(place) ?? []) {
        const about = sitesOf(run);
        const concerned = judged.filter(({ id }) => about.includes(id));
        if (concerned.length === 0 || partOf(change, run, sitesOf) !== null) continue;
        outcomes.push(
          against('overlap', run.id, {
            severity: 'caution',
            text: `A ${run.kind} that no change names is under way in ${site.accountName}, ${run.region}: ${run.name}`,
            detail: `${run.said}${run.startedAt === null ? '' : `, begun ${agoText(run.startedAt, now)}`}${run.by === null ? '' : ` by ${run.by}`}.`,
            sites: concerned.map(({ id }) => id),
            datum: { source: `${run.kind} ${run.name}`, at: run.updatedAt },
          }),
        );
      }
    }
    return outcomes;
  };
}

function gapAt({ accountName, region }: SiteView, sources: readonly SourceView[]): Outcome | null {
  const text = `Changes from outside in ${accountName}, ${region}`;
  if (sources.length === 0)
    return { rule: 'overlap', text, why: 'Pipelines, deployments and stacks are not asked there.' };
  // One that is seen may still have a reason: what of its answer is missing.
  const blind = sources.filter(({ condition, reason }) => !isSeen(condition) || reason !== null);
  if (blind.length === 0) return null;
  const whys = blind.map((source) => `${sourceText(source)}: ${source.reason ?? source.condition}`);
  return { rule: 'overlap', text, why: whys.sort().join('; ') };
}

/** The oldest last answer of all that tell of changes from outside at these sites; null where one never answered or none is asked. */
export function toldBy({ facts }: Known): (sites: readonly SiteView[]) => Ms | null {
  const oldest = new Map<string, Ms | null>();
  for (const source of facts.sources) {
    if (WATCHING.has(source.api)) continue;
    const place = placeOf(source);
    oldest.set(place, earliest(oldest.has(place) ? (oldest.get(place) ?? null) : Infinity, source.lastGoodAt));
  }
  return (sites) => {
    let at: Ms | null = Infinity;
    for (const site of sites) at = earliest(at, oldest.get(placeOf(site)) ?? null);
    return at === Infinity ? null : at;
  };
}

/** Never is earlier than any. */
const earliest = (a: Ms | null, b: Ms | null): Ms | null => (a === null || b === null ? null : Math.min(a, b));
