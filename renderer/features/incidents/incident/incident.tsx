import { lazy, Suspense, useState } from 'react';
import type { IncidentView } from '../../../../shared/domain/incident/types';
import { Facts } from '../side/facts';
import { FollowUps } from '../side/follow-ups';
import { Links } from '../side/links';
import { Roles } from '../side/roles';
import { Snapshots } from '../side/snapshots';
import { Timeline } from '../timeline/timeline';
import type { Names } from '../../../ui/names';
import { Conflicts } from './conflicts';
import { Header } from './header';
import { Steps } from './steps';
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
