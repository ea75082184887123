import { useEffect, useState } from 'react';
import type { HandoverContent } from '../../../shared/domain/handover/types';
import type { Output } from '../../../shared/ipc/contract';
import { useMinute, useStores } from '../../stores/stores';

export type Fresh = Output<'handovers.news'>;

/** What is known by now that the document does not tell: asked once a minute and where the document is another. */
export function useFresh(id: string, content: HandoverContent, open: boolean): Fresh | null {
  const { handovers } = useStores();
  const minute = useMinute();
  const [fresh, setFresh] = useState<Fresh | null>(null);
  useEffect(() => {
    if (!open) return undefined;
    let counts = true;
    void handovers.news(id).then((news) => {
      if (counts) setFresh(news);
    });
    return () => {
      counts = false;
    };
  }, [handovers, id, content.items, content.situation, open, minute]);
  return open ? fresh : null;
}
