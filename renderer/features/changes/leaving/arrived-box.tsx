import { plural } from '../../../ui/format';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import type { Arrived, Arriving } from './use-arriving';

/** What came of each file: how many changes, and what of it was passed over, with its place. */
export function ArrivedBox({ arriving }: { readonly arriving: Arriving }) {
  const { arrived, busy } = arriving;
  if (arrived.length === 0 && !busy) return null;
  return (
    <section className="arrived" aria-label="Imported" role="status">
      <header>
        <h2>Import</h2>
        {busy ? (
          <span className="sub">Reading ...</span>
        ) : (
          <Button small kind="quiet" onClick={() => arriving.putAway()}>
            Put away
          </Button>
        )}
      </header>
      <ul>
        {arrived.map((one) => (
          <Result key={one.key} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Result({ one: { name, answer } }: { readonly one: Arrived }) {
  if (typeof answer === 'string')
    return (
      <li className="is-refused">
        <p>
          <Icon name="close" size={13} /> <b>Refused</b> <span dir="auto">{name}</span>
        </p>
        <p className="arrived-problem">{answer}</p>
      </li>
    );
  const { created, updated, unchanged, problems, more } = answer;
  const counts = [
    plural(created, 'new change'),
    ...(updated > 0 ? [`${updated} brought up to date`] : []),
    ...(unchanged > 0 ? [`${unchanged} as before`] : []),
  ];
  const passed = problems.length + more;
  return (
    <li>
      <p>
        <Icon name="check" size={13} /> <b>{counts.join(', ')}</b> <span dir="auto">{name}</span>
      </p>
      {passed > 0 && <p className="sub">Passed over: {plural(passed, 'line')}</p>}
      {problems.map((problem, index) => (
        <p key={index} className="arrived-problem mono">
          {problem}
        </p>
      ))}
      {more > 0 && <p className="sub">and {more} more</p>}
    </li>
  );
}
