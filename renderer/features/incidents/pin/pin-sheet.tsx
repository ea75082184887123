import { isOver } from '../../../../shared/domain/incident/rules';
import type { IncidentRow } from '../../../../shared/domain/incident/types';
import { shortId, STATE_WORD } from '../../../../shared/domain/incident/words';
import { useNavigation, useRecords, useSnapshot, useStores } from '../../../stores/stores';
import type { PinWhat } from '../../../stores/navigation';
import { touching } from '../../../stores/pinning';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { keepInside } from '../../../ui/keep-inside';
import { useNames } from '../use-names';
import './pin.css';

/** Asks which incident something is pinned to, or declares one with it. */
export function PinSheet() {
  const what = useNavigation((state) => state.pinWhat);
  return what === null ? null : <Asking what={what} />;
}

function Asking({ what }: { readonly what: PinWhat }) {
  const { navigation, pinning } = useStores();
  const names = useNames();
  const rows = useRecords((state) => state.rows) ?? [];
  const signal = useSnapshot(
    (state) =>
      state.snapshot?.sites.find(({ id }) => id === what.site)?.signals.find(({ id }) => id === what.signal)?.name,
  );
  const near = touching(rows, what.site);
  const others = rows.filter((row) => !isOver(row.state) && !near.includes(row));
  const name = signal === undefined ? names.site(what.site) : `${signal}, ${names.site(what.site)}`;
  const pin = (row: IncidentRow): void => {
    navigation.show(null);
    void pinning.pinTo(row, what);
  };
  const list = (label: string, shown: readonly IncidentRow[], first: boolean) =>
    shown.length > 0 && (
      <>
        <h3>{label}</h3>
        <ul>
          {shown.map((row, index) => (
            <li key={row.id}>
              <button type="button" className="pin-row" autoFocus={first && index === 0} onClick={() => pin(row)}>
                <span className="mono">{shortId(row.id)}</span> <b dir="auto">{row.title}</b>
                <small>
                  {row.severity ?? 'no severity'},{' '}
                  {row.state === null ? 'not declared' : STATE_WORD[row.state].toLowerCase()}
                </small>
              </button>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <div
      className="pin-sheet"
      role="dialog"
      aria-modal="true"
      aria-label="Pin to an incident"
      onKeyDown={(event) => {
        if (event.key === 'Tab') keepInside(event);
      }}
    >
      <header>
        <Icon name="snapshot" size={16} />
        <h2>Pin {name}</h2>
        <kbd>Esc</kbd>
      </header>
      <div className="pin-body">
        {near.length === 0 && <p>No open incident names {names.site(what.site)}.</p>}
        {list('To which one?', near, true)}
        {list(near.length === 0 ? 'Open elsewhere' : 'Others that are open', others, false)}
      </div>
      <footer>
        <p>Frozen as it is on screen now, with its age and a hash.</p>
        <Button
          kind={near.length === 0 ? 'primary' : 'plain'}
          autoFocus={near.length === 0}
          onClick={() => navigation.declare({ site: what.site, attention: null, signal: what.signal })}
        >
          Declare one with it
        </Button>
      </footer>
    </div>
  );
}
