import { useState, type ReactNode } from 'react';
import { SEVERITIES, type Severity } from '../../../../shared/domain/incident/types';
import { SEVERITY_MEANS } from '../../../../shared/domain/incident/words';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import { Button } from '../../../ui/controls';
import { list, plural } from '../../../ui/format';
import { Glyph } from '../../../ui/glyph';
import { SecretHint } from '../../../ui/secret-hint';
import { overrideOf } from './actions-model';
import type { PanelActions, Told } from './panel-types';

interface AskProps {
  readonly label: string;
  readonly word: string;
  readonly ready?: boolean;
  /** What is typed: a reason of the act, or the title of what is made. */
  readonly field: { readonly label: string; readonly placeholder: string; readonly required: boolean };
  readonly first?: string;
  readonly onSend: (text: string) => Promise<string | null>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Asked once, in place. What was refused stays here with the cause. */
export function Ask({ label, word, ready = true, field, first = '', onSend, onClose, children }: AskProps) {
  const [text, setText] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isReady = ready && !busy && (!field.required || text.trim() !== '');
  const send = async (): Promise<void> => {
    if (!isReady) return;
    setBusy(true);
    const refused = await onSend(text.trim());
    setBusy(false);
    setProblem(refused);
    if (refused === null || refused.startsWith('Not on disk yet')) onClose();
  };
  return (
    <form
      className="panel-ask"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      {children}
      <label className="side-field">
        {field.label}
        <input
          autoFocus
          className="field"
          dir="auto"
          required={field.required}
          placeholder={field.placeholder}
          maxLength={field.label === 'Title' ? 300 : 2_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <SecretHint text={text} note="What is written here can never be redacted." onClean={setText} />
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form-actions">
        <Button small kind="primary" shortcut="Enter" disabled={!isReady} onClick={() => void send()}>
          {word}
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

interface OverrideProps {
  readonly told: Told;
  readonly guard: GuardAnswer | null;
  readonly me: string | null;
  readonly actions: PanelActions;
  readonly onClose: () => void;
}

/** Lists what would be overridden, and says how many people it takes and what comes of it. */
export function OverrideForm({ told: { view, names }, guard, me, actions, onClose }: OverrideProps) {
  const [alone, setAlone] = useState(false);
  const { findings, by, mine } = overrideOf(view, guard, me);
  const others = by.filter((person) => person !== me);
  const who = others.length > 0 ? ` ${list(others.map((person) => names.person(person)))} gave a reason already.` : '';
  return (
    <Ask
      label="Override hold"
      word={alone ? 'Override alone' : others.length > 0 ? 'Override as second' : 'Override as first'}
      ready={findings.length > 0 && (!mine || alone)}
      field={{ label: 'Reason', placeholder: 'Why it may go on all the same', required: true }}
      onSend={(reason) =>
        actions.act({ act: 'override', findings: findings.map(({ key }) => key), reason, breakGlass: alone })
      }
      onClose={onClose}
    >
      <p>
        <b>Overrides {plural(findings.length, 'finding')}.</b> What comes later is not overridden.
      </p>
      <ul className="ask-findings">
        {findings.map(({ key, text }) => (
          <li key={key}>
            <Glyph status="critical" size={11} word="Hold" />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <p role="status">
        <b>{alone ? 'One person, alone on call.' : `${others.length + 1} of 2 people.`}</b>
        {alone
          ? ' It is announced to everybody and reviewed at the next handover.'
          : mine
            ? ' You gave your reason. Another person has to give theirs.'
            : others.length > 0
              ? `${who} With yours it counts.`
              : ' It counts once another person overrides the same with a reason of their own.'}
      </p>
      <label className="ask-check">
        <input type="checkbox" checked={alone} onChange={(event) => setAlone(event.target.checked)} />I am alone on call
      </label>
    </Ask>
  );
}

/** Opens an incident from the change; both name the other. */
export function IncidentForm({
  told: { view },
  actions,
  onClose,
}: Pick<OverrideProps, 'told' | 'actions' | 'onClose'>) {
  const [severity, setSeverity] = useState<Severity>('SEV2');
  return (
    <Ask
      label="Open incident"
      word={`Open ${severity}`}
      field={{ label: 'Title', placeholder: 'What is wrong, where', required: true }}
      first={`After ${view.title}`.slice(0, 300)}
      onSend={(title) => actions.incident(title, severity)}
      onClose={onClose}
    >
      <div className="choice" role="radiogroup" aria-label="Severity">
        {SEVERITIES.map((one) => (
          <label key={one} data-hint={SEVERITY_MEANS[one]}>
            <input type="radio" name="panel-severity" checked={severity === one} onChange={() => setSeverity(one)} />
            <span>{one}</span>
          </label>
        ))}
      </div>
      <p className="sub">{SEVERITY_MEANS[severity]}</p>
    </Ask>
  );
}
