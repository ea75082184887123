import { useState, type KeyboardEvent } from 'react';
import { useNavigation, useRecords, useSecond, useStores } from '../../../stores/stores';
import { plainText } from '../../../../shared/lib/plain-text';
import { Button } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import { ImportButton, ImportResults } from '../arriving/import-box';
import type { Arriving } from '../arriving/use-arriving';
import { PersonLine } from '../person/person-line';
import { useClocks } from '../use-clocks';
import type { Names } from '../../../ui/names';
import { listOf, type ListFilter, type ListRow } from './view-model';
import './list.css';

const FILTERS: readonly (readonly [filter: ListFilter, word: string])[] = [
  ['all', 'All'],
  ['mine', 'I command'],
  ['follow-ups', 'To follow up'],
];
const FIRST = 20;

/** Every incident this person may see: what is open first, the worst of it on top. */
export function IncidentList({ names, arriving }: { readonly names: Names; readonly arriving: Arriving }) {
  const { navigation, records } = useStores();
  const rows = useRecords((state) => state.rows);
  const problem = useRecords((state) => state.problem);
  const search = useRecords((state) => state.search);
  const me = useRecords((state) => state.status?.person ?? null);
  const current = useNavigation((state) => state.incident);
  const clocks = useClocks();
  const now = useSecond();
  const [filter, setFilter] = useState<ListFilter>('all');
  const [most, setMost] = useState(FIRST);
  const [over, setOver] = useState(false);
  const view = listOf({
    rows,
    found: search?.found ?? null,
    filter,
    me,
    names,
    zone: (sites) => clocks.zone(names.zone(sites)),
    most,
    now,
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const step =
      event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.incident-row')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  };
  const draw = (row: ListRow) => (
    <li key={row.id}>
      <button
        type="button"
        className={`incident-row${row.id === current ? ' is-on' : ''}${row.day === null ? '' : ' is-over'}`}
        aria-current={row.id === current ? 'true' : undefined}
        data-incident={row.id}
        onClick={() => navigation.openIncident(row.id)}
      >
        <span className="incident-row-top">
          {row.glyph !== null && <Glyph status={row.glyph} size={14} said />}
          <span className="mono incident-number">{row.number}</span>
          {row.restricted && <Icon name="shield" size={12} />}
          <em className={row.urgent ? 'is-urgent' : undefined}>{row.day ?? row.time}</em>
        </span>
        <b>{row.title}</b>
        <span className="incident-facts">
          {row.day === null ? row.facts : `${row.facts}. Took ${row.time}`}
          {row.inConflict && <strong> In conflict</strong>}
          {row.restricted && <span className="visually-hidden"> Restricted</span>}
        </span>
      </button>
    </li>
  );
  return (
    <aside
      className={over ? 'incident-list is-over' : 'incident-list'}
      aria-label="Incidents"
      data-panel
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void arriving.take([...event.dataTransfer.files]);
      }}
    >
      <header>
        <h2>Incidents</h2>
        <ImportButton arriving={arriving} />
        <Button small shortcut="I" onClick={() => navigation.declare()}>
          Declare
        </Button>
      </header>
      <div className="incident-find">
        <Icon name="search" size={13} />
        <input
          aria-label="Find in incidents: titles, notes, timelines"
          placeholder="Find in titles, notes, timelines"
          spellCheck={false}
          data-find-incident
          value={search?.words ?? ''}
          onChange={(event) => records.search(plainText(event.target.value).slice(0, 300))}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || (search?.words ?? '') === '') return;
            event.preventDefault();
            records.search('');
          }}
        />
      </div>
      <div className="incident-filters" role="group" aria-label="Show">
        {FILTERS.map(([one, word]) => (
          <button key={one} type="button" aria-pressed={filter === one} onClick={() => setFilter(one)}>
            {word}
          </button>
        ))}
      </div>
      <ImportResults arriving={arriving} />
      <div className="incident-rows">
        {problem !== null && (
          <p className="incident-problem" role="alert">
            The list could not be read: {problem}
          </p>
        )}
        {view.open.length > 0 && (
          <>
            <h3>Not resolved, {view.open.length}</h3>
            <ul>{view.open.map(draw)}</ul>
          </>
        )}
        {view.over.length > 0 && (
          <>
            <h3>Resolved</h3>
            <ul>{view.over.map(draw)}</ul>
          </>
        )}
        {view.more > 0 && (
          <button type="button" className="incident-more" onClick={() => setMost(most + 100)}>
            Show {Math.min(100, view.more)} of {view.more} older
          </button>
        )}
        {view.empty !== null && (
          <div className="incident-empty">
            <b>{view.empty.title}</b>
            <p>{view.empty.text}</p>
          </div>
        )}
      </div>
      <PersonLine names={names} />
    </aside>
  );
}
