import { useMemo, useState } from 'react';
import type { HealthEventView, SourceView } from '../../../../shared/domain/snapshot/types';
import type { SiteNow } from '../../../stores/derive/sight';
import { useSecond } from '../../../stores/stores';
import { Glyph } from '../../../ui/glyph';
import { plural } from '../../../ui/format';
import { useMedia } from '../../../ui/use-media';
import { useClocks } from '../use-clocks';
import { mostTelling, orderInTime, reasonRows, whyTitle } from './view-model';

interface ReasonsProps {
  readonly one: SiteNow;
  readonly lost: string | null;
  readonly sources: ReadonlyMap<string, SourceView>;
  readonly events: readonly HealthEventView[];
}

/** Why, since when, how do you know (S10): the facts in the order of time. */
export function Reasons({ one, lost, sources, events }: ReasonsProps) {
  const clocks = useClocks();
  const now = useSecond();
  const rows = useMemo(() => reasonRows(one.site, sources, clocks, now), [one, sources, clocks, now]);
  const low = useMedia('(max-height: 820px)');
  const [all, setAll] = useState(false);
  const shown = low && !all ? mostTelling(rows) : rows;
  const order = orderInTime(one.site, events);
  const zone = clocks.name(one.site.timeZone);
  return (
    <section>
      <h2 className="drawer-head">
        {whyTitle(one.status)}{' '}
        <span className="sub">
          {plural(rows.length, 'fact')}, times in {zone === 'UTC' ? 'UTC' : `${zone} and UTC`}
        </span>
      </h2>
      <table className="reasons">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Local</th>
            <th scope="col">UTC</th>
            <th scope="col">State</th>
            <th scope="col">Fact</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key}>
              <td className="reason-local">{row.local}</td>
              <td className="reason-utc">{zone === 'UTC' ? '' : row.utc}</td>
              <td className="reason-glyph">{row.status && <Glyph status={row.status} size={13} said />}</td>
              <td>{row.text}</td>
              <td className="reason-source">
                <span data-hint={row.hint} tabIndex={0}>
                  {row.source}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <button type="button" className="side-more" onClick={() => setAll(true)}>
          {plural(rows.length - shown.length, 'more fact')}
        </button>
      )}
      {(order !== null || lost !== null || one.held) && (
        <p className="reading">
          {one.held && <b>We do not see this site now. </b>}
          {lost !== null && <b>{lost} </b>}
          {order !== null && (
            <>
              <b>{order}</b> <span>Order in time, not cause.</span>
            </>
          )}
        </p>
      )}
    </section>
  );
}
