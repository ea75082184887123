import { memo, useMemo, type ReactNode } from 'react';
import type { MinuteRange } from '../../../../shared/domain/guard/change-rules';
import { InTurn } from '../../../stores/in-turn';
import { Glyph } from '../../../ui/glyph';
import { useSteady } from '../../../ui/use-steady';
import type { LaneMarks } from './marks';
import type { GroupPlace, LanePlace } from './places';
import { widthOf, xOf, type Range, type Scale, type Span } from './scale';
import { hourSpans, localTicks, USUAL_HOURS } from './ticks';

interface GroundProps {
  readonly place: GroupPlace;
  readonly marks: ReadonlyMap<string, LaneMarks>;
  readonly hours: Readonly<Record<string, { readonly agreed: readonly MinuteRange[] }>>;
  readonly drawn: Range;
  readonly scale: Scale;
  readonly span: Span;
  readonly header: number;
}

/** What stands under the bars of one country: its hours, its days, and what AWS and the workspace put there. */
export const Ground = memo(function Ground(props: GroundProps) {
  const { marks, hours, drawn, scale, span, header } = props;
  const { y } = props.place;
  // Where the country stands is told at once and draws nothing anew: lanes above it may grow.
  const place = useSteady({
    ...props.place,
    y: 0,
    lanes: props.place.lanes.map((lane) => ({ ...lane, y: lane.y - y })),
  });
  const value = useMemo(
    () => ({ place, marks, hours, drawn, scale, span, header }),
    [place, marks, hours, drawn, scale, span, header],
  );
  return (
    <div className="tl-country-ground" style={{ top: y }}>
      <InTurn value={value} atOnce={movesElsewhere}>
        {(shown) => <Drawn {...shown} />}
      </InTurn>
    </div>
  );
});

const movesElsewhere = (shown: GroundProps, next: GroundProps): boolean =>
  shown.scale !== next.scale || shown.place !== next.place;

const Drawn = memo(function Drawn({ place, marks, hours, drawn, scale, span, header }: GroundProps) {
  const { group, y, height, lanes } = place;
  const ticks = localTicks(group.zone, drawn, span, 24 * scale.perHour);
  const left = xOf(scale, drawn.from);
  const width = widthOf(scale, drawn.to - drawn.from);
  const inView = ({ x, width: wide }: { readonly x: number; readonly width: number }): boolean =>
    x < left + width && x + wide > left;
  return (
    <>
      <svg className="tl-ground" style={{ top: y }} width={1} height={height} aria-hidden="true">
        <rect x={left} y={0} width={width} height={header} fill="var(--panel)" />
        {lanes.map(({ lane, y: top, height: high }) =>
          hourSpans(lane.site.timeZone, agreed(hours[lane.site.id]), drawn).map(({ start, end }) => (
            <rect
              key={`${lane.site.id} ${start}`}
              x={xOf(scale, start)}
              y={top - y}
              width={widthOf(scale, end - start)}
              height={high}
              fill="var(--raised)"
            />
          )),
        )}
        {ticks.map(({ at, text, midnight }) =>
          midnight ? (
            <g key={at}>
              <path d={`M${half(xOf(scale, at))} 4V${height - 2}`} stroke="var(--line-2)" />
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
        {lanes.map((lane) => (
          <Hatches
            key={lane.lane.site.id}
            lane={lane}
            y={lane.y - y}
            marks={marks.get(lane.lane.site.id)}
            inView={inView}
          />
        ))}
        <path d={`M${left} .5H${left + width}`} stroke="var(--line-2)" />
        {lanes.slice(1).map(({ lane, y: top }) => (
          <path key={lane.site.id} d={`M${left} ${top - y - 0.5}H${left + width}`} stroke="var(--line)" />
        ))}
      </svg>
      {lanes.map((lane) => (
        <Said key={lane.lane.site.id} lane={lane} marks={marks.get(lane.lane.site.id)} inView={inView} />
      ))}
    </>
  );
});

const agreed = (hours: { readonly agreed: readonly MinuteRange[] } | undefined): readonly MinuteRange[] =>
  hours === undefined || hours.agreed.length === 0 ? USUAL_HOURS : hours.agreed;
const half = (x: number): number => Math.round(x) + 0.5;

type InView = (mark: { readonly x: number; readonly width: number }) => boolean;
interface LaneGround {
  readonly lane: LanePlace;
  readonly marks: LaneMarks | undefined;
  readonly inView: InView;
}

function Hatches({ lane, y, marks, inView }: LaneGround & { readonly y: number }): ReactNode {
  if (marks === undefined) return null;
  const { height } = lane;
  const { issue, blind } = marks;
  return (
    <>
      {marks.freezes.filter(inView).map(({ key, x, width }) => (
        <g key={key} className={`tl-freeze is-${lane.lane.site.tier}`}>
          <rect x={x} y={y} width={width} height={height} fill="var(--hover)" />
          <rect x={x} y={y} width={width} height={height} fill="url(#tl-hatch)" />
          <path d={`M${x} ${y}v${height}`} stroke="var(--ink-1)" strokeWidth={1.5} />
        </g>
      ))}
      {issue !== null && (
        <g>
          <rect x={issue.x} y={y + 1} width={issue.width} height={height - 3} fill="var(--warning)" fillOpacity={0.3} />
          <path d={`M${issue.x} ${y + 1}v${height - 3}`} stroke="var(--warning)" strokeWidth={1.5} />
        </g>
      )}
      {blind !== null && <rect x={blind.x - 3} y={y + 3} width={3} height={height - 7} fill="var(--unknown)" />}
    </>
  );
}

/** Words on the ground: names of freezes, an AWS issue, and that nothing is known. */
function Said({ lane, marks, inView }: LaneGround): ReactNode {
  if (marks === undefined) return null;
  const { issue, blind } = marks;
  const at = (x: number, width: number) => ({ left: x, width, top: lane.y, height: lane.rowHeight });
  return (
    <>
      {marks.freezes.flatMap(({ key, said }) =>
        said.filter(inView).map(({ x, width, text }) => (
          <span key={`${key} ${x}`} className="tl-said is-freeze" style={at(x, width)} aria-hidden="true">
            <b>{text}</b>
          </span>
        )),
      )}
      {issue?.said && (
        <span className="tl-said is-issue" style={at(issue.said.x, issue.said.width)} aria-hidden="true">
          <Glyph status="warning" size={12} word="issue" />
          {issue.said.text}
        </span>
      )}
      {blind?.said && (
        <span className="tl-said" style={at(blind.said.x, blind.said.width)} aria-hidden="true">
          {blind.said.text}
        </span>
      )}
    </>
  );
}
