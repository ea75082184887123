import { Glyph } from '../../../ui/glyph';
import { spoken } from '../../../ui/hint-text';
import type { AbortLine } from './abort-model';

/** The signals at which it is to be stopped, as they are now. */
export function AbortWhen({ lines }: { readonly lines: readonly AbortLine[] }) {
  const firing = lines.filter(({ fires }) => fires).length;
  return (
    <section className="plan-part" aria-label="Stop when">
      <h3>
        Stop when <span className="sub">{lines.length === 0 ? '' : firing === 0 ? 'none is so bad now' : `${firing} now`}</span>
      </h3>
      {lines.length === 0 && <p className="plan-none">No signal is named at which it is to be stopped.</p>}
      <ul className="abort-lines">
        {lines.map((line) => (
          <li key={line.id}>
            <div
              className={`abort-line${line.fires ? ' is-firing' : ''}`}
              role="group"
              tabIndex={0}
              data-hint={line.hint}
              aria-label={`${line.name}: ${line.value}, ${line.limit}. ${spoken(line.hint)}`}
            >
              <Glyph status={line.status} size={11} />
              <b>{line.name}</b>
              <span>
                <em>{line.value}</em>
                {line.limit !== '' && `, ${line.limit}`}
              </span>
              <small>{line.age}</small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
