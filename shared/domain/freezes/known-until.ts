import type { Site, Workspace } from '../workspace/types';
import { eventKnownUntil } from './events';
import { frozenSites } from './freezes';
import { holidaysKnownUntil } from './holidays';
import type { Freeze } from './types';

type FreezeSite = Pick<Site, 'id' | 'country'>;

/** What a freeze stands on ends with a year: after it the freeze has no window, and somebody has to know that. */
export interface FreezeLimit {
  readonly freeze: string;
  readonly name: string;
  /** Such as "public holidays of CA, US". */
  readonly what: string;
  readonly until: number;
}

export const freezeLimits = (
  workspace: Pick<Workspace, 'freezes'> & { readonly sites: readonly FreezeSite[] },
): readonly FreezeLimit[] =>
  workspace.freezes.flatMap((freeze) =>
    [...partsOf(freeze, workspace.sites)].map(([until, what]) => ({
      freeze: freeze.id,
      name: freeze.name,
      what,
      until,
    })),
  );

/** By last year, the earliest first. */
function partsOf(freeze: Freeze, sites: readonly FreezeSite[]): ReadonlyMap<number, string> {
  const ends = new Map<number, Set<string>>();
  const add = (until: number | null, what: string): void => {
    if (until !== null) ends.set(until, (ends.get(until) ?? new Set()).add(what));
  };
  if (freeze.kind === 'moments') {
    for (const moment of [freeze.from, freeze.to])
      if (moment.kind === 'event') add(eventKnownUntil(moment.event), moment.event);
  } else if (freeze.kind === 'calendar') add(freeze.until, freeze.file);
  else {
    for (const { country } of frozenSites(freeze, sites)) add(holidaysKnownUntil(country), country);
  }
  return new Map(
    [...ends]
      .sort(([a], [b]) => a - b)
      .map(([until, names]) => {
        const said = [...names].sort().join(', ');
        return [until, freeze.kind === 'holidays' ? `public holidays of ${said}` : said];
      }),
  );
}
