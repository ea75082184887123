import { lazy, Suspense, useState } from 'react';
import type { IncidentState, IncidentView, Severity } from '../../../../shared/domain/incident/types';
import { SEVERITIES } from '../../../../shared/domain/incident/types';
import { SEVERITY_MEANS, STATE_WORD } from '../../../../shared/domain/incident/words';
import type { IncidentAct } from '../../../../shared/ipc/records-contract';
import { useMinute, useSecond, useSight, useStores } from '../../../stores/stores';
import { Avatar, Button } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import { plural } from '../../../ui/format';
import { FollowUps } from '../side/follow-ups';
import { Links } from '../side/links';
import { Roles } from '../side/roles';
import { Snapshots } from '../side/snapshots';
import { Facts } from '../side/facts';
import { Timeline } from '../timeline/timeline';
import { useClocks } from '../use-clocks';
import type { Names } from '../use-names';
import { headerOf, moveWord, stepsOf } from './view-model';
import './incident.css';

// The editor is the largest part of the screen; the rest does not wait for it.
const Notes = lazy(async () => ({ default: (await import('../notes/notes')).Notes }));

interface IncidentProps {
  readonly incident: IncidentView;
  readonly names: Names;
  readonly folded: boolean;
  /** Opens the list where it is folded away. */
  readonly onList: (() => void) | null;
}

type Tab = 'notes' | 'snapshots' | 'follow-ups' | 'links' | 'roles' | 'facts';

/** One incident, whole. */
export function Incident({ incident, names, folded, onList }: IncidentProps) {
  const [tab, setTab] = useState<Tab>('notes');
  const [snapshot, setSnapshot] = useState<string | null>(null);
  const showSnapshot = (begin: string): void => {
    setSnapshot(incident.snapshots.find(({ hash }) => hash.startsWith(begin))?.hash ?? null);
    if (folded) setTab('snapshots');
  };
  const openFollowUps = incident.followUps.filter(({ done }) => !done).length;
  const tabs: readonly (readonly [Tab, string])[] = [
    ['notes', 'Notes'],
    ['snapshots', `Snapshots ${incident.snapshots.length}`],
    ['follow-ups', openFollowUps === 0 ? 'Follow-ups' : `Follow-ups ${openFollowUps} open`],
    ['links', `Linked ${incident.links.length}`],
    ['roles', 'Roles'],
    ['facts', 'Times and sites'],
  ];
  const notes = (
    <Suspense fallback={<section className="notes" aria-busy="true" aria-label="Notes" />}>
      <Notes incident={incident} names={names} onSnapshot={showSnapshot} />
    </Suspense>
  );
  const parts = {
    snapshots: <Snapshots incident={incident} names={names} chosen={snapshot} onChoose={setSnapshot} />,
    'follow-ups': <FollowUps incident={incident} names={names} />,
    links: <Links incident={incident} names={names} />,
    roles: <Roles incident={incident} names={names} />,
    facts: <Facts incident={incident} names={names} />,
  };
  return (
    <article className="incident" aria-label={`Incident ${incident.title}`}>
      <Header incident={incident} names={names} onList={onList} />
      <Steps incident={incident} names={names} />
      <Conflicts incident={incident} names={names} />
      <div className="incident-body">
        <Timeline incident={incident} names={names} />
        {folded ? (
          <div className="incident-pane">
            <div className="incident-tabs" role="tablist" aria-label="Parts of the incident">
              {tabs.map(([one, word]) => (
                <button
                  key={one}
                  type="button"
                  role="tab"
                  data-tab={one}
                  aria-selected={tab === one}
                  onClick={() => setTab(one)}
                >
                  {word}
                </button>
              ))}
            </div>
            {tab === 'notes' ? notes : <div className="incident-side">{parts[tab]}</div>}
          </div>
        ) : (
          <>
            {notes}
            <div className="incident-side" data-panel tabIndex={-1}>
              {parts.snapshots}
              {parts['follow-ups']}
              {parts.roles}
              {parts.links}
              {parts.facts}
            </div>
          </>
        )}
      </div>
    </article>
  );
}

function Header({ incident, names, onList }: Omit<IncidentProps, 'folded'>) {
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
              <button type="button" data-hint="Click to change the title" onClick={() => setTitle(incident.title)}>
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
        </div>
        <dl className="incident-facts-row">
          {view.elapsed !== null && (
            <div>
              <dt>{view.elapsed.over ? 'Took' : 'Elapsed'}</dt>
              <dd>
                <b className={view.isWorst ? 'elapsed is-worst' : 'elapsed'}>{view.elapsed.text}</b>
                <small>{view.elapsed.since}</small>
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

/** Asked once, in place; a reason may stand beside it for the timeline. */
function ActForm({
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
  readonly children: React.ReactNode;
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
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

function Steps({ incident, names }: { readonly incident: IncidentView; readonly names: Names }) {
  const clocks = useClocks();
  const view = stepsOf(incident, clocks, names);
  const [asked, setAsked] = useState<IncidentState | null>(null);
  const current = incident.state?.value ?? null;
  return (
    <div className="steps-block">
      <div className="steps">
        <ol aria-label="State">
          {view.steps.map((step) => (
            <li
              key={step.state}
              className={`step is-${step.stand}`}
              aria-current={step.stand === 'now' ? 'step' : undefined}
            >
              <i aria-hidden="true" />
              <b>{step.word}</b>
              {step.time !== '' && <span>{step.time}</span>}
            </li>
          ))}
        </ol>
        <div className="steps-actions">
          {view.others.map((one) => (
            <Button key={one} kind="quiet" onClick={() => setAsked(one)}>
              {moveWord(one, current)}
            </Button>
          ))}
          {view.next !== null && (
            <Button kind="primary" shortcut="W" data-next-state onClick={() => setAsked(view.next)}>
              {moveWord(view.next, current)}
            </Button>
          )}
        </div>
      </div>
      {asked !== null && (
        <ActForm
          incident={incident.id}
          label={moveWord(asked, current)}
          word={moveWord(asked, current)}
          ready
          act={(reason) => ({ act: 'state', state: asked, ...(reason === '' ? {} : { reason }) })}
          onClose={() => setAsked(null)}
        >
          <p className="act-what">
            {current === null ? 'Not declared' : STATE_WORD[current]} to <b>{STATE_WORD[asked]}</b>
          </p>
        </ActForm>
      )}
    </div>
  );
}

/** Answers that were given apart: both stand, as equals, until a person decides. */
function Conflicts({ incident, names }: { readonly incident: IncidentView; readonly names: Names }) {
  const { records, navigation } = useStores();
  const clocks = useClocks();
  const now = useMinute();
  const zone = names.zone(incident.sites);
  const { state, severity, conflicts, waiting, lost } = incident;
  const settle = async (act: IncidentAct): Promise<void> => {
    const refused = await records.act(incident.id, act);
    if (refused !== null) navigation.say(refused);
  };
  const whose = (person: string, at: number): string =>
    `${names.person(person)}, ${clocks.both(Math.min(at, now), zone)}`;
  const others = conflicts.filter(({ field }) => field !== 'beganAt' && field !== 'detectedAt');
  const isQuiet = state?.inConflict !== true && severity?.inConflict !== true && others.length === 0;
  if (isQuiet && waiting.length === 0 && lost === 0) return null;
  return (
    <div className="conflicts">
      {state?.inConflict === true && (
        <div className="conflict" role="group" aria-label="Its state was changed apart">
          <p>Its state was changed apart. Which is it?</p>
          {state.answers.map(({ act, value, person, at }) => (
            <div key={act} className="conflict-side">
              <span>
                <b>{STATE_WORD[value]}</b> {whose(person, at)}
              </span>
              <Button small onClick={() => void settle({ act: 'state', state: value })}>
                It is {STATE_WORD[value].toLowerCase()}
              </Button>
            </div>
          ))}
        </div>
      )}
      {severity?.inConflict === true && (
        <div className="conflict" role="group" aria-label="Its severity was changed apart">
          <p>Its severity was changed apart. Which is it?</p>
          {severity.answers.map(({ act, value, person, at }) => (
            <div key={act} className="conflict-side">
              <span>
                <b>{value}</b> {whose(person, at)}
              </span>
              <Button small onClick={() => void settle({ act: 'severity', severity: value })}>
                It is {value}
              </Button>
            </div>
          ))}
        </div>
      )}
      {others.map(({ field, values }) => (
        <p key={field} className="conflict-line">
          {fieldWord(field)} was written apart: {values.map((value) => JSON.stringify(value)).join(' or ')}. Writing it
          again settles it.
        </p>
      ))}
      {waiting.map(({ person, updates }, index) => (
        <p key={person ?? index} className="conflict-line">
          Waiting for {plural(updates, 'update')} from {person === null ? 'another machine' : names.person(person)}: the
          text is not whole yet.
        </p>
      ))}
      {lost > 0 && (
        <p className="conflict-line">{plural(lost, 'piece')} of this record could not be read from the disk.</p>
      )}
    </div>
  );
}

function fieldWord(field: string): string {
  const [list, , name] = field.split('/');
  return name === undefined ? (list ?? field) : `${name} of one of ${list ?? ''}`;
}
