import { useState } from 'react';
import type { IncidentTimes, IncidentView, PersonId } from '../../../../shared/domain/incident/types';
import type { IncidentEdit } from '../../../../shared/ipc/records-contract';
import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { useClocks } from '../use-clocks';
import type { Names } from '../../../ui/names';
import { fromInput, toInput } from './instants';
import { PersonChoice } from '../../../ui/person-choice';

const TIMES: readonly (readonly [time: keyof IncidentTimes, word: string])[] = [
  ['began', 'Began'],
  ['detected', 'Detected'],
  ['declared', 'Declared'],
  ['mitigated', 'Mitigated'],
  ['resolved', 'Resolved'],
];

/** When, where and who may know: the times of an incident are kept apart, because they are different questions. */
export function Facts({ incident, names }: { readonly incident: IncidentView; readonly names: Names }) {
  const { records, navigation } = useStores();
  const clocks = useClocks();
  const zone = names.zone(incident.sites);
  const [asked, setAsked] = useState<'began' | 'detected' | null>(null);
  const [site, setSite] = useState('');
  const [person, setPerson] = useState<PersonId | null>(null);
  const change = async (edit: IncidentEdit): Promise<void> => {
    const refused = await records.edit(incident.id, edit);
    if (refused !== null) navigation.say(refused);
  };
  const more = names.sites.filter(({ id }) => !incident.sites.includes(id));
  const isRestricted = incident.kind === 'security' || incident.restrictedTo.length > 0;
  const outside = names.people.filter(({ id }) => !incident.restrictedTo.includes(id)).map(({ id }) => id);
  return (
    <>
      <section className="side-part" aria-label="Times">
        <header>
          <h2>Times</h2>
        </header>
        <dl className="times">
          {TIMES.map(([time, word]) => {
            const at = incident.times[time];
            const said = time === 'began' || time === 'detected' ? time : null;
            const apart = incident.conflicts.find(({ field }) => field === `${time}At`);
            return (
              <div key={time}>
                <dt>{word}</dt>
                <dd>
                  <span>
                    {apart !== undefined
                      ? `said apart: ${apart.values.flatMap((value) => (typeof value === 'number' ? [clocks.both(value, zone)] : [])).join(' or ')}`
                      : at === null
                        ? 'not said'
                        : clocks.both(at, zone)}
                  </span>
                  {said !== null && asked !== said && (
                    <Button small aria-label={`Set when it ${word.toLowerCase()}`} onClick={() => setAsked(said)}>
                      Set
                    </Button>
                  )}
                  {said !== null && asked === said && (
                    <SetTime
                      at={at}
                      word={word}
                      onSet={(to) => {
                        setAsked(null);
                        void change({ edit: said, at: to });
                      }}
                      onClose={() => setAsked(null)}
                    />
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      </section>
      <section className="side-part" aria-label="Sites">
        <header>
          <h2>Sites</h2>
          <span className="sub">{incident.services.length === 0 ? '' : incident.services.join(', ')}</span>
        </header>
        <ul className="links">
          {incident.sites.map((id) => (
            <li key={id}>
              <Icon name="map" size={13} />
              <button type="button" data-hint="Opens the site" onClick={() => navigation.openSite(id)}>
                {names.site(id)}
              </button>
              <button
                type="button"
                className="side-remove"
                aria-label={`Remove ${names.site(id)}`}
                data-hint="Remove"
                onClick={() => void change({ edit: 'remove-site', site: id })}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
        {more.length > 0 && (
          <div className="side-add">
            <select
              className="field"
              aria-label="Another site"
              value={site}
              onChange={(event) => setSite(event.target.value)}
            >
              <option value="">Another site</option>
              {more.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
            <Button
              small
              disabled={site === ''}
              onClick={() => {
                void change({ edit: 'add-site', site });
                setSite('');
              }}
            >
              Add
            </Button>
          </div>
        )}
      </section>
      {isRestricted && (
        <section className="side-part" aria-label="Who may know">
          <header>
            <h2>Who may know</h2>
            <span className="sub">title too</span>
          </header>
          <ul className="links">
            {incident.restrictedTo.map((id) => (
              <li key={id}>
                <Icon name="shield" size={13} />
                <span>{names.person(id)}</span>
              </li>
            ))}
          </ul>
          {outside.length > 0 && (
            <div className="side-add">
              <PersonChoice
                label=""
                none="Another person"
                value={person}
                names={names}
                only={outside}
                onChange={setPerson}
              />
              <Button
                small
                disabled={person === null}
                onClick={() => {
                  if (person !== null) void change({ edit: 'let-see', person });
                  setPerson(null);
                }}
              >
                Let them see
              </Button>
            </div>
          )}
        </section>
      )}
    </>
  );
}

function SetTime({
  at,
  word,
  onSet,
  onClose,
}: {
  readonly at: number | null;
  readonly word: string;
  readonly onSet: (at: number | null) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(toInput(at));
  return (
    <form
      className="side-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSet(fromInput(text));
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <label className="side-field">
        {word}, UTC
        <input
          autoFocus
          className="field"
          type="datetime-local"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <input type="submit" hidden />
      <div className="form-actions">
        <Button small kind="primary" onClick={() => onSet(fromInput(text))}>
          {text === '' ? 'Clear' : 'Set'}
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
