import { memo, useContext, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { isOver } from '../../../../shared/domain/change/rules';
import type { GuardVerdict } from '../../../../shared/domain/guard/types';
import { useChanges, useNavigation, useStores } from '../../../stores/stores';
import { Glyph } from '../../../ui/glyph';
import { VerdictGlyph } from '../verdict-glyph';
import { FocusContext } from './focus';
import type { LaneItem } from './items';
import { GLYPH, hasVerdict, writtenOf, type Bar as BarPlace } from './layout';
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
}

/** One thing on a lane. Its name says all that is drawn of it. */
export const Bar = memo(function Bar({ bar, site, zone, rowHeight, numbers, overlaps, scale }: BarProps) {
  const { guard } = useStores();
  const focus = useContext(FocusContext);
  const { item, x, width, row, label } = bar;
  const change = item.kind === 'change' && hasVerdict(item.change) ? item.change.id : null;
  const verdict = useStore(guard, ({ answers }) => (change === null ? null : (answers.get(change)?.verdict ?? null)));
  const open = useNavigation((state) => item.kind === 'change' && state.change === item.change.id);
  const isMoved = useChanges((state) => item.kind === 'change' && state.trying?.id === item.change.id);
  const inTab = useStore(focus.store, (state) => state.key === item.key);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It was looked for before it was drawn.
    if (focus.takes(item.key)) element.current?.focus({ preventScroll: true });
  });
  const written = writtenOf(item, numbers);
  const name = itemName(item, { site, zone, verdict, overlaps, number: written.number });
  return (
    <div
      ref={element}
      role="option"
      aria-selected={open}
      aria-label={name}
      tabIndex={inTab ? 0 : -1}
      data-key={item.key}
      data-hint={name}
      className={`tl-bar ${lookOf(item)}${verdict === null ? '' : ` says-${verdict}`}${open ? ' is-open' : ''}${isMoved ? ' is-moved' : ''}`}
      style={{ left: x, width, top: row * rowHeight, height: rowHeight }}
    >
      <i className="tl-box">
        {item.kind === 'change' &&
          item.runs.map((run) => (
            <s
              key={run.id}
              style={{
                left: Math.max(0, xOf(scale, run.startedAt ?? item.start) - x),
                width: Math.max(3, xOf(scale, run.endedAt ?? item.end) - xOf(scale, run.startedAt ?? item.start)),
              }}
            />
          ))}
      </i>
      {label.mode !== 'none' && (
        <span className="tl-label" style={{ left: label.x - x, width: label.width }} aria-hidden="true">
          {written.glyph && <Mark item={item} verdict={verdict} />}
          {written.number !== '' && <b>{written.number}</b>} {label.mode === 'title' && <span>{written.title}</span>}
        </span>
      )}
    </div>
  );
});

function Mark({ item, verdict }: { readonly item: LaneItem; readonly verdict: GuardVerdict | null }) {
  if (item.kind === 'aws') return <Glyph status="maintenance" size={GLYPH} />;
  if (item.kind === 'run') return <Glyph status="unknown" size={GLYPH} />;
  // Its place is kept until the guard has answered.
  if (verdict === null) return <i className="tl-no-verdict" />;
  return <VerdictGlyph verdict={verdict} size={GLYPH} />;
}

function lookOf(item: LaneItem): string {
  switch (item.kind) {
    case 'aws':
      return item.event.open && item.event.status === 'open' ? 'is-aws is-on' : 'is-aws';
    case 'run':
      return 'is-run';
    case 'change': {
      const { state } = item.change;
      const over = isOver(state) ? ' is-over' : '';
      return `is-${state}${over}`;
    }
  }
}
