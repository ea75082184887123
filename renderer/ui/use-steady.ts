import { useState } from 'react';
import { reuse } from '../../shared/lib/equal';

const NOTHING = Symbol();

/**
 * A view-model made of what it was made of before, where that says the same: components that remember their props (`memo`)
 * then draw only what changed.
 */
export function useSteady<T>(value: T): T {
  const [steady] = useState(() => {
    let given: unknown = NOTHING;
    let steady: T;
    return (value: T): T => {
      // What was compared already says what it said then, also where it came anew.
      if (!Object.is(value, given)) steady = reuse(steady, value);
      given = value;
      return steady;
    };
  });
  return steady(value);
}
