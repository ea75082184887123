import { useState } from 'react';
import { LINK_KINDS, type IncidentView, type LinkKind } from '../../../../shared/domain/incident/types';
import { LINK_WORD, shortId } from '../../../../shared/domain/incident/words';
import { useRecords, useStores } from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { FormEnd } from '../form-end';
import { SecretHint } from '../../../ui/secret-hint';
import type { Names } from '../../../ui/names';

/** What it has to do with. Another incident opens here; everything else is copied, never followed. */
export function Links({ incident }: { readonly incident: IncidentView; readonly names: Names }) {
  const { records, navigation } = useStores();
  const rows = useRecords((state) => state.rows) ?? [];
  const [adding, setAdding] = useState(false);
  const remove = async (id: string): Promise<void> => {
    const refused = await records.edit(incident.id, { edit: 'remove-link', id });
    navigation.say(refused ?? 'Link removed.');
  };
  const copy = async (target: string): Promise<void> => {
    navigation.say((await copyText(target)) ? `Copied: ${target}` : `Copy was refused: ${target}`);
  };
  return (
    <section className="side-part" aria-label="Linked">
      <header>
        <h2>Linked</h2>
        <span className="sub">{incident.links.length === 0 ? 'nothing yet' : ''}</span>
        {!adding && (
          <Button small onClick={() => setAdding(true)}>
            Add
          </Button>
        )}
      </header>
      {adding && <AddLink incident={incident} onClose={() => setAdding(false)} />}
      <ul className="links">
        {incident.links.map(({ id, kind, target, label }) => {
          const other = kind === 'incident' ? rows.find((row) => row.id === target) : undefined;
          const words = label === '' ? (other?.title ?? target) : label;
          return (
            <li key={id} data-entry={id} tabIndex={-1}>
              <Icon name="link" size={13} />
              <button
                type="button"
                data-hint={other === undefined ? `Copies: ${target}` : 'Opens the incident'}
                onClick={() => (other === undefined ? void copy(target) : navigation.openIncident(other.id))}
              >
                <b>{other === undefined ? LINK_WORD[kind] : shortId(other.id)}</b> <span dir="auto">{words}</span>
              </button>
              <button
                type="button"
                className="side-remove"
                aria-label={`Remove the link ${words}`}
                data-hint="Remove"
                onClick={() => void remove(id)}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function AddLink({ incident, onClose }: { readonly incident: IncidentView; readonly onClose: () => void }) {
  const { records } = useStores();
  const rows = useRecords((state) => state.rows) ?? [];
  const [kind, setKind] = useState<LinkKind>('ticket');
  const [target, setTarget] = useState('');
  const [label, setLabel] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const others = rows.filter(({ id }) => id !== incident.id);
  const send = async (): Promise<void> => {
    if (target.trim() === '') return;
    const refused = await records.edit(incident.id, { edit: 'add-link', kind, target, label });
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
        if (target.trim() === '') onClose();
      }}
    >
      <label className="side-field">
        Kind
        <select
          autoFocus
          className="field"
          value={kind}
          onChange={(event) => {
            setKind(LINK_KINDS.find((one) => one === event.target.value) ?? 'ticket');
            setTarget('');
          }}
        >
          {LINK_KINDS.filter((one) => one !== 'incident' || others.length > 0).map((one) => (
            <option key={one} value={one}>
              {LINK_WORD[one]}
            </option>
          ))}
        </select>
      </label>
      {kind === 'incident' ? (
        <label className="side-field">
          Incident
          <select className="field" value={target} onChange={(event) => setTarget(event.target.value)}>
            <option value="">Choose one</option>
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {shortId(id)} {title}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <>
          <input
            className="field"
            aria-label="Number or address"
            placeholder="Number or address"
            maxLength={2_048}
            value={target}
            onChange={(event) => setTarget(event.target.value)}
          />
          <input
            className="field"
            dir="auto"
            aria-label="Words for it"
            placeholder="Words for it (may stay empty)"
            maxLength={300}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        </>
      )}
      <SecretHint text={target} onClean={setTarget} />
      <FormEnd problem={problem} ready={target.trim() !== ''} onSend={() => void send()} onClose={onClose} />
    </form>
  );
}
