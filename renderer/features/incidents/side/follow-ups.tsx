import { useState } from 'react';
import { byDue, isOverdue } from '../../../../shared/domain/incident/rules';
import type { FollowUp, IncidentView } from '../../../../shared/domain/incident/types';
import type { IncidentEdit } from '../../../../shared/ipc/records-contract';
import { useMinute, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { SecretHint } from '../../../ui/secret-hint';
import { useClocks } from '../use-clocks';
import { FormEnd } from '../form-end';
import type { Names } from '../../../ui/names';
import { fromInput } from './instants';
import { PersonChoice } from '../../../ui/person-choice';

/** What is to be done after: by whom, until when. */
export function FollowUps({ incident, names }: { readonly incident: IncidentView; readonly names: Names }) {
  const { records, navigation } = useStores();
  const [adding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<string | null>(null);
  const clocks = useClocks();
  const now = useMinute();
  const zone = names.zone(incident.sites);
  const items = [...incident.followUps].sort(byDue);
  const open = items.filter(({ done }) => !done).length;
  const change = async (edit: IncidentEdit): Promise<void> => {
    const refused = await records.edit(incident.id, edit);
    if (refused !== null) navigation.say(refused);
  };
  const note = (item: FollowUp): string =>
    [
      item.owner === null ? 'no owner' : names.person(item.owner),
      ...(item.due === null ? [] : [`${isOverdue(item, now) ? 'was due' : 'due'} ${clocks.dated(item.due, zone)}`]),
    ].join(', ');
  return (
    <section className="side-part" aria-label="Follow-ups">
      <header>
        <h2>Follow-ups</h2>
        <span className="sub">
          {items.length === 0 ? 'none yet' : `${items.length - open} of ${items.length} done`}
        </span>
        {!adding && (
          <Button small onClick={() => setAdding(true)}>
            Add
          </Button>
        )}
      </header>
      {adding && <AddFollowUp incident={incident} names={names} onClose={() => setAdding(false)} />}
      <ul className="follow-ups">
        {items.map((item) => (
          <li key={item.id} data-entry={item.id} tabIndex={-1} className={item.done ? 'is-done' : undefined}>
            <label>
              <input
                type="checkbox"
                checked={item.done}
                onChange={(event) => void change({ edit: 'change-follow-up', id: item.id, done: event.target.checked })}
              />
              <span dir="auto">{item.text}</span>
            </label>
            <small className={isOverdue(item, now) ? 'is-overdue' : undefined}>{note(item)}</small>
            <button
              type="button"
              className="side-remove"
              aria-label={`Remove ${item.text}`}
              data-hint="Remove"
              onClick={() => {
                setRemoved(item.id);
                void change({ edit: 'remove-follow-up', id: item.id });
              }}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
      </ul>
      {removed !== null && (
        <p className="side-undo">
          Removed.{' '}
          <Button
            small
            onClick={() => {
              void change({ edit: 'restore-follow-up', id: removed });
              setRemoved(null);
            }}
          >
            Undo
          </Button>
        </p>
      )}
    </section>
  );
}

function AddFollowUp({
  incident,
  names,
  onClose,
}: {
  readonly incident: IncidentView;
  readonly names: Names;
  readonly onClose: () => void;
}) {
  const { records } = useStores();
  const [text, setText] = useState('');
  const [owner, setOwner] = useState<string | null>(null);
  const [due, setDue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    if (text.trim() === '') return;
    const refused = await records.edit(incident.id, { edit: 'add-follow-up', text, owner, due: fromInput(due) });
    setProblem(refused);
    if (refused === null || refused.startsWith('Not on disk yet')) onClose();
  };
  return (
    <form
      className="side-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (text.trim() === '') onClose();
      }}
    >
      <input
        autoFocus
        className="field"
        dir="auto"
        aria-label="What is to be done"
        placeholder="What is to be done"
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <SecretHint text={text} onClean={setText} />
      <PersonChoice label="Owner" none="No owner" value={owner} names={names} onChange={setOwner} />
      <label className="side-field">
        Due, UTC
        <input className="field" type="datetime-local" value={due} onChange={(event) => setDue(event.target.value)} />
      </label>
      <FormEnd problem={problem} ready={text.trim() !== ''} onSend={() => void send()} onClose={onClose} />
    </form>
  );
}
