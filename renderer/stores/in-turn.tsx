import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useStores } from './stores';

/**
 * One of many items of a pane, drawn anew in a turn of its own: where all of them change at once, each frame draws some. `children`
 * depends on the value alone.
 */
export function InTurn<T>({
  value,
  atOnce,
  children,
}: {
  readonly value: T;
  /** What would be wrong beside the others is not put off. */
  readonly atOnce?: (shown: T, value: T) => boolean;
  readonly children: (value: T) => ReactNode;
}): ReactNode {
  const { turns } = useStores();
  const [shown, setShown] = useState(value);
  if (shown !== value && atOnce?.(shown, value) === true) setShown(value);
  useEffect(() => {
    if (!turns.paced || value === shown) return undefined;
    // Drawn within the turn, so that what it costs is known before the next one begins.
    const turn = turns.join(() => flushSync(() => setShown(value)));
    turn.ask();
    return turn.leave;
  }, [value, shown, turns]);
  return children(turns.paced ? shown : value);
}
