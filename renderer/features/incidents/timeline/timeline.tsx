import { useRef, useState } from 'react';
import { WRITTEN_KINDS, type IncidentView, type WrittenKind } from '../../../../shared/domain/incident/types';
import { ENTRY_WORD } from '../../../../shared/domain/incident/words';
import { useMinute, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { date, utcDistance } from '../../../ui/time';
import { SecretHint } from '../../../ui/secret-hint';
import { useClocks } from '../use-clocks';
import type { Names } from '../../../ui/names';
import { linesOf } from './view-model';
import './timeline.css';

/** What happened, by corrected time, newest first; and one line to add to it. */
export function Timeline({ incident, names }: { readonly incident: IncidentView; readonly names: Names }) {
  const clocks = useClocks();
  const now = useMinute();
  const [adding, setAdding] = useState(false);
  const zone = names.zone(incident.sites);
  const shown = clocks.zone(zone);
  const lines = linesOf(incident.timeline, names, clocks, zone, (at) => date(at, shown));
  const name = clocks.name(zone);
  return (
    <section className="timeline" aria-label="Timeline" data-panel tabIndex={-1}>
      <header>
        <h2>Timeline</h2>
        <span className="sub">
          <span className="timeline-zones">{name === 'UTC' ? 'UTC, ' : `${name} and UTC, `}</span>newest first
        </span>
        {!adding && (
          <Button small shortcut="T" data-add-entry onClick={() => setAdding(true)}>
            Add entry
          </Button>
        )}
      </header>
      {adding && <AddEntry incident={incident.id} onClose={() => setAdding(false)} />}
      <ol>
        {lines.map((line) => (
          <li key={line.id} data-entry={line.id} tabIndex={-1}>
            {line.day !== null && <p className="timeline-day">{line.day}</p>}
            <div className="timeline-line">
              <span className="timeline-time">
                <b>{line.time}</b> <span>{line.utc}</span>
              </span>
              <i className="timeline-mark">
                <Icon name={line.icon} size={14} />
              </i>
              <div className="timeline-text">
                <p dir="auto">
                  <b>{line.strong}</b>
                  {line.text}
                </p>
                <span>
                  {line.author}
                  {line.note !== '' && `, ${line.note}`}
                </span>
              </div>
            </div>
          </li>
        ))}
      </ol>
      {name !== 'UTC' && <p className="timeline-zone">{`${name}, ${utcDistance(shown, now)}`}</p>}
    </section>
  );
}

function AddEntry({ incident, onClose }: { readonly incident: string; readonly onClose: () => void }) {
  const { records } = useStores();
  const [kind, setKind] = useState<WrittenKind>('note');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const send = async (): Promise<void> => {
    if (busy || text.trim() === '') return;
    setBusy(true);
    const refused = await records.note({ id: incident, kind, text });
    setBusy(false);
    setProblem(refused);
    // What was refused stays here; what is in memory and not on disk is in the timeline.
    if (refused === null || refused.startsWith('Not on disk yet')) onClose();
  };
  return (
    <form
      ref={form}
      className="timeline-add"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          // Words are not thrown away by one key.
          if (text.trim() === '') onClose();
          else form.current?.querySelector<HTMLElement>('.is-primary')?.focus();
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void send();
        }
      }}
    >
      <div className="choice" role="radiogroup" aria-label="Kind of entry">
        {WRITTEN_KINDS.map((one) => (
          <label key={one}>
            <input type="radio" name="entry-kind" checked={kind === one} onChange={() => setKind(one)} />
            <span>{ENTRY_WORD[one]}</span>
          </label>
        ))}
      </div>
      <textarea
        autoFocus
        dir="auto"
        aria-label="Text of the entry"
        placeholder="What happened, what was decided, who does what"
        rows={3}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <SecretHint text={text} note="The timeline is added to only." onClean={setText} />
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form-actions">
        <Button
          small
          kind="primary"
          shortcut="Ctrl Enter"
          disabled={busy || text.trim() === ''}
          onClick={() => void send()}
        >
          Add
        </Button>
        <Button small onClick={onClose}>
          {text.trim() === '' ? 'Close' : 'Discard'}
        </Button>
      </div>
    </form>
  );
}
