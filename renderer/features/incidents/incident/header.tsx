import { useState } from 'react';
import { SEVERITIES, type IncidentView, type Severity } from '../../../../shared/domain/incident/types';
import { SEVERITY_MEANS } from '../../../../shared/domain/incident/words';
import { useSecond, useSight, useStores } from '../../../stores/stores';
import { Avatar } from '../../../ui/controls';
import { plural } from '../../../ui/format';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import { SecretHint } from '../../../ui/secret-hint';
import { useClocks } from '../use-clocks';
import type { Names } from '../../../ui/names';
import { ActForm } from './act-form';
import { headerOf } from './view-model';

interface HeaderProps {
  readonly incident: IncidentView;
  readonly names: Names;
  /** Opens the list where it is folded away. */
  readonly onList: (() => void) | null;
}

/** What it is, how bad, for how long, who commands it, and how the site does now. */
export function Header({ incident, names, onList }: HeaderProps) {
  const { records, navigation } = useStores();
  const sites = useSight((sight) => sight.sites);
  const clocks = useClocks();
  const now = useSecond();
  const view = headerOf(incident, sites, names, clocks, now);
  const [title, setTitle] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const rename = async (): Promise<void> => {
    const wanted = title?.trim() ?? '';
    if (wanted !== '' && wanted !== incident.title) {
      const refused = await records.edit(incident.id, { edit: 'title', title: wanted });
      if (refused !== null) navigation.say(refused);
    }
    setTitle(null);
  };
  return (
    <>
      <header className={view.isWorst ? 'incident-head is-worst' : 'incident-head'}>
        {onList !== null && (
          <button type="button" className="incident-switch" onClick={onList} data-hint="All incidents (F)">
            <Icon name="list" size={16} />
            <span className="visually-hidden">All incidents</span>
          </button>
        )}
        <Glyph status={view.glyph} size={32} said />
        <div className="incident-title">
          <p>
            <span className="mono">{view.number}</span>
            <button
              type="button"
              className={view.isWorst ? 'severity is-worst' : 'severity'}
              data-hint={`${incident.severity === null ? 'No severity yet.' : SEVERITY_MEANS[incident.severity.value]}\nClick to change it.`}
              aria-label={`Severity ${view.severity}, change`}
              onClick={() => setAsking(!asking)}
            >
              {view.severity}
            </button>
            <span className="incident-place">{view.place}</span>
            {incident.restrictedTo.length > 0 && (
              <span
                className="restricted"
                tabIndex={0}
                data-hint={`Shown, title too, only to:\n${incident.restrictedTo.map((person) => names.person(person)).join('\n')}`}
              >
                <Icon name="shield" size={12} /> Restricted to{' '}
                {plural(incident.restrictedTo.length, 'person', 'people')}
              </span>
            )}
          </p>
          {title === null ? (
            <h1 dir="auto">
              <button
                type="button"
                data-entry="title"
                data-hint="Click to change the title"
                onClick={() => setTitle(incident.title)}
              >
                {incident.title === '' ? 'No title' : incident.title}
              </button>
            </h1>
          ) : (
            <input
              autoFocus
              className="incident-rename"
              dir="auto"
              aria-label="Title"
              maxLength={300}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
              onBlur={() => void rename()}
              onKeyDown={(event) => {
                if (event.key === 'Enter') void rename();
                else if (event.key === 'Escape') {
                  event.preventDefault();
                  setTitle(null);
                }
              }}
            />
          )}
          {title !== null && <SecretHint text={title} onClean={setTitle} />}
        </div>
        <dl className="incident-facts-row">
          {view.elapsed !== null && (
            <div>
              <dt>{view.elapsed.over ? 'Took' : 'Elapsed'}</dt>
              <dd>
                <b className={view.isWorst ? 'elapsed is-worst' : 'elapsed'}>{view.elapsed.text}</b>
                <small data-hint={view.elapsed.since}>{view.elapsed.since}</small>
              </dd>
            </div>
          )}
          <div>
            <dt>Commander</dt>
            {view.commander === null ? (
              <dd>
                <b>Nobody</b>
                <small>give it under Roles</small>
              </dd>
            ) : (
              <dd>
                <b className="incident-person">
                  <Avatar name={view.commander.name} on />
                  <span>{view.commander.name}</span>
                </b>
                <small>{view.commander.note}</small>
              </dd>
            )}
          </div>
          {view.now !== null && (
            <div className={view.now.note.startsWith('last known') ? 'is-old' : undefined}>
              <dt>Site now</dt>
              <dd>
                <b className={`incident-now is-${view.now.status}`}>
                  <Glyph status={view.now.status} size={12} /> {view.now.text}
                </b>
                <small>{view.now.note}</small>
              </dd>
            </div>
          )}
        </dl>
      </header>
      {asking && <AskSeverity incident={incident} onClose={() => setAsking(false)} />}
    </>
  );
}

function AskSeverity({ incident, onClose }: { readonly incident: IncidentView; readonly onClose: () => void }) {
  const current = incident.severity?.value ?? null;
  const [severity, setSeverity] = useState<Severity>(current ?? 'SEV3');
  return (
    <ActForm
      incident={incident.id}
      label="Change the severity"
      word={`Set ${severity}`}
      ready={severity !== current || incident.severity?.inConflict === true}
      act={(reason) => ({ act: 'severity', severity, ...(reason === '' ? {} : { reason }) })}
      onClose={onClose}
    >
      <div className="choice" role="radiogroup" aria-label="Severity">
        {SEVERITIES.map((one) => (
          <label key={one} data-hint={SEVERITY_MEANS[one]}>
            <input type="radio" name="severity" checked={severity === one} onChange={() => setSeverity(one)} />
            <span>{one}</span>
          </label>
        ))}
      </div>
    </ActForm>
  );
}
