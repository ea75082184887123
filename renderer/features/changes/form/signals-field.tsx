import type { SiteView } from '../../../../shared/domain/snapshot/types';
import { quantityText } from '../../../ui/format';
import type { AbortDraft, WatchedDraft } from './draft';
import { ProblemLine, useProblem, type SectionProps } from './fields';

export type SignalSite = Pick<SiteView, 'id' | 'signals'>;

interface SignalsProps extends SectionProps {
  readonly sites: readonly SignalSite[];
  readonly titleOf: (id: string) => string;
  readonly newId: () => string;
}

/** What nobody notices in a shop that is well. */
const TOLERANCE = '5';

/** All signals of the chosen sites, as they are watched until a person chooses. */
export function watchedOf(
  sites: readonly SignalSite[],
  chosen: readonly string[],
  before: readonly WatchedDraft[],
  newId: () => string,
): readonly WatchedDraft[] {
  return chosen.flatMap(
    (id) =>
      sites
        .find((site) => site.id === id)
        ?.signals.map(
          (signal) =>
            before.find((one) => one.site === id && one.signal === signal.id) ?? {
              id: newId(),
              site: id,
              signal: signal.id,
              tolerance: TOLERANCE,
            },
        ) ?? [],
  );
}

/** Of each signal of the chosen sites: whether it is watched, how far it may move, and when it stops the change. */
export function SignalsField({ draft, set, sites, titleOf, newId }: SignalsProps) {
  const chosen = draft.sites.flatMap((id) => sites.find((site) => site.id === id) ?? []);
  const count = chosen.reduce((sum, { signals }) => sum + signals.length, 0);
  if (draft.sites.length === 0) return <p className="sub">Choose a site first: its signals are offered here.</p>;
  if (count === 0) return <p className="sub">No signal is named for these sites in the workspace file.</p>;
  const watch = (site: string, signal: string, on: boolean): void =>
    set({
      watchedByHand: true,
      watched: on
        ? [...draft.watched, { id: newId(), site, signal, tolerance: TOLERANCE }]
        : draft.watched.filter((one) => one.site !== site || one.signal !== signal),
    });
  const stop = (site: string, signal: string, at: string): void => {
    const rest = draft.aborts.filter((one) => one.site !== site || one.signal !== signal);
    const before = draft.aborts.find((one) => one.site === site && one.signal === signal);
    const level: AbortDraft['at'] | null = at === 'warning' || at === 'critical' ? at : null;
    set({ aborts: level === null ? rest : [...rest, { id: before?.id ?? newId(), site, signal, at: level }] });
  };
  return (
    <table className="cf-signals">
      <thead>
        <tr>
          <th scope="col">Watched</th>
          <th scope="col">May move by</th>
          <th scope="col">Stop the change at</th>
        </tr>
      </thead>
      {chosen.map((site) => (
        <tbody key={site.id}>
          {draft.sites.length > 1 && (
            <tr>
              <th scope="rowgroup" colSpan={3} className="cf-signals-site">
                {titleOf(site.id)}
              </th>
            </tr>
          )}
          {site.signals.map((signal) => {
            const watched = draft.watched.find((one) => one.site === site.id && one.signal === signal.id);
            const abort = draft.aborts.find((one) => one.site === site.id && one.signal === signal.id);
            const said = (limit: number | null): string =>
              limit === null ? '' : `, ${quantityText(limit, signal.unit, [signal.warning, signal.critical])}`;
            return (
              <tr key={signal.id}>
                <td>
                  <label className="ask-check">
                    <input
                      type="checkbox"
                      checked={watched !== undefined}
                      onChange={(event) => watch(site.id, signal.id, event.target.checked)}
                    />
                    {signal.name}
                  </label>
                </td>
                <td>
                  {watched !== undefined && (
                    <Tolerance
                      one={watched}
                      name={signal.name}
                      onChange={(tolerance) =>
                        set({
                          watchedByHand: true,
                          watched: draft.watched.map((other) =>
                            other.id === watched.id ? { ...other, tolerance } : other,
                          ),
                        })
                      }
                    />
                  )}
                </td>
                <td>
                  <select
                    className="field"
                    aria-label={`Stop the change when ${signal.name} is`}
                    value={abort?.at ?? ''}
                    onChange={(event) => stop(site.id, signal.id, event.target.value)}
                  >
                    <option value="">Never</option>
                    <option value="warning">Warning{said(signal.warning)}</option>
                    <option value="critical">Critical{said(signal.critical)}</option>
                  </select>
                </td>
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}

function Tolerance({
  one,
  name,
  onChange,
}: {
  readonly one: WatchedDraft;
  readonly name: string;
  readonly onChange: (tolerance: string) => void;
}) {
  const { marks } = useProblem(`watched-${one.id}`);
  return (
    <span className="cf-tolerance">
      <input
        {...marks}
        className="field cf-minutes"
        inputMode="decimal"
        aria-label={`${name} may move by, percent`}
        maxLength={6}
        value={one.tolerance}
        onChange={(event) => onChange(event.target.value)}
      />{' '}
      %
      <ProblemLine field={`watched-${one.id}`} />
    </span>
  );
}
