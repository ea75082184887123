import { useState } from 'react';
import { reuse } from '../../shared/lib/equal';

/**
 * A view-model made of what it was made of before, where that says the same: components that remember their props (`memo`)
 * then draw only what changed.
 */
export function useSteady<T>(value: T): T {
  const [steady] = useState(() => {
    let before: unknown;
    return (after: T): T => {
      const next = reuse(before, after);
      before = next;
      return next;
    };
  });
  return steady(value);
}
