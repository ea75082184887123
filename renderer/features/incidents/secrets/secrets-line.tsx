import { useState } from 'react';
import { SECRET_NAMES, type SecretKind } from '../../../../shared/domain/secrets/types';
import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { plural } from '../../../ui/format';
import { Icon } from '../../../ui/icons';
import './secrets.css';

export interface SecretToSay {
  readonly key: string;
  readonly kind: SecretKind;
  /** `notes, line 4`. */
  readonly where: string;
  readonly show: () => void;
}

/** Rows that are said; the rest is counted. */
const SHOWN = 3;

/** What was noticed: its kind and place, never the secret. Quiet, and there until somebody decides. */
export function SecretsLine({
  incident,
  secrets,
  kept,
}: {
  readonly incident: string;
  readonly secrets: readonly SecretToSay[];
  /** Keys of those that a person left. */
  readonly kept: readonly string[];
}) {
  const { records } = useStores();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly bad: boolean; readonly text: string } | null>(null);
  const redact = async (): Promise<void> => {
    setBusy(true);
    const done = await records.redact(incident, kept);
    setBusy(false);
    if (typeof done === 'string') {
      setSaid({ bad: true, text: done });
      return;
    }
    setAsking(false);
    setSaid({
      bad: false,
      text: `${done.removed === 0 ? 'The log was rewritten' : `${plural(done.removed, 'secret')} taken out for good`}. The timeline says so. Have what was shown changed by whoever issued it.`,
    });
  };
  if (secrets.length === 0 && said === null) return null;
  return (
    <div className={secrets.length === 0 && said?.bad === false ? 'secrets is-done' : 'secrets'} role="status">
      {secrets.slice(0, SHOWN).map((secret, index) => (
        <div key={`${index} ${secret.key}`} className="secret-row">
          <Icon name="key" size={14} />
          <p>
            <b>{SECRET_NAMES[secret.kind]}</b> in {secret.where}
          </p>
          <Button small onClick={secret.show}>
            Show
          </Button>
          <Button small kind="quiet" onClick={() => records.leaveSecret(secret.key)}>
            Leave it
          </Button>
        </div>
      ))}
      {secrets.length > SHOWN && <p className="secret-more">and {secrets.length - SHOWN} more</p>}
      {secrets.length > 0 && !asking && (
        <div className="secret-actions">
          <p>Whoever gets this incident can use {secrets.length === 1 ? 'it' : 'them'}.</p>
          <Button small kind="primary" onClick={() => setAsking(true)}>
            Redact for good
          </Button>
        </div>
      )}
      {asking && secrets.length > 0 && (
        <div
          className="secret-confirm"
          role="group"
          aria-label="Redact for good"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            setAsking(false);
          }}
        >
          <p>
            <b>It cannot be undone.</b> {secrets.length === 1 ? 'The secret is' : `All ${secrets.length} are`} replaced
            by words such as <span className="mono">[{SECRET_NAMES[secrets[0]?.kind ?? 'jwt']} removed]</span>, in
            entries that were removed too. The log is rewritten without {secrets.length === 1 ? 'it' : 'them'}; backups
            made before go within 30 days. Undo of the notes begins anew.
          </p>
          <div className="form-actions">
            <Button small kind="primary" autoFocus disabled={busy} onClick={() => void redact()}>
              {busy ? 'Redacting' : `Redact ${secrets.length === 1 ? 'it' : `all ${secrets.length}`} for good`}
            </Button>
            <Button small disabled={busy} onClick={() => setAsking(false)}>
              Cancel
            </Button>
          </div>
        </div>
      )}
      {said !== null && (
        <div className="secret-row">
          <Icon name={said.bad ? 'key' : 'check'} size={14} />
          <p className={said.bad ? 'form-problem' : undefined}>{said.text}</p>
          {/* The secrets may be out of the words, and only the log still has them: nothing else would end it. */}
          {said.bad && (
            <Button small disabled={busy} onClick={() => void redact()}>
              {busy ? 'Redacting' : 'Try again'}
            </Button>
          )}
          <Button small kind="quiet" onClick={() => setSaid(null)}>
            {said.bad ? 'Put away' : 'All right'}
          </Button>
        </div>
      )}
    </div>
  );
}
