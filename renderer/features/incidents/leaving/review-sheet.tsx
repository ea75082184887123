import { useEffect, useState } from 'react';
import type { IncidentView } from '../../../../shared/domain/incident/types';
import { shortId } from '../../../../shared/domain/incident/words';
import { MOST_NOTES, MOST_PASTE } from '../../../../shared/ipc/records-limits';
import { useStores } from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { Button } from '../../../ui/controls';
import { keepInside } from '../../../ui/keep-inside';

/** The review as it can be drafted: to read, to copy, or to go on with in the notes. */
export function ReviewSheet({
  incident,
  text,
  onClose,
}: {
  readonly incident: IncidentView;
  readonly text: string;
  readonly onClose: () => void;
}) {
  const { navigation, records } = useStores();
  const [problem, setProblem] = useState<string | null>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
  const copy = async (): Promise<void> => {
    if (await copyText(text)) navigation.say('The draft is on the clipboard.');
    else setProblem('Copy was refused: select the text and copy it.');
  };
  const putIn = async (): Promise<void> => {
    try {
      const { text: notes } = await records.notes(incident.id);
      if (text.length > MOST_PASTE || notes.length + text.length > MOST_NOTES) {
        setProblem('It is too long for the notes: copy it.');
        return;
      }
      notes.insert(notes.length, notes.length === 0 ? text : `\n\n${text}`);
      navigation.say('The draft stands at the end of the notes.');
      onClose();
    } catch (thrown) {
      setProblem(`Not put in: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  };
  return (
    <>
      <div className="shade is-whole" onPointerDown={onClose} />
      <div
        className="review-sheet"
        role="dialog"
        aria-modal="true"
        aria-label="Review draft"
        onKeyDown={(event) => {
          // Letters of the screen below are not meant.
          event.stopPropagation();
          if (event.key === 'Tab') keepInside(event);
          else if (event.key === 'Escape') {
            event.preventDefault();
            onClose();
          }
        }}
      >
        <header>
          <h2>Review draft</h2>
          <span className="sub mono">{shortId(incident.id)}</span>
          <kbd>Esc</kbd>
        </header>
        <p className="review-how">
          Facts from the timeline and the acts, each with where it is from. What is missing is said; why it happened,
          what went well and what was luck is for people to write.
        </p>
        <textarea autoFocus readOnly aria-label="Draft, Markdown" value={text} dir="auto" spellCheck={false} />
        <footer>
          {problem !== null && (
            <p className="form-problem" role="alert">
              {problem}
            </p>
          )}
          <Button onClick={onClose}>Close</Button>
          <Button onClick={() => void copy()}>Copy</Button>
          <Button kind="primary" onClick={() => void putIn()}>
            Put into the notes
          </Button>
        </footer>
      </div>
    </>
  );
}
