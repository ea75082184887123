import { memo } from 'react';
import { isOver } from '../../../../shared/domain/change/rules';
import type { GuardVerdict } from '../../../../shared/domain/guard/types';
import type { Status } from '../../../../shared/domain/status/types';
import { Glyph } from '../../../ui/glyph';
import { VerdictGlyph } from '../verdict-glyph';
import type { LaneItem, RunItem } from './items';
import { GLYPH, isUnderWayRun, STRIP, writtenOf, type Bar as BarPlace } from './layout';
import { xOf, type Scale } from './scale';
import { itemName } from './words';

interface BarProps {
  readonly bar: BarPlace;
  readonly site: string;
  readonly zone: string;
  readonly rowHeight: number;
  readonly numbers: ReadonlyMap<string, string>;
  readonly overlaps: readonly string[];
  readonly scale: Scale;
  readonly verdict: GuardVerdict | null;
  readonly open: boolean;
  readonly moved: boolean;
  readonly inTab: boolean;
  readonly takesFocus: (key: string) => boolean;
}

/** One thing on a lane. Its name says all that is drawn of it. */
export const Bar = memo(function Bar(props: BarProps) {
  const { bar, site, zone, rowHeight, numbers, overlaps, verdict, open, moved, inTab, takesFocus } = props;
  const { item, hit, row, label } = bar;
  const written = writtenOf(item, numbers);
  const name = itemName(item, { site, zone, verdict, overlaps, number: written.number });
  // It was looked for before it was drawn.
  const focusNow = (element: HTMLElement | null): void => {
    if (element !== null && takesFocus(item.key)) element.focus({ preventScroll: true });
  };
  return (
    <div
      ref={inTab ? focusNow : undefined}
      role="option"
      aria-selected={open}
      aria-label={name}
      tabIndex={inTab ? 0 : -1}
      data-key={item.key}
      data-hint={name}
      className={`tl-bar ${lookOf(item)}${bar.free ? '' : ' is-under'}${verdict === null ? '' : ` says-${verdict}`}${open ? ' is-open' : ''}${moved ? ' is-moved' : ''}`}
      style={{
        left: hit.x,
        width: hit.width,
        // Below it is the strip of the runs.
        ...(row !== STRIP && { top: row * rowHeight, height: `calc(${rowHeight}px - var(--strip) - 1px)` }),
      }}
    >
      {item.kind === 'run' ? <RunMark bar={bar} item={item} /> : <Box {...props} />}
      {label.mode !== 'none' && (
        <span
          className={label.plate ? 'tl-label has-plate' : 'tl-label'}
          style={{ marginLeft: label.x - hit.x, width: label.width, ...(row === STRIP && { height: rowHeight }) }}
          aria-hidden="true"
        >
          {written.glyph && <Mark item={item} verdict={verdict} />}
          {written.number !== '' && <b>{written.number}</b>} {label.mode === 'title' && <span>{written.title}</span>}
        </span>
      )}
    </div>
  );
});

/** The window, and in it what AWS tells of the work. */
function Box({ bar: { item, x, width }, scale }: Pick<BarProps, 'bar' | 'scale'>) {
  return (
    <i className="tl-box">
      {item.kind === 'change' &&
        item.runs.map((run) => {
          const left = Math.min(Math.max(0, xOf(scale, run.startedAt ?? item.start) - x), width - 3);
          const right = Math.min(Math.max(left + 3, xOf(scale, run.endedAt ?? item.end) - x), width);
          return <s key={run.id} style={{ left, width: right - left - 2 }} />;
        })}
    </i>
  );
}

/** A tick on the strip; what went wrong has its shape. */
function RunMark({ bar: { x, width, hit }, item }: { readonly bar: BarPlace; readonly item: RunItem }) {
  const shape = shapeOf(item);
  return (
    <>
      <i className="tl-tick" style={{ marginLeft: x - hit.x, width }} />
      {shape !== null && (
        <span className="tl-went" style={{ left: x - hit.x + width / 2 }}>
          <Glyph status={shape.status} size={9} word={shape.word} />
        </span>
      )}
    </>
  );
}

function shapeOf({ run, more }: RunItem): { readonly status: Status; readonly word: string } | null {
  const all = [run, ...more];
  if (all.some(({ state }) => state === 'failed')) return { status: 'critical', word: 'Failed' };
  return all.some(({ rollback }) => rollback) ? { status: 'warning', word: 'Rolled back' } : null;
}

function Mark({ item, verdict }: { readonly item: LaneItem; readonly verdict: GuardVerdict | null }) {
  if (item.kind === 'aws') return <Glyph status="maintenance" size={GLYPH} />;
  // Its place is kept until the guard has answered.
  if (verdict === null) return <i className="tl-no-verdict" />;
  return <VerdictGlyph verdict={verdict} size={GLYPH} />;
}

function lookOf(item: LaneItem): string {
  switch (item.kind) {
    case 'aws':
      return item.event.open && item.event.status === 'open' ? 'is-aws is-on' : 'is-aws';
    case 'run':
      return isUnderWayRun(item) ? 'is-run is-on' : 'is-run';
    case 'change': {
      const { state } = item.change;
      const over = isOver(state) ? ' is-over' : '';
      return `is-${state}${over}`;
    }
  }
}
