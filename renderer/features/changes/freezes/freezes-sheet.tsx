import { useEffect, useRef } from 'react';
import type { FreezeWindow } from '../../../../shared/domain/freezes/types';
import { useMinute } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { keepInside } from '../../../ui/keep-inside';
import type { LaneSite } from '../timeline/groups';
import { freezeGroups, MONTHS } from './view-model';
import './freezes-sheet.css';

/** Every time in which no change is accepted, by country, on its clock and on UTC. */
export function FreezesSheet({
  freezes,
  sites,
  onClose,
}: {
  readonly freezes: ReadonlyMap<string, readonly FreezeWindow[]>;
  readonly sites: readonly LaneSite[];
  readonly onClose: () => void;
}) {
  const now = useMinute();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const groups = freezeGroups(freezes, sites, now);
  return (
    <>
      <div className="shade" onPointerDown={onClose} />
      <div
        className="freezes"
        role="dialog"
        aria-modal="true"
        aria-label="Freezes"
        tabIndex={-1}
        ref={box}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            onClose();
          } else keepInside(event);
        }}
      >
        <header>
          <h2>Freezes</h2>
          <p className="sub">The next {MONTHS} months, as the workspace file says them. Local days, with UTC beside.</p>
          <Button small onClick={onClose}>
            Close
          </Button>
        </header>
        <div className="freezes-scroll" tabIndex={0} role="region" aria-label="Freezes by country">
          {groups.map(({ country, name, rows }) => (
            <section key={country} aria-label={name}>
              <h3>{name}</h3>
              {rows.length === 0 && <p className="sub">None.</p>}
              <ul>
                {rows.map((row) => (
                  <li key={row.key} className={row.on ? 'is-on' : ''}>
                    <i aria-hidden="true" />
                    <b dir="auto">
                      {row.name}
                      {row.kind !== '' && <small>{row.kind}</small>}
                    </b>
                    <span>{row.when}</span>
                    <em>{row.far}</em>
                    {row.sites !== '' && <small>Only {row.sites}</small>}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
