import { memo, useEffect, useMemo, type KeyboardEvent } from 'react';
import type { Snapshot } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import { InTurn } from '../../../stores/in-turn';
import { usePreferences, useSecond, useSight, useSnapshot, useStores } from '../../../stores/stores';
import { useWorker } from '../../../stores/use-worker';
import { Button, DutyDot, StateWord } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import type { SiteLabel } from '../../../ui/labels';
import { age } from '../../../ui/time';
import { useDomOrder } from '../../../ui/use-dom-order';
import { useSteady } from '../../../ui/use-steady';
import { Legend } from '../legend/legend';
import { Title } from '../title/title';
import { useClocks } from '../use-clocks';
import { useKeptScroll } from '../use-kept-scroll';
import { eventLines, rowSteps, teamRows, type SiteRow } from './view-model';
import './list.css';

interface SiteListProps {
  readonly labels: ReadonlyMap<string, SiteLabel>;
}

const NOTHING: Pick<Snapshot, 'attention' | 'events' | 'teams'> = { attention: [], events: [], teams: [] };

const URGENT = ['labels'] as const;
const siteOf = (row: SiteRow): string => row.site;
const drawRow = (row: SiteRow) => <Row row={row} />;

/** The same as the map, as tables: J and K move, Enter opens. */
export function SiteList({ labels }: SiteListProps) {
  const { preferences } = useStores();
  const sites = useSight((sight) => sight.sites);
  const letters = usePreferences((state) => state.letters);
  const clocks = useClocks();
  const now = useSecond();
  const keptScroll = useKeptScroll('list');
  const { attention, events: known, teams: staff } = useSnapshot((state) => state.snapshot) ?? NOTHING;
  const ranked = useWorker(rowSteps, { sites, attention, events: known, teams: staff, labels, clocks, now }, URGENT);
  const { parent: body, items: rows } = useDomOrder<SiteRow, HTMLTableSectionElement>(ranked, siteOf);
  const teams = useSteady(useMemo(() => teamRows(staff, clocks, now), [staff, clocks, now]));
  const events = useSteady(useMemo(() => eventLines(known, labels, now), [known, labels, now]));

  // Whoever came by keyboard goes on by keyboard; a focus that is somewhere already stays there.
  useEffect(() => {
    if (document.activeElement === document.body) body.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [body]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const key = event.key.toLowerCase();
    const step =
      event.key === 'ArrowDown' || (letters && key === 'j')
        ? 1
        : event.key === 'ArrowUp' || (letters && key === 'k')
          ? -1
          : 0;
    if (step === 0) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  };

  return (
    <div className="site-list" data-panel onKeyDown={onKeyDown}>
      <div className="site-list-top">
        <Title labels={labels} inline />
        <Button shortcut="L" onClick={() => preferences.set({ view: 'map' })}>
          Map
        </Button>
      </div>
      <div className="site-list-scroll" ref={keptScroll}>
        <table className="table table-sites">
          <caption className="visually-hidden">Sites by attention</caption>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">For</th>
              <th scope="col">Site</th>
              <th scope="col">Why</th>
              <th scope="col" className="is-fold">
                AWS
              </th>
              <th scope="col" className="is-fold">
                Owner
              </th>
              <th scope="col" className="is-fold">
                Region
              </th>
              <th scope="col">Local</th>
              <th scope="col" className="is-number">
                Data
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row) => (
              <InTurn key={row.site} value={row}>
                {drawRow}
              </InTurn>
            ))}
          </tbody>
        </table>
        <table className="table">
          <caption>Teams</caption>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Team</th>
              <th scope="col">Duty</th>
              <th scope="col">Local</th>
              <th scope="col">People</th>
              <th scope="col">Handover</th>
            </tr>
          </thead>
          <tbody>
            {teams.map((team) => (
              <tr key={team.id}>
                <th scope="row">
                  <DutyDot kind={team.duty} /> {team.name}, {team.place}
                </th>
                <td>{team.word}</td>
                <td>{team.time}</td>
                <td className="is-fold">{team.people}</td>
                <td>{team.next === '' ? '' : `Handover ${team.next}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table className="table">
          <caption>AWS Health{events.length === 0 ? ': nothing concerns a site' : ''}</caption>
          <tbody>
            {events.map((event) => (
              <tr key={event.arn}>
                <th scope="row">{event.title}</th>
                <td>{event.where}</td>
                <td>{event.sites}</td>
                <td className="is-number">{event.since}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="site-list-foot">
        <Legend />
      </div>
    </div>
  );
}

/** Nearly all data is less than a minute old: its age passes by the second, the row does not. */
function DataAge({ at }: { readonly at: Ms | null }) {
  const now = useSecond();
  return at === null ? 'never' : age(now - at);
}

const Row = memo(function Row({ row }: { readonly row: SiteRow }) {
  const { navigation } = useStores();
  const onOpen = (): void => navigation.openSite(row.site);
  return (
    <tr className={`is-${row.status}`} data-key={row.site} onClick={onOpen}>
      <td className="table-state">
        <Glyph status={row.status} size={13} />
        <StateWord status={row.status}>{row.word}</StateWord>
      </td>
      <td className="is-number">{row.age}</td>
      <th scope="row">
        <button
          type="button"
          data-site={row.site}
          onClick={onOpen}
          aria-label={`${row.name}, ${row.country}, ${row.tier}: ${row.word} for ${row.age}`}
        >
          {row.label}
        </button>
        {row.failover !== '' && <small>fails over to {row.failover}</small>}
      </th>
      <td className="table-why">{row.why}</td>
      <td className="is-fold">{row.aws}</td>
      <td className="is-fold table-owner">{row.owner}</td>
      <td className="is-fold table-time">{row.place}</td>
      <td className="table-time">{row.time}</td>
      <td className="is-number">
        <DataAge at={row.dataAt} />
      </td>
    </tr>
  );
});
