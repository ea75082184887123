import { useState } from 'react';
import { useStores } from '../../stores/stores';
import { Button } from '../../ui/controls';
import type { Names } from '../../ui/names';
import { PersonOrName } from '../../ui/person-choice';
import '../../ui/forms.css';

/** Asked once, before anything is written: a plan without an author would be nobody's. */
export function Who({ names }: { readonly names: Names }) {
  const { navigation, records } = useStores();
  const [chosen, setChosen] = useState<string | null>(null);
  const [ownName, setOwnName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const who = ownName.trim() === '' ? chosen : ownName.trim();
  const send = async (): Promise<void> => {
    if (who === null || busy) return;
    setBusy(true);
    const refused = await records.identify(who);
    setBusy(false);
    setProblem(refused);
    if (refused === null) navigation.say(`From now on ${names.person(who)} writes here.`);
  };
  return (
    <form
      className="changes-who"
      aria-label="Who writes here"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>
        <b>Who are you?</b> What you plan carries your name. This is no sign-in.
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
