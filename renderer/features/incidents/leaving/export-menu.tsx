import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { IncidentView } from '../../../../shared/domain/incident/types';
import { shortId } from '../../../../shared/domain/incident/words';
import type { ExportFormat } from '../../../../shared/ipc/records-limits';
import { useStores } from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { Button } from '../../../ui/controls';
import { plural } from '../../../ui/format';
import { Icon } from '../../../ui/icons';
import { useWish } from '../../../stores/use-wish';
import { download } from '../../../ui/download';
import type { LeavingSaid } from './leaving-line';
import './leaving.css';

interface Way {
  readonly format: ExportFormat;
  readonly word: string;
  readonly note: string;
}
const ways = (place: 'desktop' | 'browser'): readonly Way[] => [
  { format: 'markdown', word: 'Markdown', note: 'a file that comes back as it left' },
  { format: 'json', word: 'JSON', note: 'a file with its images' },
  place === 'desktop'
    ? { format: 'pdf', word: 'PDF', note: 'the review, to print or sign' }
    : { format: 'pdf', word: 'Page to print', note: 'the review; a browser makes the PDF of it' },
  { format: 'chat', word: 'Copy for chat', note: 'plain text, calls nobody' },
  { format: 'review', word: 'Draft the review', note: 'from the timeline, says what is missing' },
];

/** Ways out of the window for one incident. All of them work with no network. */
export function ExportMenu({
  incident,
  onSaid,
  onReview,
}: {
  readonly incident: IncidentView;
  readonly onSaid: (said: LeavingSaid | null) => void;
  readonly onReview: (text: string) => void;
}) {
  const { place } = useStores();
  /** The menu, or the way that is asked about once more; opening begins with the menu. */
  const [shown, setShown] = useState<'menu' | Way | null>(null);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const leave = useLeave(incident, onSaid, onReview);
  const close = (): void => {
    setShown(null);
    box.current?.querySelector('button')?.focus();
  };
  const begin = (): void => {
    if (!busy) setShown('menu');
  };
  useWish('export', begin);
  useEffect(() => {
    if (shown === null) return undefined;
    box.current?.querySelector<HTMLElement>('.export-menu button')?.focus();
    const away = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === true) return;
      setShown(null);
    };
    window.addEventListener('pointerdown', away);
    return () => window.removeEventListener('pointerdown', away);
  }, [shown]);
  const take = async (way: Way): Promise<void> => {
    close();
    setBusy(true);
    await leave(way.format);
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (shown === null) return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.export-menu button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = to[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab' && shown === 'menu') setShown(null);
    else if (next !== undefined) buttons[next]?.focus();
    if (event.key === 'Escape' || next !== undefined) event.preventDefault();
  };
  return (
    <div
      className="export"
      ref={box}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setShown(null);
      }}
    >
      <Button
        shortcut="X"
        aria-haspopup="menu"
        aria-expanded={shown !== null}
        data-export
        // Not `disabled`, which would drop the focus that comes back here.
        aria-disabled={busy}
        onClick={() => (shown === null ? begin() : close())}
      >
        Export
      </Button>
      {shown === 'menu' && (
        <ul className="export-menu" role="menu" aria-label="Export this incident">
          {ways(place).map((way) => (
            <li key={way.format} role="none">
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => {
                  if (incident.restrictedTo.length > 0) setShown(way);
                  else void take(way);
                }}
              >
                <b>{way.word}</b> <span>{way.note}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {shown !== null && shown !== 'menu' && (
        <div className="export-menu is-asking" role="group" aria-label="Restricted incident">
          <p>
            <Icon name="shield" size={14} />
            <span>
              <b>Restricted to {plural(incident.restrictedTo.length, 'person', 'people')}.</b> What leaves here is not
              protected: whoever gets it can read it.
            </span>
          </p>
          <div className="form-actions">
            <Button small kind="primary" onClick={() => void take(shown)}>
              {shown.word} all the same
            </Button>
            <Button small onClick={close}>
              Cancel
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** Takes it out one way, and says what came of it. */
function useLeave(
  incident: IncidentView,
  onSaid: (said: LeavingSaid | null) => void,
  onReview: (text: string) => void,
): (format: ExportFormat) => Promise<void> {
  const { navigation, records, place } = useStores();
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const person = (): string | null => records.getState().status?.person ?? null;
  return async (format) => {
    const by = person();
    // Who went on to something else is told there; not somebody else, who may not know of it.
    const elsewhere = (text: string): void => {
      if (person() === by) navigation.say(`${shortId(incident.id)}: ${text}`, incident.id);
    };
    const tell = (said: LeavingSaid): void => {
      if (here.current) onSaid(said);
      else elsewhere(said.kind === 'saved' ? `Saved: ${said.text}` : said.text);
    };
    onSaid(format === 'pdf' && place === 'desktop' ? { kind: 'busy', text: 'Printing ...' } : null);
    const left = await records.export(incident.id, format);
    if (typeof left === 'string') {
      tell({ kind: 'failed', text: `Not exported: ${left.replace(/\.$/, '')}.` });
      return;
    }
    if (left.kind === 'cancelled') onSaid(null);
    else if (left.kind === 'saved') tell({ kind: 'saved', text: left.path, file: left.file });
    else if (format === 'review') {
      if (here.current) onReview(left.text);
      else elsewhere('the review is drafted. Draft it there again to read it.');
    } else if (format === 'chat')
      navigation.say((await copyText(left.text)) ? 'Copied as plain text.' : 'Copy was refused.');
    else {
      download(left.name, left.media, left.text);
      tell({
        kind: 'saved',
        text:
          format === 'pdf'
            ? `${left.name}, among the downloads of this browser. Open it and print it to PDF.`
            : `${left.name}, among the downloads of this browser.`,
        file: null,
      });
    }
  };
}
