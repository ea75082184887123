import { useCallback, useState } from 'react';
import { useStores } from '../../../stores/stores';

export interface Draft {
  readonly text: string;
  readonly set: (text: string) => void;
  /** It was sent. */
  readonly clear: () => void;
}

/** What is typed and not sent: it stays here over every change that comes in, and over a page that is begun anew. */
export function useDraft(name: string): Draft {
  const { drafts } = useStores();
  const [text, setText] = useState(() => {
    const kept = drafts.read(name);
    return typeof kept === 'string' ? kept : '';
  });
  const set = useCallback(
    (next: string): void => {
      setText(next);
      if (next === '') drafts.forget(name);
      else drafts.write(name, next);
    },
    [drafts, name],
  );
  const clear = useCallback(() => set(''), [set]);
  return { text, set, clear };
}
