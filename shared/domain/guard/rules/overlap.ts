import { isPlanned } from '../../change/rules';
import { fullNumber } from '../../change/number';
import type { Change } from '../../change/types';
import type { OutsideRun, OutsideState } from '../../outside/types';
import type { SiteView, SourceView } from '../../snapshot/types';
import { isSeen } from '../../sources/condition';
import { groupBy } from '../group-by';
import { intervalsOf, type Intervals, type Spanned } from '../intervals';
import { columnOf, noTime, placeOf, type Judged, type Known, type Outcome, type Rule } from '../rule';
import { agoText, rangeText, sourceText } from '../words';

interface Placed extends Spanned {
  readonly change: Change;
}

/** It moves something now. What waits for a person or stands still does not. */
const MOVES: Readonly<Record<OutsideState, boolean>> = {
  running: true,
  stopping: true,
  'rolling-back': true,
  'waiting-traffic': true,
  'waiting-approval': false,
  blocked: false,
  succeeded: false,
  failed: false,
  stopped: false,
  superseded: false,
};
/** The sources that tell how a site does; all others tell what is changed there. */
const WATCHING: ReadonlySet<string> = new Set(['DescribeAlarms', 'GetMetricData', 'Health']);

const placeKey = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  `${account}/${region}`;

export const overlapRule: Rule = (known) => {
  const planned = plannedAt(known);
  const outside = outsideRule(known);
  return (judged) => {
    if (judged.sites.length === 0) return [];
    const elsewhere = outside(judged);
    if (judged.span === null) return [...noTime('Other changes at the same time'), ...elsewhere];
    const found = judged.sites.flatMap((site) => overlapsAt(site, judged, planned.get(site.id), known.now));
    if (found.length > 0 || elsewhere.some(({ kind }) => kind === 'against')) return [...found, ...elsewhere];
    return [
      {
        kind: 'passed',
        text: 'No other change at the same time',
        detail: 'None is planned for its sites and services in its window.',
        datum: { source: 'changes', at: known.now },
      },
      ...elsewhere,
    ];
  };
};

function plannedAt({ facts, now }: Known): ReadonlyMap<string, Intervals<Placed>> {
  const placed = facts.changes.flatMap((change): readonly Placed[] => {
    const place = isPlanned(change.state) ? placeOf(change, now) : null;
    return place === null ? [] : [{ ...place, change }];
  });
  const groups = groupBy(placed, ({ change }) => new Set(change.sites));
  return new Map([...groups].map(([site, changes]) => [site, intervalsOf(changes)]));
}

function overlapsAt(
  site: SiteView,
  { change, span }: Judged,
  planned: Intervals<Placed> | undefined,
  now: number,
): readonly Outcome[] {
  if (span === null || planned === undefined) return [];
  const outcomes: Outcome[] = [];
  for (const { change: other, start, end } of planned.overlapping(span.start, span.end)) {
    if (other.id === change.id) continue;
    // One that names no service is about all of them.
    const [one, two] = [change.services, other.services];
    const shared = one.length === 0 ? two : two.length === 0 ? one : one.filter((service) => two.includes(service));
    if (one.length > 0 && two.length > 0 && shared.length === 0) continue;
    const what = shared.length === 0 ? '' : ` (${[...new Set(shared)].sort().join(', ')})`;
    outcomes.push({
      kind: 'against',
      severity: columnOf(site),
      subject: other.id,
      text: `${fullNumber(other.number)} changes ${site.name}${what} at the same time`,
      detail: `${other.title}: ${other.state}, ${rangeText(start, end, site.timeZone, now)}.`,
      sites: [site.id],
      datum: { source: fullNumber(other.number), at: other.changedAt },
    });
  }
  return outcomes;
}

/** What AWS says is being changed in the account and region of a site, and no change names. */
function outsideRule({ facts, now }: Known): (judged: Judged) => readonly Outcome[] {
  const named = facts.changes.flatMap(({ links }) =>
    links.flatMap((link) => (link.kind === 'pipeline' ? [link.target] : [])),
  );
  const isNamed = (run: OutsideRun, targets: readonly string[]): boolean =>
    targets.some((target) => target.includes(run.id) || (run.runId !== '' && target.includes(run.runId)));
  const moving = facts.outside.filter((run) => MOVES[run.state] && run.endedAt === null && !isNamed(run, named));
  const runs = groupBy(moving, (run) => [placeKey(run)]);
  const telling = groupBy<SourceView>(
    facts.sources.filter(({ api }) => !WATCHING.has(api)),
    (source) => [placeKey(source)],
  );
  return ({ sites, change }) => {
    const outcomes: Outcome[] = [];
    const own = change.links.flatMap((link) => (link.kind === 'pipeline' ? [link.target] : []));
    const places = groupBy(sites, (site) => [placeKey(site)]);
    for (const [place, there] of places) {
      const first = there[0];
      if (first === undefined) continue;
      for (const run of runs.get(place) ?? []) {
        if (isNamed(run, own)) continue;
        outcomes.push({
          kind: 'against',
          severity: 'caution',
          subject: run.id,
          text: `A ${run.kind} that no change names is under way in ${first.accountName}, ${run.region}: ${run.name}`,
          detail: `${run.said}${run.startedAt === null ? '' : `, begun ${agoText(run.startedAt, now)}`}${run.by === null ? '' : ` by ${run.by}`}.`,
          sites: there.map(({ id }) => id),
          datum: { source: `${run.kind} ${run.name}`, at: run.updatedAt },
        });
      }
      const sources = telling.get(place) ?? [];
      const blind = sources.filter(({ condition }) => !isSeen(condition));
      const text = `Changes from outside in ${first.accountName}, ${first.region}`;
      if (sources.length === 0)
        outcomes.push({ kind: 'gap', text, why: 'Pipelines, deployments and stacks are not asked there.' });
      else if (blind.length > 0)
        outcomes.push({
          kind: 'gap',
          text,
          why: blind
            .map((one) => `${sourceText(one)}: ${one.reason ?? one.condition}`)
            .sort()
            .join('; '),
        });
    }
    return outcomes;
  };
}
