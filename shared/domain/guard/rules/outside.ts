import { matchRuns, partOf, sitesOfRuns } from '../../outside/match';
import { isMoving } from '../../outside/rules';
import type { OutsideRun } from '../../outside/types';
import type { SiteView, SourceView } from '../../snapshot/types';
import { isSeen } from '../../sources/condition';
import { isOutsideApi } from '../../sources/types';
import { groupBy } from '../../../lib/group-by';
import type { Ms } from '../../../lib/time';
import { against, type Judged, type Known, type Outcome } from '../rule';
import { agoText, sourceText } from '../words';

/** It moves something now; of a deployment that waits for its traffic half is on the new side. What waits for a person stands still. */
const moves = (run: OutsideRun): boolean => isMoving(run) || run.state === 'waiting-traffic';

const placeOf = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  `${account}/${region}`;

/** A run that no change names, with what was said of it by the sites it concerns. */
interface Unplanned {
  readonly run: OutsideRun;
  readonly sites: readonly string[];
  readonly said: Map<string, Outcome>;
}

/** An account's region: sites that share it are told of it once. */
interface Place {
  readonly runs: readonly Unplanned[];
  /** What of it cannot be known. */
  readonly gap: Outcome | null;
}

/** What AWS says is being changed at a site, and no change names: it is looked at, and holds nothing. */
export function outsideOf({ facts, now }: Known): (judged: Judged, outcomes: Outcome[]) => void {
  const sitesOf = sitesOfRuns(facts.sites);
  const active = facts.outside.filter(moves);
  const planned = matchRuns(facts.changes, active, facts.sites);
  const moving = active
    .filter(({ id }) => !planned.has(id))
    .map((run): Unplanned => ({ run, sites: sitesOf(run), said: new Map() }));
  const runs = groupBy(moving, ({ run }) => [placeOf(run)]);
  const telling = groupBy(
    facts.sources.filter(({ api }) => isOutsideApi(api)),
    (source) => [placeOf(source)],
  );
  const places = new Map<string, Place>();
  const found = new Map<SiteView, Place>();
  const placeAt = (site: SiteView): Place => {
    let place = found.get(site);
    if (place !== undefined) return place;
    const key = placeOf(site);
    place = places.get(key) ?? { runs: runs.get(key) ?? [], gap: gapAt(site, telling.get(key) ?? []) };
    places.set(key, place);
    found.set(site, place);
    return place;
  };

  /** Whether a site before it is of the same place. */
  const isTold = (judged: readonly SiteView[], index: number): boolean => {
    const place = judged[index] === undefined ? null : placeAt(judged[index]);
    return judged.findIndex((one) => placeAt(one) === place) < index;
  };

  return ({ sites: judged, change }, outcomes) => {
    for (let index = 0; index < judged.length; index += 1) {
      const site = judged[index];
      if (site === undefined) continue;
      const { gap, runs } = placeAt(site);
      if ((gap === null && runs.length === 0) || isTold(judged, index)) continue;
      if (gap !== null) outcomes.push(gap);
      for (const one of runs) {
        const concerned = concernedOf(one, judged);
        if (concerned.length > 0 && partOf(change, one.run, sitesOf) === null)
          outcomes.push(underWay(one, site.accountName, concerned, now));
      }
    }
  };
}

/** The same for every change of the same sites. */
function underWay({ run, said }: Unplanned, accountName: string, sites: readonly string[], now: Ms): Outcome {
  const key = sites.join(' ');
  let outcome = said.get(key);
  if (outcome === undefined) {
    outcome = against('overlap', run.id, {
      severity: 'caution',
      text: `A ${run.kind} that no change names is under way in ${accountName}, ${run.region}: ${run.name}`,
      detail: `${run.said}${run.startedAt === null ? '' : `, begun ${agoText(run.startedAt, now)}`}${run.by === null ? '' : ` by ${run.by}`}.`,
      sites,
      datum: { source: `${run.kind} ${run.name}`, at: run.updatedAt },
    });
    said.set(key, outcome);
  }
  return outcome;
}

function concernedOf({ sites }: Unplanned, judged: readonly SiteView[]): readonly string[] {
  const concerned: string[] = [];
  for (const { id } of judged) if (sites.includes(id)) concerned.push(id);
  return concerned;
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
    if (!isOutsideApi(source.api)) continue;
    const place = placeOf(source);
    oldest.set(place, earliest(oldest.has(place) ? (oldest.get(place) ?? null) : Infinity, source.lastGoodAt));
  }
  const known = new Map<SiteView, Ms | null>();
  const heardAt = (site: SiteView): Ms | null => {
    let at = known.get(site);
    if (at === undefined) known.set(site, (at = oldest.get(placeOf(site)) ?? null));
    return at;
  };
  return (sites) => {
    let at: Ms | null = Infinity;
    for (const site of sites) at = earliest(at, heardAt(site));
    return at === Infinity ? null : at;
  };
}

/** Never is earlier than any. */
const earliest = (a: Ms | null, b: Ms | null): Ms | null => (a === null || b === null ? null : Math.min(a, b));
