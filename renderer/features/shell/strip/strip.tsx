import { memo, useId, useMemo, useRef } from 'react';
import { NO_ENTRIES } from '../../../../shared/domain/shifts/types';
import { dutyDoubt } from '../../../stores/derive/doubt';
import { holdersOf } from '../../../stores/derive/passing';
import { useHandovers, useMinute, useSnapshot, useStores } from '../../../stores/stores';
import { DutyDot } from '../../../ui/controls';
import { useSize } from '../../../ui/use-size';
import { nextHandoverView } from './passing';
import { LANE, NO_STRIP, onDutyNow, stripOf, type Bar, type StripView } from './view-model';
import './strip.css';

/** Always there, at the same place, on every screen: where the sun is, and with it the duty. */
export function SunStrip() {
  const { navigation } = useStores();
  const teams = useSnapshot((state) => state.snapshot?.teams);
  const rows = useHandovers((state) => state.rows);
  const entries = useHandovers((state) => state.duty) ?? NO_ENTRIES;
  const doubt = useHandovers(dutyDoubt);
  const now = useMinute();
  const band = useRef<HTMLDivElement>(null);
  const size = useSize(band);
  const list = useMemo(() => teams ?? [], [teams]);
  // Before the band is measured nothing is painted: the lanes are worked out once, for the width they get.
  const width = size?.width ?? null;
  const view = useMemo(
    () => (width === null ? NO_STRIP : stripOf(list, now, width, entries)),
    [list, now, width, entries],
  );
  const holders = useMemo(() => holdersOf(list, rows, now), [list, rows, now]);
  const duty = useMemo(() => onDutyNow(list, now, entries, holders), [list, now, entries, holders]);
  const next = useMemo(() => nextHandoverView(list, now, rows, holders), [list, now, rows, holders]);
  return (
    <section className="strip" aria-label="Shifts around now" data-panel>
      <div className="strip-scroll no-scrollbar" tabIndex={view.lanes.length > 4 ? 0 : -1}>
        <ul className="strip-names">
          {view.lanes.map((lane) => (
            <li
              key={lane.id}
              className={`strip-lane is-${lane.duty}`}
              data-hint={lane.hint}
              tabIndex={0}
              aria-label={lane.hint.replaceAll('\n', ' ')}
            >
              <DutyDot kind={lane.duty} />
              <span className="strip-name">{lane.name}</span>
              <span className="strip-day">{lane.day}</span>
              <span className="strip-clock">{lane.clock}</span>
            </li>
          ))}
          {view.lanes.length === 0 && (
            <li className="strip-none">{teams ? 'No teams in this workspace' : 'Teams are not known yet'}</li>
          )}
        </ul>
        <div className="strip-band" ref={band}>
          {size && <Band view={view} width={size.width} />}
        </div>
      </div>
      <div className="strip-right">
        <div
          className="strip-box"
          data-hint={[
            ...(doubt === null ? [] : [doubt]),
            ...duty.lines.map(({ name, rest }) => `${name} ${rest}`),
            'Opens who is on duty.',
          ].join('\n')}
        >
          <button type="button" className="strip-open" onClick={() => navigation.show('duty')}>
            <span className="visually-hidden">Who is on duty</span>
          </button>
          <div className="strip-head">
            <h2>
              {doubt === null ? 'On shift now' : 'On shift, not sure'}
              {duty.gap && duty.more > 0 ? `, ${duty.more} more` : ''}
              {doubt !== null && <span className="visually-hidden">. {doubt}</span>}
            </h2>
            {duty.gap && (
              <p
                className="strip-gap"
                tabIndex={0}
                data-hint={duty.gap.hint}
                aria-label={duty.gap.hint.replaceAll('\n', ' ')}
              >
                <svg width={9} height={9} aria-hidden="true">
                  <rect x={0.5} y={0.5} width={8} height={8} rx={1} />
                </svg>
                {duty.gap.text}
              </p>
            )}
          </div>
          {duty.lines.map((line) => (
            <p key={line.key}>
              <b>{line.name}</b> <span className={line.keeps === true ? 'strip-keeps' : undefined}>{line.rest}</span>
            </p>
          ))}
          {duty.lines.length === 0 && <p>{list.length > 0 ? 'Nobody is on shift' : 'Not known'}</p>}
          {duty.more > 0 && !duty.gap && <p className="strip-more">and {duty.more} more</p>}
        </div>
        <div
          className={next?.overdue === true ? 'strip-box is-handover is-overdue' : 'strip-box is-handover'}
          data-hint={next ? `${next.title}\n${next.when}. ${next.progress}.\nOpens the handover.` : undefined}
        >
          {next && (
            <button type="button" className="strip-open" onClick={() => navigation.openHandover(next.id)}>
              <span className="visually-hidden">Open handover</span>
            </button>
          )}
          <h2>{next ? next.title : 'Next handover'}</h2>
          {next ? (
            <>
              <div className="strip-figure">
                {next.figure}
                {next.unit !== '' && <small> {next.unit}</small>}
                {next.overdue && <small> overdue</small>}
                <small className="strip-progress">{next.progress}</small>
              </div>
              <p>{next.when}</p>
            </>
          ) : (
            <p>{list.length > 0 ? 'No team hands over within a week' : 'Not known'}</p>
          )}
        </div>
      </div>
    </section>
  );
}

const Band = memo(function Band({ view, width }: { readonly view: StripView; readonly width: number }) {
  const quiet = useId();
  const lit = useId();
  const bare = useId();
  return (
    <>
      <svg
        width={width}
        height={view.height}
        className="strip-lanes"
        role="img"
        aria-label="Shifts, daylight, handovers and gaps in cover of the teams around now"
      >
        <defs>
          <pattern id={quiet} width={4} height={4} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={1} height={4} fill="var(--ink-4)" />
          </pattern>
          <pattern id={bare} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
            <rect width={1} height={6} fill="var(--warning)" opacity={0.35} />
          </pattern>
          <pattern id={lit} width={4} height={4} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={1.4} height={4} fill="var(--sun-dim)" />
          </pattern>
        </defs>
        {view.ticks.map((tick) => (
          <path key={tick.x} d={`M${tick.x} 3V${view.height}`} stroke="var(--line)" />
        ))}
        {view.lanes.map((lane) => (
          <g key={lane.id}>
            {lane.daylight.map((bar) => (
              <rect key={bar.x} x={bar.x} y={lane.y} width={bar.width} height={LANE - 2} fill="var(--hover)" />
            ))}
            {lane.calls.map((bar) => (
              <rect
                key={bar.x}
                x={bar.x + 0.5}
                y={lane.y + 3.5}
                width={Math.max(0, bar.width - 1)}
                height={4}
                rx={1}
                fill={`url(#${bar.on ? lit : quiet})`}
                stroke={bar.on ? 'var(--sun-dim)' : 'var(--ink-4)'}
              />
            ))}
            {lane.shifts.map((bar) => (
              <Shift key={bar.x} bar={bar} y={lane.y + 3} />
            ))}
          </g>
        ))}
        {view.gaps.map((gap) => (
          <rect
            key={gap.key}
            x={gap.x + 0.5}
            y={gap.y + 0.5}
            width={Math.max(2, gap.width - 1)}
            height={gap.height - 1}
            rx={1}
            fill={`url(#${bare})`}
            stroke="var(--warning)"
            strokeDasharray="3 2"
          />
        ))}
        {view.links.map((link) => {
          const color = link.next ? 'var(--sun)' : 'var(--ink-3)';
          return (
            <g key={link.key} stroke={color} strokeWidth={1.5}>
              <path d={`M${link.x} ${link.fromY}V${link.toY}`} />
              <circle cx={link.x} cy={link.fromY} r={2.6} fill="var(--panel)" />
              <circle cx={link.x} cy={link.toY} r={2.6} fill={color} />
            </g>
          );
        })}
        <path d={`M${view.nowX} 0V${view.height}`} stroke="var(--ink-1)" strokeWidth={1.5} />
      </svg>
      <svg width={width} height={13} className="strip-axis" aria-hidden="true">
        {view.ticks.map((tick) => (
          <text key={tick.x} x={tick.x} y={11} textAnchor="middle" className="axis-text">
            {tick.text}
          </text>
        ))}
        <rect x={view.nowX - 35} y={0} width={70} height={13} rx={1} fill="var(--ink-1)" />
        <text x={view.nowX} y={10.4} textAnchor="middle" className="axis-text strip-now">
          {view.nowText}
        </text>
      </svg>
    </>
  );
});

function Shift({ bar, y }: { readonly bar: Bar; readonly y: number }) {
  return <rect x={bar.x} y={y} width={bar.width} height={5} rx={1} fill={bar.on ? 'var(--sun)' : 'var(--ink-4)'} />;
}
