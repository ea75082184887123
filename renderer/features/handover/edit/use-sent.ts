import { useEffect, useRef, useState } from 'react';
import { useGround } from '../ground';

/** A choice that shows what was chosen at once, and goes back to what is written where that was refused. */
export function useSent<T>(
  value: T,
  send: (value: T) => Promise<string | null>,
): readonly [shown: T, choose: (value: T) => void] {
  const { say } = useGround();
  const [sent, setSent] = useState<{ readonly value: T } | null>(null);
  const turn = useRef(0);
  const there = useRef(true);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);
  const choose = (next: T): void => {
    const own = ++turn.current;
    setSent({ value: next });
    void send(next).then((refused) => {
      if (refused !== null) say(refused);
      // Of two choices in a row the later one stays until it is answered.
      if (there.current && own === turn.current) setSent(null);
    });
  };
  return [sent === null ? value : sent.value, choose];
}
