import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { plainText } from '../../../../shared/lib/plain-text';
import {
  useNavigation,
  usePreferences,
  useRecords,
  useSecond,
  useSight,
  useSnapshot,
  useStores,
  useUpdates,
  useChanges,
  useHandovers,
} from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { DutyDot } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import { labelSites } from '../../../ui/labels';
import { useClocks } from '../use-clocks';
import { copyDiagnostics } from '../diagnostics';
import { entriesOf } from './entries';
import type { Act, Entry } from './types';
import { draftHandover, sayOnDuty } from './handover-acts';
import { search } from './view-model';
import './palette.css';

/** Every site, every trouble, every action, by typing. Opened with Ctrl or Cmd K. */
export function Palette() {
  const { navigation } = useStores();
  const run = useRun();
  const view = useFound();
  const { query, setQuery, groups, count } = view;
  const flat = groups.flatMap((group) => group.entries);
  const [chosen, setChosen] = useState<string | null>(null);
  const at = Math.max(
    0,
    flat.findIndex((entry) => entry.id === chosen),
  );
  const current = flat[at];
  const list = useRef<HTMLDivElement>(null);
  const base = useId();

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);

  const choose = (entry: Entry): void => {
    navigation.show(null);
    run(entry.act);
  };
  const toNextGroup = (): void => {
    const index = groups.findIndex((group) => group.entries.some((entry) => entry.id === current?.id));
    setChosen(groups[(index + 1) % Math.max(1, groups.length)]?.entries[0]?.id ?? null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'ArrowDown':
        setChosen(flat[(at + 1) % Math.max(1, flat.length)]?.id ?? null);
        break;
      case 'ArrowUp':
        setChosen(flat[(at + flat.length - 1) % Math.max(1, flat.length)]?.id ?? null);
        break;
      case 'Tab':
        toNextGroup();
        break;
      case 'Enter':
        if (current) choose(current);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div className="palette" role="dialog" aria-modal="true" aria-label="Search and every action">
      <div className="palette-input">
        <Icon name="search" size={18} />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={`${base}-list`}
          aria-activedescendant={current ? `${base}-${at}` : undefined}
          aria-label="Find a site, a change or an incident, or run a command"
          placeholder="Find a site, a change or an incident, or run a command"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            // What is pasted may carry marks that no name here has; names come without them.
            setQuery(plainText(event.target.value));
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
        />
        <em aria-live="polite">{count === 0 ? 'nothing found' : `${count} found`}, on this machine</em>
        <kbd>Esc</kbd>
      </div>
      <div className="palette-list" role="listbox" id={`${base}-list`} ref={list} aria-label="Found">
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className="palette-group">
              <span>{group.title}</span>
              <em>{group.found}</em>
            </div>
            {group.entries.map((entry) => {
              const on = entry.id === current?.id;
              return (
                <div
                  key={entry.id}
                  id={`${base}-${flat.findIndex((one) => one.id === entry.id)}`}
                  role="option"
                  aria-selected={on}
                  className={on ? 'palette-row is-on' : 'palette-row'}
                  onPointerMove={() => setChosen(entry.id)}
                  onClick={() => choose(entry)}
                >
                  <i className="palette-icon">
                    <EntryIcon icon={entry.icon} />
                  </i>
                  <b data-hint={entry.name.length > 48 ? entry.name : undefined}>
                    {entry.pieces.map((piece, index) => (piece.match ? <u key={index}>{piece.text}</u> : piece.text))}
                  </b>
                  <span data-hint={entry.fact.length > 40 ? entry.fact : undefined}>
                    {entry.chip !== null && <strong className="palette-chip">{entry.chip}</strong>}
                    {entry.fact}
                  </span>
                  {on && <kbd>Enter</kbd>}
                  {entry.key !== null && <kbd>{entry.key}</kbd>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <div className="palette-foot">
        <div className="palette-consequence">
          <Icon name="shield" size={15} />
          <span>
            <b>{current?.consequence ?? 'Nothing is chosen.'}</b> Meridian never acts on AWS.
          </span>
        </div>
        <div className="palette-keys" aria-hidden="true">
          <span>
            <kbd>Up</kbd>
            <kbd>Down</kbd>move
          </span>
          <span>
            <kbd>Tab</kbd>next group
          </span>
          <span>
            <kbd>Enter</kbd>do it
          </span>
          <span className="is-right">
            <code>&gt;</code> actions only
          </span>
        </div>
      </div>
    </div>
  );
}

function EntryIcon({ icon }: { readonly icon: Entry['icon'] }) {
  if (typeof icon === 'string') return <Icon name={icon} size={16} />;
  if ('status' in icon) return <Glyph status={icon.status} size={icon.status === 'ok' ? 12 : 15} />;
  return <DutyDot kind={icon.duty} />;
}

const NOTHING_YET: readonly never[] = [];

function useFound() {
  const sites = useSight((sight) => sight.sites);
  const snapshot = useSnapshot((state) => state.snapshot);
  const preferences = usePreferences((state) => state);
  const updates = useUpdates((state) => state.updates);
  const incidents = useRecords((state) => state.rows) ?? NOTHING_YET;
  const changes = useChanges((state) => state.changes) ?? NOTHING_YET;
  const handovers = useHandovers((state) => state.rows) ?? NOTHING_YET;
  const me = useRecords((state) => state.status?.person ?? null);
  const screen = useNavigation((state) => state.screen);
  const incident = useNavigation((state) => state.screen === 'incidents' && state.incident !== null);
  const clocks = useClocks();
  const now = useSecond();
  const [query, setQuery] = useState('');
  const entries = useMemo(
    () =>
      entriesOf({
        sites,
        attention: snapshot?.attention ?? [],
        teams: snapshot?.teams ?? [],
        labels: labelSites(snapshot?.sites ?? []),
        preferences,
        clocks,
        now,
        updates: updates ?? undefined,
        incidents,
        changes,
        handovers,
        me,
        screen,
        incident,
      }),
    [incidents, changes, handovers, me, incident, screen, sites, snapshot, preferences, clocks, now, updates],
  );
  const found = useMemo(() => search(entries, query), [entries, query]);
  return { query, setQuery, groups: found.groups, count: found.count };
}

/** Runs what was chosen. */
function useRun(): (act: Act) => void {
  const stores = useStores();
  const { navigation, preferences, commands, updates } = stores;
  return (act) => {
    switch (act.kind) {
      case 'open-site':
        navigation.openSite(act.site);
        return;
      case 'acknowledge':
        void commands.acknowledge(act.key);
        return;
      case 'unacknowledge':
        void commands.unacknowledge(act.key);
        return;
      case 'copy':
        void copyText(act.text).then((copied) =>
          navigation.say(copied ? `Copied: ${act.text}` : `Copy was refused: ${act.text}`),
        );
        return;
      case 'retry':
        void commands.retry().then(navigation.say);
        return;
      case 'update':
        void updates.act(act.action).then((refused) => {
          if (refused !== null) navigation.say(refused);
        });
        return;
      case 'theme':
        preferences.set({ theme: act.theme });
        return;
      case 'zone':
        preferences.set({ zone: act.zone });
        return;
      case 'layer':
        preferences.toggleLayer(act.layer);
        return;
      case 'view':
        preferences.set({ view: act.view });
        return;
      case 'letters':
        preferences.set({ letters: act.on });
        return;
      case 'go':
        navigation.goTo(act.screen);
        return;
      case 'declare':
        navigation.declare({ site: act.site, attention: act.attention });
        return;
      case 'open-incident':
        navigation.openIncident(act.incident);
        return;
      case 'open-change':
        navigation.openChange(act.change);
        return;
      case 'plan':
        navigation.plan();
        return;
      case 'sheet':
        navigation.show(act.sheet);
        return;
      case 'open-handover':
        navigation.openHandover(act.handover);
        return;
      case 'draft-handover':
        void draftHandover(stores, act.team);
        return;
      case 'on-duty':
        void sayOnDuty(stores, act.team);
        return;
      case 'wish':
        navigation.wish(act.wish);
        return;
      case 'keys':
        navigation.show('keys');
        return;
      case 'diagnostics':
        void copyDiagnostics(commands).then(navigation.say);
        return;
    }
  };
}
