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
  /** Why there is none. */
  readonly waiting?: Waiting;
  readonly clocks: Clocks;
  readonly zone: string;
  readonly now: Ms;
  /** So little room that what is well becomes one line and details move to the hint. */
  readonly folded: boolean;
  /** Asks for what an override takes; null where there is no room for it here, or nothing to override. */
  readonly onOverride: (() => void) | null;
}

interface Waiting {
  readonly word: string;
  readonly why: string;
}
const NO_ANSWER: Waiting = { word: 'Not judged yet', why: 'The guard has no answer. That is no go.' };
export const IS_OVER: Waiting = { word: 'Over', why: 'The guard looks at what is planned or under way.' };
export const IS_BLANK: Waiting = {
  word: 'Not judged yet',
  why: 'It answers as soon as a site or a window is named.',
};

/** What the guard says, and why: the worst first, then what could not be told, then what is well. */
export function Verdict({ guard, waiting = NO_ANSWER, clocks, zone, now, folded, onOverride }: VerdictProps) {
  const [open, setOpen] = useState(false);
  if (guard === null) {
    const { word, why } = waiting;
    return (
      <section className="panel-verdict" aria-label="Guard verdict">
        <header className="verdict-head is-waiting">
          <Glyph status="unknown" word={word} size={folded ? 20 : 24} />
          <div>
            <h2>{word}</h2>
            <p>{why}</p>
          </div>
        </header>
      </section>
    );
  }
  const view = verdictOf(guard, now);
  const showsPassed = !folded || open;
  return (
    <section className="panel-verdict" aria-label="Guard verdict" data-panel tabIndex={-1}>
      <header className={`verdict-head is-${view.verdict}`}>
        <Glyph status={view.glyph} word={view.word} size={folded ? 28 : 40} />
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
