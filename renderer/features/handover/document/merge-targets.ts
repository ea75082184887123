import { createContext, useContext, useMemo } from 'react';
import { isOpen } from '../../../../shared/domain/handover/items';
import type { SectionView } from './view-model';

/** The document, for the few who look at all of it: asked, not followed by each line. */
export const DocumentContext = createContext<() => readonly SectionView[]>(() => []);

export interface Target {
  readonly id: string;
  readonly name: string;
}

/** Items that another one may be told with: those that stand for themselves. Read when they are asked for. */
export function useMergeTargets(item: string, asked: boolean): readonly Target[] {
  const sections = useContext(DocumentContext);
  return useMemo(
    () =>
      asked
        ? sections().flatMap(({ lines }) =>
            lines
              .filter(({ item: other }) => isOpen(other) && other.id !== item)
              .map(({ item: { id, line }, name }) => ({
                id,
                name: [name, line].filter((word) => word !== '').join(' '),
              })),
          )
        : [],
    [asked, item, sections],
  );
}
