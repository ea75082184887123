import type { Ms } from '../../../lib/time';
import { listText } from '../../../lib/words';
import type { SiteView, SourceView } from '../../snapshot/types';
import { badness, worstOf, type Status } from '../../status/types';
import { byText } from './item';
import type { DraftFacts } from './types';

/** The facts, with what is looked up in them. */
export interface Known extends DraftFacts {
  /** From when on things are handed over: what begins before the shift ends is under way when duty passes. */
  readonly start: Ms;
  readonly siteOf: (id: string) => SiteView | undefined;
  readonly nameOf: (person: string) => string;
  readonly accountName: (account: string) => string;
  readonly sourceOf: (account: string, region: string, api: string) => SourceView | undefined;
  /** Worst of them; null: none of them is known. */
  readonly statusOf: (sites: readonly string[]) => Status | null;
  readonly hasProduction: (sites: readonly string[]) => boolean;
  /** `Brazil production critical`: those that are not ok, worst first. */
  readonly troubleOf: (sites: readonly string[]) => string;
  readonly namesOf: (sites: readonly string[]) => string;
}

export function knownOf(facts: DraftFacts): Known {
  const sites = new Map(facts.sites.map((site) => [site.id, site]));
  const accounts = new Map(facts.sites.map(({ account, accountName }) => [account, accountName]));
  const people = new Map([...facts.from.people, ...facts.to.people].map(({ id, name }) => [id, name]));
  const sources = new Map(facts.sources.map((source) => [source.id, source]));
  const views = (ids: readonly string[]): readonly SiteView[] =>
    [...new Set(ids)].flatMap((id) => sites.get(id) ?? []).sort((a, b) => byText(a.id, b.id));
  return {
    ...facts,
    start: Math.min(facts.now, facts.at),
    siteOf: (id) => sites.get(id),
    nameOf: (person) => people.get(person) ?? person,
    accountName: (account) => accounts.get(account) ?? account,
    sourceOf: (account, region, api) => sources.get(`${account}/${region}/${api}`),
    statusOf: (ids) => {
      const known = views(ids);
      return known.length === 0 ? null : worstOf(known.map(({ status }) => status));
    },
    hasProduction: (ids) => views(ids).some(({ tier }) => tier === 'production'),
    troubleOf: (ids) =>
      listText(
        views(ids)
          .filter(({ status }) => status !== 'ok')
          .sort((a, b) => badness(a.status) - badness(b.status))
          .map(({ name, status }) => `${name} ${status}`),
      ),
    namesOf: (ids) => listText([...new Set(ids)].map((id) => sites.get(id)?.name ?? id).sort(byText)),
  };
}
