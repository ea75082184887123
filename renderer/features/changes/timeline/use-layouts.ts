import { useMemo } from 'react';
import type { Change } from '../../../../shared/domain/change/types';
import type { FreezeWindow } from '../../../../shared/domain/freezes/types';
import type { Ms } from '../../../../shared/lib/time';
import { useSteady } from '../../../ui/use-steady';
import type { Ground } from '../use-ground';
import { groupsOf, type Group } from './groups';
import { itemsBySite } from './items';
import { layLane, saidNumbers, type LaneLayout } from './layout';
import { marksOf, obstaclesOf, type LaneMarks } from './marks';
import type { Scale } from './scale';

export interface Layouts {
  readonly groups: readonly Group[];
  readonly layouts: ReadonlyMap<string, LaneLayout>;
  readonly marks: ReadonlyMap<string, LaneMarks>;
  readonly numbers: ReadonlyMap<string, string>;
}

const NO_FREEZES: readonly FreezeWindow[] = [];

/** What stands where, of everything there is. It is made anew when something happened, not when somebody pans. */
export function useLayouts(
  ground: Ground,
  changes: readonly Change[],
  freezes: ReadonlyMap<string, readonly FreezeWindow[]>,
  scale: Scale,
  now: Ms,
  titles: boolean,
): Layouts {
  const { sites, events, outside } = ground;
  const groups = useMemo(() => groupsOf(sites), [sites]);
  const numbers = useMemo(() => saidNumbers(changes), [changes]);
  const fresh = useMemo(
    () => itemsBySite({ changes, events, outside }, sites, now),
    [changes, events, outside, sites, now],
  );
  // A minute passes for what runs; the lanes of everything else stay the same.
  const bySite = useSteady(useMemo(() => sites.map(({ id }) => fresh.get(id) ?? []), [sites, fresh]));
  const laid = useMemo(() => {
    const layouts = new Map<string, LaneLayout>();
    const marks = new Map<string, LaneMarks>();
    for (const group of groups)
      for (const [index, { site }] of group.lanes.entries()) {
        const items = bySite[sites.indexOf(site)] ?? [];
        const mark = marksOf({
          site,
          items,
          freezes: freezes.get(site.id) ?? NO_FREEZES,
          events,
          scale,
          now,
          named: index === 0,
        });
        marks.set(site.id, mark);
        layouts.set(site.id, layLane(items, scale, obstaclesOf(mark), numbers, titles));
      }
    return { layouts, marks };
  }, [groups, bySite, sites, freezes, events, scale, now, numbers, titles]);
  return { groups, numbers, ...laid };
}
