import { useEffect, useState } from 'react';
import { useNavigation, useRecords, useStores } from '../../stores/stores';
import { useFolded } from '../../ui/use-media';
import { isTyping } from '../../ui/typing';
import { Button } from '../../ui/controls';
import { Incident } from './incident/incident';
import { useArriving } from './arriving/use-arriving';
import { IncidentList } from './list/incident-list';
import { Trouble, Unsent } from './trouble';
import { useNames } from './use-names';
import '../../ui/forms.css';
import './incidents.css';

/** Every incident, and one of them whole. It works with no network: what is live beside it says how old it is. */
export function IncidentsScreen() {
  const { navigation, records, preferences } = useStores();
  const names = useNames();
  const id = useNavigation((state) => state.incident);
  const rows = useRecords((state) => state.rows);
  const open = useRecords((state) => state.open);
  const folded = useFolded();
  const [listed, setListed] = useState(false);
  // What came of files stays in view until it is put away.
  const arriving = useArriving();
  const showsList = !folded || listed || id === null || arriving.busy || arriving.arrived.length > 0;

  useEffect(() => {
    records.open(id);
  }, [records, id]);
  useEffect(() => () => records.open(null), [records]);
  // Where one was chosen from the folded list, the list goes.
  const [before, setBefore] = useState(id);
  if (before !== id) {
    setBefore(id);
    setListed(false);
  }
  // What is asked of the list is asked where it can be seen.
  const wish = useNavigation((state) => state.wish);
  if (!listed && (wish === 'import' || wish === 'person')) setListed(true);
  // The first of the list stands open where none was chosen.
  const first = rows?.[0]?.id ?? null;
  useEffect(() => {
    if (id === null && first !== null && !folded) navigation.openIncident(first);
  }, [id, first, folded, navigation]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { overlay } = navigation.getState();
      if (event.defaultPrevented || overlay !== null || !preferences.getState().letters) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      if (!press(event.key.toLowerCase())) return;
      event.preventDefault();
    };
    const click = (selector: string): boolean => {
      const found = document.querySelector<HTMLElement>(selector);
      if (found === null) return false;
      found.click();
      return true;
    };
    const press = (key: string): boolean => {
      switch (key) {
        case 'i':
          navigation.declare();
          return true;
        case 't':
          return click('[data-add-entry]');
        case 'w':
          return click('[data-next-state]');
        case 'e':
          return click('[data-pin]');
        case 'x':
          return click('[data-export]');
        case 'n': {
          click('[data-tab="notes"]');
          const editor = document.querySelector('.notes-editor')?.shadowRoot?.querySelector<HTMLElement>('.cm-content');
          editor?.focus();
          return editor != null;
        }
        case 'f':
          setListed(true);
          requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-find-incident]')?.focus());
          return true;
        default:
          return false;
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigation, preferences]);

  return (
    <main className={folded ? 'incidents is-folded' : 'incidents'} id="incidents">
      {showsList && <IncidentList names={names} arriving={arriving} />}
      <div className="incidents-main">
        <Unsent />
        <Trouble />
        {id === null ? (
          <div className="incidents-none">
            <h1>{rows === null ? 'Reading incidents' : rows.length === 0 ? 'No incidents' : 'No incident chosen'}</h1>
            {rows !== null && (
              <>
                <p>What you write is saved on this machine as you type, with or without a network.</p>
                <Button kind="primary" shortcut="I" onClick={() => navigation.declare()}>
                  Declare an incident
                </Button>
              </>
            )}
          </div>
        ) : open?.id === id && open.view !== null ? (
          <Incident
            key={id}
            incident={open.view}
            names={names}
            folded={folded}
            onList={showsList && folded ? null : folded ? () => setListed(true) : null}
          />
        ) : (
          <div className="incidents-none">
            <h1>{open?.problem == null ? 'Reading the incident' : 'This incident cannot be shown'}</h1>
            {open?.problem != null && <p role="alert">{open.problem}</p>}
          </div>
        )}
      </div>
    </main>
  );
}
