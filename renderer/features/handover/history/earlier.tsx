import { useMemo } from 'react';
import { useHandovers, useSnapshot, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { useClocks } from '../use-clocks';
import { earlierRows } from './measures-model';
import './history.css';

/** Handovers before this one, and the way to what they did. */
export function Earlier({ open, most = 3 }: { readonly open: string | null; readonly most?: number }) {
  const { navigation } = useStores();
  const rows = useHandovers((state) => state.rows);
  const teams = useSnapshot((state) => state.snapshot?.teams);
  const clocks = useClocks();
  const shown = useMemo(
    () => earlierRows(rows ?? [], open, { teams: teams ?? [], clocks }, most),
    [rows, open, teams, clocks, most],
  );
  return (
    <section className="earlier" aria-label="Earlier handovers">
      {shown.length > 0 && <h3>Earlier</h3>}
      <ul>
        {shown.map(({ id, pair, when, how }) => (
          <li key={id}>
            <button type="button" data-hint={`${pair}, ${when}, ${how}`} onClick={() => navigation.openHandover(id)}>
              <b>{pair}</b>
              <span>{when}</span>
              <small>{how}</small>
            </button>
          </li>
        ))}
      </ul>
      <Button small kind="quiet" onClick={() => navigation.show('measures')}>
        Measures
      </Button>
    </section>
  );
}
