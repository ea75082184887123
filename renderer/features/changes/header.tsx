import { useState } from 'react';
import { Button } from '../../ui/controls';
import { plural } from '../../ui/format';
import type { Counts } from '../../stores/guard';
import { useStores } from '../../stores/stores';
import { LeavingMenu } from './leaving/leaving-menu';
import type { Arriving } from './leaving/use-arriving';
import { VerdictGlyph } from './verdict-glyph';
import { SPANS, SPAN_WORD, type Span } from './timeline/scale';

interface HeaderProps {
  /** Null: not read yet. */
  readonly count: number | null;
  readonly counts: Counts;
  readonly view: 'time' | 'list';
  readonly onView: (view: 'time' | 'list') => void;
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
  readonly onFreezes: () => void;
  readonly folded: boolean;
  /** What the shaded hours are called. */
  readonly hours: string;
  readonly arriving: Arriving;
}

/** One sentence that says whether to act, what the marks mean, and what can be done. */
export function Header({ count, counts, view, onView, span, onSpan, onFreezes, folded, hours, arriving }: HeaderProps) {
  const { navigation } = useStores();
  return (
    <header className="changes-head" data-panel>
      <h1>Changes</h1>
      <p className="changes-sentence" data-hint="What the guard says of everything that is planned or under way.">
        <Sentence count={count} counts={counts} />
      </p>
      {view === 'time' && (folded ? <Key hours={hours} /> : <Legend hours={hours} />)}
      <div className="changes-tools">
        {view === 'time' && (
          <div className="segment" role="radiogroup" aria-label="Time that is shown">
            {SPANS.map((one) => (
              <Choice key={one} on={one === span} onChoose={() => onSpan(one)} word={SPAN_WORD[one]} />
            ))}
          </div>
        )}
        <Button shortcut={folded ? undefined : 'L'} onClick={() => onView(view === 'time' ? 'list' : 'time')}>
          {view === 'time' ? 'List' : 'Time line'}
        </Button>
        <LeavingMenu arriving={arriving} onFreezes={onFreezes} />
        <Button shortcut="C" data-new-change onClick={() => navigation.plan()}>
          {folded ? 'New' : 'New change'}
        </Button>
      </div>
    </header>
  );
}

function Choice({
  on,
  onChoose,
  word,
}: {
  readonly on: boolean;
  readonly onChoose: () => void;
  readonly word: string;
}) {
  return (
    <button type="button" role="radio" aria-checked={on} className={on ? 'is-on' : ''} onClick={onChoose}>
      {word}
    </button>
  );
}

function Sentence({
  count,
  counts: { hold, caution, go },
}: {
  readonly count: number | null;
  readonly counts: Counts;
}) {
  if (count === null) return 'Reading changes';
  const all = hold + caution + go;
  if (all === 0) return count === 0 ? 'Nothing is planned.' : `${plural(count, 'change')}, none planned or under way.`;
  const need = `${caution} ${caution === 1 ? 'needs' : 'need'} caution`;
  return (
    <>
      {hold > 0 ? <b>{hold} on hold</b> : 'None on hold'}, {need}, {go} may go.
    </>
  );
}

function Legend({ hours }: { readonly hours: string }) {
  return (
    <div className="changes-legend" aria-label="Legend" role="group" data-legend>
      <Marks hours={hours} />
    </div>
  );
}

function Marks({ hours }: { readonly hours: string }) {
  return (
    <>
      <span>
        <u className="is-done" />
        Done
      </span>
      <span>
        <u className="is-running" />
        Running
      </span>
      <span>
        <u />
        Planned
      </span>
      <s />
      <span>
        <VerdictGlyph verdict="go" />
        Go
      </span>
      <span>
        <VerdictGlyph verdict="caution" />
        Caution
      </span>
      <span>
        <VerdictGlyph verdict="hold" />
        Hold
      </span>
      <s />
      <span>
        <u className="is-hours" />
        {hours}
      </span>
      <span>
        <u className="is-freeze" />
        Freeze
      </span>
    </>
  );
}

/** The legend where it has no room: behind one button. */
function Key({ hours }: { readonly hours: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div
      className="changes-key"
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.preventDefault();
        setOpen(false);
      }}
    >
      <Button kind="quiet" small aria-expanded={open} onClick={() => setOpen(!open)}>
        Key
      </Button>
      {open && (
        <div className="changes-legend is-open" role="group" aria-label="Legend">
          <Marks hours={hours} />
        </div>
      )}
    </div>
  );
}
