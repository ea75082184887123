import { memo } from 'react';
import type { Ms } from '../../../../shared/lib/time';
import { clock, date } from '../../../ui/time';
import { timesOf, xOf, type Cut } from './scale';
import { utcTicks } from './ticks';
import { Tiles } from './tiles';

const HEIGHT = 22;
/** Half of the tag of now, and some. */
const TAG = 52;

/** Hours of UTC along the top, and where now is. */
export const Ruler = memo(function Ruler({ cut, now }: { readonly cut: Cut; readonly now: Ms }) {
  const nowX = xOf(cut.scale, now);
  return (
    <>
      <Tiles cut={cut}>{(tile) => <HoursTile key={tile} tile={tile} cut={cut} nowX={nowX} />}</Tiles>
      <i className="tl-now-tick" style={{ left: nowX - 0.75 }} />
      <b className="tl-tag" style={{ left: nowX - TAG, width: 2 * TAG }}>
        {date(now, 'UTC')} {clock(now, 'UTC')}
      </b>
    </>
  );
});

const HoursTile = memo(function HoursTile({
  tile,
  cut: { span, scale },
  nowX,
}: {
  readonly tile: number;
  readonly cut: Cut;
  readonly nowX: number;
}) {
  return (
    <svg className="tl-ground" width={1} height={HEIGHT} aria-hidden="true">
      {utcTicks(timesOf(tile, span), span, 24 * scale.perHour).map(({ at, text, midnight }) => {
        const x = xOf(scale, at);
        const hidden = midnight ? x + 70 > nowX - TAG && x < nowX + TAG : Math.abs(x - nowX) < TAG + 8;
        return (
          <g key={at}>
            <path
              d={`M${Math.round(x) + 0.5} ${midnight ? 0 : HEIGHT - 4}V${HEIGHT}`}
              stroke={midnight ? 'var(--line-2)' : 'var(--ink-4)'}
            />
            {!hidden && (
              <text
                x={midnight ? x + 6 : x}
                y={15}
                textAnchor={midnight ? 'start' : 'middle'}
                className={midnight ? 'axis-text is-date' : 'axis-text'}
              >
                {text}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
});
