import { useMemo } from 'react';
import { freezeWindows } from '../../../shared/domain/freezes/freezes';
import type { FreezeWindow } from '../../../shared/domain/freezes/types';
import type { ChangeRules } from '../../../shared/domain/guard/change-rules';
import type { OutsideRun } from '../../../shared/domain/outside/types';
import type { HealthEventView } from '../../../shared/domain/snapshot/types';
import { DAY, floorTo, type Ms } from '../../../shared/lib/time';
import { useSnapshot } from '../../stores/stores';
import { useSteady } from '../../ui/use-steady';
import { laneSite, type LaneSite } from './timeline/groups';

/** What stands under the changes: where they happen, what AWS tells, and what the workspace rules. */
export interface Ground {
  readonly sites: readonly LaneSite[];
  readonly events: readonly HealthEventView[];
  readonly outside: readonly OutsideRun[];
  readonly rules: ChangeRules;
  readonly demo: boolean;
}

/** Of a picture that changes every second, the parts that the screen shows: they stay the same as long as they say the same. */
export function useGround(): Ground {
  const snapshot = useSnapshot((state) => state.snapshot);
  return useSteady(
    snapshot === null
      ? NOTHING
      : {
          sites: snapshot.sites.map(laneSite),
          events: snapshot.events,
          outside: snapshot.outside,
          rules: snapshot.rules,
          demo: snapshot.demo,
        },
  );
}

const NOTHING: Ground = {
  sites: [],
  events: [],
  outside: [],
  rules: { freezes: [], hours: {}, services: {}, dependencies: {} },
  demo: false,
};

/** Half a year back and a year ahead: as far as anybody looks at freezes. */
const BACK: Ms = 180 * DAY;
const AHEAD: Ms = 400 * DAY;

/** Freezes by site. They are told of days: once a day is often enough. */
export function useFreezes({ rules, sites }: Ground, now: Ms): ReadonlyMap<string, readonly FreezeWindow[]> {
  const today = floorTo(now, DAY);
  return useMemo(() => {
    const bySite = new Map<string, FreezeWindow[]>();
    const places = sites.map(({ id, country, timeZone, subdivision }) => ({ id, country, timeZone, subdivision }));
    for (const window of freezeWindows({ freezes: rules.freezes, sites: places }, today - BACK, today + AHEAD)) {
      const known = bySite.get(window.site);
      if (known === undefined) bySite.set(window.site, [window]);
      else known.push(window);
    }
    return bySite;
  }, [rules, sites, today]);
}
