import { useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useStores } from './stores';

/**
 * One of many items of a pane, drawn anew in a turn of its own: where all of them change at once, each frame draws some. `children`
 * depends on the value alone.
 */
export function InTurn<T>({
  value,
  children,
}: {
  readonly value: T;
  readonly children: (value: T) => ReactNode;
}): ReactNode {
  const { turns } = useStores();
  const [shown, setShown] = useState(value);
  const wanted = useRef(value);
  const [turn] = useState(() => turns.join(() => flushSync(() => setShown(wanted.current))));
  useEffect(() => {
    wanted.current = value;
    if (turns.paced && value !== shown) turn.ask();
  }, [value, shown, turn, turns]);
  useEffect(() => () => turn.leave(), [turn]);
  return children(turns.paced ? shown : value);
}
