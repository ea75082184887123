import { assertNever } from '../../shared/lib/assert-never';
import type { Visit } from '../../shared/ipc/types';
import type { Bridge } from '../bridge/bridge';
import type { NavigationStore } from './navigation';
import type { SnapshotStore } from './snapshot';

export interface Visits {
  /** Goes where links lead, those of before this window included. Returns its stop. */
  start(): () => void;
}

/**
 * Links from outside. Whether a site is one of this workspace is known only when its snapshot is there, so a visit waits for that;
 * main keeps it until it is done here.
 */
export function createVisits(bridge: Bridge, snapshot: SnapshotStore, navigation: NavigationStore): Visits {
  const seen = new Set<number>();
  let waiting: readonly Visit[] = [];

  const go = ({ id, to }: Visit): void => {
    switch (to.kind) {
      case 'live':
        navigation.leave();
        break;
      case 'site':
        if (snapshot.getState().snapshot?.sites.some((site) => site.id === to.site)) navigation.openSite(to.site);
        else navigation.say(`No site "${to.site}" in this workspace.`);
        break;
      case 'refused':
        navigation.say(to.why);
        break;
      default:
        assertNever(to);
    }
    // Main that is ending keeps nothing anyway.
    bridge.call('navigation.done', { id }).catch(() => undefined);
  };
  const goAll = (): void => {
    if (snapshot.getState().snapshot === null) return;
    const ready = waiting;
    waiting = [];
    ready.forEach(go);
  };
  const take = (visit: Visit): void => {
    if (seen.has(visit.id)) return;
    seen.add(visit.id);
    waiting = [...waiting, visit];
    goAll();
  };
  const ask = (): void => {
    bridge.call('navigation.waiting', undefined).then(
      (visits) => visits.forEach(take),
      // Without a connection nothing arrives either; it is asked again when there is one.
      () => undefined,
    );
  };

  return {
    start: () => {
      const stopOpen = bridge.on('navigation.open', take);
      const stopConnection = bridge.onConnection((state) => {
        if (state === 'connected') ask();
      });
      const stopSnapshot = snapshot.subscribe(goAll);
      ask();
      return () => {
        stopOpen();
        stopConnection();
        stopSnapshot();
      };
    },
  };
}
