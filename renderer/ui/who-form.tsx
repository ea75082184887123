import { useState } from 'react';
import { Button } from './controls';
import type { Names } from './names';
import { PersonOrName } from './person-choice';
import './forms.css';
import './who-form.css';

/** Asked once, before anything is written: what has no author would be nobody's. */
export function WhoForm({
  names,
  why,
  onWho,
}: {
  readonly names: Names;
  /** What carries the name. */
  readonly why: string;
  /** A sentence about why not, or null. */
  readonly onWho: (person: string) => Promise<string | null>;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [ownName, setOwnName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const who = ownName.trim() === '' ? chosen : ownName.trim();
  const send = async (): Promise<void> => {
    if (who === null || busy) return;
    setBusy(true);
    const refused = await onWho(who);
    setBusy(false);
    setProblem(refused);
  };
  return (
    <form
      className="who-form"
      aria-label="Who writes here"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>
        <b>Who are you?</b> {why} This is no sign-in.
      </p>
      <PersonOrName chosen={chosen} ownName={ownName} names={names} onChosen={setChosen} onOwnName={setOwnName} />
      <Button small kind="primary" disabled={who === null || busy} onClick={() => void send()}>
        Write as this person
      </Button>
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
