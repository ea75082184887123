import type { PlacedFlag } from './chart-model';
import type { ChartMark } from './marks';

interface ChartFlagsProps {
  readonly placed: readonly PlacedFlag<ChartMark>[];
  readonly onOpen: (mark: ChartMark) => void;
}

/**
 * The words of what happened, above the lines that run through all charts. What stands in a record is a button; a word that has no room is
 * still there for those who listen.
 */
export function ChartFlags({ placed, onOpen }: ChartFlagsProps) {
  if (placed.length === 0) return null;
  return (
    <ul className="chart-flags" aria-label="What happened in this time">
      {placed.map(({ flag, left, width }) => (
        <li key={flag.key} className={`is-${flag.tone}`} style={left === null ? undefined : { left, width }}>
          {left === null ? (
            <span className="visually-hidden">{flag.spoken}</span>
          ) : flag.opens === null ? (
            <span className="chart-flag" data-hint={flag.spoken}>
              <span aria-hidden="true">{flag.text}</span>
              <span className="visually-hidden">{flag.spoken}</span>
            </span>
          ) : (
            <button
              type="button"
              className="chart-flag"
              aria-label={`${flag.text}. ${flag.spoken}. Open it`}
              data-hint={flag.spoken}
              onClick={() => onOpen(flag)}
            >
              {flag.text}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
