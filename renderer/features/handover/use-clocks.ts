import { useMemo } from 'react';
import { useMinute, usePreferences, useStores } from '../../stores/stores';
import { clocksFor, type Clocks } from '../../ui/clocks';

/** Times as the viewer wants them, to the minute. */
export function useClocks(): Clocks {
  const { viewerZone } = useStores();
  const mode = usePreferences((state) => state.zone);
  const now = useMinute();
  return useMemo(() => clocksFor(mode, viewerZone, now), [mode, viewerZone, now]);
}
