import { memo } from 'react';
import type { MiniChart as Drawn } from './mini-chart-model';

/** Before in grey, after in ink or in the colour of its verdict; the grey band is what was usual before, the dashes are the limit. */
export const MiniChart = memo(function MiniChart({ chart, worse }: { readonly chart: Drawn; readonly worse: boolean }) {
  const { before, after, band, limit, flag } = chart;
  return (
    <svg className="mini-chart" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {band !== null && <rect className="mini-band" x={0} width={100} y={band.top} height={band.height} />}
      {flag !== null && <path className="mini-flag" d={`M${flag} 0V100`} />}
      {limit !== null && <path className="mini-limit" d={`M0 ${limit}H100`} />}
      <path className="mini-before" d={before} />
      <path className={worse ? 'mini-after is-worse' : 'mini-after'} d={after} />
    </svg>
  );
});
