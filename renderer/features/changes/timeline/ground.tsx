import { memo, useMemo, type ReactNode } from 'react';
import type { MinuteRange } from '../../../../shared/domain/guard/change-rules';
import { InTurn } from '../../../stores/in-turn';
import { Glyph } from '../../../ui/glyph';
import type { LaneMarks } from './marks';
import type { GroupPlace, LanePlace } from './places';
import { timesOf, widthOf, xOf, type Cut, type Range } from './scale';
import { hourSpans, localTicks, USUAL_HOURS } from './ticks';
import { Tiles } from './tiles';
import type { Layouts } from './use-layouts';

interface DaysProps {
  readonly place: GroupPlace;
  readonly cut: Cut;
  readonly header: number;
}

/** The days of one country by its own clock, behind all of its lanes. */
export const Days = memo(function Days({ place: { group, y, height }, cut, header }: DaysProps) {
  return (
    <div className="tl-country-ground" style={{ top: y, height }} aria-hidden="true">
      <Tiles cut={cut}>
        {(tile) => <DayTile key={tile} zone={group.zone} tile={tile} cut={cut} header={header} />}
      </Tiles>
    </div>
  );
});

interface TileProps {
  readonly zone: string;
  readonly tile: number;
  readonly cut: Cut;
}

/** One picture a tile: each line that were a box of its own would be looked at in every frame. Lanes that grow draw none of it anew. */
const DayTile = memo(function DayTile({ zone, tile, cut, header }: TileProps & { readonly header: number }) {
  const { span, scale } = cut;
  const ticks = localTicks(zone, timesOf(tile, span), span, 24 * scale.perHour);
  return (
    <svg className="tl-ground is-whole" width={1}>
      {ticks.map(({ at, text, midnight }) =>
        midnight ? (
          <g key={at}>
            <DayLine x={Math.round(xOf(scale, at)) + 0.5} />
            <text x={xOf(scale, at) + 4} y={header - 5} className="axis-text is-day">
              {text}
            </text>
          </g>
        ) : (
          <text key={at} x={xOf(scale, at)} y={header - 5} textAnchor="middle" className="axis-text">
            {text}
          </text>
        ),
      )}
    </svg>
  );
});

const DayLine = ({ x }: { readonly x: number }) => <line x1={x} x2={x} y1={4} y2="100%" className="tl-day" />;

interface LaneGroundProps {
  readonly place: LanePlace;
  readonly lay: Layouts['lay'];
  readonly hours: readonly MinuteRange[] | undefined;
  readonly drawn: Range;
  readonly cut: Cut;
}

/** What stands under the bars of one site: its hours, and what AWS and the workspace put there. */
export const LaneGround = memo(function LaneGround({ place, lay, hours, drawn, cut }: LaneGroundProps) {
  const { lane, y, height, rowHeight } = place;
  const site = lane.site.id;
  const value = useMemo(() => ({ site, lay, drawn, cut, rowHeight }), [site, lay, drawn, cut, rowHeight]);
  const agreed = hours === undefined || hours.length === 0 ? USUAL_HOURS : hours;
  return (
    <div className={`tl-lane-ground is-${lane.site.tier}`} style={{ top: y, height }} aria-hidden="true">
      <Hours zone={lane.site.timeZone} cut={cut} hours={agreed} />
      <InTurn value={value} atOnce={isOtherScale}>
        {(shown) => <Laid {...shown} />}
      </InTurn>
    </div>
  );
});

const Hours = memo(function Hours({ cut, ...lane }: Omit<HoursProps, 'tile'>) {
  return <Tiles cut={cut}>{(tile) => <HoursTile key={tile} tile={tile} cut={cut} {...lane} />}</Tiles>;
});

interface HoursProps extends TileProps {
  readonly hours: readonly MinuteRange[];
}

const HoursTile = memo(function HoursTile({ zone, tile, cut: { span, scale }, hours }: HoursProps) {
  const range = timesOf(tile, span);
  return (
    <svg className="tl-ground is-whole" width={1}>
      {hourSpans(zone, hours, range).map(({ start, end }) => {
        const from = Math.max(start, range.from);
        return (
          <rect
            key={start}
            className="tl-hours"
            x={xOf(scale, from)}
            width={widthOf(scale, Math.min(end, range.to) - from)}
            height="100%"
          />
        );
      })}
    </svg>
  );
});

interface LaidProps extends Pick<LaneGroundProps, 'lay' | 'drawn' | 'cut'> {
  readonly site: string;
  readonly rowHeight: number;
}

const Laid = memo(function Laid({ site, lay, ...shown }: LaidProps) {
  return <Marks marks={lay(site).marks} {...shown} />;
});

interface MarksProps extends Pick<LaneGroundProps, 'drawn' | 'cut'> {
  readonly marks: LaneMarks;
  readonly rowHeight: number;
}
const isOtherScale = (shown: Pick<MarksProps, 'cut'>, next: Pick<MarksProps, 'cut'>): boolean => shown.cut !== next.cut;

/** Freezes, an AWS issue, and that nothing is known, with their words. */
const Marks = memo(function Marks({ marks, drawn, cut: { scale }, rowHeight }: MarksProps): ReactNode {
  const left = xOf(scale, drawn.from);
  const right = xOf(scale, drawn.to);
  const inView = ({ x, width }: { readonly x: number; readonly width: number }): boolean =>
    x < right && x + width > left;
  const { issue, blind } = marks;
  const at = ({ x, width }: { readonly x: number; readonly width: number }) => ({ left: x, width, height: rowHeight });
  return (
    <>
      {marks.freezes.filter(inView).map(({ key, x, width }) => (
        <i key={key} className="tl-freeze" style={{ left: x, width }} />
      ))}
      {issue !== null && <i className="tl-issue" style={{ left: issue.x, width: issue.width }} />}
      {blind !== null && <i className="tl-blind" style={{ left: blind.x - 3 }} />}
      {marks.freezes.flatMap(({ key, said }) =>
        said.filter(inView).map((one) => (
          <span key={`${key} ${one.x}`} className="tl-said is-freeze" style={at(one)}>
            <b>{one.text}</b>
          </span>
        )),
      )}
      {issue?.said && (
        <span className="tl-said is-issue" style={at(issue.said)}>
          <Glyph status="warning" size={12} word="issue" />
          {issue.said.text}
        </span>
      )}
      {blind?.said && (
        <span className="tl-said" style={at(blind.said)}>
          {blind.said.text}
        </span>
      )}
    </>
  );
});
