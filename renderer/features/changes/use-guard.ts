import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { GuardAnswer } from '../../../shared/domain/guard/types';
import type { Counts } from '../../stores/guard';
import { useChanges, useStores } from '../../stores/stores';

/** What the guard says of a change now; of one that is being moved or typed: of what it would be. */
export function useGuard(): { readonly answer: (change: string) => GuardAnswer | null; readonly counts: Counts } {
  const { guard } = useStores();
  const answers = useStore(guard, (state) => state.answers);
  const counts = useStore(guard, (state) => state.counts);
  const trying = useStore(guard, (state) => state.trying);
  const tried = useChanges((state) => state.trying?.id ?? null);
  const answer = useCallback(
    (change: string) => (change === tried && trying !== null ? trying : (answers.get(change) ?? null)),
    [answers, trying, tried],
  );
  return { answer, counts };
}
