import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { SEVERITIES, type IncidentKind, type PersonId, type Severity } from '../../../../shared/domain/incident/types';
import { KIND_WORD, SEVERITY_MEANS } from '../../../../shared/domain/incident/words';
import { INCIDENT_KINDS } from '../../../../shared/domain/incident/types';
import { useNavigation, useRecords, useSnapshot, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { SecretHint } from '../../../ui/secret-hint';
import { keepInside } from '../../../ui/keep-inside';
import { PersonOrName } from '../../../ui/person-choice';
import { useNames } from '../use-names';
import { draftOf } from './draft';
import '../../../ui/forms.css';
import './declare.css';

/** Asks what is needed to declare an incident, and who asks where that is not known yet. Works with no network. */
export function Declare() {
  const { navigation, records } = useStores();
  const names = useNames();
  const from = useNavigation((state) => state.declareFrom);
  const attention = useSnapshot((state) => state.snapshot?.attention);
  const status = useRecords((state) => state.status);
  const [draft] = useState(() => draftOf(from, attention ?? []));
  const [title, setTitle] = useState(draft.title);
  const [severity, setSeverity] = useState<Severity>(draft.severity);
  const [kind, setKind] = useState<IncidentKind>('operations');
  const [sites, setSites] = useState(draft.sites);
  const [others, setOthers] = useState<readonly PersonId[]>([]);
  const [me, setMe] = useState<PersonId | null>(null);
  const [ownName, setOwnName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const asksWho = status !== null && status.person === null;
  const who = ownName.trim() === '' ? me : ownName.trim();
  const ready = title.trim() !== '' && status !== null && status.problem === null && (!asksWho || who !== null);
  const send = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      if (asksWho && who !== null) {
        const refused = await records.identify(who);
        if (refused !== null) {
          setProblem(refused);
          return;
        }
      }
      const done = await records.declare({
        title,
        kind,
        severity,
        sites: [...sites],
        attention: draft.attention,
        restrictedTo: kind === 'security' ? [...others] : [],
      });
      if (typeof done === 'string') {
        setProblem(done);
        return;
      }
      const { site, signal } = from;
      const pinned = site === null || signal == null ? null : await records.pin({ id: done.id, site, signal });
      navigation.openIncident(done.id);
      const note = done.note ?? (typeof pinned === 'string' ? pinned : (pinned?.note ?? null));
      if (note !== null) navigation.say(note);
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    }
    if (event.key === 'Tab') keepInside(event);
  };
  const free = names.sites.filter(({ id }) => !sites.includes(id));
  const people = names.people.filter(({ id }) => id !== (status?.person ?? who) && !others.includes(id));
  return (
    <form
      className="declare"
      role="dialog"
      aria-modal="true"
      aria-label="Declare an incident"
      onKeyDown={onKeyDown}
      // Enter alone declares nothing: it is pressed too easily.
      onSubmit={(event) => event.preventDefault()}
    >
      <header>
        <Icon name="incidents" size={18} />
        <h2>Declare an incident</h2>
        <kbd>Esc</kbd>
      </header>
      <div className="declare-body">
        {status?.problem != null && (
          <p className="form-problem" role="alert">
            {status.problem}
          </p>
        )}
        {status === null && <p className="sub">The records of this machine are being opened.</p>}
        {asksWho && (
          <fieldset className="declare-who">
            <legend>Who are you? Kept for this data folder; below the list of incidents it can be changed.</legend>
            <PersonOrName chosen={me} ownName={ownName} names={names} onChosen={setMe} onOwnName={setOwnName} />
          </fieldset>
        )}
        <label className="side-field declare-title">
          Title
          <input
            autoFocus
            className="field"
            dir="auto"
            maxLength={300}
            value={title}
            placeholder="What is wrong, where"
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        <SecretHint text={title} onClean={setTitle} />
        <div className="declare-row">
          <span className="side-label">Severity</span>
          <div className="choice" role="radiogroup" aria-label="Severity">
            {SEVERITIES.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="declare-severity"
                  checked={severity === one}
                  onChange={() => setSeverity(one)}
                />
                <span>{one}</span>
              </label>
            ))}
          </div>
          <span className="sub">{SEVERITY_MEANS[severity]}</span>
        </div>
        <div className="declare-row">
          <span className="side-label">Kind</span>
          <div className="choice" role="radiogroup" aria-label="Kind">
            {INCIDENT_KINDS.map((one) => (
              <label key={one}>
                <input type="radio" name="declare-kind" checked={kind === one} onChange={() => setKind(one)} />
                <span>{KIND_WORD[one]}</span>
              </label>
            ))}
          </div>
          <span className="sub">
            {kind === 'security' ? 'Shown, title too, only to whom you name.' : 'Shown to everybody of this workspace.'}
          </span>
        </div>
        {kind === 'security' && (
          <div className="declare-row">
            <span className="side-label">May know</span>
            <Tokens
              first={<span className="token">You</span>}
              chosen={others}
              nameOf={(id) => names.person(id)}
              offered={people}
              label="Another person who may know"
              word="Name a person"
              onChange={setOthers}
            />
          </div>
        )}
        <div className="declare-row">
          <span className="side-label">Sites</span>
          <Tokens
            chosen={sites}
            nameOf={(id) => names.site(id)}
            offered={free.map(({ id, title: name }) => ({ id, name }))}
            label="Another site"
            word={sites.length === 0 ? 'Choose a site' : 'Another site'}
            onChange={setSites}
          />
        </div>
        {problem !== null && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <footer>
        <p>
          <b>You become commander until you hand it over.</b>{' '}
          {sites.length === 0
            ? 'Nothing is pinned: no site is named.'
            : 'What is on screen of these sites now is pinned with it.'}
        </p>
        <Button onClick={() => navigation.show(null)}>Cancel</Button>
        <Button kind="primary" shortcut="Ctrl Enter" disabled={!ready || busy} onClick={() => void send()}>
          Declare {severity}
        </Button>
      </footer>
    </form>
  );
}

/** Some of many, each of which can be taken away again. */
function Tokens({
  first = null,
  chosen,
  nameOf,
  offered,
  label,
  word,
  onChange,
}: {
  readonly first?: ReactNode;
  readonly chosen: readonly string[];
  readonly nameOf: (id: string) => string;
  readonly offered: readonly { readonly id: string; readonly name: string }[];
  readonly label: string;
  readonly word: string;
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <div className="tokens">
      {first}
      {chosen.map((id) => (
        <button
          key={id}
          type="button"
          className="token"
          aria-label={`Remove ${nameOf(id)}`}
          onClick={() => onChange(chosen.filter((one) => one !== id))}
        >
          {nameOf(id)} <Icon name="close" size={11} />
        </button>
      ))}
      {offered.length > 0 && (
        <select
          className="field"
          aria-label={label}
          value=""
          onChange={(event) => onChange([...chosen, event.target.value])}
        >
          <option value="">{word}</option>
          {offered.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
