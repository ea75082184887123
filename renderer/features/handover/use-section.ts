import { useCallback, useEffect, useState, type RefObject } from 'react';
import { SECTIONS, type Section } from '../../../shared/domain/handover/types';

/** Which section is read: the last one whose title has passed the upper part of the page. */
export function useSection(page: RefObject<HTMLElement | null>): {
  readonly current: Section;
  readonly go: (section: Section) => void;
} {
  const [current, setCurrent] = useState<Section>('situation');
  useEffect(() => {
    const box = page.current;
    if (box === null) return undefined;
    const look = (): void => {
      const top = box.getBoundingClientRect().top + 80;
      const passed = SECTIONS.filter((section) => {
        const element = document.getElementById(`handover-${section}`);
        return element !== null && element.getBoundingClientRect().top <= top;
      });
      setCurrent(passed.at(-1) ?? 'situation');
    };
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, [page]);
  const go = useCallback((section: Section) => {
    const element = document.getElementById(`handover-${section}`);
    element?.scrollIntoView({ block: 'start' });
    element?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    setCurrent(section);
  }, []);
  return { current, go };
}
