import { useState } from 'react';
import type { PersonId } from '../../../../shared/domain/incident/types';
import { useRecords, useStores } from '../../../stores/stores';
import { Avatar, Button } from '../../../ui/controls';
import { PersonOrName } from '../../../ui/person-choice';
import type { Names } from '../../../ui/names';
import { useWish } from '../../../stores/use-wish';
import './person.css';

/** Who writes here, and the way to be somebody else. */
export function PersonLine({ names }: { readonly names: Names }) {
  const person = useRecords((state) => state.status?.person ?? null);
  const [changing, setChanging] = useState(false);
  useWish('person', () => setChanging(true));
  if (person === null && !changing) return null;
  return (
    <footer className="person-line">
      {person !== null && (
        <div className="person-now">
          <Avatar name={names.person(person)} on />
          <span>
            Writing as <b dir="auto">{names.person(person)}</b>
          </span>
          {!changing && (
            <Button small kind="quiet" onClick={() => setChanging(true)}>
              Change
            </Button>
          )}
        </div>
      )}
      {changing && <ChangePerson person={person} names={names} onClose={() => setChanging(false)} />}
    </footer>
  );
}

function ChangePerson({
  person,
  names,
  onClose,
}: {
  readonly person: PersonId | null;
  readonly names: Names;
  readonly onClose: () => void;
}) {
  const { navigation, records } = useStores();
  const [chosen, setChosen] = useState<PersonId | null>(null);
  const [ownName, setOwnName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const who = ownName.trim() === '' ? chosen : ownName.trim();
  const ready = who !== null && who !== person && !busy;
  const send = async (): Promise<void> => {
    if (!ready) return;
    setBusy(true);
    const refused = await records.identify(who);
    setBusy(false);
    setProblem(refused);
    if (refused !== null) return;
    navigation.say(`From now on ${names.person(who)} writes here.`);
    onClose();
  };
  return (
    <form
      className="person-form"
      aria-label="Who writes here"
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
      <PersonOrName chosen={chosen} ownName={ownName} names={names} onChosen={setChosen} onOwnName={setOwnName} />
      <p className="sub">
        What was written stays with who wrote it. Restricted incidents are shown to the people they name. This is no
        sign-in: whoever uses this folder can choose.
      </p>
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form-actions">
        <Button small kind="primary" disabled={!ready} onClick={() => void send()}>
          Write as this person
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
