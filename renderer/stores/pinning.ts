import { isOver } from '../../shared/domain/incident/rules';
import type { IncidentRow } from '../../shared/domain/incident/types';
import { shortId } from '../../shared/domain/incident/words';
import type { NavigationStore, PinWhat } from './navigation';
import type { RecordsStore } from './records';

/** Pins what is on screen to an incident, from wherever it is on screen. */
export interface Pinning {
  /** At once where one open incident touches the site; else it asks. */
  pin(what: PinWhat): Promise<void>;
  pinTo(incident: IncidentRow, what: PinWhat): Promise<void>;
}

export function createPinning(records: RecordsStore, navigation: NavigationStore): Pinning {
  const pinTo = async (incident: Pick<IncidentRow, 'id'>, { site, signal }: PinWhat): Promise<void> => {
    const pinned = await records.pin({ id: incident.id, site, ...(signal === null ? {} : { signal }) });
    if (typeof pinned === 'string') navigation.say(pinned);
    else navigation.say(pinned.note ?? `Pinned to ${shortId(incident.id)}: ${pinned.title}`, incident.id);
  };
  return {
    pinTo,
    pin: async (what) => {
      const [only, ...more] = touching(records.getState().rows ?? [], what.site);
      if (only === undefined || more.length > 0) navigation.choosePin(what);
      else await pinTo(only, what);
    },
  };
}

/** Incidents that are not over and name the site. */
export const touching = (rows: readonly IncidentRow[], site: string): readonly IncidentRow[] =>
  rows.filter(({ state, sites }) => !isOver(state) && sites.includes(site));
