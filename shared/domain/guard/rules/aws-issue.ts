import { isSeen } from '../../sources/condition';
import type { SourceView } from '../../snapshot/types';
import { groupBy } from '../group-by';
import { against, columnOf, type Outcome, type Rule } from '../rule';
import { agoText, answerText, timeText } from '../words';

export const awsIssueRule: Rule = ({ now, facts }) => {
  const healthOf = new Map<string, SourceView>();
  for (const source of facts.sources) if (source.api === 'Health') healthOf.set(source.account, source);
  const issuesAt = groupBy(
    facts.events.filter(({ open, category }) => open && category === 'issue'),
    (event) => new Set([...event.sites, ...event.counts]),
  );
  return ({ sites }) => {
    const outcomes: Outcome[] = [];
    let oldest: number | null = null;
    for (const site of sites) {
      const health = healthOf.get(site.account);
      const at = health?.lastGoodAt ?? null;
      const datum = { source: `AWS Health of ${site.accountName}`, at };
      if (at !== null) oldest = oldest === null ? at : Math.min(oldest, at);
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
      for (const event of issuesAt.get(site.id) ?? []) {
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
    }
    if (outcomes.length === 0 && sites.length > 0)
      outcomes.push({
        rule: 'aws-issue',
        text: 'No open AWS Health issue',
        detail: `${answerText(oldest, now)}.`,
        datum: { source: 'AWS Health', at: oldest },
      });
    return outcomes;
  };
};
