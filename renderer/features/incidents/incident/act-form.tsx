import { useState, type ReactNode } from 'react';
import type { IncidentAct } from '../../../../shared/ipc/records-contract';
import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { SecretHint } from '../../../ui/secret-hint';

/** Asked once, in place; a reason may stand beside it for the timeline. */
export function ActForm({
  incident,
  label,
  word,
  ready,
  act,
  onClose,
  children,
}: {
  readonly incident: string;
  readonly label: string;
  readonly word: string;
  readonly ready: boolean;
  readonly act: (reason: string) => IncidentAct;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { records } = useStores();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (busy || !ready) return;
    setBusy(true);
    const refused = await records.act(incident, act(reason.trim()));
    setBusy(false);
    setProblem(refused);
    if (refused === null) onClose();
  };
  return (
    <form
      className="act-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      {children}
      <input
        autoFocus
        className="field"
        dir="auto"
        aria-label="Reason, for the timeline"
        placeholder="Why, in a few words (may stay empty)"
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="primary" shortcut="Enter" disabled={busy || !ready} onClick={() => void send()}>
        {word}
      </Button>
      <Button onClick={onClose}>Cancel</Button>
      <SecretHint text={reason} note="What is given as a reason can never be redacted." onClean={setReason} />
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
