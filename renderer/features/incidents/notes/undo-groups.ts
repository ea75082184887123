import { Prec, type Extension } from '@codemirror/state';
import { ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type * as Y from 'yjs';

/** What is typed within it is taken back at once. */
export const CAPTURE = 400;

/**
 * What an input method composes (Devanagari, a dead key and its letter) is taken back as one, however long it took: half a character is
 * nothing anybody wrote. Stands before the part that writes into the document.
 */
export function undoGroups(undo: Pick<Y.UndoManager, 'captureTimeout' | 'stopCapturing'>): Extension {
  let composing = false;
  class Groups {
    update({ transactions }: ViewUpdate): void {
      for (const transaction of transactions) {
        if (!transaction.docChanged) continue;
        const composes = transaction.isUserEvent('input.type.compose');
        if (composes === composing) continue;
        composing = composes;
        undo.stopCapturing();
        undo.captureTimeout = composes ? Infinity : CAPTURE;
      }
    }
  }
  return Prec.highest(
    ViewPlugin.fromClass(Groups, {
      // The next word is one of its own.
      eventHandlers: { compositionstart: () => undo.stopCapturing() },
    }),
  );
}
