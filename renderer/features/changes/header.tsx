import { useState } from 'react';
import { Button } from '../../ui/controls';
import { Glyph } from '../../ui/glyph';
import { plural } from '../../ui/format';
import type { Counts } from '../../stores/guard';
import { useStores } from '../../stores/stores';
import { LeavingMenu } from './leaving/leaving-menu';
import type { Arriving } from './leaving/use-arriving';
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
  readonly arriving: Arriving;
}

/** One sentence that says whether to act, what the marks mean, and what can be done. */
export function Header({ count, counts, view, onView, span, onSpan, onFreezes, folded, arriving }: HeaderProps) {
  const { navigation } = useStores();
  return (
    <header className="changes-head" data-panel>
      <h1>Changes</h1>
      <p className="changes-sentence">
        <Sentence count={count} counts={counts} />
      </p>
      {view === 'time' && (folded ? <Key /> : <Legend />)}
      <div className="changes-tools">
        <div className="segment" role="radiogroup" aria-label="Shown as">
          <Choice on={view === 'time'} onChoose={() => onView('time')} word="Time" shortcut="L" />
          <Choice on={view === 'list'} onChoose={() => onView('list')} word="List" shortcut="L" />
        </div>
        {view === 'time' && (
          <div className="segment" role="radiogroup" aria-label="Time that is shown">
            {SPANS.map((one) => (
              <Choice key={one} on={one === span} onChoose={() => onSpan(one)} word={SPAN_WORD[one]} />
            ))}
          </div>
        )}
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
  shortcut,
}: {
  readonly on: boolean;
  readonly onChoose: () => void;
  readonly word: string;
  readonly shortcut?: string;
}) {
  return (
    <button
      type="button"
      role="radio"
      aria-checked={on}
      className={on ? 'is-on' : ''}
      onClick={onChoose}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
    >
      {word}
    </button>
  );
}

function Sentence({ count, counts: { hold, caution, go } }: { readonly count: number | null; readonly counts: Counts }) {
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

function Legend() {
  return (
    <div className="changes-legend" aria-label="Legend" role="group">
      <Marks />
    </div>
  );
}

function Marks() {
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
        <Glyph status="ok" size={11} />
        Go
      </span>
      <span>
        <Glyph status="warning" size={12} />
        Caution
      </span>
      <span>
        <Glyph status="critical" size={12} />
        Hold
      </span>
      <s />
      <span>
        <u className="is-hours" />
        Agreed hours
      </span>
      <span>
        <u className="is-freeze" />
        Freeze
      </span>
    </>
  );
}

/** The legend where it has no room: behind one button. */
function Key() {
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
          <Marks />
        </div>
      )}
    </div>
  );
}
