import { SECOND } from '../../shared/lib/time';
import type { Bridge } from '../bridge/bridge';
import type { ClockTools } from './clock';

/** Far below the patience of main, so that a busy second is no silence. */
const PACE = 2 * SECOND;

/** Tells main that this page lives. A browser looks after its own pages. Returns its stop. */
export function giveSigns(bridge: Bridge, every: ClockTools['every']): () => void {
  if (bridge.place !== 'desktop') return () => undefined;
  const sign = (): void => {
    // Main that is ending hears nothing any more.
    bridge.call('window.alive', undefined).catch(() => undefined);
  };
  sign();
  return every(sign, PACE);
}
