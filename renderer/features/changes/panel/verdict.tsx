import { useState } from 'react';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import type { Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import { Button } from '../../../ui/controls';
import { plural } from '../../../ui/format';
import { Glyph } from '../../../ui/glyph';
import { spoken } from '../../../ui/hint-text';
import { holding, verdictOf, type VerdictLine } from './verdict-model';

interface VerdictProps {
  /** Null while it is not known. */
  readonly guard: GuardAnswer | null;
  readonly clocks: Clocks;
  readonly zone: string;
  readonly now: Ms;
  /** So little room that what is well becomes one line and details move to the hint. */
  readonly folded: boolean;
  /** Asks for what an override takes; null where there is no room for it here, or nothing to override. */
  readonly onOverride: (() => void) | null;
}

/** What the guard says, and why: the worst first, then what could not be told, then what is well. */
export function Verdict({ guard, clocks, zone, now, folded, onOverride }: VerdictProps) {
  const [open, setOpen] = useState(false);
  if (guard === null)
    return (
      <section className="panel-verdict" aria-label="Guard verdict">
        <header className="verdict-head">
          <Glyph status="unknown" size={folded ? 28 : 40} word="Not judged yet" />
          <div>
            <h2>Not judged yet</h2>
            <p>The guard has no answer. That is no go.</p>
          </div>
        </header>
      </section>
    );
  const view = verdictOf(guard, now);
  const showsPassed = !folded || open;
  return (
    <section className="panel-verdict" aria-label="Guard verdict" data-panel tabIndex={-1}>
      <header className={`verdict-head is-${view.verdict}`}>
        <Glyph status={view.glyph} size={folded ? 28 : 40} word={view.word} />
        <div>
          <h2>{view.word}</h2>
          <p>
            {folded ? '' : 'Guard verdict, '}
            {clocks.both(guard.at, zone)}
          </p>
        </div>
      </header>
      <p className="visually-hidden" role="status">
        {view.spoken}
      </p>
      <ul className="verdict-lines">
        {view.against.map((line) => (
          <Line key={line.key} line={line} folded={folded && !open} />
        ))}
        {view.against.length === 0 && (
          <li className="verdict-none">Nothing speaks against it, of what could be looked at.</li>
        )}
        {showsPassed && view.passed.map((line) => <Line key={line.key} line={line} folded={folded && !open} />)}
      </ul>
      {folded && view.passed.length + view.against.length > 0 && (
        <button type="button" className="verdict-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Glyph status="ok" size={11} word={open ? 'Show less' : 'ok'} />
          {open
            ? 'Show less'
            : view.passed.length === 0
              ? 'Show details'
              : `${plural(view.passed.length, 'more is', 'more are')} ok`}
        </button>
      )}
      {onOverride !== null && holding(guard).length > 0 && (
        <footer className="verdict-foot">
          <Button small onClick={onOverride}>
            Override hold
          </Button>
        </footer>
      )}
    </section>
  );
}

function Line({ line, folded }: { readonly line: VerdictLine; readonly folded: boolean }) {
  return (
    <li>
      <div
        className="verdict-line"
        tabIndex={0}
        role="group"
        data-hint={line.hint}
        aria-label={`${line.word}: ${spoken(line.hint)}${line.overridden ? '. Overridden' : ''}`}
      >
        <Glyph status={line.glyph} word={line.word} />
        <div>
          <b>
            {line.text}
            {line.glyph === 'unknown' && <em className="verdict-mark">not assessed</em>}
            {line.overridden && <em className="verdict-mark">overridden</em>}
          </b>
          {!folded && line.detail !== '' && <span>{line.detail}</span>}
        </div>
        {!folded && line.age !== '' && <small>{line.age}</small>}
      </div>
    </li>
  );
}
