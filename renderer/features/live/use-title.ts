import { useMemo } from 'react';
import { useSecond, useSight, useSnapshot } from '../../stores/stores';
import type { SiteLabel } from '../../ui/labels';
import { titleOf, type TitleView } from './title/view-model';
import { useClocks } from './use-clocks';

export function useTitle(labels: ReadonlyMap<string, SiteLabel>): TitleView {
  const sight = useSight((one) => one);
  const snapshot = useSnapshot((state) => state.snapshot);
  const problem = useSnapshot((state) => state.problem);
  const clocks = useClocks();
  const now = useSecond();
  const view = titleOf({
    sight,
    events: snapshot?.events ?? [],
    labels,
    clocks,
    problem,
    file: snapshot?.workspace.file ?? null,
    now,
  });
  const { look, glyph, title, sub } = view;
  // One object as long as it says the same: the map places its plates around it.
  return useMemo(() => ({ look, glyph, title, sub }), [look, glyph, title, sub]);
}
