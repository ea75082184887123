import { memo } from 'react';
import { CARD_BOX, sparkOf, type SparkInput } from '../../shared/domain/signals/spark';
import type { Ms } from '../../shared/lib/time';
import './sparkline.css';

interface SparklineProps extends SparkInput {
  /** Nothing was seen after this: the tail is hatched and the last point hollow. Null while data flows. */
  readonly blindFrom: Ms | null;
}

export const Sparkline = memo(function Sparkline({ blindFrom, ...input }: SparklineProps) {
  const { line, outWarning, outCritical, limitY, end } = sparkOf(input);
  const blind = blindFrom !== null;
  const tail = blind
    ? Math.min(100, Math.max(0, ((input.to - blindFrom) / Math.max(1, input.to - input.from)) * 100))
    : 0;
  return (
    <span className={`spark${blind ? ' is-blind' : ''}`} aria-hidden="true">
      <svg width="100%" height={CARD_BOX.height} viewBox={`0 0 100 ${CARD_BOX.height}`} preserveAspectRatio="none">
        {limitY !== null && <path className="spark-limit" d={`M0 ${limitY}H100`} />}
        <path className="spark-line" d={line} />
        {!blind && outWarning !== '' && <path className="spark-out is-warning" d={outWarning} />}
        {!blind && outCritical !== '' && <path className="spark-out is-critical" d={outCritical} />}
      </svg>
      {blind && <span className="spark-tail" style={{ width: `${tail}%` }} />}
      {end && (
        <span className={`spark-end${blind ? '' : ` is-${end.state}`}`} style={{ left: `${end.x}%`, top: end.y }} />
      )}
    </span>
  );
});
