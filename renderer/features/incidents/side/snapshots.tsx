import { useEffect, useRef, useState } from 'react';
import type { IncidentView, PinnedSnapshot } from '../../../../shared/domain/incident/types';
import { useMinute, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import { Sparkline } from '../../../ui/sparkline';
import { age } from '../../../ui/time';
import { useClocks } from '../use-clocks';
import type { Names } from '../../../ui/names';
import { pinnedOf } from './pinned';
import './side.css';

/** What was frozen: as it was on screen, with its time, its age then, and a hash that says whether it still is that. */
export function Snapshots({
  incident,
  names,
  chosen,
  onChoose,
}: {
  readonly incident: IncidentView;
  readonly names: Names;
  readonly chosen: string | null;
  readonly onChoose: (hash: string | null) => void;
}) {
  const { records, navigation } = useStores();
  const clocks = useClocks();
  const now = useMinute();
  const [busy, setBusy] = useState(false);
  const zone = names.zone(incident.sites);
  const shots = [...incident.snapshots].sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  const pin = async (): Promise<void> => {
    setBusy(true);
    for (const site of incident.sites) {
      const pinned = await records.pin({ id: incident.id, site });
      navigation.say(typeof pinned === 'string' ? pinned : (pinned.note ?? `Pinned: ${pinned.title}`));
    }
    setBusy(false);
  };
  return (
    <section className="side-part" aria-label="Snapshots">
      <header>
        <h2>Snapshots</h2>
        <span className="sub">{shots.length === 0 ? 'none yet' : `${shots.length} frozen`}</span>
        {incident.sites.length > 0 && (
          <Button small shortcut="E" data-pin disabled={busy} onClick={() => void pin()}>
            Pin now
          </Button>
        )}
      </header>
      <ul className="shots">
        {shots.map((shot) => (
          <Shot
            key={shot.id}
            shot={shot}
            time={shot.at === null ? 'time unknown' : clocks.both(shot.at, zone)}
            ago={shot.at === null ? '' : `${age(now - shot.at)} ago`}
            open={chosen === shot.hash}
            onToggle={() => onChoose(chosen === shot.hash ? null : shot.hash)}
          />
        ))}
      </ul>
    </section>
  );
}

function Shot({
  shot,
  time,
  ago,
  open,
  onToggle,
}: {
  readonly shot: PinnedSnapshot;
  readonly time: string;
  readonly ago: string;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const view = pinnedOf(shot);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <li ref={item} data-entry={shot.id} tabIndex={-1} className={open ? 'shot is-open' : 'shot'}>
      <button type="button" aria-expanded={open} onClick={onToggle}>
        <span className="shot-top">
          {view.status !== null && <Glyph status={view.status} size={13} said />}
          <b>{shot.title}</b>
          <Icon name={open ? 'chevronDown' : 'chevronRight'} size={13} />
        </span>
        <span className="shot-time">
          {time}
          {ago !== '' && `, ${ago}`}
        </span>
        <span className="shot-hash">
          {shot.sound ? 'frozen, sha ' : 'changed since: the hash does not match, sha '}
          <span className="mono">{shot.hash.slice(0, 8)}</span>
        </span>
        {!open && view.telling?.spark != null && (
          <span className="shot-telling">
            <span>{view.telling.name}</span>
            <b>{view.telling.value}</b>
            <Sparkline {...view.telling.spark} blindFrom={null} />
          </span>
        )}
      </button>
      {open && (
        <div className="shot-body">
          {view.age !== null && <p>Data was {view.age} old then.</p>}
          {view.reasons.length > 0 && (
            <ul>
              {view.reasons.map((reason, index) => (
                <li key={index} dir="auto">
                  {reason}
                </li>
              ))}
            </ul>
          )}
          {view.signals.map((signal) => (
            <div key={signal.id} className="shot-signal">
              <span>{signal.name}</span>
              <b>{signal.value}</b>
              {signal.spark !== null && <Sparkline {...signal.spark} blindFrom={null} />}
            </div>
          ))}
          {view.alarms.length > 0 && <p>In alarm: {view.alarms.join(', ')}</p>}
          {view.events.length > 0 && <p>AWS Health: {view.events.join('; ')}</p>}
          {view.signals.length === 0 && view.reasons.length === 0 && <p>Nothing that this version can draw.</p>}
        </div>
      )}
    </li>
  );
}
