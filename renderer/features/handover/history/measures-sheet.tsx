import { useEffect, useMemo, useRef } from 'react';
import { useHandovers, useMinute, useSnapshot, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { keepInside } from '../../../ui/keep-inside';
import { useClocks } from '../use-clocks';
import { measuresView, type MeasureRow } from './measures-model';
import './measures.css';

/** What handovers did, for learning from it; nothing here judges a person. */
export function MeasuresSheet() {
  const { navigation } = useStores();
  const all = useHandovers((state) => state.rows);
  const problem = useHandovers((state) => state.problem);
  const teams = useSnapshot((state) => state.snapshot?.teams);
  const clocks = useClocks();
  const now = useMinute();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { rows, sums } = useMemo(
    () => measuresView(all ?? [], { teams: teams ?? [], clocks }, now),
    [all, teams, clocks, now],
  );
  return (
    <div
      className="measures"
      role="dialog"
      aria-modal="true"
      aria-label="Handover measures"
      tabIndex={-1}
      ref={box}
      onKeyDown={keepInside}
    >
      <header>
        <h2>Handover measures</h2>
        <p className="sub">Of handovers, never of people. Times are of those who came.</p>
        <Button small onClick={() => navigation.show(null)}>
          Close
        </Button>
      </header>
      <div className="measures-scroll" tabIndex={0} role="region" aria-label="Measures by handover">
        {problem !== null && (
          <p className="measures-none" role="alert">
            Handovers cannot be read: {problem}
          </p>
        )}
        {problem !== null && rows.length === 0 ? null : rows.length === 0 ? (
          <p className="measures-none">
            {all === null
              ? 'Reading the handovers.'
              : 'No shift was handed over yet. What the first one did will stand here.'}
          </p>
        ) : (
          <>
            <dl className="measures-sums">
              {sums.map(({ name, text, how }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {text} <small>{how}</small>
                  </dd>
                </div>
              ))}
            </dl>
            <Table
              rows={rows}
              onOpen={(id) => navigation.openHandover(id)}
              onIncident={(id) => navigation.openIncident(id)}
            />
            <p className="sub">
              A surprise is an incident that began within two hours after duty passed, on a site or service that no item
              named. Under 10 there are counts, no rates.
            </p>
          </>
        )}
      </div>
    </div>
  );
}

function Table({
  rows,
  onOpen,
  onIncident,
}: {
  readonly rows: readonly MeasureRow[];
  readonly onOpen: (handover: string) => void;
  readonly onIncident: (incident: string) => void;
}) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Handover</th>
          <th scope="col">End of shift</th>
          <th scope="col">Signed to taken</th>
          <th scope="col">Against the end</th>
          <th scope="col">With if-then</th>
          <th scope="col">Questions</th>
          <th scope="col">Surprises</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, pair, when, accept, late, isLate, ifThen, questions, surprises }) => (
          <tr key={id}>
            <th scope="row">
              <button type="button" onClick={() => onOpen(id)}>
                {pair}
              </button>
            </th>
            <td>{when}</td>
            <td>{accept}</td>
            <td className={isLate ? 'is-late' : undefined}>{late}</td>
            <td>{ifThen}</td>
            <td>{questions}</td>
            <td>
              {surprises === null && <span className="sub">not over yet</span>}
              {surprises?.length === 0 && '0'}
              {surprises?.map((one) => (
                <button key={one.id} type="button" dir="auto" onClick={() => onIncident(one.id)}>
                  {one.title}
                </button>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
