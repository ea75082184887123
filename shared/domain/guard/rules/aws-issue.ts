import type { Ms } from '../../../lib/time';
import { isSeen } from '../../sources/condition';
import type { HealthEventView, SiteView, SourceView } from '../../snapshot/types';
import { groupBy } from '../../../lib/group-by';
import { against, columnOf, type Outcome, type Rule } from '../rule';
import { agoText, answerText, timeText } from '../words';

const NONE: readonly Outcome[] = [];

export const awsIssueRule: Rule = ({ now, facts }) => {
  const healthOf = new Map<string, SourceView>();
  for (const source of facts.sources) if (source.api === 'Health') healthOf.set(source.account, source);
  const issuesAt = groupBy(
    facts.events.filter(({ open, category }) => open && category === 'issue'),
    (event) => new Set([...event.sites, ...event.counts]),
  );
  /** The same for every change of a site. */
  const found = new Map<SiteView, readonly Outcome[]>();
  const at = (site: SiteView): readonly Outcome[] => {
    let outcomes = found.get(site);
    if (outcomes === undefined) {
      outcomes = outcomesAt(site, healthOf.get(site.account), issuesAt.get(site.id) ?? [], now);
      found.set(site, outcomes);
    }
    return outcomes;
  };
  const passed = new Map<Ms | null, readonly Outcome[]>();
  return ({ sites }) => {
    let outcomes: readonly Outcome[] = NONE;
    for (const site of sites) {
      const here = at(site);
      if (here.length > 0) outcomes = outcomes.length === 0 ? here : [...outcomes, ...here];
    }
    if (outcomes.length > 0 || sites.length === 0) return outcomes;
    let oldest: Ms | null = null;
    for (const { account } of sites) {
      const last = healthOf.get(account)?.lastGoodAt ?? null;
      if (last !== null && (oldest === null || last < oldest)) oldest = last;
    }
    let none = passed.get(oldest);
    if (none === undefined) {
      const datum = { source: 'AWS Health', at: oldest };
      none = [{ rule: 'aws-issue', text: 'No open AWS Health issue', detail: `${answerText(oldest, now)}.`, datum }];
      passed.set(oldest, none);
    }
    return none;
  };
};

function outcomesAt(
  site: SiteView,
  health: SourceView | undefined,
  issues: readonly HealthEventView[],
  now: Ms,
): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const at = health?.lastGoodAt ?? null;
  const datum = { source: `AWS Health of ${site.accountName}`, at };
  if (site.healthViewMissing !== null || health === undefined || !isSeen(health.condition))
    outcomes.push(
      against('aws-issue', 'view', {
        severity: columnOf(site),
        text: `${site.name}: ${site.healthViewMissing ?? 'AWS view missing'}`,
        detail: `${health?.reason ?? health?.condition ?? 'AWS Health was not asked'}; ${answerText(at, now)}.`,
        sites: [site.id],
        datum,
      }),
    );
  else if (health.condition !== 'live')
    outcomes.push(
      against('aws-issue', 'view-late', {
        severity: 'caution',
        text: `${site.name}: AWS Health is ${health.condition}`,
        detail: `${answerText(at, now)}: what began since is not known.`,
        sites: [site.id],
        datum,
      }),
    );
  for (const event of issues) {
    const since =
      event.start === null ? 'since when is not said' : `since ${timeText(event.start, site.timeZone, now)}`;
    const updated = event.lastUpdated === null ? '' : `; updated ${agoText(event.lastUpdated, now)}`;
    outcomes.push(
      against('aws-issue', event.arn, {
        severity: columnOf(site),
        text: `AWS has an open issue that concerns ${site.name}: ${event.title}`,
        detail: `${event.service ?? 'A service that is not named'} in ${event.region ?? 'a region that is not named'}, ${since}${updated}; ${answerText(at, now)}.`,
        sites: [site.id],
        datum,
      }),
    );
  }
  return outcomes;
}
