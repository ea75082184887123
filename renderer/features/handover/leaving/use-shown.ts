import { useMemo } from 'react';
import type { HandoverFormat } from '../../../../shared/ipc/handovers-contract';
import type { HandoverView } from '../../../../shared/domain/handover/types';
import { handoverMarkdown } from '../../../../shared/records/handover-out/markdown';
import type { HandoverNames } from '../../../../shared/records/handover-out/options';
import { handoverText } from '../../../../shared/records/handover-out/text';
import {
  handoverPaper,
  type HandoverPaper,
  type HandoverPaperOptions,
} from '../../../../shared/records/paper/handover-html';

/** What leaves, as it will be: a sheet, a text, or neither where it is the record itself. */
export interface Shown {
  readonly sheet: HandoverPaper | null;
  readonly text: string | null;
}

export function useShown(
  view: HandoverView,
  names: HandoverNames,
  format: HandoverFormat,
  { zone, now, demo, workspace, paper }: HandoverPaperOptions & { readonly workspace: string },
): Shown {
  return useMemo(() => {
    const options = { zone, now, demo, workspace, paper };
    switch (format) {
      case 'pdf':
        return { sheet: handoverPaper(view, names, options), text: null };
      case 'markdown':
        return { sheet: null, text: handoverMarkdown(view, names, options) };
      case 'text':
        return { sheet: null, text: handoverText(view, names, options) };
      case 'file':
        return { sheet: null, text: null };
    }
  }, [view, names, format, zone, now, demo, workspace, paper]);
}
