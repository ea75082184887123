import { useCallback, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { reuse } from '../../shared/lib/equal';
import { createWorker, type Steps } from './steps';
import { useStores } from './stores';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A view-model that costs more than a frame where sites are many: what differs in a field of `urgent` (what a person did) is made
 * at once, what happens to the sites over some frames. What was made before and says the same stays the same objects.
 */
export function useWorker<I extends object, T>(
  steps: (input: I) => Steps<T>,
  input: I,
  urgent: readonly (keyof I & string)[],
): T {
  const { turns } = useStores();
  const [worker] = useState(() =>
    createWorker<I, T>({
      turns,
      steps,
      isUrgent: (before, after) => urgent.some((name) => before[name] !== after[name]),
      isSame: (before, after) =>
        Object.keys(after).every((name) => (before as Fields)[name] === (after as Fields)[name]),
      join: (before, after) => reuse(before, after),
    }),
  );
  // Drawn within the turn, so that what it costs is known before the next one begins.
  const subscribe = useCallback((draw: () => void) => worker.subscribe(() => flushSync(draw)), [worker]);
  useSyncExternalStore(subscribe, worker.made);
  return worker.of(input);
}
