import type { Change } from '../../shared/domain/change/types';
import { isEqual } from '../../shared/lib/equal';
import type { Turns } from './turns';

/**
 * A list that came anew, made of the changes that were there where they say the same: what is made of one stays. Thousands are
 * compared over several frames.
 */
export function keptChanges(
  before: readonly Change[] | null,
  fresh: readonly Change[],
  turns: Turns | undefined,
): Promise<readonly Change[]> {
  if (before === null || before.length === 0) return Promise.resolve(fresh);
  const known = new Map(before.map((change) => [change.id, change]));
  const kept: Change[] = [];
  let same = before.length === fresh.length;
  return new Promise((resolve) => {
    const step = (): void => {
      while (kept.length < fresh.length) {
        const change = fresh[kept.length];
        if (change === undefined) break;
        const old = known.get(change.id);
        const one = old !== undefined && isEqual(old, change) ? old : change;
        if (one !== before[kept.length]) same = false;
        kept.push(one);
        if (turns?.paced === true && !turns.hasTime()) {
          turn?.ask();
          return;
        }
      }
      resolve(same ? before : kept);
    };
    const turn = turns?.join(step);
    if (turn === undefined) step();
    else turn.ask();
  });
}
