import { Glyph } from '../../../ui/glyph';
import { STATUS_WORD } from '../../../ui/words';
import { spoken } from '../../../ui/hint-text';
import type { SignalLine } from './signal-model';

/** Signals as they are now: value, what the plan says of it, age. */
export function SignalLines({ lines }: { readonly lines: readonly SignalLine[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.id}>
          <div
            className={`signal-line${line.fires ? ' is-firing' : ''}`}
            role="group"
            tabIndex={0}
            data-hint={line.hint}
            aria-label={`${line.name}: ${STATUS_WORD[line.status]}, ${line.value}, ${line.plan}. ${spoken(line.hint)}`}
          >
            <Glyph status={line.status} size={11} word={STATUS_WORD[line.status]} />
            <b>{line.name}</b>
            <span>
              <em>{line.value}</em>
              {line.plan !== '' && `, ${line.plan}`}
            </span>
            <small>{line.age}</small>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The signals at which it is to be stopped. */
export function StopWhen({ lines }: { readonly lines: readonly SignalLine[] }) {
  const firing = lines.filter(({ fires }) => fires).length;
  return (
    <section className="plan-part" aria-label="Stop when">
      <h3>
        Stop when{' '}
        <span className="sub">{lines.length === 0 ? '' : firing === 0 ? 'none is so bad now' : `${firing} now`}</span>
      </h3>
      {lines.length === 0 && <p className="plan-none">No signal is named at which it is to be stopped.</p>}
      <SignalLines lines={lines} />
    </section>
  );
}
