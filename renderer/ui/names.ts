import type { PersonId } from '../../shared/domain/incident/types';
import { labelSites, type SiteLabel } from './labels';

export interface Person {
  readonly id: PersonId;
  readonly name: string;
}

export interface Names {
  readonly people: readonly Person[];
  readonly sites: readonly { readonly id: string; readonly title: string; readonly timeZone: string }[];
  /** The name of a person of the workspace; anybody else is called as they called themselves. */
  person(id: PersonId): string;
  site(id: string): string;
  /** The clock that stands before UTC: that of the first of these sites. */
  zone(sites: readonly string[]): string;
}

export function namesOf(
  parts: readonly (Parameters<typeof labelSites>[0][number] & { readonly timeZone: string })[],
  people: readonly Person[],
): Names {
  const labels: ReadonlyMap<string, SiteLabel> = labelSites(parts);
  const byId = new Map(people.map((person) => [person.id, person.name]));
  const site = (id: string): string => labels.get(id)?.title ?? id;
  return {
    people: [...new Map(people.map((person) => [person.id, person])).values()].sort((a, b) =>
      a.name.localeCompare(b.name),
    ),
    sites: parts.map(({ id, timeZone }) => ({ id, title: site(id), timeZone })),
    person: (id) => byId.get(id) ?? id,
    site,
    zone: ([first]) => parts.find(({ id }) => id === first)?.timeZone ?? 'UTC',
  };
}
