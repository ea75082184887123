import { useState } from 'react';
import { Button } from '../../../ui/controls';
import { SecretHint } from '../../../ui/secret-hint';
import { date, utcDistance } from '../../../ui/time';
import { logLines } from './log-model';
import type { PanelActions, Told } from './panel-types';

interface LogProps {
  readonly told: Told;
  readonly actions: PanelActions;
  /** Its heading is a tab. */
  readonly folded: boolean;
}

/** What happened, newest first, and one line to add to it. */
export function Log({ told, actions, folded }: LogProps) {
  const { view, names, clocks, zone, now } = told;
  const shown = clocks.zone(zone);
  const lines = logLines(view, names, clocks, zone, (at) => date(at, shown));
  const name = clocks.name(zone);
  const zones = name === 'UTC' ? 'UTC' : `${name}, ${utcDistance(shown, now)}`;
  return (
    <section className="panel-log" aria-label="Log" data-panel tabIndex={-1}>
      <h3>
        {!folded && 'Log '}
        <span className="sub">{folded ? `${zones}, newest first` : zones}</span>
      </h3>
      {view.origin === null && <AddNote actions={actions} />}
      <ol>
        {lines.map((line) => (
          <li key={line.id} data-entry={line.id}>
            {line.day !== null && <p className="log-day">{line.day}</p>}
            <div className="log-line">
              <em data-hint={line.hint}>{line.time}</em>
              <b dir="auto">{line.who}</b>
              <span dir="auto">{line.text}</span>
            </div>
          </li>
        ))}
      </ol>
      {lines.length === 0 && <p className="plan-none">Nothing happened yet.</p>}
    </section>
  );
}

function AddNote({ actions }: { readonly actions: PanelActions }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (busy || text.trim() === '') return;
    setBusy(true);
    const refused = await actions.note(text.trim());
    setBusy(false);
    setProblem(refused);
    // What was refused stays here; what is in memory and not on disk is in the log.
    if (refused === null || refused.startsWith('Not on disk yet')) setText('');
  };
  return (
    <form
      className="log-add"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Words are not thrown away by one key.
        event.preventDefault();
        event.stopPropagation();
        if (event.target instanceof HTMLElement) event.target.blur();
      }}
    >
      <input
        className="field"
        data-add-note
        dir="auto"
        aria-label="Note for the log"
        aria-keyshortcuts="N"
        placeholder="Add a note"
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() === '' ? (
        <kbd aria-hidden="true">N</kbd>
      ) : (
        <Button small kind="primary" disabled={busy} onClick={() => void send()}>
          Add
        </Button>
      )}
      <SecretHint text={text} note="The log is added to only." onClean={setText} />
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
