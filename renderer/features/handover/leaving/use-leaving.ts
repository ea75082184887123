import { useEffect, useRef, useState } from 'react';
import type { HandoverFormat } from '../../../../shared/ipc/handovers-contract';
import type { PaperSize } from '../../../../shared/records/paper/style';
import { useStores } from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { download } from '../../../ui/download';

export interface LeavingChoice {
  readonly format: HandoverFormat;
  readonly paper: PaperSize;
  readonly zone: 'receiver' | 'giver';
}

/** What came of it: under way, where it is, or why not. */
export type LeavingSaid =
  | { readonly kind: 'busy' | 'done' | 'failed'; readonly text: string }
  /** `file`: what can be shown in its folder; null where the browser has it. */
  | { readonly kind: 'saved'; readonly text: string; readonly file: number | null };

export interface Leaving {
  readonly said: LeavingSaid | null;
  readonly busy: boolean;
  leave(choice: LeavingChoice): Promise<void>;
  putAway(): void;
}

/** Takes a handover out one way, and says what came of it; elsewhere too, where the person went on meanwhile. */
export function useLeaving(id: string, title: string): Leaving {
  const { handovers, navigation, place } = useStores();
  const [said, setSaid] = useState<LeavingSaid | null>(null);
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const tell = (next: LeavingSaid | null): void => {
    if (here.current) setSaid(next);
    else if (next !== null) navigation.say(`${title}: ${next.kind === 'saved' ? `saved as ${next.text}` : next.text}`);
  };
  return {
    said,
    busy: said?.kind === 'busy',
    putAway: () => setSaid(null),
    leave: async (choice) => {
      if (said?.kind === 'busy') return;
      setSaid({ kind: 'busy', text: choice.format === 'pdf' && place === 'desktop' ? 'Printing ...' : 'Writing ...' });
      const left = await handovers.export(id, choice);
      if ('problem' in left) tell({ kind: 'failed', text: left.problem });
      else if (left.kind === 'cancelled') tell(null);
      else if (left.kind === 'saved') tell({ kind: 'saved', text: left.path, file: left.file });
      else if (choice.format === 'text')
        tell(
          (await copyText(left.text))
            ? { kind: 'done', text: 'Copied as plain text: it calls nobody.' }
            : { kind: 'failed', text: 'Copy was refused by the system: select the text here and copy it.' },
        );
      else {
        download(left.name, left.media, left.text);
        const how = choice.format === 'pdf' ? ' Open it and print it to PDF.' : '';
        tell({ kind: 'saved', text: `${left.name}, among the downloads of this browser.${how}`, file: null });
      }
    },
  };
}
